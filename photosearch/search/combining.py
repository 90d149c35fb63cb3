"""Several pictures as one query: Rocchio's way, what is wanted added up and what is not taken away.

J. Rocchio, "Relevance feedback in information retrieval", in The SMART Retrieval System, 1971.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import UsageError

# Of a picture that is not wanted, beside wanted ones of 1. Of the 20 nearest it takes away three quarters of
# what shows its place, and a fiftieth of what is looked for (packaging/verification/README.md).
UNWANTED = -0.4
# What is left of pictures that take each other away points nowhere.
_NOTHING_LEFT = 0.05


def combined(descriptors: Sequence[NDArray[np.float32]], weights: Sequence[float]) -> NDArray[np.float32]:
    """L2(sum of weight * descriptor): D float32. A negative weight means that a picture is not wanted.

    descriptors: of D each, L2-normalised. Raises UsageError where no picture is wanted, where a weight is no
    finite number or 0, and where the pictures take each other away.
    """
    if not all(math.isfinite(weight) and weight != 0 for weight in weights):
        raise UsageError("The weight of a picture must be a number other than 0.")
    if not any(weight > 0 for weight in weights):
        raise UsageError("Name at least one picture to look for: all that were named are unwanted.")
    wanted = np.asarray(weights, np.float64) / max(abs(weight) for weight in weights)
    total = wanted @ np.stack(descriptors).astype(np.float64)
    length = float(np.linalg.norm(total))
    if length < _NOTHING_LEFT:
        raise UsageError("The wanted and the unwanted pictures are too much alike: leave one of them out.")
    query: NDArray[np.float32] = (total / length).astype(np.float32)
    return query
