"""What is left of the difference between two pictures once one is laid upon the other.

Compared window by window after a photometric fit (the correlation of a window is what a fit of contrast and
brightness leaves), so that another light on the whole or a text over a part changes little, while what moved,
or is seen from elsewhere, does not agree.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from photosearch.search.verification.geometry import zoom_at

# Pixels of the previews.
_WINDOW = 13
_BLUR = 1.0
_LEAST_SIDE = 16
# A window with less contrast in both pictures (standard deviation in grey levels) says nothing.
_LEAST_CONTRAST = 3.0
_LEAST_WINDOWS = 60


@dataclass(frozen=True)
class Residual:
    """Correlation of aligned windows, -1 to 1: `median`, and `low`, which a fifth of the windows stay below;
    `whole` is that of all pixels. `windows`: how large a share of the overlap had enough contrast.
    """

    median: float
    low: float
    whole: float
    windows: float


def compare_aligned(one: np.ndarray, other: np.ndarray, matrix: np.ndarray) -> Residual | None:
    """Compare two grey pictures (H x W uint8); `matrix` (3 x 3) takes pixels of the one to the other.

    None where they overlap too little, or show too little, to say anything.
    """
    if min(*one.shape, *other.shape) < _LEAST_SIDE:
        return None
    centre = _centre(matrix, one.shape, other.shape)
    if centre is None:
        return None
    large, small = (abs(value) for value in zoom_at(matrix, centre))
    zoom = float(np.sqrt(large * small))
    if not 0.02 < zoom < 50:
        return None
    # In the picture that has fewer pixels for the overlap: details the other alone has are blurred away.
    if zoom >= 1:
        return _compare(one, _onto(other, np.linalg.pinv(matrix), one.shape, zoom))
    return _compare(other, _onto(one, matrix, other.shape, 1 / zoom))


def _centre(matrix: np.ndarray, one: tuple[int, ...], other: tuple[int, ...]) -> np.ndarray | None:
    """A point of the one picture in the middle of the overlap."""
    mask = cv2.warpPerspective(
        np.ones(other, np.uint8), np.linalg.pinv(matrix), (one[1], one[0]), flags=cv2.INTER_NEAREST
    )
    rows, columns = np.nonzero(mask)
    return np.array([columns.mean(), rows.mean()]) if len(rows) >= _LEAST_SIDE else None


def _onto(
    picture: np.ndarray, matrix: np.ndarray, shape: tuple[int, ...], shrink: float
) -> tuple[np.ndarray, np.ndarray]:
    """The picture and its mask in the frame of `shape`."""
    if shrink > 1.1:
        picture = cv2.GaussianBlur(picture, (0, 0), 0.5 * float(np.sqrt(shrink**2 - 1)))
    size = shape[1], shape[0]
    moved = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full(picture.shape, 255, np.uint8), matrix, size, flags=cv2.INTER_LINEAR)
    return moved, mask == 255


def _compare(still: np.ndarray, laid: tuple[np.ndarray, np.ndarray]) -> Residual | None:
    moved, mask = laid
    inner = cv2.erode(mask.astype(np.uint8), np.ones((_WINDOW, _WINDOW), np.uint8), borderValue=0) > 0
    if inner.sum() < _LEAST_WINDOWS:
        return None
    one, other = (cv2.GaussianBlur(picture.astype(np.float32), (0, 0), _BLUR) for picture in (still, moved))
    mean_one, mean_other = _mean(one), _mean(other)
    spread_one = np.maximum(_mean(one * one) - mean_one**2, 0)
    spread_other = np.maximum(_mean(other * other) - mean_other**2, 0)
    together = _mean(one * other) - mean_one * mean_other
    telling = inner & (np.maximum(spread_one, spread_other) > _LEAST_CONTRAST**2)
    if telling.sum() < _LEAST_WINDOWS:
        return None
    # The constant: a window that is plain in one picture alone correlates with nothing.
    local = together[telling] / np.sqrt((spread_one[telling] + 1) * (spread_other[telling] + 1))
    low, median = np.percentile(local, [20, 50])
    return Residual(
        float(median), float(low), _correlation(one[mask], other[mask]), float(telling.sum() / inner.sum())
    )


def _mean(values: np.ndarray) -> np.ndarray:
    return np.asarray(cv2.blur(values, (_WINDOW, _WINDOW)))


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    one, other = one - one.mean(), other - other.mean()
    return float((one * other).sum() / max(np.sqrt((one**2).sum() * (other**2).sum()), 1e-6))
