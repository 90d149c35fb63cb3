"""Generalised mean pooling over parts of a feature map, so that one run of the network describes them too.

GeM: Radenovic, Tolias and Chum, TPAMI 2018 (arXiv 1711.02512). Own code, Apache-2.0.
"""

import torch
from torch import Tensor

from photosearch.network.regions import REGIONS


def gem_with_regions(x: Tensor, p: Tensor | float = 3.0, eps: float = 1e-6) -> tuple[Tensor, Tensor]:
    """`gem` of the whole and of each of `REGIONS`: N x C x H x W to N x C and N x R x C.

    A cell that a region covers in part counts in part, so that no region is empty on the smallest map.
    """
    power = p[:, None, None] if isinstance(p, Tensor) and p.numel() > 1 else p
    powered = x.clamp(min=eps).pow(power)
    means = powered.flatten(2) @ region_weights(x.shape[-2], x.shape[-1], x).transpose(0, 1)
    return powered.mean(dim=(-2, -1)).pow(1.0 / p), means.transpose(1, 2).pow(1.0 / p)


def region_weights(height: int, width: int, like: Tensor) -> Tensor:
    """How much each cell of the map counts in each region: R x (height * width), every row adding up to 1.

    like: a tensor of the type and device wanted.
    """
    left, top, wide, high = like.new_tensor(REGIONS).transpose(0, 1)
    rows, columns = _covered(height, top, high, like), _covered(width, left, wide, like)
    cells = (rows[:, :, None] * columns[:, None, :]).flatten(1)
    return cells / cells.sum(dim=1, keepdim=True)


def _covered(length: int, start: Tensor, share: Tensor, like: Tensor) -> Tensor:
    """Which part of each of `length` cells lies between start and start + share of them: R x length."""
    cells = torch.arange(length, device=like.device, dtype=like.dtype)[None]
    begin, end = (start * length)[:, None], ((start + share) * length)[:, None]
    return (torch.minimum(cells + 1, end) - torch.maximum(cells, begin)).clamp(min=0)
