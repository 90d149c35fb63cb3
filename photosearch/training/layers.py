"""Which layers of a retrieval network are trained."""

from collections.abc import Iterable, Iterator

from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm

from photosearch.errors import UsageError

# "last": the units at the end of the backbone that together hold at least this part of its weights. That is
# the last stage of a ResNet and the stage with stride 32 of an EfficientNet-Lite. "late": the same for a part
# that takes in the stage before, of stride 16.
_PARTS = {"last": 0.5, "late": 0.9}


def choose_layers(network: nn.Module, layers: str) -> dict[str, nn.Parameter]:
    """Freeze all of `network` but `layers` and return the parameters to train, by name.

    layers: "projection" (the linear layers after pooling), "last" (those, pooling and the last part of the
    backbone), "late" (more of it) or "all". Raises UsageError where the network has none of these. The
    network is put into evaluation mode, and parameters of batch norms stay frozen: batches of a few classes
    have statistics of their own, and multistage back-propagation forbids them.
    """
    network.eval().requires_grad_(False)
    for module in _trained_modules(network, layers):
        module.requires_grad_(True)
    for module in network.modules():
        if isinstance(module, _BatchNorm):
            module.requires_grad_(False)
    chosen = {name: parameter for name, parameter in network.named_parameters() if parameter.requires_grad}
    if not chosen:
        raise UsageError("This network has no projection: choose --layers last or all.")
    return chosen


def _trained_modules(network: nn.Module, layers: str) -> Iterator[nn.Module]:
    if layers == "all":
        yield network
        return
    parts = dict(network.named_children())
    yield from (parts[name] for name in ("projection", "whitening") if name in parts)
    if layers == "projection":
        return
    yield parts["pooling"]
    wanted = _PARTS[layers] * _weights(parts["backbone"])
    for unit in reversed(list(_units(parts["backbone"]))):
        if wanted <= 0:
            return
        yield unit
        wanted -= _weights(unit)


def rate_factors(network: nn.Module, names: Iterable[str], decay: float) -> dict[str, float]:
    """What the learning rate of each named parameter is multiplied by: `decay` for each unit of the backbone
    after its own, and nothing behind the backbone. What is early is general, and should change less.
    """
    units = list(_units(dict(network.named_children())["backbone"]))
    of_unit = {
        id(parameter): decay ** (len(units) - 1 - number)
        for number, unit in enumerate(units)
        for parameter in unit.parameters()
    }
    parameters = dict(network.named_parameters())
    return {name: of_unit.get(id(parameters[name]), 1.0) for name in names}


def _units(backbone: nn.Module) -> Iterator[nn.Module]:
    """The backbone's parts in the order of the data: children, and the children of plain sequences."""
    for child in backbone.children():
        if type(child) is nn.Sequential:
            yield from _units(child)
        else:
            yield child


def _weights(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())
