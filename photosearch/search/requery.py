"""Alpha query expansion by verified results alone.

As alpha query expansion (Radenovic, Tolias and Chum, TPAMI 2018, arXiv 1711.02512), each weight times the
probability that the photo is of the same place: a neighbour that geometry does not confirm has no say, so
that a wrong one cannot drag the query away.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Chosen by packaging/verification/requery.py.
ALPHA = 0.0


def expanded(
    query: NDArray[np.float32],
    confirmed: NDArray[np.float32],
    probabilities: Sequence[float],
    alpha: float = ALPHA,
) -> NDArray[np.float32]:
    """L2(q + sum of p_i * max(0, q . d_i)^alpha * d_i): D float32.

    query: D, confirmed: N x D of the photos that are verified as a copy or the same place, both
    L2-normalised; probabilities: N.
    """
    scores = np.maximum(confirmed @ query, 0)
    total = query + (scores**alpha * np.asarray(probabilities, np.float32)) @ confirmed
    result: NDArray[np.float32] = (total / max(float(np.linalg.norm(total)), 1e-12)).astype(np.float32)
    return result
