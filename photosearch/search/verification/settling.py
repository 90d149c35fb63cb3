"""Results in the light of their verification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from photosearch.search.engine import Proof, Result
from photosearch.search.verification.comparing import Comparison
from photosearch.search.verification.verifier import Verified

# More pairs of points prove no more.
_POINTS = 100
_ORDER = {"copy": 0, "same": 1, "alike": 2}


def settled(results: Sequence[Result], verified: Mapping[int, Verified]) -> list[Result]:
    """The results with what is verified of them (by photo id): copies, then the same place, then what looks
    alike; within a kind the order stays, bursts after true copies.
    """
    found = [_settled(result, verified.get(result.photo_id)) for result in results]
    return sorted(found, key=lambda result: (_ORDER[result.kind], result.burst))


def _settled(result: Result, verified: Verified | None) -> Result:
    if verified is None or verified.judgement is None or verified.comparison is None:
        return result
    judgement = verified.judgement
    result = replace(result, proof=proof_of(verified.comparison))
    if result.said:  # by the person, whom no comparison overrules
        return replace(result, inliers=verified.comparison.inliers)
    if result.kind == "copy":  # the very same file content: no comparison makes it anything else
        return replace(result, inliers=verified.comparison.inliers, probability=1.0)
    return replace(
        result,
        kind=judgement.kind,
        inliers=verified.comparison.inliers,
        probability=judgement.probability,
        burst=judgement.burst,
    )


def proof_of(found: Comparison) -> Proof:
    """What a comparison found, as plain numbers."""
    chosen = np.linspace(0, len(found.points) - 1, min(len(found.points), _POINTS)).round().astype(int)
    points = [
        tuple((round(float(x), 1), round(float(y), 1)) for x, y in pair) for pair in found.points[chosen]
    ]
    transform = None
    if found.transform is not None:
        transform = tuple(tuple(float(number) for number in row) for row in found.transform)
    overlap = round(found.overlap[0], 4), round(found.overlap[1], 4)
    return Proof(
        found.model, transform, tuple((one, other) for one, other in points), overlap, found.mirrored
    )
