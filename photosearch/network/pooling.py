"""Global pooling of a feature map into one vector: pure functions with thin modules around them.

MAC and R-MAC: Tolias, Sicre and Jegou, "Particular Object Retrieval with Integral Max-Pooling of CNN
Activations", ICLR 2016 (arXiv 1511.05879), R-MAC's regions projected as in Gordo et al., IJCV 2017 (arXiv
1610.07940). SPoC: Babenko and Lempitsky, ICCV 2015 (arXiv 1510.07493). GeM: Radenovic, Tolias and Chum,
"Fine-tuning CNN Image Retrieval with No Human Annotation", TPAMI 2018 (arXiv 1711.02512). Own code,
Apache-2.0.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

RMAC_OVERLAP = 0.4
RMAC_STEPS = range(2, 8)


def l2(x: Tensor) -> Tensor:
    """N x D to rows of length 1; a row of zeros stays zero."""
    return x / x.norm(dim=1, keepdim=True).clamp(min=1e-12)


def mac(x: Tensor) -> Tensor:
    """Maximum over height and width. x: N x C x H x W. Returns N x C."""
    return x.amax(dim=(-2, -1))


def spoc(x: Tensor) -> Tensor:
    """Mean over height and width. x: N x C x H x W. Returns N x C."""
    return x.mean(dim=(-2, -1))


def gem(x: Tensor, p: Tensor | float = 3.0, eps: float = 1e-6) -> Tensor:
    """Generalised mean over height and width: (mean(max(x, eps)^p))^(1/p), equation 3 of the paper.

    x: N x C x H x W, p: a number, a tensor of one element or one of C. Returns N x C. p = 1 is the mean,
    large p the maximum.
    """
    power = p[:, None, None] if isinstance(p, Tensor) and p.numel() > 1 else p
    return x.clamp(min=eps).pow(power).mean(dim=(-2, -1)).pow(1.0 / p)


def rmac_regions(height: int, width: int, levels: int = 2) -> list[tuple[int, int, int]]:
    """The rigid grid of R-MAC as (top, left, side) of square regions, level by level.

    At level l = 1 .. levels the side is floor(2 min(height, width) / (l + 1)) and l regions lie along the
    shorter side. The longer side has as many more as bring the overlap of neighbours at level 1 nearest to
    40 %. A level whose side would be 0 has no regions.
    """
    short, long = min(height, width), max(height, width)

    def distance(steps: int) -> float:
        return abs(1 - (long - short) / (steps - 1) / short - RMAC_OVERLAP)

    more = min(RMAC_STEPS, key=distance) - 1 if long > short else 0
    regions = []
    for level in range(1, levels + 1):
        side = 2 * short // (level + 1)
        tops = _starts(height, side, level + (more if height > width else 0))
        lefts = _starts(width, side, level + (more if width > height else 0))
        regions += [(top, left, side) for top in tops for left in lefts if side]
    return regions


def _starts(length: int, side: int, count: int) -> list[int]:
    """Where `count` regions begin that are spread evenly from one end of `length` to the other."""
    return [index * (length - side) // max(count - 1, 1) for index in range(count)]


def rmac(
    x: Tensor, levels: int = 2, project: Callable[[Tensor], Tensor] | None = None, whole: bool = False
) -> Tensor:
    """Regional maximum activations: max-pool each region, L2, sum, L2.

    x: N x C x H x W. levels: see `rmac_regions`. project: shift and linear map of N x C region vectors to N
    x D, followed by one more L2. whole: the whole map is a region as well. Returns N x C, or N x D.
    """
    grid = rmac_regions(x.shape[-2], x.shape[-1], levels)
    regions = [x[..., top : top + side, left : left + side] for top, left, side in grid]
    vectors = [l2(mac(region)) for region in (*regions, *([x] if whole else []))]
    if project is not None:
        vectors = [l2(project(vector)) for vector in vectors]
    return l2(torch.stack(vectors).sum(dim=0))


class MAC(nn.Module):
    """Max pooling."""

    def forward(self, x: Tensor) -> Tensor:
        """N x C x H x W to N x C."""
        return mac(x)


class SPoC(nn.Module):
    """Mean pooling."""

    def forward(self, x: Tensor) -> Tensor:
        """N x C x H x W to N x C."""
        return spoc(x)


class GeM(nn.Module):
    """Generalised mean pooling with one learned exponent, or with one for each of `channels`."""

    def __init__(self, p: float = 3.0, eps: float = 1e-6, channels: int = 1) -> None:
        super().__init__()
        self.p = nn.Parameter(torch.full((channels,), float(p)))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        """N x C x H x W to N x C."""
        return gem(x, self.p, self.eps)


class RMAC(nn.Module):
    """Regional max pooling, with a learned projection of the region vectors where one is given."""

    level_count: Tensor

    def __init__(self, levels: int = 2, projection: nn.Linear | None = None, whole: bool = False) -> None:
        """`projection`: shift and FC of a region's vector; a PCA as `PCAWhitening.linear` gives it.

        whole: the whole map is a region as well, as in the published code of Radenovic et al.
        """
        super().__init__()
        if levels < 1:
            raise ValueError(f"R-MAC needs at least one level, not {levels}")
        self.levels = levels
        # Among the weights, so that a weight file says how its network pools.
        self.register_buffer("level_count", torch.tensor(levels))
        if whole:
            self.register_buffer("whole_map", torch.ones(1))
        self.whole = whole
        self.projection = projection

    def _load_from_state_dict(self, *arguments: Any, **keywords: Any) -> None:
        super()._load_from_state_dict(*arguments, **keywords)
        self.levels = int(self.level_count)

    def forward(self, x: Tensor) -> Tensor:
        """N x C x H x W to N x C, or to N x D with a projection; L2-normalised."""
        if torch.compiler.is_exporting():
            from photosearch.network.rmac_graph import rmac_graph

            return rmac_graph(x, self.levels, self.projection, self.whole)
        return rmac(x, self.levels, self.projection, self.whole)
