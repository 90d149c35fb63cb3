"""Two networks on the same photos: mAP of each, and example queries side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.evaluation.metrics import average_precision

# Queries whose similarities are in memory at a time.
_BLOCK = 128


@dataclass(frozen=True)
class Example:
    """A query, a row of the photos; before, after: the rows found first, best first."""

    query: int
    before: list[int]
    after: list[int]


@dataclass(frozen=True)
class Comparison:
    """before, after: mAP in [0, 1] by the trapezoid rule over `queries` queries; better, worse: how many of
    them have a higher and a lower AP after.
    """

    before: float
    after: float
    queries: int
    better: int
    worse: int
    examples: list[Example]


def compare(
    before: NDArray[np.float32],
    after: NDArray[np.float32],
    labels: NDArray[np.int64],
    queries: Sequence[int],
    *,
    examples: int = 12,
    shown: int = 8,
) -> Comparison:
    """Rank all N photos for each query, itself left out. before, after: N x D descriptors of two networks.

    labels: N classes; each query has another photo of its class. The examples are spread evenly from the
    query that gained most to the one that lost most, among those that changed where there are enough: neither
    the best nor the worst alone.
    """
    rows = np.asarray(queries, np.int64)
    was, was_first = _ranked(before, labels, rows, shown)
    now, now_first = _ranked(after, labels, rows, shown)
    chosen = _spread(now - was, (was_first != now_first).any(axis=1), examples)
    return Comparison(
        before=float(was.mean()),
        after=float(now.mean()),
        queries=len(rows),
        better=int((now > was).sum()),
        worse=int((now < was).sum()),
        examples=[Example(int(rows[n]), was_first[n].tolist(), now_first[n].tolist()) for n in chosen],
    )


def mean_ap(descriptors: NDArray[np.float32], labels: NDArray[np.int64], queries: Sequence[int]) -> float:
    """mAP in [0, 1] of the queries among all N photos."""
    return float(_ranked(descriptors, labels, np.asarray(queries, np.int64), 1)[0].mean())


def _ranked(
    descriptors: NDArray[np.float32], labels: NDArray[np.int64], queries: NDArray[np.int64], shown: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The AP of each query and the `shown` rows it finds first."""
    shown = min(shown, len(descriptors) - 1)
    precisions, first = np.empty(len(queries)), np.empty((len(queries), shown), np.int64)
    for start in range(0, len(queries), _BLOCK):
        part = queries[start : start + _BLOCK]
        scores = descriptors[part] @ descriptors.T
        scores[np.arange(len(part)), part] = np.inf  # the query itself comes first and is cut off
        orders = np.argsort(-scores, axis=1, kind="stable")[:, 1:]
        for place, (query, order) in enumerate(zip(part, orders, strict=True), start):
            precisions[place] = average_precision(np.flatnonzero(labels[order] == labels[query]))
            first[place] = order[:shown]
    return precisions, first


def _spread(gain: NDArray[np.float64], changed: NDArray[np.bool_], number: int) -> list[int]:
    """Places evenly spaced in the order of the gain, the largest first."""
    order = np.argsort(-gain, kind="stable")
    some = [int(n) for n in order if changed[n]]
    rest = [int(n) for n in order if not changed[n]]
    if len(some) < number:
        some = sorted([*some, *rest[: number - len(some)]], key=lambda n: -gain[n])
    spaced = np.unique(np.linspace(0, len(some) - 1, min(number, len(some))).round().astype(int))
    return [some[place] for place in spaced]
