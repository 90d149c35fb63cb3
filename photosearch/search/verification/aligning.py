"""One picture laid onto the other by the transform of verification, and what is left of their difference."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from photosearch.search.verification.geometry import zoom_at

# Grey levels: noise and compression stay below the first, what is plain to see is above the last.
_LOW, _HIGH = 10.0, 60.0
_CHANGED = 30.0
# Contrast may be evened out by so much.
_MOST_GAIN = 3.0
_LEAST_PIXELS = 400
# Legible on light and dark: a warm colour upon the picture in a quiet grey.
_COLOUR = np.array([255.0, 96.0, 40.0], np.float32)
_DIM, _GREY = 0.5, 40.0
_OUTSIDE = 0.25


@dataclass(frozen=True)
class Aligned:
    """Pictures of the query's size, H x W x 3 uint8: `photo` laid onto it, black where it shows nothing of
    it; `difference` the query in grey with what differs in colour, dark where the photo shows nothing of it.
    `changed`: the share of what both show that differs plainly.
    """

    photo: np.ndarray
    difference: np.ndarray
    changed: float


def align(query: np.ndarray, photo: np.ndarray, transform: np.ndarray) -> Aligned | None:
    """Lay a photo onto the query (H x W x 3 uint8 both); `transform` takes shares of the query to shares of
    the photo. None where they share no area.
    """
    height, width = query.shape[:2]
    matrix = _of_pixels(photo) @ transform @ np.linalg.inv(_of_pixels(query))
    mask = _warped(np.full(photo.shape[:2], 255, np.uint8), matrix, (width, height)) > 254
    mask = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=1) > 0
    if mask.sum() < _LEAST_PIXELS:
        return None
    zoom = _zoom(matrix, mask)
    laid = _warped(_blurred(photo, zoom), matrix, (width, height))
    difference = _difference(_blurred(query, 1 / zoom), _evened(laid, query, mask))
    difference[~mask] = 0
    return Aligned(laid, _shown(query, difference, mask), float((difference[mask] > _CHANGED).mean()))


def _of_pixels(picture: np.ndarray) -> np.ndarray:
    """From shares to pixels, the centre of the first of which is 0."""
    height, width = picture.shape[:2]
    return np.array([[width, 0, -0.5], [0, height, -0.5], [0, 0, 1.0]])


def _warped(picture: np.ndarray, matrix: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    # The matrix leads from the picture to be made to the one there is.
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpPerspective(picture, matrix, size, flags=flags))


def _zoom(matrix: np.ndarray, mask: np.ndarray) -> float:
    """How many pixels of the photo one of the query is wide, in the middle of what both show."""
    rows, columns = np.nonzero(mask)
    large, small = (abs(value) for value in zoom_at(matrix, np.array([columns.mean(), rows.mean()])))
    return float(np.clip(np.sqrt(large * small), 0.02, 50))


def _blurred(picture: np.ndarray, reduced: float) -> np.ndarray:
    """Without the details that are lost where it is shown so many times smaller."""
    return picture if reduced <= 1.2 else cv2.GaussianBlur(picture, (0, 0), 0.5 * reduced)


def _evened(laid: np.ndarray, query: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The photo with the light and the colours of the query, channel by channel: another light on the whole
    would cover every other difference.
    """
    evened = np.empty(laid.shape, np.float32)
    for channel in range(3):
        one, other = query[..., channel][mask].astype(np.float32), laid[..., channel][mask].astype(np.float32)
        gain, offset = _fit(one, other)
        # Once more without what differs: a thing that is gone does not make the rest darker.
        near = np.abs(gain * other + offset - one) <= np.percentile(np.abs(gain * other + offset - one), 80)
        gain, offset = _fit(one[near], other[near])
        evened[..., channel] = np.clip(gain * laid[..., channel] + offset, 0, 255)
    return evened


def _fit(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    spread = float(((other - other.mean()) ** 2).mean())
    together = float(((one - one.mean()) * (other - other.mean())).mean())
    gain = together / spread if spread > 1 else 1.0
    gain = gain if 1 / _MOST_GAIN < gain < _MOST_GAIN else 1.0
    return gain, float(one.mean() - gain * other.mean())


def _difference(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """H x W float32, grey levels of the channel that differs most; an edge a pixel beside is none."""
    around = np.ones((3, 3), np.uint8)
    low, high = cv2.erode(other, around), cv2.dilate(other, around)
    beyond = np.maximum(np.maximum(one - high, low - one), 0)
    return np.asarray(cv2.blur(beyond.max(axis=2), (3, 3)))


def _shown(query: np.ndarray, difference: np.ndarray, mask: np.ndarray) -> np.ndarray:
    grey = cv2.cvtColor(query, cv2.COLOR_RGB2GRAY).astype(np.float32) * _DIM + _GREY
    grey[~mask] *= _OUTSIDE
    weight = np.clip((difference - _LOW) / (_HIGH - _LOW), 0, 1)[..., None]
    return np.asarray((grey[..., None] * (1 - weight) + _COLOUR * weight).astype(np.uint8))
