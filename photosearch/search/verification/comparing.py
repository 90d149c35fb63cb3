"""What two photos have in common: the proof that verification rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from photosearch.imaging.affine import fit_affine
from photosearch.imaging.matching import mutual_matches
from photosearch.search.verification.features import PhotoFeatures, mirrored
from photosearch.search.verification.geometry import (
    Epipolar,
    Plane,
    fit_epipolar,
    fit_plane,
    fit_plane_near,
    overlap_of,
    steady,
    zoom_at,
)
from photosearch.search.verification.residual import Residual, compare_aligned

# Windows that correlate so well leave no doubt, and the picture in the mirror need not be tried.
_CLEARLY_ALIKE = 0.8
# Unless a fifth do not: the middle of a symmetric front is alike in a mirror, its sides are not.
_EVERYWHERE = 0.5
# Below so many the pictures are also compared as wholes: blurred or plain copies have few keypoints.
_FEW = 15
# So many on a homography, if they are half of the matches, are all there is to find.
_PLENTY = 60
_TINY = 32
# Correlation of two pictures of 32 x 32 from which the closer look is worth its time.
_WHOLE_WORTH = 0.8
# Much that people build is symmetric: in a mirror only a copy agrees so well.
_MIRRORED_AGREES = 0.75


@dataclass(frozen=True)
class Comparison:
    """What agrees between a query and a photo.

    `inliers` distinct points agree on the `model`: homography, fundamental, whole (the pictures as they are,
    turned or mirrored perhaps) or none. `transform`: 3 x 3 float64, from pixels of the query, read at 640 px,
    to those of the photo (of a fundamental matrix x2' F x1 = 0), None without a model. `points`: N x 2 x 2
    float32, N matches, query then photo. `overlap`: the shares of query and photo that show the same.
    `matches`: how many keypoints corresponded before geometry was asked; `plane` and `epipolar` how many
    points agree on each model, `affine` on an affine map with their directions and sizes, `steady` on the
    fundamental matrix with them; `error` the median distance in pixels under the homography, `zoom` how many
    times larger and `turn` how many degrees turned it shows the query; `mirrored`: they agree in a mirror.
    """

    inliers: int
    model: str
    transform: np.ndarray | None
    points: np.ndarray
    overlap: tuple[float, float]
    residual: Residual | None
    matches: int = 0
    plane: int = 0
    epipolar: int = 0
    affine: int = 0
    steady: int = 0
    error: float = 0.0
    zoom: float = 1.0
    turn: float = 0.0
    mirrored: bool = False


_NOTHING = Comparison(0, "none", None, np.zeros((0, 2, 2), np.float32), (0.0, 0.0), None)


def compare(query: PhotoFeatures, photo: PhotoFeatures) -> Comparison:
    """Compare two photos; any two give an answer."""
    direct = _compare_upright(query, photo)
    # Only the pictures tell left from right: the points of a symmetric front agree with the mirror, too.
    if not _is_clear(direct):
        reflected = _compare_upright(mirrored(query), photo)
        agrees = reflected.residual is not None and reflected.residual.median > _MIRRORED_AGREES
        if reflected.plane > direct.plane and agrees:
            return _unmirrored(reflected, query.size[0])
    if direct.plane < _FEW:
        return _compare_wholes(query, photo, direct) or direct
    return direct


def _compare_upright(query: PhotoFeatures, photo: PhotoFeatures) -> Comparison:
    first, second = mutual_matches(query.unit_descriptors(), photo.unit_descriptors())
    frames = query.frames[first], photo.frames[second]
    one, other = frames[0][:, :2], frames[1][:, :2]
    plane, epipolar = fit_plane(one, other, query.size), fit_epipolar(one, other)
    plane, affine = _with_affine(plane, frames, query.size)
    planar, still = plane.count if plane else 0, epipolar.count if epipolar else 0
    agreeing = epipolar.inliers if epipolar else np.zeros(len(first), bool)
    nothing = replace(
        _NOTHING,
        matches=len(first),
        plane=planar,
        epipolar=still,
        affine=affine,
        steady=steady(frames[0][agreeing], frames[1][agreeing]),
    )
    matched = np.stack([one, other], axis=1)
    if plane:
        # A homography has more to say than a fundamental matrix, and is harder to come by. Of a small copy
        # the points are too coarse for many to agree on it, but the pictures do.
        flat = _with_plane(nothing, plane, matched, query, photo)
        if planar >= 0.7 * still or _is_clear(flat):
            return flat
    if epipolar:
        return _with_epipolar(nothing, epipolar, matched, query.size, photo.size)
    return nothing


def _with_affine(
    plane: Plane | None, frames: tuple[np.ndarray, np.ndarray], size: tuple[int, int]
) -> tuple[Plane | None, int]:
    """The plane, a better one where the affine map leads to it, and how many points agree on that map."""
    one, other = frames
    # A map for each of a thousand matches takes its time, and here nothing is left to find.
    if plane is not None and plane.count >= max(_PLENTY, len(one) / 2):
        return plane, plane.count
    affine = fit_affine(one, other)
    if affine is None:
        return plane, 0
    if plane is None or plane.count < affine.score:
        near = fit_plane_near(affine, one[:, :2], other[:, :2], size)
        if near is not None and (plane is None or near.count > plane.count):
            plane = near
    return plane, affine.score


def _with_plane(
    nothing: Comparison, plane: Plane, matched: np.ndarray, query: PhotoFeatures, photo: PhotoFeatures
) -> Comparison:
    points = matched[plane.inliers]
    zoom, turn = _shape(plane.matrix, points[:, 0].mean(axis=0))
    return replace(
        nothing,
        inliers=plane.count,
        model="homography",
        transform=plane.matrix,
        points=points,
        overlap=overlap_of(plane.matrix, query.size, photo.size),
        residual=_residual(query, photo, plane.matrix),
        error=plane.error,
        zoom=zoom,
        turn=turn,
    )


def _with_epipolar(
    nothing: Comparison,
    epipolar: Epipolar,
    matched: np.ndarray,
    query: tuple[int, int],
    photo: tuple[int, int],
) -> Comparison:
    points = matched[epipolar.inliers]
    shares = [_hull_share(points[:, side], size) for side, size in enumerate((query, photo))]
    return replace(
        nothing,
        inliers=epipolar.count,
        model="fundamental",
        transform=epipolar.matrix,
        points=points,
        overlap=(shares[0], shares[1]),
    )


def _is_clear(found: Comparison) -> bool:
    residual = found.residual
    return residual is not None and residual.median > _CLEARLY_ALIKE and residual.low > _EVERYWHERE


def _hull_share(points: np.ndarray, size: tuple[int, int]) -> float:
    area = cv2.contourArea(cv2.convexHull(np.ascontiguousarray(points, np.float32)))
    return float(min(1.0, area / max(size[0] * size[1], 1)))


def _shape(matrix: np.ndarray, centre: np.ndarray) -> tuple[float, float]:
    """Zoom, and turn in degrees, around a point."""
    large, small = zoom_at(matrix, centre)
    turn = float(np.degrees(np.arctan2(matrix[1, 0] - matrix[0, 1], matrix[0, 0] + matrix[1, 1])))
    return float(np.sqrt(large * max(abs(small), 1e-9))), turn


def _residual(query: PhotoFeatures, photo: PhotoFeatures, matrix: np.ndarray) -> Residual | None:
    """With a homography between the pictures read, compared at the size of the previews."""
    shrink_query, shrink_photo = (_to_preview(features) for features in (query, photo))
    return compare_aligned(query.preview, photo.preview, shrink_photo @ matrix @ np.linalg.inv(shrink_query))


def _to_preview(features: PhotoFeatures) -> np.ndarray:
    height, width = features.preview.shape
    x, y = width / features.size[0], height / features.size[1]
    # The centre of the first pixel is 0, not 0.5.
    return np.array([[x, 0, (x - 1) / 2], [0, y, (y - 1) / 2], [0, 0, 1]])


def _compare_wholes(query: PhotoFeatures, photo: PhotoFeatures, found: Comparison) -> Comparison | None:
    """The comparison of the pictures as wholes in the best of the eight positions; None where they differ."""
    small = _tiny(photo.preview)
    if small is None:
        return None
    best, best_matrix, is_mirrored = _WHOLE_WORTH, None, False
    for mirror in (False, True):
        for quarter in range(4):
            preview = np.rot90(query.preview[:, ::-1] if mirror else query.preview, quarter)
            laid = _tiny(np.ascontiguousarray(preview))
            score = -1.0 if laid is None else float((laid * small).mean())
            if score > best:
                best, is_mirrored = score, mirror
                best_matrix = _position(query.size, photo.size, quarter, mirror)
    residual = None if best_matrix is None else _residual(query, photo, best_matrix)
    if best_matrix is None or residual is None:
        return None
    if found.residual is not None and found.residual.median >= residual.median:
        return None
    zoom, turn = _shape(best_matrix, np.array(query.size) / 2)
    return replace(
        found,
        model="whole",
        transform=best_matrix,
        overlap=(1.0, 1.0),
        residual=residual,
        zoom=zoom,
        turn=turn,
        error=0.0,
        mirrored=is_mirrored,
    )


def _tiny(preview: np.ndarray) -> np.ndarray | None:
    """32 x 32 with mean 0 and spread 1; None for a plain picture."""
    small = cv2.resize(preview, (_TINY, _TINY), interpolation=cv2.INTER_AREA).astype(np.float32)
    spread = float(small.std())
    return None if spread < 2 else (small - small.mean()) / spread


def _position(query: tuple[int, int], photo: tuple[int, int], quarter: int, mirror: bool) -> np.ndarray:
    """The query mirrored (first) and turned by quarters against the clock, stretched onto the photo."""
    matrix = np.diag([1 / query[0], 1 / query[1], 1.0])
    if mirror:
        matrix = np.array([[-1.0, 0, 1], [0, 1, 0], [0, 0, 1]]) @ matrix
    for _ in range(quarter):
        matrix = np.array([[0, 1.0, 0], [-1, 0, 1], [0, 0, 1]]) @ matrix
    return np.asarray(np.diag([photo[0], photo[1], 1.0]) @ matrix)


def _unmirrored(found: Comparison, width: int) -> Comparison:
    """In terms of the query as it is."""
    points = found.points.copy()
    points[:, 0, 0] = width - 1 - points[:, 0, 0]
    transform = found.transform
    if transform is not None:
        transform = transform @ np.array([[-1.0, 0, width - 1], [0, 1, 0], [0, 0, 1]])
    return replace(found, points=points, transform=transform, mirrored=True)
