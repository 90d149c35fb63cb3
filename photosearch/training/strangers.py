"""Which photos that nothing was said of can be trusted to show none of the places that are learned."""

import numpy as np
from numpy.typing import NDArray

from photosearch.training.photo_sets import NO_CLASS

# Of the bundled network: 89 in 100 pairs of one place lie above, 95 in 100 of two places below.
_MAY_BE_SAME = 0.3


def strangers(descriptors: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of the photos of no class whose cosine with every photo of a class is low.

    descriptors: N x D, L2-normalised; labels: N. Photos of the very places that nobody marked would be kept
    away from them.
    """
    others = np.flatnonzero(labels == NO_CLASS)
    known = descriptors[labels != NO_CLASS]
    if not len(known):
        return others
    return others[(descriptors[others] @ known.T).max(axis=1, initial=-1.0) < _MAY_BE_SAME]
