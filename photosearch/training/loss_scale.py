"""Loss scaling, which keeps the gradients of a backbone in float16 from vanishing.

Micikevicius et al., "Mixed Precision Training", ICLR 2018 (arXiv 1710.03740), by torch's GradScaler. The loss
is multiplied before its gradient at the descriptors is taken, so every stage of a multistage back-propagation
works on scaled numbers; the gradients are divided once, when all pieces and processes are summed.
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor
from torch.amp import GradScaler
from torch.optim import Optimizer

from photosearch.errors import PhotosearchError

# Halved this far, it is not the scale that makes the gradients overflow.
_LEAST = 2.0**-10


class LossScale:
    """For a backbone in `dtype`; without effect for anything but float16, whose exponents are too few."""

    def __init__(self, dtype: torch.dtype | None, device: torch.device, first: float = 2.0**16) -> None:
        """first: the scale to begin with; it is halved where gradients overflow and doubled now and then."""
        self._scaler = GradScaler(device.type, init_scale=first, enabled=dtype == torch.float16)

    def __call__(self, loss: Tensor) -> Tensor:
        """The loss (a scalar) to back-propagate in place of `loss`."""
        scaled: Tensor = self._scaler.scale(loss)
        return scaled

    def step(self, optimiser: Optimizer) -> None:
        """One step with the gradients divided again; none where one of them overflowed.

        Raises PhotosearchError where they do so at any scale.
        """
        self._scaler.step(optimiser)
        self._scaler.update()
        if self._scaler.is_enabled() and self._scaler.get_scale() < _LEAST:
            raise PhotosearchError(
                "The gradients overflow in float16 at any scale. Start again with --precision float32 or a "
                "lower learning rate."
            )

    def state(self) -> dict[str, Any]:
        """What a resumed run needs, exact as JSON."""
        return self._scaler.state_dict()

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` gave."""
        if state:
            self._scaler.load_state_dict(dict(state))
