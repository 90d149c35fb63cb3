"""Training on whole rankings: each picture of the batch queries all others of it.

Revaud et al., ICCV 2019 (arXiv 1906.07589). Own code, Apache-2.0.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from photosearch.training.multistage import Loss
from photosearch.training.objective import Batch, DescribePhotos
from photosearch.training.sampling import BalancedSampler, class_weights

RankingLoss = Callable[[Tensor, Tensor, Tensor], Tensor]
"""similarities n x M, labels n x M, weights n to the mean over the n queries"""

# Similarities that go through the loss at a time. A histogram of 25 bins makes some hundred bytes of each,
# several times over; all rows of a batch of 4096 at once would take gigabytes.
SIMILARITIES = 1 << 14


def ranking_loss(loss: RankingLoss, labels: Tensor, weights: Tensor, at_a_time: int = SIMILARITIES) -> Loss:
    """`loss` over S = D D^T without its diagonal, some rows at a time; the parts sum to that of all rows.

    labels, weights: N. A picture is no answer to itself, as in the evaluation. `loss` must be a mean over
    those of its rows that have a positive. at_a_time: so many similarities, one row at least.
    """
    _, inverse, sizes = labels.unique(return_inverse=True, return_counts=True)
    has_positive = sizes[inverse] > 1

    def parts(descriptors: Tensor) -> Iterator[Tensor]:
        count = len(descriptors)
        numbers = torch.arange(count, device=descriptors.device)
        for rows in numbers.split(max(1, at_a_time // count)):
            others = rows[:, None] != numbers
            similarities = (descriptors[rows] @ descriptors.T)[others].view(len(rows), count - 1)
            same = (labels[rows, None] == labels)[others].view(len(rows), count - 1)
            part = has_positive[rows].to(descriptors.dtype).sum() / has_positive.sum().clamp(min=1)
            yield loss(similarities, same.to(descriptors.dtype), weights[rows]) * part

    return parts


class ListwiseObjective:
    """Balanced batches under a ranking loss, each class counting the same."""

    def __init__(
        self,
        labels: NDArray[np.int64],
        loss: RankingLoss,
        classes: int,
        photos: int,
        seed: int,
        device: torch.device,
    ) -> None:
        """labels: N classes. See `BalancedSampler` for classes and photos."""
        self._labels, self._loss, self._device = labels, loss, device
        self._sampler = BalancedSampler(labels, classes, photos, seed)

    def batch(self, step: int, describe: DescribePhotos) -> Batch:
        """See `Objective.batch`."""
        photos = self._sampler.batch(step)
        labels = self._labels[photos]
        weights = torch.from_numpy(class_weights(labels)).to(self._device)
        return Batch(photos, ranking_loss(self._loss, torch.from_numpy(labels).to(self._device), weights))

    def state(self) -> dict[str, Tensor]:
        """None: the batches follow from the seed."""
        return {}

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """Nothing to take over."""
