"""Which places of a training set are kept aside, to measure on photos of places that were not trained on."""

import numpy as np
from numpy.typing import NDArray

from photosearch.training.sampling import generator

# Of the places that have two photos or more.
_PART = 0.25
_AT_LEAST, _AT_MOST = 2, 20
MIN_PLACES = 4
"""Fewer places cannot be split: training needs two, and so does measuring."""

_STREAM = 17  # a number of its own: draws for other purposes must not repeat these


def held_out_classes(labels: NDArray[np.int64], seed: int = 0) -> NDArray[np.int64]:
    """The classes to keep aside, sorted: a quarter of those with two photos or more, 2 to 20 of them.

    labels: N, a class each. The same labels and seed give the same classes. Raises ValueError for fewer than
    `MIN_PLACES` classes with two photos.
    """
    classes, counts = np.unique(labels, return_counts=True)
    usable = classes[counts > 1]
    if len(usable) < MIN_PLACES:
        raise ValueError(f"at least {MIN_PLACES} places with two photos are needed, not {len(usable)}")
    number = min(max(_AT_LEAST, round(_PART * len(usable))), _AT_MOST)
    return np.sort(generator(seed, _STREAM).permutation(usable)[:number])
