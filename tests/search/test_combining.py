"""Several pictures as one query."""

import math

import numpy as np
import pytest

from photosearch.errors import UsageError
from photosearch.search.combining import combined
from photosearch.search.requery import expanded

_EYE = np.eye(4, dtype=np.float32)


def test_weighted_sum_of_unit_length() -> None:
    found = combined([_EYE[0], _EYE[1], _EYE[2]], [2.0, 1.0, -0.5])
    expected = np.array([2, 1, -0.5, 0]) / math.sqrt(4 + 1 + 0.25)
    np.testing.assert_allclose(found, expected, rtol=1e-6)
    assert found.dtype == np.float32
    np.testing.assert_allclose(combined([_EYE[0]], [7e30]), _EYE[0])


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ([-1.0, -0.5], "all that were named are unwanted"),
        ([1.0, 0.0], "other than 0"),
        ([1.0, math.nan], "other than 0"),
        ([math.inf, 1.0], "other than 0"),
    ],
)
def test_queries_that_make_no_sense(weights: list[float], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        combined([_EYE[0], _EYE[1]], weights)


def test_pictures_that_take_each_other_away() -> None:
    with pytest.raises(UsageError, match="too much alike"):
        combined([_EYE[0], _EYE[0]], [1.0, -1.0])


def test_expansion_recomputed_entry_by_entry() -> None:
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(6, 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    query, confirmed, sure = rows[0], rows[1:], [0.9, 1.0, 0.75, 0.8, 0.99]
    for alpha in (0.0, 1.0, 3.0):
        total = [float(value) for value in query]
        for row, probability in zip(confirmed, sure, strict=True):
            weight = probability * max(float(row @ query), 0.0) ** alpha
            total = [value + weight * float(entry) for value, entry in zip(total, row, strict=True)]
        length = math.sqrt(sum(value**2 for value in total))
        np.testing.assert_allclose(
            expanded(query, confirmed, sure, alpha), [value / length for value in total], rtol=1e-5
        )
    np.testing.assert_allclose(expanded(query, confirmed[:0], []), query, rtol=1e-6)
