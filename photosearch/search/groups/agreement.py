"""Whether photos are of one group, told from files, descriptors and, where they are verified, features."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from photosearch.library.browsing import PhotoRow
from photosearch.search.groups.exposures import may_be_copies
from photosearch.search.verification.kinds import Judgement

Pairs = Sequence[tuple[int, int]]
"""photos by number"""
Judge = Callable[[Sequence[tuple[PhotoRow, PhotoRow]]], Sequence[Judgement | None]]
"""verifies pairs; None for one that cannot be read"""
Decide = Callable[[Pairs], Sequence[bool]]
"""whether pairs agree"""

# A library has many more pairs than a search has results, and what is taken for a copy may be thrown away:
# surer than a result has to be. Of the edits that are called copies 1 to 8 in 100 fall below it, of
# neighbouring views that are called so by mistake more than half.
SURE = 0.9
# Of two groups that may be joined, so many pairs are decided before the answers are looked at.
_AT_ONCE = 32


class Agreement:
    """Decides pairs of photos, each once: with `decide` those that `may` agree at a quick look."""

    def __init__(self, may: Callable[[int, int], bool], decide: Decide) -> None:
        self._may = may
        self._decide = decide
        self._known: dict[tuple[int, int], bool] = {}

    def of(self, pairs: Pairs) -> list[bool]:
        """Whether each pair agrees."""
        pairs = [_ordered(*pair) for pair in pairs]
        fresh = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        allowed = [pair for pair in fresh if self._may(*pair)]
        self._known.update(dict.fromkeys(fresh, False))
        self._known.update(zip(allowed, self._decide(allowed), strict=True))
        return [self._known[pair] for pair in pairs]

    def may_agree(self, first: Sequence[int], second: Sequence[int]) -> bool:
        """Whether nothing is known yet that keeps two groups apart."""
        return all(self._known.get(_ordered(a, b), True) for a in first for b in second)

    def all_agree(self, first: Sequence[int], second: Sequence[int]) -> bool:
        """Whether each photo of a group agrees with each of another."""
        if not self.may_agree(first, second):
            return False
        pairs = [(a, b) for a in first for b in second]
        parts = (pairs[start : start + _AT_ONCE] for start in range(0, len(pairs), _AT_ONCE))
        return all(all(self.of(part)) for part in parts)


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def by_descriptor(vectors: np.ndarray, least: float) -> Decide:
    """Photos agree from a dot product of `least` on; `vectors` n x D."""

    def decide(pairs: Pairs) -> list[bool]:
        if not pairs:
            return []
        rows = np.array(pairs)
        one, other = (vectors[rows[:, side]].astype(np.float32) for side in (0, 1))
        return (np.einsum("nd,nd->n", one, other) >= least).tolist()

    return decide


def by_features(
    photos: Sequence[PhotoRow], judge: Judge, agree: Callable[[Judgement, PhotoRow, PhotoRow], bool]
) -> Decide:
    """Photos agree where `agree(judgement, photo, other)` says so of what `judge` found."""

    def decide(pairs: Pairs) -> list[bool]:
        rows = [(photos[one], photos[other]) for one, other in pairs]
        return [
            judgement is not None and agree(judgement, *row)
            for judgement, row in zip(judge(rows), rows, strict=True)
        ]

    return decide


def is_copy(judgement: Judgement, one: PhotoRow, other: PhotoRow) -> bool:
    """Whether it is surely the same exposure."""
    return judgement.kind == "copy" and not judgement.burst and judgement.probability >= SURE


def is_burst(judgement: Judgement, one: PhotoRow, other: PhotoRow) -> bool:
    """Whether it is the same view, though another exposure."""
    return judgement.kind == "copy" and (judgement.burst or not may_be_copies(one, other))
