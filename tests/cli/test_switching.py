"""Changing the network of a library: the one before answers until the new one has described all photos."""

import dataclasses
import shutil
from pathlib import Path

from photosearch.network.models import DEFAULT_MODEL, bundled_models_folder, find_model, own_models_folder
from tests.cli.test_program import Program, indexed, program
from tests.network.reprojected import reprojected

__all__ = ["indexed", "program"]


def _second_model() -> str:
    """The bundled network for smaller photos: another network, whose pooled vectors are others too."""
    folder = own_models_folder() / "second"
    shutil.copytree(bundled_models_folder() / DEFAULT_MODEL, folder)
    card = dataclasses.replace(find_model(DEFAULT_MODEL), name="second", input_size=256, folder=folder)
    card.save(folder)
    return "second"


def test_former_network_answers_until_the_new_one_is_through(indexed: Program, photos: Path) -> None:
    part = photos / "part"
    part.mkdir()
    for name in ("dogs.jpg", "china.jpg"):
        (photos / name).rename(part / name)
    indexed.json("index")
    name = _second_model()
    place = ["--library", indexed.library]
    refused = indexed("search", part / "dogs.jpg", "--model", name, *place, code=1)
    assert f"photosearch index --model {name}" in refused.stderr
    assert indexed.json("index", part, "--model", name)["indexed"] == 2
    indexed("models", "use", name)
    answered = indexed("search", part / "dogs.jpg", "-k", "50", *place)
    assert len(answered.stdout.splitlines()) == 8, "the former network knows all photos"
    assert f"{DEFAULT_MODEL} answers" in answered.stderr
    assert len(indexed.json("search", part / "dogs.jpg", "--model", name)["results"]) == 2
    assert indexed.json("index")["indexed"] == 6, "what the new one lacks is described"
    answered = indexed("search", part / "dogs.jpg", "-k", "50", *place)
    assert len(answered.stdout.splitlines()) == 8
    assert "answers" not in answered.stderr
    assert indexed.json("library", "check")["sound"]


def test_network_that_shares_the_pooled_vectors_reads_no_photo(indexed: Program) -> None:
    reprojected(own_models_folder() / "mine")
    indexed("models", "use", "mine")
    report = indexed.json("index")
    assert (report["redescribed"], report["indexed"], report["unchanged"]) == (8, 0, 8)
    assert indexed.json("library", "check")["sound"]


def test_library_of_an_earlier_version_answers_until_it_is_described_anew(
    program: Program, photos: Path
) -> None:
    former = "lite2-gem-512"  # the network of versions before 0.2
    assert program.json("index", photos, "--model", former)["indexed"] == 8
    query = ["search", photos / "dogs.jpg", "-k", "50", "--library", program.library]
    answered = program(*query)
    assert len(answered.stdout.splitlines()) == 8
    assert f"not yet described with {DEFAULT_MODEL}; {former} answers" in answered.stderr
    assert program.json("index")["indexed"] == 8
    answered = program(*query)
    assert len(answered.stdout.splitlines()) == 8 and "answers" not in answered.stderr
    assert program.json("library", "check")["sound"]
