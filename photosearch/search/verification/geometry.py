"""The geometry on which the matches of two photos agree.

A homography explains a plane, or a camera that was only turned; the fundamental matrix explains anything that
stood still. Both are tried with MAGSAC++ (Barath et al., "MAGSAC++, a fast, reliable and accurate robust
estimator", CVPR 2020) as OpenCV has it, which draws the same samples every time. Where few of the matches are
right its samples miss them: the affine map of photosearch.imaging.affine, which a single match proposes, then
says which to draw from.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from photosearch.imaging.affine import Agreement, apply

# Pixels of a picture of 640 px.
_PLANE_ERROR = 3.0
_EPIPOLAR_ERROR = 1.5
_CONFIDENCE = 0.999
_DRAWS = 2000
# Fewer matches fix the transform without testing it.
_LEAST_FOR_PLANE = 6
_LEAST_FOR_EPIPOLAR = 10
# Matches so near to the affine map, in pixels, may belong to a homography that it comes close to.
_NEAR_AFFINE = 24.0
# Keypoints that see the same thing change direction (degrees) and size (a factor) alike, or nearly.
_SAME_TURN = 30.0
_SAME_ZOOM = 1.75
# Changes of so many matches are tried as the common one.
_PROPOSALS = 64
# A picture is not shown larger or smaller than so many times within another, nor pressed flatter.
_MOST_ZOOM = 12.0
_MOST_STRETCH = 4.0


@dataclass(frozen=True)
class Plane:
    """A homography `matrix` (3 x 3 float64, from the one picture's pixels to the other's), which matches
    agree with it (`inliers`, bool), how many distinct points that are (`count`) and their median distance in
    pixels (`error`).
    """

    matrix: np.ndarray
    inliers: np.ndarray
    count: int
    error: float


@dataclass(frozen=True)
class Epipolar:
    """A fundamental matrix (3 x 3 float64), with `inliers` and `count` as a Plane has them."""

    matrix: np.ndarray
    inliers: np.ndarray
    count: int


def fit_plane(one: np.ndarray, other: np.ndarray, size: tuple[int, int]) -> Plane | None:
    """The homography for matched points (N x 2 each) of a picture of `size` and another; None where no
    possible one is found.
    """
    if len(one) < _LEAST_FOR_PLANE:
        return None
    try:
        matrix, mask = cv2.findHomography(
            one, other, cv2.USAC_MAGSAC, _PLANE_ERROR, maxIters=_DRAWS, confidence=_CONFIDENCE
        )
    except cv2.error:  # points that all lie on one line
        return None
    if matrix is None or not np.isfinite(matrix).all():
        return None
    moved = project(matrix, one)
    distance = np.linalg.norm(moved - other, axis=1)
    inliers = mask.ravel().astype(bool) & (distance < 2 * _PLANE_ERROR)
    if inliers.sum() < _LEAST_FOR_PLANE or not _is_possible(matrix, one[inliers]):
        return None
    count = _distinct(one[inliers], other[inliers])
    return Plane(matrix / matrix[2, 2], inliers, count, float(np.median(distance[inliers])))


def fit_epipolar(one: np.ndarray, other: np.ndarray) -> Epipolar | None:
    """The fundamental matrix for matched points (N x 2 each); None where none is found."""
    if len(one) < _LEAST_FOR_EPIPOLAR:
        return None
    try:
        matrix, mask = cv2.findFundamentalMat(
            one, other, cv2.USAC_MAGSAC, _EPIPOLAR_ERROR, _CONFIDENCE, _DRAWS
        )
    except cv2.error:
        return None
    if matrix is None or matrix.shape != (3, 3) or not np.isfinite(matrix).all():
        return None
    inliers = mask.ravel().astype(bool)
    return Epipolar(matrix, inliers, _distinct(one[inliers], other[inliers]))


def fit_plane_near(
    affine: Agreement, one: np.ndarray, other: np.ndarray, size: tuple[int, int]
) -> Plane | None:
    """The homography for those matched points (N x 2 each) that the affine map nearly explains, at worst the
    map itself; None where that is not possible.
    """
    near = np.linalg.norm(apply(affine.matrix, one) - other, axis=1) < _NEAR_AFFINE
    plane = fit_plane(one[near], other[near], size)
    if plane is not None and plane.count >= affine.score:
        inliers = np.zeros(len(one), bool)
        inliers[np.flatnonzero(near)[plane.inliers]] = True
        return Plane(plane.matrix, inliers, plane.count, plane.error)
    matrix = np.vstack([affine.matrix, [0.0, 0.0, 1.0]])
    if affine.score < _LEAST_FOR_PLANE or not _is_possible(matrix, one[affine.inliers]):
        return None
    distance = np.linalg.norm(project(matrix, one) - other, axis=1)[affine.inliers]
    return Plane(matrix, affine.inliers, affine.score, float(np.median(distance)))


def steady(one: np.ndarray, other: np.ndarray) -> int:
    """How many matched keypoints (frames, N x 4 each: x, y, diameter, degrees) change direction and size
    alike, counted as distinct points: of those that agree on a fundamental matrix by chance few do.
    """
    if len(one) == 0:
        return 0
    turn, zoom = other[:, 3] - one[:, 3], np.log(other[:, 2] / one[:, 2])
    tried = np.linspace(0, len(one) - 1, min(len(one), _PROPOSALS)).astype(int)
    apart = np.abs((turn[tried, None] - turn + 180) % 360 - 180)
    agree = (apart < _SAME_TURN) & (np.abs(zoom[tried, None] - zoom) < np.log(_SAME_ZOOM))
    most = agree[agree.sum(axis=1).argmax()]
    return _distinct(one[most, :2], other[most, :2])


def project(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Points (N x 2) under a homography; far away where they go to infinity."""
    moved = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    depth = np.where(np.abs(moved[:, 2]) < 1e-9, 1e-9, moved[:, 2])
    return np.asarray(moved[:, :2] / depth[:, None])


def zoom_at(matrix: np.ndarray, point: np.ndarray) -> tuple[float, float]:
    """The largest and smallest enlargement of a homography around a point (x, y); the smallest is negative
    where it mirrors.
    """
    x, y, depth = matrix @ np.array([*point, 1.0])
    if abs(depth) < 1e-9:
        return np.inf, 0.0
    slopes = (matrix[:2, :2] - np.outer([x / depth, y / depth], matrix[2, :2])) / depth
    large, small = np.linalg.svd(slopes, compute_uv=False)
    return float(large), float(small * np.sign(np.linalg.det(slopes)))


def overlap_of(matrix: np.ndarray, one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float]:
    """Which shares of the one picture and of the other (sizes as width, height) show what the other shows
    too, under the homography; 0 to 1 each.
    """
    return _share(np.linalg.pinv(matrix), other, one), _share(matrix, one, other)


def _share(matrix: np.ndarray, of: tuple[int, int], within: tuple[int, int]) -> float:
    corners = _corners(of)
    depths = np.column_stack([corners, np.ones(4)]) @ matrix[2]
    # Seen across the horizon, a picture covers no part of a plane that could be measured.
    if depths.min() <= 1e-6 * np.abs(depths).max():
        return 0.0
    covered = area_of(clipped(project(matrix, corners), np.zeros(2), np.array(within, np.float64)))
    return float(min(1.0, covered / max(within[0] * within[1], 1)))


def clipped(polygon: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The part of a convex polygon (N x 2) within an upright rectangle from its lowest corner to its highest;
    M x 2, M 0 where nothing is. Sutherland and Hodgman, "Reentrant polygon clipping", CACM 1974.

    Where edges all but coincide, as of two copies, OpenCV's intersection of polygons loses whole corners.
    """
    for axis in (0, 1):
        for sign, limit in ((1.0, low[axis]), (-1.0, high[axis])):
            if not len(polygon):
                return polygon
            inside = sign * (polygon[:, axis] - limit)
            after, following = np.roll(polygon, -1, axis=0), np.roll(inside, -1)
            kept: list[np.ndarray] = []
            for at in range(len(polygon)):
                if inside[at] >= 0:
                    kept.append(polygon[at])
                if (inside[at] >= 0) != (following[at] >= 0):
                    share = inside[at] / (inside[at] - following[at])
                    kept.append(polygon[at] + share * (after[at] - polygon[at]))
            polygon = np.array(kept).reshape(-1, 2)
    return polygon


def area_of(polygon: np.ndarray) -> float:
    """The area of a polygon (N x 2)."""
    if len(polygon) < 3:
        return 0.0
    x, y = polygon[:, 0], polygon[:, 1]
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def _corners(size: tuple[int, int]) -> np.ndarray:
    width, height = size
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)


def _is_possible(matrix: np.ndarray, points: np.ndarray) -> bool:
    """Neither mirrored nor pressed flat, where the points lie: chance finds such maps, a camera does not."""
    low, high = points.min(axis=0), points.max(axis=0)
    spots = np.array([(low + high) / 2, low, high, [low[0], high[1]], [high[0], low[1]]])
    depths = np.column_stack([spots, np.ones(len(spots))]) @ matrix[2]
    if depths.min() * depths.max() <= 0:
        return False
    large, small = zoom_at(matrix, spots[0])
    return small > 1 / _MOST_ZOOM and large < _MOST_ZOOM and large / small < _MOST_STRETCH


def _distinct(one: np.ndarray, other: np.ndarray) -> int:
    return min(len(np.unique(np.round(points), axis=0)) for points in (one, other)) if len(one) else 0
