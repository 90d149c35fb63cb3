"""The descriptors of a photo's regions in half a byte a dimension, and the scan over those of all photos.

After a random rotation the coordinates of any unit vector spread like N(0, 1/D), so that one fixed scale of
sixteen levels fits all data; measured, a photo is found by its regions as well as with float32
(packaging/verification/README.md). The rotation is a cosine transform behind random signs: what is in a
catalogue must be readable for good, so it hangs on no library's random numbers.
"""

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.network.regions import REGIONS

LEVELS = 16
# The levels reach so many standard deviations to either side.
REACH = 2.75
# Large enough that merging their results costs nothing, small enough that all cores get a share of a query.
SEGMENT_ROWS = 65_536

Matrix = NDArray[np.float32]


def is_sound(codes: object, dimension: int) -> bool:
    """Whether what is stored can be the codes of a photo's regions."""
    return isinstance(codes, bytes) and len(codes) == len(REGIONS) * code_bytes(dimension)


def code_bytes(dimension: int) -> int:
    """How long the code of one region is."""
    return (dimension + 1) // 2


@cache
def rotation(dimension: int) -> Matrix:
    """D x D float32, orthogonal: y = rotation . x."""
    bits = np.frombuffer(hashlib.shake_256(b"photosearch regions").digest(-(-dimension // 8)), np.uint8)
    signs = 1.0 - 2.0 * np.unpackbits(bits, count=dimension)
    number = np.arange(dimension)
    cosines = np.cos(np.pi / dimension * (number + 0.5)[None] * number[:, None])
    cosines[0] /= 2**0.5
    return ((2 / dimension) ** 0.5 * cosines * signs).astype(np.float32)


def _step(dimension: int) -> float:
    return 2 * REACH / LEVELS / float(dimension) ** 0.5


def encode(regions: Matrix) -> bytes:
    """R x D descriptors, L2-normalised, to R codes in a row; of two dimensions the first is the lower."""
    dimension = regions.shape[1]
    levels = np.floor(regions @ rotation(dimension).T / _step(dimension)) + LEVELS // 2
    codes = np.zeros((len(regions), 2 * code_bytes(dimension)), np.uint8)
    codes[:, :dimension] = levels.clip(0, LEVELS - 1)
    return np.bitwise_or(codes[:, 0::2], codes[:, 1::2] << 4).astype(np.uint8).tobytes()


def decode(codes: bytes, dimension: int) -> Matrix:
    """The R x D descriptors that the codes stand for, as near as they are kept."""
    packed = np.frombuffer(codes, np.uint8).reshape(-1, code_bytes(dimension))
    levels = np.stack([packed & (LEVELS - 1), packed >> 4], axis=2).reshape(len(packed), -1)[:, :dimension]
    rotated = (levels.astype(np.float32) - (LEVELS / 2 - 0.5)) * _step(dimension)
    return np.asarray(rotated @ rotation(dimension), np.float32)


class RegionCodes:
    """Codes of regions by position, in the order in which they were added."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._segments: list[Any] = []

    def __len__(self) -> int:
        return sum(segment.ntotal for segment in self._segments)

    def append(self, codes: Sequence[bytes]) -> None:
        """Add codes, each of one region or of several."""
        rows = np.frombuffer(b"".join(codes), np.uint8).reshape(-1, code_bytes(self._dimension))
        while len(rows):
            if not self._segments or self._segments[-1].ntotal == SEGMENT_ROWS:
                self._segments.append(_segment(self._dimension))
            room = SEGMENT_ROWS - self._segments[-1].ntotal
            self._segments[-1].add_sa_codes(np.ascontiguousarray(rows[:room]))
            rows = rows[room:]

    def nearest(
        self, descriptor: Matrix, count: int, among: NDArray[np.bool_] | None = None
    ) -> tuple[Matrix, NDArray[np.int64]]:
        """The best `count` by dot product with a descriptor (D): scores and positions, best first.

        among: for each position whether it may be found.
        """
        rotated = (rotation(self._dimension) @ descriptor)[None]

        def search(number: int) -> tuple[Matrix, NDArray[np.int64]]:
            start, segment = number * SEGMENT_ROWS, self._segments[number]
            wanted = None if among is None else _selected(among[start : start + segment.ntotal])
            scores, positions = segment.search(rotated, min(count, segment.ntotal), params=wanted)
            found = positions[0] >= 0
            return scores[0][found], positions[0][found] + start

        parts = list(_pool().map(search, range(len(self._segments))))
        if not parts:
            return np.empty(0, np.float32), np.empty(0, np.int64)
        scores, positions = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        best = np.argsort(-scores, kind="stable")[:count]
        return scores[best], positions[best]


def _segment(dimension: int) -> Any:
    import faiss

    segment = faiss.IndexScalarQuantizer(
        dimension, faiss.ScalarQuantizer.QT_4bit_uniform, faiss.METRIC_INNER_PRODUCT
    )
    # FAISS reads level n as low + span (n + 1/2) / 15.
    low, span = -LEVELS / 2 * _step(dimension), (LEVELS - 1) * _step(dimension)
    faiss.copy_array_to_vector(np.array([low, span], np.float32), segment.sq.trained)
    segment.is_trained = True
    return segment


def _selected(wanted: NDArray[np.bool_]) -> Any:
    import faiss

    # The stubs are of the C++ constructors.
    selector = faiss.IDSelectorBitmap(np.packbits(wanted, bitorder="little"))  # type: ignore[call-arg, arg-type]
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="region-scan")
