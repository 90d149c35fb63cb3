"""Average Precision and what else retrieval benchmarks report, from the ranks of the positives.

AP is the area under the precision-recall curve by the trapezoid rule, as the Oxford and revisited benchmarks
compute it: Philbin et al., CVPR 2007 (Oxford5k); Radenovic et al., CVPR 2018 (arXiv 1803.11285). The
rank-precision average used elsewhere differs by up to 0.8 points: name the rule beside every figure
(`AP_RULE`, `RULE_NAMES`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

AP_RULE = "trapezoid rule"
RULE_NAMES = {"trapezoid": AP_RULE, "rank": "rank-precision average"}
"""The rules for AP by the names that `rule` arguments take, in words."""

REVISITED_LEVELS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "easy": (("easy",), ("junk", "hard")),
    "medium": (("easy", "hard"), ("junk",)),
    "hard": (("hard",), ("junk", "easy")),
}
"""Which lists of the ground truth are positive and which are junk at each level (arXiv 1803.11285, 3.3)."""


def average_precision(positive_ranks: ArrayLike) -> float:
    """AP in [0, 1] of one query, from the ranks of all its positives (zero-based, strictly rising).

    The i-th positive at rank r adds 1/n times the mean of the precision just before it, i / r (1 at rank
    0), and with it, (i + 1) / (r + 1). A positive that was not retrieved must still be counted: give it its
    rank in the full ranking. Raises ValueError without positives or where the ranks are no such ranks.
    """
    ranks = _checked(positive_ranks)
    found = np.arange(len(ranks))
    before = np.where(ranks == 0, 1.0, found / np.maximum(ranks, 1.0))
    after = (found + 1) / (ranks + 1)
    return float(((before + after) / 2).mean())


def rank_precision(positive_ranks: ArrayLike) -> float:
    """AP in [0, 1] as the mean of the precision at each positive, (i + 1) / (r + 1).

    Arguments and errors as `average_precision`.
    """
    ranks = _checked(positive_ranks)
    return float((np.arange(1, len(ranks) + 1) / (ranks + 1)).mean())


def _checked(positive_ranks: ArrayLike) -> NDArray[np.float64]:
    ranks = np.asarray(positive_ranks)
    if ranks.size == 0:
        raise ValueError("a query without positives has no average precision: leave it out of the mean")
    if ranks.ndim != 1 or ranks[0] < 0 or (np.diff(ranks) <= 0).any() or (ranks != np.floor(ranks)).any():
        raise ValueError("positive ranks must be zero-based whole numbers in strictly rising order")
    return ranks.astype(np.float64)


_RULES = {"trapezoid": average_precision, "rank": rank_precision}


def mean_average_precision(
    positive_ranks: Iterable[Sequence[int] | ArrayLike], rule: str = "trapezoid"
) -> float:
    """The mean AP in [0, 1] over queries, each given as for `average_precision`.

    rule: "trapezoid" or "rank". Queries without positives are skipped, as the revisited benchmarks do;
    raises ValueError where none is left.
    """
    ap = _RULES[rule]
    values = [ap(ranks) for ranks in positive_ranks if np.size(np.asarray(ranks))]
    if not values:
        raise ValueError("no query has a positive: there is nothing to average")
    return float(np.mean(values))


def precision_at(positive_ranks: ArrayLike, k: int) -> float:
    """The share of positives among the first k' = min(k, place of the last positive), places from 1.

    arXiv 1803.11285: with k' a perfect ranking reaches 1 even where there are fewer than k positives.
    Arguments and errors as `average_precision`.
    """
    places = _checked(positive_ranks) + 1
    depth = min(float(k), places[-1])
    return float((places <= depth).sum() / depth)


def recall_at(positive_ranks: ArrayLike, k: int) -> float:
    """The share of all positives that are among the first k; times 4 at k = 4 it is UKBench's N-S score.

    Nister and Stewenius, CVPR 2006. Arguments and errors as `average_precision`.
    """
    ranks = _checked(positive_ranks)
    return float((ranks < k).mean())


def without_junk(positive_ranks: ArrayLike, junk_ranks: ArrayLike) -> NDArray[np.int64]:
    """The ranks that the positives have once the junk is taken out of the ranking.

    Both strictly rising, without a rank in common; the result is strictly rising too.
    """
    positive = np.asarray(positive_ranks, dtype=np.int64)
    return positive - np.searchsorted(np.asarray(junk_ranks, dtype=np.int64), positive)


@dataclass(frozen=True)
class Figures:
    """Means in [0, 1] over the `queries` that have positives (not a number where there is none).

    precision_at, recall_at: by k. `skipped` queries had no positive.
    """

    mean_ap: float
    queries: int
    skipped: int
    precision_at: Mapping[int, float] = field(default_factory=dict)
    recall_at: Mapping[int, float] = field(default_factory=dict)


class Tally:
    """Adds up the figures of one query after the other; keeps sums, not ranks."""

    def __init__(
        self, rule: str = "trapezoid", precision_at: Sequence[int] = (), recall_at: Sequence[int] = ()
    ) -> None:
        self._ap = _RULES[rule]
        self._precision_at, self._recall_at = tuple(precision_at), tuple(recall_at)
        self._sums = np.zeros(1 + len(self._precision_at) + len(self._recall_at))
        self._queries = self._skipped = 0

    def add(self, positive_ranks: ArrayLike) -> None:
        """Count a query, its ranks as for `average_precision`; one without positives is skipped."""
        if np.size(positive_ranks) == 0:
            self._skipped += 1
            return
        precision = [precision_at(positive_ranks, k) for k in self._precision_at]
        recall = [recall_at(positive_ranks, k) for k in self._recall_at]
        self._sums += [self._ap(positive_ranks), *precision, *recall]
        self._queries += 1

    def figures(self) -> Figures:
        """The means so far."""
        means = self._sums / self._queries if self._queries else np.full(len(self._sums), np.nan)
        mean_ap, *others = (float(value) for value in means)
        count = len(self._precision_at)
        return Figures(
            mean_ap,
            self._queries,
            self._skipped,
            dict(zip(self._precision_at, others[:count], strict=True)),
            dict(zip(self._recall_at, others[count:], strict=True)),
        )


def revisited_map(
    rankings: Iterable[ArrayLike],
    ground_truth: Iterable[Mapping[str, ArrayLike]],
    ks: Sequence[int] = (1, 5, 10),
    rule: str = "trapezoid",
) -> dict[str, Figures]:
    """mAP and mP@k of the revisited Oxford and Paris at the levels "easy", "medium" and "hard".

    rankings: for each query the rows of the whole database, best first. ground_truth: for each query the
    rows that are "easy", "hard" and "junk" (a missing list is empty). Queries without positives at a level
    are skipped there. Raises ValueError where a ranking leaves out a judged row.
    """
    tallies = {level: Tally(rule, ks) for level in REVISITED_LEVELS}
    for ranking, truth in zip(rankings, ground_truth, strict=True):
        order = np.asarray(ranking)
        for level, (positive, junk) in REVISITED_LEVELS.items():
            ranks = [_ranks_in(order, rows_of(truth, names)) for names in (positive, junk)]
            tallies[level].add(without_junk(*ranks))
    return {level: tally.figures() for level, tally in tallies.items()}


def rows_of(truth: Mapping[str, ArrayLike], names: Sequence[str]) -> NDArray[np.int64]:
    """The database rows in the lists `names` of one query's ground truth, together."""
    return np.concatenate([np.asarray(truth.get(name, ()), dtype=np.int64).ravel() for name in names])


def _ranks_in(ranking: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    ranks = np.flatnonzero(np.isin(ranking, rows))
    if len(ranks) != len(np.unique(rows)):
        raise ValueError("a ranking must hold every judged row of the database exactly once")
    return ranks
