"""What the losses on the Average Precision of whole rankings have in common: soft histograms of similarities.

Revaud et al., "Learning with Average Precision: Training Image Retrieval with a Listwise Loss", ICCV 2019
(arXiv 1906.07589), section 3. Own code, Apache-2.0.
"""

from abc import ABC, abstractmethod

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint


class ListwiseLoss(nn.Module, ABC):
    """1 - the mean of weighted APs over the queries that have a positive."""

    # Of the N x M x bins weights, which are rebuilt when the gradient is wanted: a batch of 4096 would need
    # gigabytes for them. A query's AP depends on its own row alone, so the rows can be taken piece by piece.
    piece_elements = 1 << 22

    def __init__(self, bins: int = 25, low: float = 0.0, high: float = 1.0) -> None:
        """`bins` centres from `high` down to `low`, both included; a similarity beyond counts as the end."""
        super().__init__()
        if bins < 2 or not low < high:
            raise ValueError(f"at least two bins and low < high are needed, not {bins} on [{low}, {high}]")
        self.bins, self.low, self.high = bins, low, high

    @abstractmethod
    def average_precision(self, count: Tensor, positive: Tensor) -> Tensor:
        """AP of N queries. count, positive: N x bins, how much of all and of the positives is in a bin."""

    def forward(self, similarities: Tensor, labels: Tensor, weights: Tensor | None = None) -> Tensor:
        """1 - mean of w_q AP_q. similarities, labels (0 or 1): N x M, weights: N, 1 each if not given.

        A query without positives has no AP: it is left out of the mean and gets no gradient. Where no query
        has any, the loss is 0. Raises ValueError for shapes that do not belong together.
        """
        _check_shapes(similarities, labels, weights)
        similarities = similarities.to(torch.promote_types(similarities.dtype, torch.float32))
        counted = labels.any(dim=1)
        if not counted.any():
            return similarities.sum() * 0
        similarities, labels = similarities[counted], labels[counted].to(similarities)
        rows = max(1, self.piece_elements // (similarities.shape[1] * self.bins))
        pieces = zip(similarities.split(rows), labels.split(rows), strict=True)
        precisions = torch.cat(
            [
                checkpoint(self._of_piece, *piece, use_reentrant=False, preserve_rng_state=False)
                for piece in pieces
            ]
        )
        if weights is not None:
            precisions = precisions * weights[counted].to(precisions)
        return 1 - precisions.mean()

    def _of_piece(self, similarities: Tensor, labels: Tensor) -> Tensor:
        shares = self._shares(similarities)
        return self.average_precision(shares.sum(dim=2), (shares * labels[:, None]).sum(dim=2))

    def _shares(self, similarities: Tensor) -> Tensor:
        """N x bins x M: how much of each similarity is in each bin, the highest bin first; sums to 1."""
        gap = (self.high - self.low) / (self.bins - 1)
        position = (self.high - similarities.clamp(self.low, self.high)) / gap
        centres = torch.arange(self.bins, device=position.device, dtype=position.dtype)
        return (1 - (position[:, None] - centres[:, None]).abs()).clamp(min=0)


def _check_shapes(similarities: Tensor, labels: Tensor, weights: Tensor | None) -> None:
    if similarities.ndim != 2 or labels.shape != similarities.shape:
        raise ValueError(
            f"similarities and labels must both be N x M, not {tuple(similarities.shape)} and "
            f"{tuple(labels.shape)}"
        )
    if weights is not None and weights.shape != similarities.shape[:1]:
        raise ValueError(f"there must be one weight a query, not {tuple(weights.shape)}")
