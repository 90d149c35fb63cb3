"""Which features of two photos correspond: nearest neighbours that choose each other, by a clear margin.

The ratio test is Lowe's, "Distinctive Image Features from Scale-Invariant Keypoints", IJCV 2004.
"""

import numpy as np

# Larger than Lowe's 0.8: geometry sorts out what is wrong, and on web photos of 384 px it needs the right
# ones. Measured on 200 photos: 0.85, 0.9, 0.95 kept 65, 83, 86 at the same freedom from strangers.
RATIO = 0.9


def mutual_matches(one: np.ndarray, other: np.ndarray, ratio: float = RATIO) -> tuple[np.ndarray, np.ndarray]:
    """Rows of `one` and of `other` (N x D and M x D float32, L2-normalised) that correspond.

    A row's nearest neighbour must be nearer than `ratio` times its second nearest, and choose it in turn.
    """
    if len(one) < 1 or len(other) < 2:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    similarity = one @ other.T
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
