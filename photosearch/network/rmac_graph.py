"""R-MAC without control flow, for graphs that are written once and run on feature maps of any shape.

The same grid as `pooling.rmac_regions`, its numbers worked out by the graph itself: every level has as many
places for regions as the longest map can fill, and those a shorter one leaves empty count nothing. Slower
than `pooling.rmac` and needs more memory.
"""

from collections.abc import Callable

import torch
from torch import Tensor

from photosearch.network.pooling import RMAC_OVERLAP, RMAC_STEPS, l2, mac


def rmac_graph(
    x: Tensor, levels: int, project: Callable[[Tensor], Tensor] | None = None, whole: bool = False
) -> Tensor:
    """See `pooling.rmac`, which gives the same."""
    rows, columns = (torch.arange(side, device=x.device) for side in x.shape[-2:])
    height, width = rows[-1] + 1, columns[-1] + 1
    short, more = torch.minimum(height, width), _more_regions(height, width)

    def described(vectors: Tensor) -> Tensor:
        return l2(vectors) if project is None else l2(project(l2(vectors)))

    total: Tensor | float = described(mac(x)) if whole else 0.0
    for level in range(1, levels + 1):
        side = 2 * short // (level + 1)
        down, down_used = _places(rows, height, side, level, torch.where(height > width, more, 0))
        across, across_used = _places(columns, width, side, level, torch.where(width > height, more, 0))
        used = (down_used[:, None] & across_used & (side > 0)).flatten()
        vectors = torch.where(used, _maxima(x, down, across).flatten(2), 0).transpose(1, 2)
        flat = described(vectors.flatten(0, 1))
        total = total + (flat.unflatten(0, (-1, used.shape[0])) * used[:, None]).sum(dim=1)
    assert isinstance(total, Tensor)
    return l2(total)


def _more_regions(height: Tensor, width: Tensor) -> Tensor:
    """How many more regions lie along the longer side than along the shorter."""
    short, long = torch.minimum(height, width), torch.maximum(height, width)
    between = torch.arange(RMAC_STEPS.start - 1, RMAC_STEPS.stop - 1, device=height.device)
    distances = (1 - (long - short).double() / between / short - RMAC_OVERLAP).abs()
    return torch.where(long > short, distances.argmin() + 1, 0)


def _places(cells: Tensor, length: Tensor, side: Tensor, level: int, more: Tensor) -> tuple[Tensor, Tensor]:
    """places x cells: which cells of one dimension a region covers; and which places are used."""
    places = torch.arange(level + RMAC_STEPS.stop - 2, device=cells.device)
    count = level + more
    starts = places * (length - side) // (count - 1).clamp(min=1)
    return (cells >= starts[:, None]) & (cells < (starts + side)[:, None]), places < count


def _maxima(x: Tensor, down: Tensor, across: Tensor) -> Tensor:
    """N x C x H x W to the maxima of all regions, N x C x places down x places across."""
    low = float("-inf")
    strips = torch.where(down[:, :, None], x[:, :, None], low).amax(dim=-2)
    return torch.where(across, strips[:, :, :, None], low).amax(dim=-1)
