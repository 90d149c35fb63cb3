"""Writing a model that differs from another in its projection alone: the same graph over other numbers.

The graph points into the weights file by offsets, which stay where they are; so nothing is traced again, and
torch is not needed.
"""

import dataclasses
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.network.card import WEIGHTS_FILE, ModelCard, file_sha256
from photosearch.network.onnx_describer import OnnxDescriber
from photosearch.network.pooled import load_head
from photosearch.network.weights_file import tensor_places

MIN_COSINE = 0.9999


def write_reprojected(
    card: ModelCard,
    new: ModelCard,
    weight: NDArray[np.float32],
    bias: NDArray[np.float32],
    folder: Path,
    photos: Sequence[NDArray[np.uint8]],
) -> ModelCard:
    """Write the model of `card` with the projection y = x . weight^T + bias as the model folder `folder`,
    replacing one already there, and return its card with digests.

    new: the card to write; its digests are filled in. weight: D x C and bias: D as the model has them now.
    photos: H x W x 3 uint8, at least one: the written model must describe them as the arithmetic says (cosine
    at least 0.9999), or PhotosearchError is raised and nothing is written. OSError where writing fails.
    """
    card.verify()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=folder.parent) as scratch:
        made = Path(scratch) / folder.name
        made.mkdir()
        for name in card.files:
            shutil.copyfile(card.folder / name, made / name)
        _replace(made / WEIGHTS_FILE, {"projection.weight": weight, "projection.bias": bias})
        digests = {name: file_sha256(made / name) for name in sorted(card.files)}
        written = dataclasses.replace(new, sha256=digests, folder=made)
        written.save(made)
        _check(written, photos)
        if folder.exists():
            os.replace(folder, Path(scratch) / "replaced")
        os.replace(made, folder)
    return ModelCard.load(folder)


def _replace(weights: Path, tensors: dict[str, NDArray[np.float32]]) -> None:
    places = tensor_places(weights)
    with open(weights, "r+b") as file:
        for name, values in tensors.items():
            place = places.get(name)
            if place is None or place.kind != "F32" or place.shape != values.shape:
                raise PhotosearchError(f"This network has no {name} of the shape {values.shape}.")
            file.seek(place.begin)
            file.write(np.ascontiguousarray(values, "<f4").tobytes())


def _check(card: ModelCard, photos: Sequence[NDArray[np.uint8]]) -> None:
    descriptors, pooled = OnnxDescriber(card, 1).describe(photos)
    worst = float((descriptors * load_head(card).describe(pooled)).sum(axis=1).min())
    if not worst >= MIN_COSINE:  # a comparison with NaN is never true
        raise PhotosearchError(
            f"The written network does not compute what it should (cosine {worst:.6f}, needed {MIN_COSINE}): "
            "nothing was written."
        )
