"""What kind of result a photo is, decided from the comparison with the query."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

import numpy as np

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
# So many points agree on a fundamental matrix with any two photos.
_BY_CHANCE = 12
# Windows of two views of a place correlate more than this, once they are aligned.
_NO_LIKENESS = 0.3


@dataclass(frozen=True)
class Judgement:
    """`kind` is copy, same or alike, `probability` that it is that (0 to 1). `burst`: a copy that is another
    exposure, taken seconds before or after.
    """

    kind: str
    probability: float
    burst: bool = False


def judge(found: Comparison, query_taken: str | None = None, photo_taken: str | None = None) -> Judgement:
    """The kind of a result; the times are ISO 8601, as the cameras wrote them."""
    copy, same = COPY.probability(copy_values(found)), same_probability(found)
    apart = seconds_apart(query_taken, photo_taken)
    is_copy = copy >= COPY_THRESHOLD
    is_other_exposure = bool(apart) or not is_copy
    if apart is not None and apart <= _BURST_SECONDS and is_other_exposure and _is_same_view(found):
        return Judgement("copy", max(copy, same), burst=True)
    if is_copy:
        return Judgement("copy", copy)
    if same >= SAME_THRESHOLD:
        return Judgement("same", same)
    # A copy shows the same place, so that one doubt covers both.
    return Judgement("alike", 1 - same)


def same_probability(found: Comparison) -> float:
    """That both photos show the same place or thing, 0 to 1."""
    return SAME.probability(same_values(found))


def same_values(found: Comparison) -> list[float]:
    """What tells the same place from another one. The pictures in a mirror are no two views of a place."""
    plane, epipolar = (0, 0) if found.mirrored else (found.plane, found.epipolar)
    # Points that agree where the pictures do not: the watermark of an agency, a frame, a date.
    foreign = 0.0
    if found.model == "homography" and found.residual is not None:
        foreign = min(found.residual.median - _NO_LIKENESS, 0.0)
    return [math.log1p(plane), math.sqrt(max(epipolar - _BY_CHANCE, 0)), foreign]


def copy_values(found: Comparison) -> list[float]:
    """What tells the same exposure from another one of the same view."""
    residual = found.residual
    if residual is None or found.transform is None:
        return [0.0, -1.0, 0.0, 0.0, 1.0, 3.0]
    return [
        max(residual.median, 0.0) ** 4,
        residual.low,
        math.log1p(found.plane),
        found.plane / (found.matches + 10),
        # Editing moves, turns and stretches a picture; to walk a step is to tilt it.
        min(_tilt(found.transform), 0.2) * 5,
        min(found.error, 3.0),
    ]


def _tilt(homography: np.ndarray) -> float:
    """How much a homography changes the size of things from one side of the picture to the other."""
    across = np.linalg.norm(homography[2, :2]) * READ_SIZE
    return float(across / max(abs(homography[2, 2]), 1e-9))


def seconds_apart(one: str | None, other: str | None) -> float | None:
    """How many seconds lie between two times; None where one of them is not known."""
    try:
        first, second = (datetime.fromisoformat(time or "").replace(tzinfo=None) for time in (one, other))
    except ValueError:
        return None
    return abs((first - second).total_seconds())


def _is_same_view(found: Comparison) -> bool:
    return (
        found.model == "homography"
        and not found.mirrored
        and found.plane >= _BURST_POINTS
        and 1 / _BURST_ZOOM < found.zoom < _BURST_ZOOM
        and abs(found.turn) < _BURST_TURN
        and min(found.overlap) > _BURST_OVERLAP
    )
