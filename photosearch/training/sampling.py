"""Which photos make a batch: so many classes, so many photos of each, and how much each counts.

Every draw is a function of (seed, step) and of nothing else, so that a resumed run needs no state of a
random generator to go on exactly.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.training.photo_sets import NO_CLASS

# One number for each use of randomness: draws for different purposes must not repeat each other.
STREAM_SAMPLING, STREAM_AUGMENTATION, STREAM_POOL, STREAM_TRIPLETS, STREAM_EDITS, STREAM_PICTURE = range(6)


def generator(*key: int) -> np.random.Generator:
    """A random generator that is a function of the non-negative numbers of `key`."""
    return np.random.default_rng(np.random.SeedSequence(key))


class BalancedSampler:
    """Batches of `classes` classes with `photos` photos each, or all of a class that has fewer."""

    def __init__(self, labels: NDArray[np.int64], classes: int, photos: int, seed: int) -> None:
        """labels: N, a class each or NO_CLASS. Classes of a single photo have no positive and are left out.

        Where there are fewer classes than wanted every batch holds all of them.
        """
        known = [np.flatnonzero(labels == label) for label in np.unique(labels) if label != NO_CLASS]
        self._members = [rows for rows in known if len(rows) > 1]
        self._classes = min(classes, len(self._members))
        self._photos, self._seed = photos, seed
        if self._classes < 2 or photos < 2:
            raise ValueError("a batch needs at least two classes and two photos of each")

    def batch(self, step: int) -> NDArray[np.int64]:
        """The photos of the batch of `step`, class by class, none twice.

        All classes take their turn: each epoch is a new order of all of them.
        """
        chosen = [self._class_at(step * self._classes + place) for place in range(self._classes)]
        random = generator(self._seed, STREAM_SAMPLING, 1, step)
        rows = []
        for number in self._distinct(chosen, random):
            members = self._members[number]
            rows.append(random.choice(members, min(self._photos, len(members)), replace=False))
        return np.concatenate(rows)

    def _class_at(self, place: int) -> int:
        epoch, place = divmod(place, len(self._members))
        return int(generator(self._seed, STREAM_SAMPLING, 0, epoch).permutation(len(self._members))[place])

    def _distinct(self, chosen: Sequence[int], random: np.random.Generator) -> list[int]:
        """`chosen` with repetitions, which the seam of two epochs can bring, replaced by other classes."""
        kept = list(dict.fromkeys(chosen))
        others: NDArray[Any] = np.setdiff1d(np.arange(len(self._members)), kept)
        return kept + random.choice(others, len(chosen) - len(kept), replace=False).tolist()


def photos_to_edit(
    labels: NDArray[np.int64], taken: NDArray[np.int64], count: int, random: np.random.Generator
) -> NDArray[np.int64]:
    """At most `count` rows of `labels` (N, a class each or NO_CLASS), none of a class in `taken`.

    No two of one class: they could show the same, and would be called different. Half are of no class where
    there are as many of those.
    """
    free = random.permutation(np.flatnonzero(~np.isin(labels, taken)))
    strangers = free[labels[free] == NO_CLASS]
    known = free[labels[free] != NO_CLASS]
    known = known[np.unique(labels[known], return_index=True)[1]]
    known = random.permutation(known)[: max(count - len(strangers), count // 2)]
    return np.concatenate([known, strangers[: count - len(known)]])


def class_weights(labels: NDArray[np.int64]) -> NDArray[np.float32]:
    """A weight for each row (N) such that every class of the batch counts the same; their mean is 1.

    Revaud et al., ICCV 2019: without them large classes decide the gradient.
    """
    _, inverse, counts = np.unique(labels, return_inverse=True, return_counts=True)
    weights = 1.0 / counts[inverse]
    return (weights / weights.mean()).astype(np.float32)
