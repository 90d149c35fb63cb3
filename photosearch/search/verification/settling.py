"""Results in the light of their verification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from photosearch.search.engine import Result
from photosearch.search.verification.verifier import Verified

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
