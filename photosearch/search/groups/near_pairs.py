"""Which photos of a library may be copies of each other: the nearest of each by descriptor.

Every photo is compared with every other, in tiles of a matrix product: exact, and for 100,000 photos quicker
than asking an index 100,000 times. Memory grows with the number of photos, not with its square.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

# Photos on one side of a tile: 16 MB of similarities, which the matrix product fills at full speed.
_TILE = 2048
# So many pairs are gathered before the worse ones of each photo are thrown away.
_GATHERED = 2_000_000
# A tile of which so large a share is above the lowest limit is looked at again, each photo with its own.
_MANY = 0.02


@dataclass(frozen=True)
class NearPairs:
    """Pairs of rows, `one` < `other` (int32), with their dot products (`scores`, float32), best first."""

    one: np.ndarray
    other: np.ndarray
    scores: np.ndarray

    def __len__(self) -> int:
        return len(self.scores)


def near_pairs(
    vectors: np.ndarray,
    least: float,
    most: int,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> NearPairs:
    """The pairs of rows (n x D floating point, L2-normalised) whose dot product is above `least` (0 or more),
    and which are among the `most` best of at least one of the two.

    `progress` hears how many tiles are done of how many, and may raise to end it.
    """
    gathered = _Gathered(len(vectors), least, most)
    starts = range(0, len(vectors), _TILE)
    # Neighbours in the list are mostly alike: once these are known, little else matters to a photo.
    tiles = [(start, start) for start in starts]
    tiles += [(first, second) for first in starts for second in starts if first < second]
    product = np.empty((_TILE, _TILE), np.float32)
    rows, rows_from = np.empty((0, 0), np.float32), -1
    for done, (first, second) in enumerate(tiles):
        progress(done, len(tiles))
        if first != rows_from:
            rows, rows_from = vectors[first : first + _TILE].astype(np.float32), first
        columns = rows if first == second else vectors[second : second + _TILE].astype(np.float32)
        tile = product[: len(rows), : len(columns)]
        np.matmul(rows, columns.T, out=tile)
        gathered.add(tile, first, second)
    return gathered.best()


class _Gathered:
    """The pairs found so far, and what a further one must surpass to matter to a photo."""

    def __init__(self, count: int, least: float, most: int) -> None:
        self._most = most
        self._limits = np.full(count, least, np.float32)
        nothing = np.empty(0, np.int32)
        self._parts = [(nothing, nothing, np.empty(0, np.float32))]
        self._number = 0

    def add(self, tile: np.ndarray, first: int, second: int) -> None:
        """The similarities of the rows from `first` on with those from `second` on."""
        lower = self._limits[first : first + tile.shape[0], None]
        right = self._limits[None, second : second + tile.shape[1]]
        # Most tiles hold nothing: one number for all is compared twice as quickly.
        hits = np.flatnonzero(tile > min(lower.min(), right.min()))
        if len(hits) > tile.size * _MANY:
            hits = np.flatnonzero(tile > np.minimum(lower, right))
        rows, columns = np.divmod(hits, tile.shape[1])
        scores = tile[rows, columns]
        chosen = scores > np.minimum(lower[rows, 0], right[0, columns])
        if first == second:
            chosen &= rows < columns
        self._parts.append(
            (
                (rows[chosen] + first).astype(np.int32),
                (columns[chosen] + second).astype(np.int32),
                scores[chosen],
            )
        )
        self._number += int(chosen.sum())
        if self._number > _GATHERED:
            self._throw_away()

    def best(self) -> NearPairs:
        """The pairs that remain, best first."""
        self._throw_away()
        one, other, scores = self._parts[0]
        # Cut to what does not depend on the order in which a processor adds up, so that ties fall alike.
        order = np.lexsort((other, one, -np.round(scores, 4)))
        return NearPairs(one[order], other[order], scores[order])

    def _throw_away(self) -> None:
        """Keep the best of each photo."""
        one, other, scores = (np.concatenate(column) for column in zip(*self._parts, strict=True))
        wanted = np.zeros(len(scores), bool)
        owners = np.concatenate([one, other])
        # By owner and then by score in one number: bits of positive floating point sort as the numbers do.
        falling = np.uint32(0xFFFFFFFF) - np.concatenate([scores, scores]).view(np.uint32)
        order = np.argsort((owners.astype(np.uint64) << np.uint64(32)) | falling)
        owners = owners[order]
        begins = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]]) if len(owners) else owners
        ranks = np.arange(len(owners)) - np.repeat(begins, np.diff(np.r_[begins, len(owners)]))
        pairs = order % max(len(scores), 1)
        wanted[pairs[ranks < self._most]] = True
        last = ranks == self._most - 1
        self._limits[owners[last]] = scores[pairs[last]]
        self._parts = [(one[wanted], other[wanted], scores[wanted])]
        self._number = int(wanted.sum())
