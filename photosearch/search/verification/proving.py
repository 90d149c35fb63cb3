"""What verification found, for showing: in shares of the pictures, whatever size they are shown at."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from photosearch.search.verification.comparing import Comparison
from photosearch.search.verification.geometry import clipped, project

# Pixels at 640 from which a point agrees no more: what the fit lets in.
_PLANE_REACH = 6.0
_EPIPOLAR_REACH = 3.0


@dataclass(frozen=True)
class Frame:
    """Where the picture that was read lies in the whole one: `size` (width, height) of what was read, `part`
    its x, y, width and height as shares of the whole.
    """

    size: tuple[int, int]
    part: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)

    def to_shares(self) -> np.ndarray:
        """3 x 3, from pixels read to shares of the whole picture."""
        x, y, width, height = self.part
        across, down = width / self.size[0], height / self.size[1]
        # The centre of the first pixel is 0, not 0.5.
        return np.array([[across, 0, x + across / 2], [0, down, y + down / 2], [0, 0, 1]])


@dataclass(frozen=True)
class Proof:
    """In shares (0 to 1) of width and height of query and photo: `points` N x 2 x 2 float64, query then
    photo; `agreement` N, 1 where a point lies as the model says, 0 where it is at the limit; `transform`
    3 x 3, from shares of the query to those of the photo, of a homography or of the pictures as wholes, else
    None; `outlines` the corners (M x 2) of what both show, in the query and in the photo.
    """

    points: np.ndarray
    agreement: np.ndarray
    transform: np.ndarray | None
    outlines: tuple[np.ndarray, np.ndarray]


def prove(found: Comparison, query: Frame, photo: Frame, most: int) -> Proof:
    """The proof of a comparison, with at most so many of its points, from all over the picture."""
    agreement = _agreement(found)
    kept = np.flatnonzero(agreement > 0)
    if len(kept) > most:
        kept = kept[np.linspace(0, len(kept) - 1, most).round().astype(int)]
    to_query, to_photo = query.to_shares(), photo.to_shares()
    ends = [project(matrix, found.points[kept, at]) for at, matrix in enumerate((to_query, to_photo))]
    points = np.stack(ends, axis=1)
    transform = None
    if found.transform is not None and found.model in ("homography", "whole"):
        transform = to_photo @ found.transform @ np.linalg.inv(to_query)
        outlines = _seen(np.linalg.pinv(transform), photo, query), _seen(transform, query, photo)
    else:
        outlines = _hull(points[:, 0]), _hull(points[:, 1])
    return Proof(points, agreement[kept], transform, outlines)


def _agreement(found: Comparison) -> np.ndarray:
    one, other = found.points[:, 0].astype(np.float64), found.points[:, 1].astype(np.float64)
    if found.transform is None or not len(one):
        return np.zeros(len(one))
    if found.model == "fundamental":
        return np.clip(1 - _epipolar_distance(found.transform, one, other) / _EPIPOLAR_REACH, 0, 1)
    distance = np.linalg.norm(project(found.transform, one) - other, axis=1)
    return np.clip(1 - distance / _PLANE_REACH, 0, 1)


def _epipolar_distance(matrix: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Sampson's: Hartley and Zisserman, "Multiple View Geometry", 2nd edition, equation 11.9."""
    first = np.column_stack([one, np.ones(len(one))])
    second = np.column_stack([other, np.ones(len(other))])
    lines, back = first @ matrix.T, second @ matrix
    slopes = lines[:, 0] ** 2 + lines[:, 1] ** 2 + back[:, 0] ** 2 + back[:, 1] ** 2
    return np.abs((second * lines).sum(axis=1)) / np.sqrt(np.maximum(slopes, 1e-12))


def _seen(matrix: np.ndarray, of: Frame, within: Frame) -> np.ndarray:
    """The part of one picture that another covers, the homography given in shares."""
    corners, border = _corners(of.part), _corners(within.part)
    depths = np.column_stack([corners, np.ones(4)]) @ matrix[2]
    # Seen across the horizon, a picture covers no part of a plane that could be outlined.
    if depths.min() * depths.max() <= 0 or np.abs(depths).min() <= 1e-6 * np.abs(depths).max():
        return np.zeros((0, 2))
    return clipped(project(matrix, corners), border[0], border[2])


def _corners(part: tuple[float, float, float, float]) -> np.ndarray:
    x, y, width, height = part
    return np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])


def _hull(points: np.ndarray) -> np.ndarray:
    if len(points) < 3:
        return np.zeros((0, 2))
    return cv2.convexHull(points.astype(np.float32)).reshape(-1, 2).astype(np.float64)
