"""Searching the regions of photos, so that a small thing is found inside a large photo.

The codes of all regions are read from the catalogue with the first search for a part, and what came since
with every later one; other searches neither wait for them nor have them in memory.
"""

import itertools
from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from photosearch.library.library import Library
from photosearch.library.region_codes import RegionCodes, is_sound
from photosearch.library.schema import has_regions
from photosearch.network.card import ModelCard
from photosearch.network.regions import REGIONS, Share

_CHUNK = 10_000


class RegionIndex:
    """The regions of all photos of one library and network; not to be shared between threads."""

    def __init__(self, library: Library, card: ModelCard) -> None:
        self._store = library.descriptors(card)
        self._connection = library.connection
        self._dimension = card.dimension
        self._codes = RegionCodes(card.dimension)
        self._ids = np.empty(0, np.int64)  # of descriptors, by position among the photos
        self._newest = 0

    def nearest(
        self, descriptor: NDArray[np.float32], count: int, among: Collection[int] | None = None
    ) -> dict[int, tuple[float, Share]]:
        """The `count` photos with the best regions by dot product with a descriptor (D): by descriptor id the
        score of the best region, and where that lies. Photos without regions are not among them.

        among: ids of the descriptors that may be found.
        """
        self._read_new()
        allowed = None
        if among is not None:
            allowed = np.repeat(np.isin(self._ids, np.fromiter(among, np.int64)), len(REGIONS))
        # All regions of one photo may be better than any other's.
        scores, positions = self._codes.nearest(descriptor, count * len(REGIONS), allowed)
        best: dict[int, tuple[float, Share]] = {}
        for score, position in zip(scores.tolist(), positions.tolist(), strict=True):
            photo, region = divmod(position, len(REGIONS))
            best.setdefault(int(self._ids[photo]), (score, REGIONS[region]))
        return dict(itertools.islice(best.items(), count))

    def _read_new(self) -> None:
        if not has_regions(self._connection):
            return
        cursor = self._connection.execute(
            "SELECT id, descriptor_id, codes FROM regions WHERE id > ? ORDER BY id", (self._newest,)
        )
        own = None
        while rows := cursor.fetchmany(_CHUNK):
            if own is None:
                # Not by a join, which would read every descriptor.
                own = set(self._store.ids().tolist())
            sound = [row for row in rows if row[1] in own and is_sound(row[2], self._dimension)]
            self._codes.append([row[2] for row in sound])
            self._ids = np.concatenate([self._ids, np.array([row[1] for row in sound], np.int64)])
            self._newest = rows[-1][0]


def better_of(
    whole: Mapping[int, float], regions: Mapping[int, tuple[float, Share]]
) -> tuple[dict[int, float], dict[int, Share]]:
    """Of the scores of photos by the whole and of some of them by the best region, the higher one; and where
    the region lies, where it is that.
    """
    parts = {photo: share for photo, (score, share) in regions.items() if score > whole[photo]}
    return {**whole, **{photo: regions[photo][0] for photo in parts}}, parts
