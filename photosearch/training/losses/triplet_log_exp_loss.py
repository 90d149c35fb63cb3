"""The triplet loss without a margin, from the published code of Revaud et al. (ICCV 2019, arXiv 1906.07589).

Own code, Apache-2.0.
"""

import torch.nn.functional as F
from torch import Tensor, nn

from photosearch.training.losses.triplet import check_triplets, squared_distance, weighted_mean

# The slope of the root at 0 is infinite: nearer than 1e-12 counts as that far, without a gradient.
_NEAREST_SQUARED = 1e-24


class TripletLogExpLoss(nn.Module):
    """Mean of log(1 + exp(|a - p| - |a - n|)), with Euclidean distances."""

    def forward(
        self, anchor: Tensor, positive: Tensor, negative: Tensor, weights: Tensor | None = None
    ) -> Tensor:
        """anchor, positive, negative: N x D; weights: N. No triplets at all give 0."""
        check_triplets(anchor, positive, negative, weights)
        near, far = (
            squared_distance(anchor, other).clamp(min=_NEAREST_SQUARED).sqrt()
            for other in (positive, negative)
        )
        return weighted_mean(F.softplus(near - far, threshold=50), weights)
