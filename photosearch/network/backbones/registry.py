"""All backbones by name.

A new backbone is one file in this package with three names: `CARDS`, the cards of the networks it builds;
`build(name, batch_norm)`, one of them with random weights, which turns N x 3 x H x W normalised RGB into N x
channels x h x w; and `load_weights(network, state)`, which copies a state dict as it was published into it
and raises ValueError where that does not fit.
"""

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from types import ModuleType

from torch import Tensor, nn

from photosearch.network.backbones.card import BackboneCard


@functools.cache
def _families() -> dict[str, tuple[BackboneCard, ModuleType]]:
    """Card and defining module by the name of the network."""
    found = {}
    package = importlib.import_module("photosearch.network.backbones")
    for entry in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{entry.name}")
        for card in getattr(module, "CARDS", ()):
            found[card.name] = card, module
    return found


def backbone_names() -> list[str]:
    """The names of all backbones, sorted."""
    return sorted(_families())


def backbone_card(name: str) -> BackboneCard:
    """The card of a backbone. Raises ValueError for an unknown name."""
    return _family(name)[0]


def create_backbone(
    name: str, state: Mapping[str, Tensor] | None = None, *, batch_norm: bool = True
) -> nn.Module:
    """A backbone with the weights of `state`, or random ones.

    state: a state dict under the names its authors published it with; a classifier in it is left out.
    batch_norm: False for the form whose batch norms have been folded into the convolutions. Raises
    ValueError for an unknown name, a state dict of another network, or a form this backbone does not have.
    """
    module = _family(name)[1]
    network: nn.Module = module.build(name, batch_norm)
    if state is not None:
        module.load_weights(network, state)
    return network


def _family(name: str) -> tuple[BackboneCard, ModuleType]:
    if name not in _families():
        raise ValueError(f"unknown network {name!r}: one of {', '.join(backbone_names())}")
    return _families()[name]
