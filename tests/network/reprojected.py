"""A network that shares its pooled vectors with the bundled one."""

import dataclasses
from pathlib import Path

import numpy as np

from photosearch.network.card import ModelCard
from photosearch.network.models import DEFAULT_MODEL, bundled_models_folder, find_model
from photosearch.network.reprojecting import write_reprojected
from photosearch.network.weights_file import read_tensor, tensor_places
from tests.network.sample_photos import pixels

BUNDLED = sorted(folder.name for folder in bundled_models_folder().iterdir())
"""the networks that come with the application"""


def reprojected(folder: Path, seed: int = 0) -> ModelCard:
    """The bundled network with another projection, as the model folder `folder`."""
    card = find_model(DEFAULT_MODEL)
    places = tensor_places(card.weights)
    weight, bias = (read_tensor(card.weights, places[f"projection.{part}"]) for part in ("weight", "bias"))
    noise = np.random.default_rng(seed).normal(0, weight.std(), weight.shape).astype(np.float32)
    new = dataclasses.replace(card, name=folder.name)
    return write_reprojected(card, new, weight + noise, bias, folder, [pixels("dogs.jpg")])
