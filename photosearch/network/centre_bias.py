"""More weight for the middle of a feature map, where photographers put their subject.

The Gaussian weight is that of SPoC (Babenko and Lempitsky, ICCV 2015, arXiv 1510.07493), added to one as the
published code of Revaud et al. (ICCV 2019) does with a bump of straight lines. Own code, Apache-2.0.
"""

import torch
from torch import Tensor, nn


def centre_weights(height: int, width: int, strength: Tensor, sigma: Tensor) -> Tensor:
    """height x width weights 1 + strength * exp(-(u^2 + v^2) / (2 sigma^2)).

    u, v: the middle of a cell, from -1 at one edge of the map to 1 at the other.
    """
    v, u = (
        (2 * torch.arange(side, device=sigma.device, dtype=sigma.dtype) + 1) / side - 1
        for side in (height, width)
    )
    return 1 + strength * torch.exp(-(v[:, None] ** 2 + u[None, :] ** 2) / (2 * sigma**2))


class CentreBias(nn.Module):
    """Multiply a feature map by `centre_weights` before it is pooled."""

    strength: Tensor
    sigma: Tensor

    def __init__(self, strength: float = 1.0, sigma: float = 0.5) -> None:
        """`strength`: how much more the middle weighs; `sigma`: width of the Gaussian in half sides."""
        super().__init__()
        if not strength >= 0 or not sigma > 0:
            raise ValueError(f"strength must not be negative and sigma positive, not {strength} and {sigma}")
        self.register_buffer("strength", torch.tensor(float(strength)))
        self.register_buffer("sigma", torch.tensor(float(sigma)))

    def forward(self, x: Tensor) -> Tensor:
        """N x C x H x W to the same shape."""
        return x * centre_weights(x.shape[-2], x.shape[-1], self.strength, self.sigma).to(x.dtype)
