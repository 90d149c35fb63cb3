"""What a network makes of its pooled vector, in numpy; and which networks share that vector.

A pooled vector depends on everything before the projection. Where only the projection differs, the
descriptors of one network follow from what another left, by one matrix product. Never imports torch.
"""

import hashlib
import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from photosearch.errors import PhotosearchError
from photosearch.network.card import ModelCard
from photosearch.network.weights_file import read_tensor, tensor_places
from photosearch.network.whitening import l2_normalise

Matrix = NDArray[np.float32]
Layer = tuple[Matrix, Matrix]
"""weight D x C and bias D"""

LAYERS = ("projection", "whitening")
"""The layers after pooling, in their order; a network has both, one or none of them."""


@dataclass(frozen=True)
class Head:
    """The layers after pooling: y = x . weight^T + bias and L2, one after the other.

    normalises_first: L2 of the pooled vector before them, as where there is a whitening and no projection.
    """

    layers: tuple[Layer, ...]
    normalises_first: bool = False

    def describe(self, pooled: ArrayLike) -> Matrix:
        """Descriptors N x D, L2-normalised, of pooled vectors N x C."""
        found = np.asarray(pooled, np.float32)
        if self.normalises_first or not self.layers:
            found = l2_normalise(found)
        for weight, bias in self.layers:
            found = l2_normalise(found @ weight.T + bias)
        return np.asarray(found, np.float32)


def load_head(card: ModelCard) -> Head:
    """The layers after pooling of a model. Raises PhotosearchError where its weights cannot be read."""
    try:
        places = tensor_places(card.weights)
        return Head(
            tuple(
                (
                    read_tensor(card.weights, places[f"{name}.weight"]),
                    read_tensor(card.weights, places[f"{name}.bias"]),
                )
                for name in LAYERS
                if f"{name}.weight" in places
            ),
            normalises_first="projection.weight" not in places,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(card, error) from error


def whitens_last(card: ModelCard) -> bool:
    """Whether the last layer belongs behind the combination of several resolutions.

    Raises PhotosearchError where the weights cannot be read.
    """
    try:
        return "whitening.last" in tensor_places(card.weights)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(card, error) from error


def pooled_identity(card: ModelCard) -> str:
    """A digest of all that decides the pooled vector: the weights before the projection and how a photo is
    prepared. Models that agree in it give the same pooled vector for the same photo.

    Computed from the weights themselves, about 50 ms for the bundled model. Raises PhotosearchError where
    they cannot be read.
    """
    preparation = [card.backbone, card.pooling, card.input_size, *card.mean, *card.std, card.pooled_dimension]
    digest = hashlib.sha256(json.dumps(preparation).encode())
    try:
        places = tensor_places(card.weights)
        with open(card.weights, "rb") as file:
            for name in sorted(places):
                if name.split(".", 1)[0] in LAYERS:
                    continue
                place = places[name]
                digest.update(f"\n{name} {place.kind} {place.shape}\n".encode())
                file.seek(place.begin)
                digest.update(file.read(place.end - place.begin))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(card, error) from error
    return digest.hexdigest()[:32]


def _unreadable(card: ModelCard, error: Exception) -> PhotosearchError:
    return PhotosearchError(f"The weights of the model {card.name!r} could not be read: {error}")
