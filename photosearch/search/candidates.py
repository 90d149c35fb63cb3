"""Photos that the descriptor of the query as it is does not find: turned copies, photos that are shown within
the query, and photos that the query was cut out of.

The query is described in other ways as well, and what is nearest then is a candidate: verification tells.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from photosearch.imaging.reading import ReadResult
from photosearch.library.filtering import EVERYTHING, PhotoFilter
from photosearch.search.engine import Query, Result, SearchEngine

# A copy is the nearest or next to it, and as much alike (packaging/verification/README.md).
_LEAST_LIKENESS = 0.2
_NEAREST = 3
# Five parts, in the corners and the middle, of this share of each side: a photo of a collage of four fits
# into one, and what is shown in the middle of a screen as well.
_SIDE = 0.6
_PLACES = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.5, 0.5))


@dataclass(frozen=True)
class OtherQuery:
    """The query described in another way; of what is nearest then, `most` are candidates."""

    query: Query
    most: int


def turned(engine: SearchEngine, pictures: Sequence[ReadResult]) -> list[OtherQuery]:
    """For copies turned by a quarter, a half or three quarters: each picture, decoded for the engine's
    network, turned so.
    """
    return _described(
        engine, pictures, lambda pixels: [np.rot90(pixels, quarters) for quarters in (1, 2, 3)], _NEAREST
    )


def parts(engine: SearchEngine, pictures: Sequence[ReadResult]) -> list[OtherQuery]:
    """For photos shown within the query, one of a collage, a print on a table, a post in a screenshot: five
    parts of each picture, since the descriptor of the whole is that of everything around them, too.
    """
    size = engine.card.input_size
    return _described(
        engine, pictures, lambda pixels: [_enlarged(_part(pixels, *place), size) for place in _PLACES], 1
    )


def smaller(engine: SearchEngine, pictures: Sequence[ReadResult]) -> list[OtherQuery]:
    """For photos that the query was cut out of: each picture as it looks there, at several smaller sizes."""
    return _described(engine, pictures, lambda pixels: [pixels], _NEAREST, part=True)


def candidates(
    engine: SearchEngine,
    queries: Sequence[OtherQuery],
    verified: Collection[int],
    wanted: PhotoFilter = EVERYTHING,
) -> list[Result]:
    """What is nearest to each of the queries and alike enough, nearest first; mostly a few, often none. Those
    `verified` already (by id) are left out. Only what verification then calls a copy or the same place is a
    result.
    """
    found: dict[int, Result] = {}
    for other in queries:
        near = engine.search([other.query], other.most + len(verified), wanted)
        fresh = [result for result in near if result.photo_id not in verified][: other.most]
        for result in fresh:
            known = found.get(result.photo_id)
            if result.likeness >= _LEAST_LIKENESS and (known is None or known.score < result.score):
                found[result.photo_id] = result
    return sorted(found.values(), key=lambda result: -result.score)


def _described(
    engine: SearchEngine,
    pictures: Sequence[ReadResult],
    ways: Callable[[np.ndarray], Sequence[np.ndarray]],
    most: int,
    *,
    part: bool = False,
) -> list[OtherQuery]:
    shown = [
        replace(picture, pixels=np.ascontiguousarray(pixels))
        for picture in pictures
        if picture.pixels is not None
        for pixels in ways(picture.pixels)
    ]
    # No file holds what is described here. And the regions of photos, which take memory, are for those who
    # choose a part: they find little more (packaging/verification/README.md).
    return [
        OtherQuery(replace(query, path=b"", content_hash=b"", part=False), most)
        for query in engine.described(shown, part=part)
    ]


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
