"""The tie-aware AP loss.

He, Cakir, Bargal and Sclaroff, "Hashing as Tie-Aware Learning to Rank", CVPR 2018 (arXiv 1705.08562), on the
soft histograms of Revaud et al., ICCV 2019 (arXiv 1906.07589). Own code, Apache-2.0.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

from photosearch.training.losses.listwise_loss import ListwiseLoss

_EPS = 1e-8


class TieAwareAPLoss(ListwiseLoss):
    """1 - mean AP, averaged over all orders of the similarities that share a bin. See `ListwiseLoss`.

    simplified: the closed form that puts a bin's similarities half before and half after each other.
    """

    def __init__(self, bins: int = 25, low: float = 0.0, high: float = 1.0, simplified: bool = False) -> None:
        super().__init__(bins, low, high)
        self.simplified = simplified

    def average_precision(self, count: Tensor, positive: Tensor) -> Tensor:
        """Sum over bins of positives in it times their mean precision, over all positives."""
        through, positive_through = count.cumsum(dim=1), positive.cumsum(dim=1)
        before, positive_before = F.pad(through[:, :-1], (1, 0)), F.pad(positive_through[:, :-1], (1, 0))
        if self.simplified:
            precision = (positive_before + positive_through + 1) / (before + through + 1)
        else:
            # Of a bin's other members, this share is positive.
            ratio = (positive - 1).clamp(min=0) / ((count - 1).clamp(min=0) + _EPS)
            drift = positive_before + 1 - ratio * (before + 1)
            growth = torch.log((through + 1) / (before + 1))
            precision = (count * ratio + drift * growth) / (count + _EPS)
        return (positive * precision).sum(dim=1) / positive_through[:, -1]
