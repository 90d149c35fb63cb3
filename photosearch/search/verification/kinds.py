"""What kind of result a photo is, decided from the comparison with the query."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from photosearch.imaging.metadata import seconds_apart
from photosearch.search.verification.calibrated import COPY, COPY_THRESHOLD, SAME, SAME_THRESHOLD
from photosearch.search.verification.comparing import Comparison
from photosearch.search.verification.features import READ_SIZE

# A burst: so many seconds apart at the most, and nearly the same view. Chosen, not calibrated: no set of
# photos with times was at hand.
_BURST_SECONDS = 10.0
_BURST_ZOOM = 1.25
_BURST_TURN = 15.0
_BURST_OVERLAP = 0.6
_BURST_POINTS = 20
# So many points agree on an affine map with any two photos.
_BY_CHANCE = 6
# Pixels of the picture read: points of an edit agree better, those of another exposure hardly do.
_PRECISE = 0.3
# More does not count, beside points that are precise.
_SOME_LIKENESS = 0.5
# Windows of two views of a place correlate more than this, once they are aligned.
_NOTHING_ALIKE = 0.3
# Of the windows that agree least: from the first on something, from the second on enough.
_NOWHERE = -0.15, 0.1
# The same of the pictures as wholes: below, at the most something that lies upon them agrees.
_UNRELATED = 0.5, 0.9
# Tilt, beside the error of the points in pixels over the root of their number, that copies have as well.
_UNSURE = 0.3
# An edit that only recodes, resizes or recolours leaves all where it was; a hand moves a camera by more than
# so many pixels of the picture read.
_STILL = 20.0
# Cropped, stretched and set into a page it stays upright to a fraction of this; a hand turns by more.
_UPRIGHT = 1.0
# The share of a picture that shows all of it.
_WHOLE = 0.998
# A corner that lies beyond the horizon.
_VANISHING = 0.01
# The likeness of most results that show something else; and more than this, which what points agree on has
# mostly, does not make up for points that do not.
_UNLIKE, _LIKE = 0.15, 0.4


@dataclass(frozen=True)
class Judgement:
    """`kind` is copy, same or alike, `probability` that it is that (0 to 1). `burst`: a copy that is another
    exposure, taken seconds before or after.
    """

    kind: str
    probability: float
    burst: bool = False


def judge(
    found: Comparison,
    query_taken: str | None = None,
    photo_taken: str | None = None,
    likeness: float | None = None,
) -> Judgement:
    """The kind of a result; the times are ISO 8601, as the cameras wrote them, `likeness` what the
    descriptors say (0 to 1, as a search tells it), None where that is not known.
    """
    copy, same = COPY.probability(copy_values(found)), same_probability(found, likeness)
    apart = seconds_apart(query_taken, photo_taken)
    is_copy = copy >= COPY_THRESHOLD
    # An editor that drops the fraction of the second makes no other exposure.
    is_other_exposure = (apart is not None and apart >= 1) or not is_copy
    if apart is not None and apart <= _BURST_SECONDS and is_other_exposure and _is_same_view(found):
        return Judgement("copy", max(copy, same), burst=True)
    if is_copy:
        return Judgement("copy", copy)
    if same >= SAME_THRESHOLD:
        return Judgement("same", same)
    # A copy shows the same place, so that one doubt covers both.
    return Judgement("alike", 1 - same)


def same_probability(found: Comparison, likeness: float | None = None) -> float:
    """That both photos show the same place or thing, 0 to 1."""
    return SAME.probability(same_values(found, likeness))


def same_values(found: Comparison, likeness: float | None = None) -> list[float]:
    """What tells the same place from another one. The pictures in a mirror are no two views of a place."""
    affine, steady = (0, 0) if found.mirrored else (found.affine, found.steady)
    # Points that agree where the pictures do not: the watermark of an agency, a frame, a date. They agree to
    # a fraction of a pixel.
    foreign = 0.0
    if found.model == "homography" and found.residual is not None:
        foreign = min(found.residual.median - _NOTHING_ALIKE, 0.0)
    return [
        math.log1p(affine),
        math.sqrt(max(affine - _BY_CHANCE, 0)),
        math.log1p(steady),
        foreign,
        foreign * _precision(found) * math.log1p(found.plane),
        max(found.residual.median, 0.0) if found.residual else 0.0,
        min(_UNLIKE if likeness is None else likeness, _LIKE),
    ]


def copy_values(found: Comparison) -> list[float]:
    """What tells the same exposure from another one of the same view."""
    residual = found.residual
    if residual is None or found.transform is None:
        return [0.0, -1.0, 0.0, 0.0, 1.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    likeness, points = max(residual.median, 0.0), math.log1p(found.plane)
    # What lies upon two photos, a page around them or a mark, leaves windows that do not agree at all.
    everywhere = _between(residual.low, _NOWHERE)
    # Such a thing lies as straight, and at the same place: the pictures are to be alike as wholes as well.
    unmarked = everywhere * _between(residual.whole, _UNRELATED)
    walked = _walked(found)
    return [
        likeness**4,
        residual.low,
        points,
        found.plane / (found.matches + 10),
        # Editing moves, turns and stretches a picture; to walk a step is to tilt it.
        min(tilt(found.transform), 0.2) * 5,
        min(found.error, 3.0),
        # Alike everywhere, though few points are precise: small and blurred copies.
        likeness**4 * max(residual.low, 0.0),
        # Many points to a fraction of a pixel, and something alike: a watermark lies upon all of it.
        _precision(found) * points * min(likeness, _SOME_LIKENESS) * everywhere,
        walked,
        # A print or a screen that is photographed is tilted, and shown whole; another exposure hardly is.
        walked if max(found.overlap) > _WHOLE else 0.0,
        # Edits hardly move a picture, or move it without turning it.
        math.exp(-_moved(found) / _STILL) * unmarked,
        math.exp(-_slanted(found) / _UPRIGHT) * unmarked,
    ]


def _between(value: float, limits: tuple[float, float]) -> float:
    """0 up to the lower limit, 1 from the upper one on."""
    low, high = limits
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _walked(found: Comparison) -> float:
    """How much more a homography tilts the picture than the errors of its points explain, 2 at the most."""
    if found.model != "homography" or found.transform is None:
        return 0.0
    unsure = max(found.error, 0.05) / math.sqrt(max(found.plane, 1))
    return min(max(tilt(found.transform) / unsure - _UNSURE, 0.0), 2.0)


def _moved(found: Comparison) -> float:
    """How far the corners of the picture are from where they were, on average, in pixels of it. Between a
    picture and its mirror image, wherever the mirror stands.
    """
    if found.model != "homography" or found.transform is None or found.transform[2, 2] < _VANISHING:
        return math.inf
    corners = np.array([[0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]]) * [READ_SIZE, READ_SIZE, 1.0]
    moved = corners @ (found.transform / found.transform[2, 2]).T
    if (moved[:, 2] < _VANISHING).any():
        return math.inf
    there = corners[:, :2]
    if found.mirrored:
        there = there * [-1, 1] + [found.transform[0, 2] / found.transform[2, 2], 0]
    return float(np.linalg.norm(moved[:, :2] / moved[:, 2:] - there, axis=1).mean())


def _slanted(found: Comparison) -> float:
    """By how many pixels the middle of a side leans, where the picture stands upright or lies on its side."""
    if found.model != "homography" or found.transform is None:
        return math.inf
    (a, b), (c, d) = found.transform[:2, :2]
    upright, lying = math.hypot(a, d), math.hypot(b, c)
    return READ_SIZE / 2 * min(upright, lying) / max(upright, lying, 1e-9)


def _precision(found: Comparison) -> float:
    """1 where points agree on a homography exactly, less and less towards a pixel."""
    return math.exp(-found.error / _PRECISE) if found.model == "homography" else 0.0


def tilt(homography: np.ndarray) -> float:
    """How much a homography changes the size of things from one side of the picture to the other."""
    across = np.linalg.norm(homography[2, :2]) * READ_SIZE
    return float(across / max(abs(homography[2, 2]), 1e-9))


def _is_same_view(found: Comparison) -> bool:
    return (
        found.model == "homography"
        and not found.mirrored
        and found.plane >= _BURST_POINTS
        and 1 / _BURST_ZOOM < found.zoom < _BURST_ZOOM
        and abs(found.turn) < _BURST_TURN
        and min(found.overlap) > _BURST_OVERLAP
    )
