"""Checkpoints of a run: safetensors and JSON, whole or not there at all, nothing in them that could run.

A checkpoint is a folder `step-000040` written beside its place and renamed into it. All random draws are
functions of (seed, step), so weights, optimiser state and the step are the whole state of a run.
"""

import json
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor

from photosearch.errors import PhotosearchError

_PREFIX = "step-"
_TENSORS = ("weights", "optimiser", "objective", "average")


@dataclass
class Checkpoint:
    """weights: the network's state. optimiser, objective: their states. values: JSON, with "step". average:
    of the weights along the run, where it is kept.
    """

    weights: dict[str, Tensor]
    optimiser: dict[str, Tensor]
    objective: dict[str, Tensor]
    values: dict[str, Any]
    average: dict[str, Tensor] = field(default_factory=dict)


def save_checkpoint(folder: Path, checkpoint: Checkpoint) -> None:
    """Write the checkpoint below `folder` and delete the older ones."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{_PREFIX}{checkpoint.values['step']:08d}"
        scratch = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
        for name in _TENSORS:
            write_synced(scratch / f"{name}.safetensors", tensor_bytes(getattr(checkpoint, name)))
        write_synced(scratch / "state.json", json.dumps(checkpoint.values).encode())
        while target.exists():  # written before its validation; it stays until the new one is whole
            target = target.with_name(f"{target.name}+")
        os.replace(scratch, target)
    except OSError as error:
        raise PhotosearchError(
            f"The checkpoint could not be written to {folder} ({error.strerror or error}); make room and go "
            "on with --resume."
        ) from error
    for other in folder.iterdir():
        if other != target:
            shutil.rmtree(other, ignore_errors=True)


def load_checkpoint(folder: Path) -> Checkpoint | None:
    """The latest checkpoint below `folder`, None where there is none. Raises PhotosearchError for damage."""
    found = sorted(folder.glob(f"{_PREFIX}*"))
    if not found:
        return None
    try:
        tensors = [load_file(found[-1] / f"{name}.safetensors") for name in _TENSORS]
        values = json.loads((found[-1] / "state.json").read_text(encoding="utf-8"))
        return Checkpoint(tensors[0], tensors[1], tensors[2], values, tensors[3])
    except (OSError, ValueError, SafetensorError) as error:
        raise PhotosearchError(f"The checkpoint {found[-1]} is damaged ({error}): delete it.") from error


def tensor_bytes(tensors: dict[str, Tensor]) -> bytes:
    """The tensors as a safetensors file, sorted by name."""
    return save({name: tensors[name].detach().cpu().contiguous() for name in sorted(tensors)})


def write_synced(path: Path, content: bytes) -> None:
    """Write a file so that it is on the disk when this returns."""
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
