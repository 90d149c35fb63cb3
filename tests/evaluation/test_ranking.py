import numpy as np
import pytest

from photosearch.evaluation.ranking import Ranking


@pytest.mark.parametrize("values", [3, 1000])
def test_ranks_are_those_of_a_stable_sort(values):
    rng = np.random.default_rng(values)
    for _ in range(20):
        scores = rng.integers(0, values, size=200).astype(np.float32)
        order = sorted(range(200), key=lambda row: (-scores[row], row))
        rows = rng.permutation(200)[:50]
        assert Ranking(scores).ranks(rows).tolist() == [order.index(row) for row in rows]


def test_no_rows_have_no_ranks():
    assert Ranking(np.ones(3, np.float32)).ranks(np.array([], np.int64)).tolist() == []
