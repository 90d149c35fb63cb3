"""The triplet loss with a margin on squared distances.

Gordo et al., ECCV 2016 (arXiv 1604.01325) and IJCV 2017 (arXiv 1610.07940). Own code, Apache-2.0.
"""

from torch import Tensor, nn

from photosearch.training.losses.triplet import check_triplets, squared_distance, weighted_mean


class TripletMarginLoss(nn.Module):
    """Mean of 1/2 max(0, margin + |a - p|^2 - |a - n|^2)."""

    def __init__(self, margin: float = 0.1) -> None:
        super().__init__()
        self.margin = margin

    def forward(
        self, anchor: Tensor, positive: Tensor, negative: Tensor, weights: Tensor | None = None
    ) -> Tensor:
        """anchor, positive, negative: N x D, L2-normalised; weights: N. No triplets at all give 0."""
        check_triplets(anchor, positive, negative, weights)
        difference = squared_distance(anchor, positive) - squared_distance(anchor, negative)
        return weighted_mean((self.margin + difference).clamp(min=0) / 2, weights)
