"""Copies that were turned by a quarter, a half or three quarters: the descriptor does not see them as alike.

The query is described turned as well, and what is nearest then is a candidate: only verification tells.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from photosearch.imaging.reading import ReadResult
from photosearch.library.filtering import EVERYTHING, PhotoFilter
from photosearch.search.engine import Query, Result, SearchEngine

# A turned copy is the nearest or next to it, and as much alike; of other queries one in seven has a photo
# that is (packaging/verification/README.md).
_EACH = 3
_LEAST_LIKENESS = 0.4


def turned_queries(engine: SearchEngine, pictures: Sequence[ReadResult]) -> list[Query]:
    """Each picture, decoded for the engine's network, turned by 90, 180 and 270 degrees."""
    turned = [
        replace(picture, pixels=np.ascontiguousarray(np.rot90(picture.pixels, quarters)))
        for picture in pictures
        if picture.pixels is not None
        for quarters in (1, 2, 3)
    ]
    # No file holds what a turned picture holds.
    return [replace(query, path=b"", content_hash=b"") for query in engine.described(turned)]


def turned_candidates(
    engine: SearchEngine,
    turned: Sequence[Query],
    verified: Collection[int],
    wanted: PhotoFilter = EVERYTHING,
) -> list[Result]:
    """Photos that may be turned copies, a few at the most and mostly none, nearest first; those `verified`
    already (by id) are left out. Only what verification then calls a copy or the same place is a result.
    """
    found: dict[int, Result] = {}
    for query in turned:
        near = engine.search([query], _EACH + len(verified), wanted)
        fresh = [
            result
            for result in near
            if result.photo_id not in verified and result.likeness >= _LEAST_LIKENESS
        ]
        for result in fresh[:_EACH]:
            known = found.get(result.photo_id)
            if known is None or known.score < result.score:
                found[result.photo_id] = result
    return sorted(found.values(), key=lambda result: -result.score)
