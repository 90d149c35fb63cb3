"""Hard negatives: triplets a network still gets wrong, found among a described pool of photos.

Gordo et al., IJCV 2017 (arXiv 1610.07940): describe a pool, keep triplets with a loss, draw from
the 25 hardest negatives of a query. Own code, Apache-2.0.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HARDEST = 25
_ATTEMPTS = 20


@dataclass(frozen=True)
class MiningPool:
    """Described photos.

    photos: n rows of the training set. labels: n. descriptors: n x D float32, L2-normalised.
    """

    photos: NDArray[np.int64]
    labels: NDArray[np.int64]
    descriptors: NDArray[np.float32]

    def draw(self, count: int, margin: float, random: np.random.Generator) -> NDArray[np.int64]:
        """3 x count photos: queries, positives, negatives.

        A query without a violated triplet is passed over for another; after many in a row the hardest
        triplet of one is taken all the same, so that the draw ends when the pool is learned.
        """
        queries = np.flatnonzero(self._positives() > 0)
        if not len(queries) or len(np.unique(self.labels)) < 2:
            raise ValueError("a pool needs two classes and two photos of one of them")
        found: list[tuple[int, int, int]] = []
        attempts = 0
        while len(found) < count:
            attempts += 1
            triplet = self._triplet(int(random.choice(queries)), margin, random, attempts >= _ATTEMPTS)
            if triplet is not None:
                found.append(triplet)
                attempts = 0
        return self.photos[np.array(found).T]

    def _positives(self) -> NDArray[np.int64]:
        _, inverse, counts = np.unique(self.labels, return_inverse=True, return_counts=True)
        return counts[inverse] - 1

    def _triplet(
        self, query: int, margin: float, random: np.random.Generator, anything: bool
    ) -> tuple[int, int, int] | None:
        same = self.labels == self.labels[query]
        positives = np.flatnonzero(same)
        positive = int(random.choice(positives[positives != query]))
        similarities = self.descriptors @ self.descriptors[query]
        negatives = np.flatnonzero(~same)
        # |a - b|^2 = 2 - 2 a.b, so the loss m + |q - p|^2 - |q - n|^2 is m + 2 (q.n - q.p).
        violated = negatives[margin + 2 * (similarities[negatives] - similarities[positive]) > 0]
        if not len(violated):
            if not anything:
                return None
            violated = negatives[[similarities[negatives].argmax()]]
        hardest = violated[np.argsort(-similarities[violated], kind="stable")[:HARDEST]]
        return query, positive, int(random.choice(hardest))
