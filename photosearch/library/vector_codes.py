"""Vectors in memory by position 0..n-1, as codes that FAISS scans: float16, or int8 of half the length.

A code of either kind is a plain row of bytes, so replacing a vector overwrites its row and removing one moves
the last row into its place: no marks for the dead, no rebuild, and nothing removed can be found again.

The int8 code needs no training: after a random rotation the coordinates of *any* unit vector spread like
N(0, 1/D), so one fixed scale fits all data. FAISS compares it with the query in integers, faster than any
shorter code that keeps the recall; and shorter ones lose it where many vectors are nearly equal.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np

# Rows encoded at once: bounds the float32 temporaries to some 20 MB at 512 dimensions.
BATCH_ROWS = 4_096
# Coordinates are clipped at this many standard deviations: about one in 150,000 is, and then by very little.
CLIP_DEVIATIONS = 4.5
ROTATION_SEED = 1


def random_rotation(dimension: int) -> np.ndarray:
    """A fixed random rotation, D x D float32, the same in every run."""
    import faiss

    rotation = faiss.RandomRotationMatrix(dimension, dimension)
    rotation.init(ROTATION_SEED)
    return faiss.vector_to_array(rotation.A).reshape(dimension, dimension)


@cache
def _pool() -> ThreadPoolExecutor:
    """FAISS runs one query on one thread; the segments of one query are shared out over these."""
    return ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="vector-scan")


class VectorCodes:
    """n vectors of D dimensions: float16 if `rotation` is None, else int8 codes after that rotation (D x D).

    segment_rows: vectors that lie together. Not thread-safe: readers may run together, a writer alone.
    """

    def __init__(self, dimension: int, segment_rows: int, rotation: np.ndarray | None = None) -> None:
        self.dimension = dimension
        self._segment_rows = segment_rows
        self.rotation = rotation
        self.row_bytes = dimension * (2 if rotation is None else 1)
        self._scale = 127 / min(1.0, CLIP_DEVIATIONS / dimension**0.5)
        self._segments: list[Any] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, vectors: np.ndarray) -> None:
        """Add n x D float16 vectors behind the last position."""
        start = self._count
        self.resize(start + len(vectors))
        self.replace(np.arange(start, self._count), vectors)

    def replace(self, positions: np.ndarray, vectors: np.ndarray) -> None:
        """Overwrite the vectors at n positions with n x D float16 vectors."""
        for start in range(0, len(positions), BATCH_ROWS):
            batch = slice(start, start + BATCH_ROWS)
            self._write(positions[batch], self._encode(vectors[batch]))

    def move(self, sources: np.ndarray, targets: np.ndarray) -> None:
        """Overwrite the vectors at n target positions with those at n (other) source positions."""
        for start in range(0, len(sources), BATCH_ROWS):
            batch = slice(start, start + BATCH_ROWS)
            self._write(targets[batch], self._read(sources[batch]))

    def resize(self, count: int) -> None:
        """Keep the first `count` vectors; new rows are unset until they are written."""
        needed = -(-count // self._segment_rows)
        del self._segments[needed:]
        for number in range(max(0, len(self._segments) - 1), needed):
            if number == len(self._segments):
                self._segments.append(self._new_segment())
                if number > 0:
                    # In one piece from the start: growing step by step would leave gaps in memory. (The first
                    # grows, as a small library should take little.)
                    self._segments[-1].codes.resize(self._segment_rows * self.row_bytes)
            segment = self._segments[number]
            segment.ntotal = min(self._segment_rows, count - number * self._segment_rows)
            segment.codes.resize(segment.ntotal * self.row_bytes)
        self._count = count

    def vectors(self, positions: np.ndarray) -> np.ndarray:
        """The n x D float16 vectors at n positions; only codes without a rotation still have them."""
        if self.rotation is not None:
            raise TypeError("int8 codes do not hold the vectors themselves")
        return self._read(positions).view(np.float16)

    def nearest(self, queries: np.ndarray, count: int) -> np.ndarray:
        """Positions of the best `count` by code, in no order: Q x D float32 -> Q x min(count, n) int64."""
        if count >= self._count:
            return np.broadcast_to(np.arange(self._count), (len(queries), self._count))
        queries = self._as_scanned(queries)
        # Many queries are spread over the cores by FAISS itself.
        spread = _pool().map if len(queries) == 1 and len(self._segments) > 1 else map
        found = list(
            spread(lambda segment: segment.search(queries, min(count, segment.ntotal)), self._segments)
        )
        scores = np.hstack([part[0] for part in found])
        positions = np.hstack([part[1] + number * self._segment_rows for number, part in enumerate(found)])
        best = np.argpartition(-scores, count - 1, axis=1)[:, :count]
        return np.take_along_axis(positions, best, axis=1)

    def blocks(self) -> Iterator[np.ndarray]:
        """The codes in order of position, n_i x row_bytes uint8: views of the memory that FAISS scans."""
        for segment in self._segments:
            yield self._rows(segment)

    def _new_segment(self) -> Any:
        import faiss

        kind = (
            faiss.ScalarQuantizer.QT_fp16
            if self.rotation is None
            else faiss.ScalarQuantizer.QT_8bit_direct_signed
        )
        return faiss.IndexScalarQuantizer(self.dimension, kind, faiss.METRIC_INNER_PRODUCT)

    def _encode(self, vectors: np.ndarray) -> np.ndarray:
        """n x D float16 -> n x row_bytes uint8."""
        if self.rotation is None:
            return np.ascontiguousarray(vectors, dtype=np.float16).view(np.uint8)
        rotated = vectors.astype(np.float32) @ self.rotation.T
        rotated *= self._scale
        # FAISS reads the byte b as b - 128.
        np.rint(rotated, out=rotated).clip(-127, 127, out=rotated)
        rotated += 128
        return rotated.astype(np.uint8)

    def _as_scanned(self, queries: np.ndarray) -> np.ndarray:
        """The queries (Q x D float32) as FAISS wants them: for int8 codes it cuts them to integers."""
        if self.rotation is None:
            return queries
        rotated = queries @ self.rotation.T
        largest = np.abs(rotated).max(axis=1, keepdims=True)
        return np.rint(rotated * (127 / np.maximum(largest, np.finfo(np.float32).tiny)))

    def _rows(self, segment: Any) -> np.ndarray:
        import faiss

        memory = faiss.rev_swig_ptr(segment.codes.data(), segment.codes.size())
        return memory.reshape(segment.ntotal, self.row_bytes)

    def _by_segment(self, positions: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """For each segment touched: its rows, which of the positions lie in it (n bool) and where."""
        numbers = positions // self._segment_rows
        for number in np.unique(numbers):
            here = numbers == number
            yield self._rows(self._segments[number]), here, positions[here] - number * self._segment_rows

    def _write(self, positions: np.ndarray, codes: np.ndarray) -> None:
        for rows, here, where in self._by_segment(positions):
            rows[where] = codes[here]

    def _read(self, positions: np.ndarray) -> np.ndarray:
        codes = np.empty((len(positions), self.row_bytes), np.uint8)
        for rows, here, where in self._by_segment(positions):
            codes[here] = rows[where]
        return codes
