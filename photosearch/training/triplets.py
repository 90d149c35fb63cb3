"""Three-stream triplet training: query, positive and negative through one network, a stream at a time.

Gordo et al., IJCV 2017 (arXiv 1610.07940). The memory scheme (describe the three, take
the gradient at the descriptors, forward again and back-propagate one stream at a time) is multistage
back-propagation with the streams one after the other in the batch. Own code, Apache-2.0.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from photosearch.training.mining import MiningPool
from photosearch.training.multistage import Loss
from photosearch.training.objective import Batch, DescribePhotos
from photosearch.training.photo_sets import NO_CLASS
from photosearch.training.sampling import STREAM_POOL, STREAM_TRIPLETS, generator

TripletLoss = Callable[[Tensor, Tensor, Tensor], Tensor]
"""query, positive and negative descriptors, T x D each, to a scalar"""


def three_streams(loss: TripletLoss) -> Loss:
    """`loss` of a batch whose first third are the queries, then the positives, then the negatives."""

    def whole(descriptors: Tensor) -> Iterator[Tensor]:
        query, positive, negative = descriptors.chunk(3)
        yield loss(query, positive, negative)

    return whole


class TripletObjective:
    """Triplets drawn from a pool that is described anew every `refresh` updates."""

    def __init__(
        self,
        labels: NDArray[np.int64],
        loss: TripletLoss,
        triplets: int,
        pool: int,
        refresh: int,
        margin: float,
        seed: int,
    ) -> None:
        """labels: N classes. triplets: in an update. pool: photos described. margin: what counts as hard."""
        known, counts = np.unique(labels[labels != NO_CLASS], return_counts=True)
        self._usable = np.flatnonzero(np.isin(labels, known[counts > 1]))
        self._labels, self._loss = labels, loss
        self._triplets, self._size, self._refresh = triplets, pool, refresh
        self._margin, self._seed = margin, seed
        self._pool: MiningPool | None = None

    def batch(self, step: int, describe: DescribePhotos) -> Batch:
        """See `Objective.batch`."""
        if step % self._refresh == 0 or self._pool is None:
            self._pool = self._mine(step // self._refresh, describe)
        random = generator(self._seed, STREAM_TRIPLETS, step)
        streams = self._pool.draw(self._triplets, self._margin, random)
        return Batch(streams.reshape(-1), three_streams(self._loss))

    def _mine(self, number: int, describe: DescribePhotos) -> MiningPool:
        random = generator(self._seed, STREAM_POOL, number)
        photos = self._whole_classes(random)
        return MiningPool(photos, self._labels[photos], describe(photos).float().cpu().numpy())

    def _whole_classes(self, random: np.random.Generator) -> NDArray[np.int64]:
        """At most as many photos as the pool holds, two or more of every class that is in it."""
        if len(self._usable) <= self._size:
            return self._usable
        classes = np.unique(self._labels[self._usable])
        chosen = random.permutation(classes)[: max(2, self._size // 2)]
        each = max(2, self._size // len(chosen))
        members = [self._usable[self._labels[self._usable] == label] for label in chosen]
        return np.concatenate([random.choice(m, min(each, len(m)), replace=False) for m in members])

    def state(self) -> dict[str, Tensor]:
        """The pool: its descriptors are of weights that are gone."""
        if self._pool is None:
            return {}
        return {
            "photos": torch.from_numpy(self._pool.photos),
            "descriptors": torch.from_numpy(self._pool.descriptors),
        }

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """See `Objective.restore`."""
        if tensors:
            photos = tensors["photos"].numpy()
            self._pool = MiningPool(photos, self._labels[photos], tensors["descriptors"].numpy())
