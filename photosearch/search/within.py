"""Photos that are shown within the query: one of a collage, a print on a table, a post in a screenshot.

The descriptor of the whole is that of everything around them, too: parts of the query are described as well,
and what is nearest to one is a candidate: only verification tells.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import cv2
import numpy as np

from photosearch.imaging.reading import ReadResult
from photosearch.library.filtering import EVERYTHING, PhotoFilter
from photosearch.search.engine import Query, Result, SearchEngine

# Five parts, in the corners and the middle, of this share of each side: a photo of a collage of four fits
# into one, and what is shown in the middle of a screen as well.
_SIDE = 0.6
_PLACES = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.5, 0.5))
# A copy is nearest to its part, and as much alike (packaging/verification/README.md).
_LEAST_LIKENESS = 0.4


def part_queries(engine: SearchEngine, pictures: Sequence[ReadResult]) -> list[Query]:
    """Five parts of each picture, which was decoded for the engine's network."""
    size = engine.card.input_size
    parts = [
        replace(picture, pixels=_enlarged(_part(picture.pixels, *place), size))
        for picture in pictures
        if picture.pixels is not None
        for place in _PLACES
    ]
    # No file holds what a part holds.
    return [replace(query, path=b"", content_hash=b"") for query in engine.described(parts)]


def within_candidates(
    engine: SearchEngine,
    parts: Sequence[Query],
    verified: Collection[int],
    wanted: PhotoFilter = EVERYTHING,
) -> list[Result]:
    """Photos that may be shown within the query, one for each part at the most, nearest first; those
    `verified` already (by id) are left out. Only what verification then calls a copy or the same place is a
    result.
    """
    found: dict[int, Result] = {}
    for query in parts:
        near = engine.search([query], 1 + len(verified), wanted)
        fresh = next((result for result in near if result.photo_id not in verified), None)
        if fresh is not None and fresh.likeness >= _LEAST_LIKENESS:
            known = found.get(fresh.photo_id)
            if known is None or known.score < fresh.score:
                found[fresh.photo_id] = fresh
    return sorted(found.values(), key=lambda result: -result.score)


def _part(pixels: np.ndarray, across: float, down: float) -> np.ndarray:
    height, width = pixels.shape[:2]
    high, wide = max(1, round(height * _SIDE)), max(1, round(width * _SIDE))
    top, left = round((height - high) * down), round((width - wide) * across)
    return pixels[top : top + high, left : left + wide]


def _enlarged(pixels: np.ndarray, longer: int) -> np.ndarray:
    height, width = pixels.shape[:2]
    factor = longer / max(height, width)
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC)
