"""Photos that nothing was said of."""

import numpy as np

from photosearch.training.photo_sets import NO_CLASS
from photosearch.training.strangers import strangers


def test_what_may_show_a_place_is_no_stranger() -> None:
    directions = np.array([[1, 0], [0.8, 0.6], [0, 1], [-1, 0], [0.15, 0.9886859966642595]], np.float32)
    labels = np.array([3, NO_CLASS, NO_CLASS, NO_CLASS, NO_CLASS])
    assert strangers(directions, labels).tolist() == [2, 3, 4]
    labels[2] = 4
    assert strangers(directions, labels).tolist() == [3]


def test_nothing_to_compare() -> None:
    directions = np.eye(3, dtype=np.float32)
    assert strangers(directions, np.full(3, NO_CLASS)).tolist() == [0, 1, 2]
    assert strangers(directions, np.zeros(3, np.int64)).tolist() == []
