"""The average of a run's weights: flatter, more general and less of a matter of luck than the last ones.

Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization", UAI 2018 (arXiv
1803.05407), as an exponential average. Own code, Apache-2.0.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import torch
from torch import Tensor, nn


class Average:
    """The exponential average of some parameters."""

    def __init__(self, parameters: Mapping[str, nn.Parameter], stays: float) -> None:
        """stays: how much of the former average stays at an update; 0 is no average."""
        self._parameters, self._stays = parameters, stays
        self._average: dict[str, Tensor] = {}
        if stays:
            self._average = {name: parameter.detach().clone() for name, parameter in parameters.items()}

    @torch.no_grad()
    def update(self) -> None:
        """Take in the parameters as they are now."""
        for name, average in self._average.items():
            average.lerp_(self._parameters[name], 1 - self._stays)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """The parameters are the average meanwhile."""
        own = {name: self._parameters[name].detach().clone() for name in self._average}
        self.take_over()
        try:
            yield
        finally:
            _copy(own, self._parameters)

    def take_over(self) -> None:
        """Make the parameters the average for good."""
        _copy(self._average, self._parameters)

    def state(self) -> dict[str, Tensor]:
        """For a checkpoint."""
        return dict(self._average)

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """Put back what `state` gave."""
        for name, average in self._average.items():
            average.copy_(tensors[name])


@torch.no_grad()
def _copy(values: Mapping[str, Tensor], parameters: Mapping[str, nn.Parameter]) -> None:
    for name, value in values.items():
        parameters[name].copy_(value)
