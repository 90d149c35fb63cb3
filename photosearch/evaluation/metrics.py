"""Average Precision as the Oxford and revisited benchmarks compute it: the area under the precision-recall
curve by the trapezoid rule.

Philbin et al., CVPR 2007 (Oxford5k); Radenovic et al., CVPR 2018 (arXiv 1803.11285). The rank-precision
average used elsewhere differs by up to 0.8 points: name the rule beside every figure (`AP_RULE`).
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

AP_RULE = "trapezoid rule"


def average_precision(positive_ranks: ArrayLike) -> float:
    """AP in [0, 1] of one query, from the ranks of all its positives (zero-based, strictly rising).

    The i-th positive at rank r adds 1/n times the mean of the precision just before it, i / r (1 at rank
    0), and with it, (i + 1) / (r + 1). A positive that was not retrieved must still be counted: give it its
    rank in the full ranking. Raises ValueError without positives or where the ranks are no such ranks.
    """
    ranks = np.asarray(positive_ranks)
    if ranks.size == 0:
        raise ValueError("a query without positives has no average precision: leave it out of the mean")
    if ranks.ndim != 1 or ranks[0] < 0 or (np.diff(ranks) <= 0).any() or (ranks != np.floor(ranks)).any():
        raise ValueError("positive ranks must be zero-based whole numbers in strictly rising order")
    ranks = ranks.astype(np.float64)
    found = np.arange(len(ranks))
    before = np.where(ranks == 0, 1.0, found / np.maximum(ranks, 1.0))
    after = (found + 1) / (ranks + 1)
    return float(((before + after) / 2).mean())


def mean_average_precision(positive_ranks: Iterable[Sequence[int] | ArrayLike]) -> float:
    """The mean AP in [0, 1] over queries, each given as for `average_precision`.

    Queries without positives are skipped, as the revisited benchmarks do; raises ValueError where none is
    left.
    """
    values = [average_precision(ranks) for ranks in positive_ranks if np.size(np.asarray(ranks))]
    if not values:
        raise ValueError("no query has a positive: there is nothing to average")
    return float(np.mean(values))
