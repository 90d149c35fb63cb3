"""Which photos of a class are one picture: resized, recompressed, recoloured, or taken a moment later.

The papers count photos. But an advertisement that a web search brought three times is not three photos that
agree on a place: copies confirm nothing, whether their bytes are the same or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from photosearch.imaging.affine import apply
from photosearch.training.cleaning.graph import components
from photosearch.training.cleaning.store import Known, Pair

# Of the longer side: so far may a corner of one be from the other's corner under the map between them.
SHIFT = 0.03
# Of the features of the photo that has fewer: chance and other views of a place do not bring that many.
_SHARE = 0.2
_LEAST = 20


def is_near_copy(pair: Pair, one: Known, other: Known) -> bool:
    """Whether the map of the pair takes the frame of one picture to the frame of the other."""
    if pair.matrix is None or pair.score < max(_LEAST, _SHARE * min(one.features, other.features)):
        return False
    start, end = _corners(one), _corners(other)
    return bool(np.abs(apply(pair.matrix, start) - end).max() <= SHIFT * end.max())


def pictures(nodes: Sequence[Known], agreeing: Sequence[Pair]) -> list[int]:
    """For each node the first node that shows the same picture, itself where there is none."""
    number: Mapping[bytes, int] = {known.content_hash: place for place, known in enumerate(nodes)}
    edges = [
        (number[pair.one], number[pair.other])
        for pair in agreeing
        if is_near_copy(pair, nodes[number[pair.one]], nodes[number[pair.other]])
    ]
    first = list(range(len(nodes)))
    for group in components(len(nodes), edges):
        for node in group:
            first[node] = group[0]
    return first


def _corners(known: Known) -> np.ndarray:
    """4 x 2, in pixels of the picture read."""
    width, height = known.width / known.scale, known.height / known.scale
    return np.array([(0, 0), (width, 0), (0, height), (width, height)])
