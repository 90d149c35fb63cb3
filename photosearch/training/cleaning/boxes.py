"""Where in each photo the place is: boxes around the matched points, spread along the edges of the graph.

Gordo et al., "Deep Image Retrieval", ECCV 2016, section 3.3: B_j <- (1 - a) B_j + a A_ij B_i with a = 0.1,
merged by the geometric median over all neighbours i, until the boxes settle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photosearch.imaging.affine import inverse

WEIGHT = 0.1
# A round that moves no side by this many pixels (of 640) is the last.
_SETTLED = 0.1
MOST_ROUNDS = 300
# Distances are smoothed by this many pixels: the median stays defined where it meets one of the points.
_SMOOTHING = 0.01
_MEDIAN_STEP = 0.001
_MEDIAN_ROUNDS = 100


@dataclass(frozen=True)
class Edge:
    """Two photos, by number, that agree: `matrix` 2 x 3 takes points of `one` to `other`; `boxes` 2 x 4 are
    the matched points' left, top, right, bottom in each. Pixels of the pictures read.
    """

    one: int
    other: int
    matrix: np.ndarray
    boxes: np.ndarray


def starting_boxes(count: int, edges: Sequence[Edge]) -> np.ndarray:
    """N x 4: the smallest rectangle around each photo's matched points; NaN for a photo without edges."""
    boxes = np.full((count, 4), np.nan)
    for edge in edges:
        for node, box in zip((edge.one, edge.other), edge.boxes, strict=True):
            boxes[node, :2] = np.fmin(boxes[node, :2], box[:2])
            boxes[node, 2:] = np.fmax(boxes[node, 2:], box[2:])
    return boxes


def spread_boxes(
    boxes: np.ndarray, edges: Sequence[Edge], sizes: np.ndarray, rounds: int = MOST_ROUNDS
) -> np.ndarray:
    """The boxes (N x 4) once they have settled, or after so many rounds; none leaves its photo.

    sizes: N x 2, width and height.
    """
    if not edges:
        return boxes
    source, target, matrices = _directed(edges)
    nodes, starts = np.unique(target, return_index=True)
    for _ in range(rounds):
        seen = _clipped(_mapped(boxes[source], matrices), sizes[target])
        # The proposals (1 - a) B_j + a A_ij B_i differ in their second part alone: merging that is enough.
        merged = geometric_medians(seen, starts)
        moved = (1 - WEIGHT) * boxes[nodes] + WEIGHT * merged
        step = np.abs(moved - boxes[nodes]).max()
        boxes = boxes.copy()
        boxes[nodes] = moved
        if step < _SETTLED:
            break
    return boxes


def geometric_medians(points: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """For each group of rows (group g begins at `starts[g]`) the point with the least sum of distances.

    Weiszfeld's iteration, for all groups at once.
    """
    lengths = np.diff(np.append(starts, len(points)))
    middles = np.add.reduceat(points, starts) / lengths[:, None]
    for _ in range(_MEDIAN_ROUNDS):
        away = ((points - np.repeat(middles, lengths, axis=0)) ** 2).sum(axis=1)
        weights = 1 / np.sqrt(away + _SMOOTHING**2)
        totals = np.add.reduceat(weights, starts)
        moved = np.add.reduceat(weights[:, None] * points, starts) / totals[:, None]
        step = np.abs(moved - middles).max()
        middles = moved
        if step < _MEDIAN_STEP:
            break
    return middles


def _directed(edges: Sequence[Edge]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sources, targets and maps of each edge in both directions, ordered by target."""
    source = np.array([number for edge in edges for number in (edge.one, edge.other)])
    target = np.array([number for edge in edges for number in (edge.other, edge.one)])
    matrices = np.stack([m for edge in edges for m in (edge.matrix, inverse(edge.matrix))])
    order = np.argsort(target, kind="stable")
    return source[order], target[order], matrices[order]


def _mapped(boxes: np.ndarray, matrices: np.ndarray) -> np.ndarray:
    """The upright rectangles around the boxes' images: E x 4 under E x 2 x 3."""
    corners = boxes[:, [[0, 1], [2, 1], [2, 3], [0, 3]]]
    mapped = np.einsum("eab,ecb->eca", matrices[:, :, :2], corners) + matrices[:, None, :, 2]
    return np.concatenate([mapped.min(axis=1), mapped.max(axis=1)], axis=1)


def _clipped(boxes: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    return np.clip(boxes, 0, np.concatenate([sizes, sizes], axis=1))
