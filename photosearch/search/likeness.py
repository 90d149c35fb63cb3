"""How alike a score says two photos are, so that it means the same for a sunset as for a facade.

Some pictures are near to everything: a score is looked at beside those that the query has with a background
of photos that have nothing to do with it. The background lies in the network's folder (made and measured by
packaging/verification/background.py); a network without one takes a sample of the library.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.library.descriptors import DescriptorStore
from photosearch.library.vectors import VectorIndex
from photosearch.network.card import WEIGHTS_FILE, ModelCard

# Of a library, so many at the most.
_SAMPLE = 1000
# A background of few photos says little: so many count as much as what is known without any, which is how
# far scores lie apart.
_FEW = 50
_SPREAD = 0.08
# As fitted by background.py: the chance that one of the 20 nearest shows the same place.
_SLOPE, _OFFSET = 0.792, -6.478


class Background:
    """Photos that have, nearly all, nothing to do with a query: N x D, L2-normalised."""

    def __init__(self, descriptors: NDArray[np.float32]) -> None:
        self.descriptors = descriptors

    def likeness(self, query: NDArray[np.float32], scores: NDArray[np.floating]) -> NDArray[np.floating]:
        """0 to 1, rising with the scores of one query; 0.5 where photos are as often of the same place as
        not, among the nearest of a library of some thousands.

        query: D, L2-normalised; scores: any shape, its dot products.
        """
        lean = _SLOPE * self.standardised(query, scores) + _OFFSET
        likeness: NDArray[np.floating] = 1 / (1 + np.exp(-np.clip(lean, -30, 30)))
        return likeness

    def standardised(self, query: NDArray[np.float32], scores: NDArray[np.floating]) -> NDArray[np.floating]:
        """How far scores lie above the median that the query has with the background, in standard deviations
        of scores that say nothing, as the network has them.
        """
        median = float(np.median(self.descriptors @ query)) if self._known else 0.0
        standardised: NDArray[np.floating] = (scores - self._known * median) / self._spread
        return standardised

    @property
    def _known(self) -> float:
        return len(self.descriptors) / (len(self.descriptors) + _FEW)

    @cached_property
    def _spread(self) -> float:
        """One for all queries: that of a single one says more about the background than about the query.

        Told by the lower half, which what matches by chance, as a sample of the library has it, does not
        reach.
        """
        if not self._known:
            return _SPREAD
        low, median = np.quantile(self.descriptors @ self.descriptors.T, (0.25, 0.5), axis=1)
        # Of a normal distribution, a quarter lies 0.6745 standard deviations below the middle.
        found = float(np.median(median - low)) / 0.6745
        return max(self._known * found + (1 - self._known) * _SPREAD, 1e-3)


class LibraryBackground:
    """The background for one library and one network, read when it is first asked for."""

    def __init__(self, card: ModelCard, index: VectorIndex, store: DescriptorStore) -> None:
        self._card = card
        self._index = index
        self._store = store

    @cached_property
    def background(self) -> Background:
        """What was kept with the network, or a sample of the library, always the same of the same."""
        kept = kept_background(self._card.folder, self._card.sha256.get(WEIGHTS_FILE, ""))
        if kept is not None:
            return kept
        ids = self._index.ids()
        if len(ids) > _SAMPLE:
            ids = np.random.default_rng(0).choice(ids, _SAMPLE, replace=False)
        return Background(self._store.fetch(ids).astype(np.float32))


@lru_cache(maxsize=4)
def kept_background(folder: Path, weights: str) -> Background | None:
    """The background in a model's folder; None where there is none of these weights (their SHA-256)."""
    try:
        descriptors = np.load(_file(folder, weights), allow_pickle=False).astype(np.float32)
    except (OSError, ValueError, EOFError):
        return None
    return Background(descriptors / np.linalg.norm(descriptors, axis=1, keepdims=True))


def save_background(folder: Path, weights: str, descriptors: NDArray[np.floating]) -> None:
    """Keep a background in a model's folder: N x D, L2-normalised, a byte a number."""
    # Steps of 1/127 of the largest: the scores change in the fourth digit.
    np.save(_file(folder, weights), np.round(descriptors / np.abs(descriptors).max() * 127).astype(np.int8))


def _file(folder: Path, weights: str) -> Path:
    """Descriptors of other weights cannot be compared with, so that the name says of which they are."""
    return folder / f"background-{weights[:16]}.npy"
