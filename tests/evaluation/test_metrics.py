import numpy as np
import pytest

from photosearch.evaluation.metrics import (
    RULE_NAMES,
    average_precision,
    mean_average_precision,
    precision_at,
    rank_precision,
    recall_at,
    revisited_map,
    without_junk,
)


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


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        ([0], 1.0),
        ([1], 1 / 2),
        ([0, 2], (1 / 1 + 2 / 3) / 2),
        ([2, 3, 9], (1 / 3 + 2 / 4 + 3 / 10) / 3),
    ],
)
def test_rank_precision_by_hand(ranks, expected):
    assert rank_precision(ranks) == pytest.approx(expected, abs=1e-12)


def test_the_rules_differ_and_are_chosen_by_name():
    ranks = [[0, 2], [1]]
    by_trapezoid = ((1 + (1 / 2 + 2 / 3) / 2) / 2 + (0 + 1 / 2) / 2) / 2
    by_rank = ((1 + 2 / 3) / 2 + 1 / 2) / 2
    assert mean_average_precision(ranks) == pytest.approx(by_trapezoid, abs=1e-12)
    assert mean_average_precision(ranks, "rank") == pytest.approx(by_rank, abs=1e-12)
    assert set(RULE_NAMES) == {"trapezoid", "rank"}
    with pytest.raises(KeyError):
        mean_average_precision(ranks, "other")


@pytest.mark.parametrize(
    ("ranks", "k", "expected"),
    [
        ([0, 2, 8], 1, 1.0),
        ([0, 2, 8], 5, 2 / 5),
        ([0, 2, 8], 10, 3 / 9),  # the last positive is at place 9
        ([1], 5, 1 / 2),
        ([4], 1, 0.0),
    ],
)
def test_precision_at_by_hand(ranks, k, expected):
    assert precision_at(ranks, k) == pytest.approx(expected, abs=1e-12)


def test_recall_at_four_by_hand():
    assert recall_at([0, 1, 3, 4], 4) == 3 / 4
    assert recall_at([4, 5, 6, 7], 4) == 0.0


def test_junk_is_taken_out_of_the_ranking():
    # P at 1, 4, 6; junk at 0, 2, 5, 9: one, two and three of them come before
    assert without_junk([1, 4, 6], [0, 2, 5, 9]).tolist() == [0, 2, 3]
    assert without_junk([0, 1], []).tolist() == [0, 1]
    assert without_junk([], [0, 1]).tolist() == []


def test_revisited_map_by_hand():
    rankings = [[5, 0, 3, 1, 4, 2], [2, 1, 0, 3, 4, 5]]
    truth = [
        {"easy": [0], "hard": [1, 2], "junk": [5]},
        {"easy": [3], "hard": [], "junk": [2]},
    ]
    found = revisited_map(rankings, truth, ks=(1, 5))
    # Easy: without 5, 1, 2 the first is 0 3 4: rank 0. The second, without 2, is 1 0 3 4 5: rank 2.
    assert found["easy"].mean_ap == pytest.approx((1 + (0 + 1 / 3) / 2) / 2, abs=1e-12)
    assert found["easy"].precision_at == pytest.approx({1: 1 / 2, 5: (1 + 1 / 3) / 2})
    # Medium: without 5 the first is 0 3 1 4 2: ranks 0, 2, 4; the second as before.
    first = (1 + (1 / 2 + 2 / 3) / 2 + (2 / 4 + 3 / 5) / 2) / 3
    assert found["medium"].mean_ap == pytest.approx((first + 1 / 6) / 2, abs=1e-12)
    assert found["medium"].precision_at == pytest.approx({1: 1 / 2, 5: (3 / 5 + 1 / 3) / 2})
    # Hard: without 5 and 0 the first is 3 1 4 2: ranks 1, 3; the second has no hard positive.
    assert found["hard"].mean_ap == pytest.approx(((0 + 1 / 2) / 2 + (1 / 3 + 2 / 4) / 2) / 2, abs=1e-12)
    assert (found["hard"].queries, found["hard"].skipped) == (1, 1)


def looped_level(ranking, positive, junk, k):
    """AP and mP@k of one query, photo by photo."""
    left = [row for row in ranking if row not in junk]
    places = [place for place, row in enumerate(left, 1) if row in positive]
    relevant = [row in positive for row in left]
    depth = min(k, places[-1])
    return area_under_the_curve(relevant), sum(place <= depth for place in places) / depth


def test_revisited_map_is_what_plain_loops_give():
    rng = np.random.default_rng(11)
    rankings, truth = [], []
    for _ in range(40):
        kinds = rng.integers(0, 4, size=30)  # 3: neither
        rankings.append(rng.permutation(30))
        truth.append({n: np.flatnonzero(kinds == i) for i, n in enumerate(("easy", "hard", "junk"))})
    found = revisited_map(rankings, truth, ks=(10,))
    for level, positive, junk in (
        ("easy", ["easy"], ["junk", "hard"]),
        ("medium", ["easy", "hard"], ["junk"]),
        ("hard", ["hard"], ["junk", "easy"]),
    ):
        values = []
        for ranking, lists in zip(rankings, truth, strict=True):
            wanted = {row for name in positive for row in lists[name]}
            left_out = {row for name in junk for row in lists[name]}
            if wanted:
                values.append(looped_level(ranking, wanted, left_out, 10))
        mean = np.mean(values, axis=0)
        assert found[level].mean_ap == pytest.approx(mean[0], abs=1e-12)
        assert found[level].precision_at[10] == pytest.approx(mean[1], abs=1e-12)


def test_a_ranking_without_a_judged_row_is_refused():
    with pytest.raises(ValueError, match="every judged row"):
        revisited_map([[0, 1]], [{"easy": [2]}])


def test_a_level_without_positives_has_no_figure():
    found = revisited_map([[0, 1]], [{"easy": [1]}])
    assert np.isnan(found["hard"].mean_ap)
    assert found["hard"].skipped == 1
