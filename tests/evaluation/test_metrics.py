import numpy as np
import pytest

from photosearch.evaluation.metrics import average_precision, mean_average_precision


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        ([0], 1.0),
        ([0, 1, 2], 1.0),
        ([1], (0 / 1 + 1 / 2) / 2),
        ([0, 2], (1 + (1 / 2 + 2 / 3) / 2) / 2),
        ([2, 3], ((0 / 2 + 1 / 3) / 2 + (1 / 3 + 2 / 4) / 2) / 2),
    ],
)
def test_average_precision_by_hand(ranks, expected):
    assert average_precision(ranks) == pytest.approx(expected, abs=1e-12)


def area_under_the_curve(relevant):
    """Walk down the ranking and add up trapezoids under precision over recall, as the Oxford code does."""
    positives = sum(relevant)
    area, found, old_recall, old_precision = 0.0, 0, 0.0, 1.0
    for seen, hit in enumerate(relevant, 1):
        found += hit
        recall, precision = found / positives, found / seen
        area += (recall - old_recall) * (old_precision + precision) / 2
        old_recall, old_precision = recall, precision
    return area


def test_average_precision_is_the_area_under_the_precision_recall_curve():
    rng = np.random.default_rng(5)
    for _ in range(50):
        relevant = rng.random(60) < 0.2
        relevant[rng.integers(60)] = True
        assert average_precision(np.flatnonzero(relevant)) == pytest.approx(area_under_the_curve(relevant))


def test_mean_skips_queries_without_positives():
    assert mean_average_precision([[0], [], [1]]) == pytest.approx((1 + 0.25) / 2)


def test_nothing_to_average_is_an_error():
    with pytest.raises(ValueError, match="no query has a positive"):
        mean_average_precision([[], []])
    with pytest.raises(ValueError, match="without positives"):
        average_precision([])


@pytest.mark.parametrize("ranks", [[1, 1], [3, 2], [-1, 4], [0.5], [[0, 1]]])
def test_ranks_that_are_none_are_refused(ranks):
    with pytest.raises(ValueError, match="strictly rising"):
        average_precision(ranks)
