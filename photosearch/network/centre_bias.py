"""More weight for the middle of a feature map, where photographers put their subject.

As in the published code of Revaud et al., ICCV 2019 (arXiv 1906.07589): a plateau of 1 + strength over the
middle third of each side that falls off in straight lines to 1 at the edges. Own code, Apache-2.0.
"""

import torch
from torch import Tensor, nn


def centre_weights(height: int, width: int, strength: Tensor) -> Tensor:
    """height x width weights 1 + strength * t(v) t(u), t(s) = min(1, 3 s, 3 (1 - s)).

    v, u: the place of a cell from 0, the first of its side, to 1, the last. A side of one cell has place 0.
    """
    down, across = (_plateau(side, strength) for side in (height, width))
    return 1 + strength * down[:, None] * across


def _plateau(side: int, like: Tensor) -> Tensor:
    cells = torch.arange(side, device=like.device)
    places = cells.to(like.dtype) / cells[-1].clamp(min=1)
    return torch.minimum(3 * places, 3 * (1 - places)).clamp(max=1)


class CentreBias(nn.Module):
    """Multiply a feature map by `centre_weights` before it is pooled."""

    strength: Tensor

    def __init__(self, strength: float = 1.0) -> None:
        """`strength`: how much more the middle weighs."""
        super().__init__()
        if not 0 <= strength < float("inf"):
            raise ValueError(f"strength must not be negative, not {strength}")
        self.register_buffer("strength", torch.tensor(float(strength)))

    def forward(self, x: Tensor) -> Tensor:
        """N x C x H x W to the same shape."""
        return x * centre_weights(x.shape[-2], x.shape[-1], self.strength).to(x.dtype)
