"""Which keypoints of two photos correspond: nearest neighbours that choose each other, by a clear margin.

The ratio test is Lowe's, "Distinctive Image Features from Scale-Invariant Keypoints", IJCV 2004.
"""

import numpy as np

from photosearch.search.verification.features import DESCRIPTOR_SCALE

RATIO = 0.9


def mutual_matches(one: np.ndarray, other: np.ndarray, ratio: float = RATIO) -> tuple[np.ndarray, np.ndarray]:
    """Rows of `one` and of `other` (N x 128 and M x 128 uint8, RootSIFT times 255) that correspond.

    A row's nearest neighbour must be nearer than `ratio` times its second nearest, and choose it in turn.
    """
    if len(one) < 1 or len(other) < 2:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    similarity = (one.astype(np.float32) / DESCRIPTOR_SCALE) @ (other.astype(np.float32).T / DESCRIPTOR_SCALE)
    rows = np.arange(len(one))
    nearest = similarity.argmax(axis=1)
    best = similarity[rows, nearest]
    # Taken out and put back: two maxima are several times faster than a partial sort.
    similarity[rows, nearest] = -2
    second = similarity.max(axis=1)
    similarity[rows, nearest] = best
    # Of unit vectors the squared distance is 2 - 2 s.
    chosen = np.flatnonzero((1 - best) < ratio**2 * (1 - second))
    chosen = chosen[similarity[:, nearest[chosen]].argmax(axis=0) == chosen]
    return chosen, nearest[chosen]
