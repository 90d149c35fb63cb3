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
from photosearch.training.sampling import (
    STREAM_EDITS,
    BalancedSampler,
    class_weights,
    generator,
    photos_to_edit,
)

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
    """Balanced batches under a ranking loss, each class counting the same, and each edited photo as one."""

    def __init__(
        self,
        labels: NDArray[np.int64],
        loss: RankingLoss,
        classes: int,
        photos: int,
        seed: int,
        device: torch.device,
        edits: int = 0,
        views: int = 3,
    ) -> None:
        """labels: N classes. See `BalancedSampler` for classes and photos. edits, views: so many photos more,
        each in so many views (`Batch.views`).
        """
        self._labels, self._loss, self._device = labels, loss, device
        self._edits, self._views, self._seed = edits, views, seed
        self._sampler = BalancedSampler(labels, classes, photos, seed)

    def batch(self, step: int, describe: DescribePhotos) -> Batch:
        """See `Objective.batch`."""
        photos = self._sampler.batch(step)
        labels = self._labels[photos]
        edited = photos_to_edit(self._labels, labels, self._edits, generator(self._seed, STREAM_EDITS, step))
        first = int(self._labels.max()) + 1
        labels = np.concatenate([labels, np.repeat(np.arange(first, first + len(edited)), self._views)])
        views = np.concatenate([np.full(len(photos), -1), np.tile(np.arange(self._views), len(edited))])
        photos = np.concatenate([photos, np.repeat(edited, self._views)])
        weights = torch.from_numpy(class_weights(labels)).to(self._device)
        loss = ranking_loss(self._loss, torch.from_numpy(labels).to(self._device), weights)
        return Batch(photos, loss, views)

    def state(self) -> dict[str, Tensor]:
        """None: the batches follow from the seed."""
        return {}

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """Nothing to take over."""
