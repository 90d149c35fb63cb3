"""The network a run begins with: that of a model, or its backbone with another projection or none.

The projection as the PCA whitening of the photos, trained with all else from then on: Gordo et al., IJCV 2017
(arXiv 1610.07940). Own code, Apache-2.0.
"""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import nn

from photosearch.errors import UsageError
from photosearch.files import write_atomically
from photosearch.network.card import ModelCard
from photosearch.network.checkpoint import load_network
from photosearch.network.retrieval import RetrievalNetwork
from photosearch.network.whitening import PCAWhitening
from photosearch.training.checkpoints import tensor_bytes
from photosearch.training.processes import Processes

START_FILE = "start.safetensors"
POWER = 0.25
KEEP, NONE = "keep", "none"


def starting_card(card: ModelCard, projection: str, photos: int) -> ModelCard:
    """The card of the network a run begins with. projection: "keep", "none" or how many numbers it gives.

    Raises UsageError for a projection that cannot be learned on so many `photos`.
    """
    if projection == KEEP:
        return card
    if projection == NONE:
        words, dimension = "without its projection", card.pooled_dimension
    else:
        words, dimension = (
            f"with the PCA whitening (power {POWER}) of the photos as projection",
            int(projection),
        )
    most = min(card.pooled_dimension, photos - 1)
    if projection != NONE and dimension > most:
        raise UsageError(
            f"From {photos} photos and {card.pooled_dimension} numbers of the backbone a projection to at "
            f"most {most} can be learned, not to {dimension}."
        )
    return dataclasses.replace(card, dimension=dimension, origin=f"begun {words}. {card.origin}")


def starting_network(
    card: ModelCard,
    projection: str,
    folder: Path,
    processes: Processes,
    pooled: Callable[[nn.Module], NDArray[np.floating]],
) -> RetrievalNetwork:
    """The network of the model `card`, with the projection that is wanted.

    pooled: a network to the pooled vectors (N x C) of the photos to learn a projection from. What the first
    process learned lies in `folder`: the others and a resumed run begin with the same bits.
    """
    network = load_network(card)
    if projection == KEEP:
        return network
    network.projection = network.whitening = None
    if projection == NONE:
        return network
    path = folder / START_FILE
    if processes.is_first and not path.exists():
        learned = PCAWhitening().fit(pooled(network)).linear(POWER, int(projection))
        layer = dict(zip(("weight", "bias"), map(torch.from_numpy, learned), strict=True))
        write_atomically(path, tensor_bytes(layer))
    processes.wait()
    network.projection = nn.Linear(card.pooled_dimension, int(projection))
    network.projection.load_state_dict(load_file(path))
    return network
