"""The vector index: which photos' descriptors have the highest dot product with a query's.

A cache over the catalogue, which is the truth and can rebuild it. Up to EXACT_LIMIT photos the float16
descriptors themselves are in memory and the search is exact. Beyond, int8 codes choose the candidates, and
the catalogue's float16 descriptors, fetched by id, give their exact scores.
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import numpy as np
from numpy.typing import ArrayLike

from photosearch.library.vector_codes import BATCH_ROWS, VectorCodes, random_rotation
from photosearch.library.vector_file import FileReader, IndexCacheError, write_file

__all__ = ["IndexCacheError", "VectorIndex"]

Fetch = Callable[[np.ndarray], np.ndarray]


class VectorIndex:
    """Descriptors (D dimensions, L2-normalised, float16) by content id; search by dot product.

    Thread-safe: one call changes or scans at a time, except that searches go on while a save is written.

    `fetch(ids)` takes n int64 ids and returns their descriptors, n x D float16 in that order; a row of zeros
    says that the catalogue no longer has the id. Only searches in the coarse form call it, in their own
    thread and without a lock held.

    `model` names the network whose descriptors these are, `revision` the state of the catalogue they mirror:
    both are the caller's to set, and are saved with the index.
    """

    # The exact form is left when the index grows over this, and taken up again by a rebuild once it
    # has shrunk to EXACT_AGAIN of it: between the two an index stays what it is.
    EXACT_LIMIT = 100_000
    EXACT_AGAIN = 0.8
    # How many candidates of the coarse form get an exact score, at least, and for each result wanted. The
    # int8 score has an error of about 0.0006: only hundreds of descriptors all but equal need so many.
    CANDIDATES = 600
    CANDIDATES_PER_RESULT = 3
    # The exact form's own scan adds up in another order than the final score: a few more guard against ties.
    EXACT_MARGIN = 16
    # Small enough that growing a segment copies little and all cores get a share of one query, large enough
    # that merging the segments' results costs nothing.
    SEGMENT_ROWS = 32_768

    def __init__(self, dimension: int, fetch: Fetch) -> None:
        self.model = ""
        self.revision = 0
        self.dimension = dimension
        self._fetch = fetch
        self._codes = VectorCodes(dimension, self.SEGMENT_ROWS)
        self._ids = np.empty(0, np.int64)  # by position; longer than the codes by room to grow
        self._highest = np.iinfo(np.int64).min  # no id above it was ever here
        self._lock = threading.Lock()  # held to scan or change
        self._writing = threading.Lock()  # held to change or save; taken before _lock

    def __len__(self) -> int:
        return len(self._codes)

    @property
    def exact(self) -> bool:
        """Whether the search is exact, rather than by coarse codes and re-ranking."""
        return self._codes.rotation is None

    def ids(self) -> np.ndarray:
        """All ids in the index, int64, ascending."""
        with self._lock:
            return np.sort(self._ids[: len(self)])

    def add(self, ids: ArrayLike, vectors: ArrayLike) -> None:
        """Add or replace: n ids, n x D vectors (floating point, kept as float16). Of equal ids the last wins.

        The vectors are taken to be L2-normalised: the coarse code clips much longer ones. Raises ValueError,
        with the index unchanged, for another shape, NaN or infinity, and the id -1 (it means "none").
        """
        wanted, rows = _checked_ids(ids), self._checked_vectors(vectors)
        if len(wanted) != len(rows):
            raise ValueError(f"{len(wanted)} ids for {len(rows)} vectors")
        if (wanted == -1).any():
            raise ValueError("-1 cannot be an id")
        # np.unique keeps the first of equals: from behind, that is the last.
        unique, from_behind = np.unique(wanted[::-1], return_index=True)
        chosen = len(wanted) - 1 - from_behind
        with self._writing, self._lock:
            positions = self._positions(unique)
            new = positions < 0
            if self.exact and len(self) + np.count_nonzero(new) > self.EXACT_LIMIT:
                self._make_coarse()
            for old in _batches(np.flatnonzero(~new)):
                self._codes.replace(positions[old], _float16(rows[chosen[old]]))
            for fresh in _batches(np.flatnonzero(new)):
                self._append(unique[fresh], _float16(rows[chosen[fresh]]))

    def remove(self, ids: ArrayLike) -> None:
        """Remove; ids that are not there are ignored."""
        unwanted = np.unique(_checked_ids(ids))
        with self._writing, self._lock:
            positions = self._positions(unwanted)
            gone = np.sort(positions[positions >= 0])
            left = len(self) - len(gone)
            holes = gone[gone < left]
            movers = np.setdiff1d(np.arange(left, len(self)), gone, assume_unique=True)
            self._codes.move(movers, holes)
            self._ids[holes] = self._ids[movers]
            self._codes.resize(left)

    def search(self, queries: ArrayLike, k: int) -> tuple[np.ndarray, np.ndarray]:
        """The k best for each query: (scores, ids), Q x k float32 and int64, best first, equal scores by id.

        `queries` is Q x D, or one of D. Scores are float32 dot products with the float16 descriptors. Where
        there are fewer than k, the score is -inf and the id -1. Raises ValueError for another shape, NaN,
        infinity or k < 1.
        """
        asked = self._checked_vectors(np.atleast_2d(np.asarray(queries))).astype(np.float32)
        if k < 1:
            raise ValueError(f"k must be at least 1, not {k}")
        scores = np.full((len(asked), k), -np.inf, np.float32)
        found = np.full((len(asked), k), -1, np.int64)
        for batch in _batches(np.arange(len(asked)), 64):
            for row, (candidates, vectors) in zip(batch, self._candidates(asked[batch], k), strict=True):
                best_scores, best = _best(asked[row], candidates, vectors, k)
                scores[row, : len(best)] = best_scores
                found[row, : len(best)] = best
        return scores, found

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the index to a file, whole or not at all; searches go on meanwhile. Raises OSError."""
        with self._writing:
            header = {
                "dimension": self.dimension,
                "count": len(self),
                "exact": self.exact,
                "model": self.model,
                "revision": self.revision,
            }
            write_file(path, header, self._arrays())

    @classmethod
    def load(cls, path: str | os.PathLike[str], fetch: Fetch) -> "VectorIndex":
        """Read a saved index. Raises IndexCacheError if it is missing, damaged or foreign: rebuild it then.

        So is a coarse index that has shrunk far enough for the exact form, which only the catalogue can give.
        """
        try:
            with open(path, "rb") as file:
                index = cls._read(path, file, fetch)
        except OSError as error:
            raise IndexCacheError(path, error.strerror or "it cannot be read") from error
        if not index.exact and len(index) <= cls.EXACT_LIMIT * cls.EXACT_AGAIN:
            raise IndexCacheError(path, "it has shrunk so far that it can be exact again")
        if index.exact and len(index) > cls.EXACT_LIMIT:
            index._make_coarse()
        return index

    @classmethod
    def _read(cls, path: str | os.PathLike[str], file: BinaryIO, fetch: Fetch) -> "VectorIndex":
        reader = FileReader(path, file)
        try:
            dimension, count = int(reader.header["dimension"]), int(reader.header["count"])
            exact, model = bool(reader.header["exact"]), str(reader.header["model"])
            revision = int(reader.header["revision"])
        except (KeyError, ValueError, TypeError) as error:
            raise reader.error("damaged header") from error
        if dimension < 1 or count < 0:
            raise reader.error("damaged header")
        per_photo = np.dtype(np.int64).itemsize + dimension * (2 if exact else 1)
        reader.expect(count * per_photo + (0 if exact else 4 * dimension**2))

        index = cls(dimension, fetch)
        index.model, index.revision = model, revision
        index._ids = np.empty(count, np.int64)
        reader.fill(index._ids)
        rotation = None if exact else np.empty((dimension, dimension), np.float32)
        if rotation is not None:
            reader.fill(rotation)
        index._codes = VectorCodes(dimension, cls.SEGMENT_ROWS, rotation)
        index._codes.resize(count)
        for block in index._codes.blocks():
            reader.fill(block)
        reader.finish()
        if count:
            index._highest = int(index._ids.max())
        return index

    def _arrays(self) -> Iterator[np.ndarray]:
        yield self._ids[: len(self)]
        if self._codes.rotation is not None:
            yield self._codes.rotation
        yield from self._codes.blocks()

    def _append(self, ids: np.ndarray, vectors: np.ndarray) -> None:
        count = len(self)
        if count + len(ids) > len(self._ids):
            grown = np.empty(max(count + count // 4, count + len(ids)), np.int64)
            grown[:count] = self._ids[:count]
            self._ids = grown
        # The ids first: a position is in use once the codes count it.
        self._ids[count : count + len(ids)] = ids
        self._codes.append(vectors)
        self._highest = max(self._highest, int(ids[-1]))

    def _positions(self, ids: np.ndarray) -> np.ndarray:
        """Where the (sorted, distinct) ids are; -1 for those that are not there.

        A look through a million ids takes about 1 ms and no memory, a dictionary of them 100 MB; and new ids,
        given in rising order, are above the highest.
        """
        positions = np.full(len(ids), -1, np.int64)
        if not len(ids) or ids[0] > self._highest:
            return positions
        own = self._ids[: len(self)]
        near = np.flatnonzero((own >= ids[0]) & (own <= ids[-1]))
        at = np.searchsorted(ids, own[near])
        hit = ids[at] == own[near]
        positions[at[hit]] = near[hit]
        return positions

    def _make_coarse(self) -> None:
        coarse = VectorCodes(self.dimension, self.SEGMENT_ROWS, random_rotation(self.dimension))
        for positions in _batches(np.arange(len(self))):
            coarse.append(self._codes.vectors(positions))
        self._codes = coarse

    def _candidates(self, queries: np.ndarray, k: int) -> Iterable[tuple[np.ndarray, np.ndarray]]:
        """For each query (Q x D): the ids (n) and descriptors (n x D) among which its k best are."""
        with self._lock:
            if self.exact:
                positions = self._codes.nearest(queries, k + self.EXACT_MARGIN)
                return [(self._ids[row], self._codes.vectors(row)) for row in positions]
            count = max(self.CANDIDATES, self.CANDIDATES_PER_RESULT * k)
            ids = self._ids[self._codes.nearest(queries, count)]
        return (self._fetched(row) for row in ids)

    def _fetched(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if not len(ids):
            return ids, np.empty((0, self.dimension), np.float32)
        # Once as float32, as everything is several times slower on float16.
        vectors = np.asarray(self._fetch(ids)).astype(np.float32)
        if vectors.shape != (len(ids), self.dimension):
            raise ValueError(f"fetch gave {vectors.shape} for {len(ids)} ids of {self.dimension} dimensions")
        there = np.flatnonzero(vectors.any(axis=1))  # the others left the catalogue after the scan
        return ids[there], vectors[there]

    def _checked_vectors(self, vectors: ArrayLike) -> np.ndarray:
        rows = np.asarray(vectors)
        if rows.ndim != 2 or rows.shape[1] != self.dimension:
            raise ValueError(f"vectors must be n x {self.dimension}, not {rows.shape}")
        if not np.issubdtype(rows.dtype, np.floating):
            raise ValueError(f"vectors must be floating point, not {rows.dtype}")
        for start in range(0, len(rows), BATCH_ROWS):
            # As float16, in which they are kept: a value too large for it is infinite there.
            if not np.isfinite(_float16(rows[start : start + BATCH_ROWS])).all():
                raise ValueError("a vector holds NaN, infinity or a value beyond float16")
        return rows


def _checked_ids(ids: ArrayLike) -> np.ndarray:
    checked = np.asarray(ids)
    if checked.size == 0:
        return np.empty(0, np.int64)
    if checked.ndim != 1 or not np.issubdtype(checked.dtype, np.integer):
        raise ValueError("ids must be a list of integers")
    return checked.astype(np.int64)


def _float16(vectors: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        return vectors.astype(np.float16, copy=False)


def _batches(numbers: np.ndarray, size: int = BATCH_ROWS) -> Iterator[np.ndarray]:
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]


def _best(query: np.ndarray, ids: np.ndarray, vectors: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """The k best of n candidates by exact score, equal scores by id: D, n, n x D -> (scores, ids)."""
    # Not a matrix product: that may round equal rows differently by where they stand, and copies must tie.
    scores = np.einsum("nd,d->n", vectors.astype(np.float32, copy=False), query)
    order = np.lexsort((ids, -scores))[:k]
    return scores[order], ids[order]
