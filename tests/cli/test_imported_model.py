"""A network imported from a published checkpoint, in all commands that describe photos; the real program."""

from pathlib import Path

import numpy as np
import torch

from tests.cli.test_program import Program, program
from tests.network.importing.checkpoints import Published, old_sklearn

__all__ = ["program"]


def test_published_checkpoint_is_usable_everywhere(program: Program, photos: Path, tmp_path: Path) -> None:
    published = Published("resnet18", 64)
    with old_sklearn() as pca:
        torch.save(published.checkpoint(pca), tmp_path / "Resnet18-AP-GeM.pt")
    made = program("models", "import", tmp_path / "Resnet18-AP-GeM.pt", "--size", "128")
    assert "resnet18-ap-gem: resnet18, 64 numbers a photo, 128 px" in made.stdout
    assert program.json("index", photos, "--model", "resnet18-ap-gem")["indexed"] == 8
    found = program.json("search", photos / "dogs.jpg", "--model", "resnet18-ap-gem")["results"]
    assert len(found) == 8 and found[0]["path"].endswith("dogs.jpg") and found[0]["kind"] == "copy"
    described = tmp_path / "described.npz"
    program(
        "describe", photos / "dogs.jpg", photos / "china.jpg", "-o", described, "--model", "resnet18-ap-gem"
    )
    with np.load(described) as file:
        vectors = file["descriptors"]
    assert vectors.shape == (2, 64)
    scores = {Path(result["path"]).name: result["score"] for result in found}
    assert abs(scores["china.jpg"] - vectors[0] @ vectors[1]) < 0.01
    (photos.parent / "classes").mkdir()
    photos.rename(photos.parent / "classes" / "all")
    root = photos.parent / "classes"
    evaluated = program("evaluate", "folders", "--root", root, "--model", "resnet18-ap-gem", "--json")
    assert '"model": "resnet18-ap-gem"' in evaluated.stdout
