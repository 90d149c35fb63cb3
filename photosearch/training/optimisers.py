"""The optimisers, and their state as named tensors."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.optim import SGD, Adam, Optimizer

from photosearch.training.options import TrainingOptions

_FACTOR = "factor"


def make_optimiser(
    parameters: Mapping[str, nn.Parameter], options: TrainingOptions, factors: Mapping[str, float]
) -> Optimizer:
    """Adam as Revaud et al. train, or SGD with momentum as Gordo et al. do.

    factors: of each parameter, what its rate is multiplied by.
    """
    groups: dict[float, list[nn.Parameter]] = {}
    for name, parameter in parameters.items():
        groups.setdefault(factors[name], []).append(parameter)
    chosen = [{"params": group, _FACTOR: factor} for factor, group in groups.items()]
    if options.optimiser == "adam":
        return Adam(chosen, lr=options.rate, weight_decay=options.weight_decay)
    return SGD(
        chosen,
        lr=options.rate,
        momentum=options.momentum,
        weight_decay=options.weight_decay,
    )


def set_rate(optimiser: Optimizer, rate: float) -> None:
    """The learning rate of the next update."""
    for group in optimiser.param_groups:
        group["lr"] = rate * group[_FACTOR]


def optimiser_tensors(optimiser: Optimizer, parameters: Mapping[str, nn.Parameter]) -> dict[str, Tensor]:
    """The optimiser's state, "PARAMETER/ENTRY" to a contiguous tensor."""
    return {
        f"{name}/{entry}": value.detach().contiguous()
        for name, parameter in parameters.items()
        for entry, value in optimiser.state.get(parameter, {}).items()
        if isinstance(value, Tensor)
    }


def restore_optimiser(
    optimiser: Optimizer, parameters: Mapping[str, nn.Parameter], tensors: Mapping[str, Tensor]
) -> None:
    """Put back what `optimiser_tensors` gave."""
    for key, value in tensors.items():
        name, entry = key.rsplit("/", 1)
        parameter = parameters[name]
        if value.shape == parameter.shape:
            # In the parameter's memory layout: in another one the same sums can round differently.
            value = torch.empty_like(parameter).copy_(value).detach()
        optimiser.state[parameter][entry] = value
