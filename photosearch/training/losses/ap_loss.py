"""The AP loss.

Revaud et al., "Learning with Average Precision: Training Image Retrieval with a Listwise Loss", ICCV 2019
(arXiv 1906.07589). Own code, Apache-2.0.
"""

from torch import Tensor

from photosearch.training.losses.listwise_loss import ListwiseLoss


class APLoss(ListwiseLoss):
    """1 - mean AP with similarities spread over bins, so that it has a gradient. See `ListwiseLoss`."""

    def average_precision(self, count: Tensor, positive: Tensor) -> Tensor:
        """Sum over bins of the precision down to the bin times the recall gained in it."""
        precision = positive.cumsum(dim=1) / (1e-16 + count.cumsum(dim=1))
        return (precision * positive).sum(dim=1) / positive.sum(dim=1)
