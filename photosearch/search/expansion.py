"""Descriptors drawn towards their nearest neighbours: queries (expansion) and database (augmentation).

alpha query expansion: Radenovic, Tolias and Chum, TPAMI 2018 (arXiv 1711.02512). Database-side augmentation:
Arandjelovic and Zisserman, CVPR 2012, weighted in the same way as by Gordo et al., IJCV 2017 (arXiv
1610.07940). Own code, Apache-2.0.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from photosearch.network.whitening import l2_normalise

# Similarities at once; the whole matrix of a library of 100,000 photos would need 40 GB.
AT_ONCE = 1 << 24


def alpha_query_expansion(
    queries: ArrayLike, database: ArrayLike, k: int, alpha: float, *, at_once: int = AT_ONCE
) -> NDArray[np.floating]:
    """q' = L2(mean of q and d_j * sim(q, d_j)^alpha over the k nearest d_j).

    queries: N x D or D, database: M x D, L2-normalised. k: all M where it is larger; 0 gives L2(q). alpha: 0
    is the plain average. A neighbour whose power is no real number (a negative similarity, a broken alpha)
    has weight 0. at_once: so many similarities are in memory. Returns the shape of `queries`, in the
    precision of the arguments, float32 at least. Raises ValueError for shapes that do not fit and for
    negative k or alpha.
    """
    q, data = _prepared(queries, database, k, alpha)
    return _expanded(np.atleast_2d(q), data, min(k, len(data)), alpha, at_once, own=False).reshape(q.shape)


def database_augmentation(
    database: ArrayLike, k: int, alpha: float, *, at_once: int = AT_ONCE
) -> NDArray[np.floating]:
    """The expansion of every descriptor of the database by the others, itself left out of its neighbours.

    database: M x D, L2-normalised. See `alpha_query_expansion`.
    """
    data, _ = _prepared(database, database, k, alpha)
    if data.ndim != 2:
        raise ValueError(f"the database must be M x D, not {data.shape}")
    return _expanded(data, data, min(k, len(data) - 1), alpha, at_once, own=True)


def _prepared(
    queries: ArrayLike, database: ArrayLike, k: int, alpha: float
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    q, data = np.asarray(queries), np.asarray(database)
    if q.ndim not in (1, 2) or data.ndim != 2 or q.shape[-1] != data.shape[1]:
        raise ValueError(f"queries must be N x D or D and the database M x D, not {q.shape} and {data.shape}")
    if k < 0 or not alpha >= 0:
        raise ValueError(f"k and alpha must not be negative, not {k} and {alpha}")
    kind = np.result_type(q, data, np.float32)
    return q.astype(kind, copy=False), data.astype(kind, copy=False)


def _expanded(
    queries: NDArray[np.floating],
    database: NDArray[np.floating],
    k: int,
    alpha: float,
    at_once: int,
    own: bool,
) -> NDArray[np.floating]:
    """`own`: query i is entry i of the database."""
    if k <= 0:
        return l2_normalise(queries)
    result = np.empty_like(queries)
    rows = max(1, at_once // len(database))
    for start in range(0, len(queries), rows):
        piece = queries[start : start + rows]
        similarities = piece @ database.T
        if own:
            index = np.arange(len(piece))
            similarities[index, start + index] = -np.inf
        nearest = np.argpartition(-similarities, k - 1, axis=1)[:, :k]
        weights = _powers(np.take_along_axis(similarities, nearest, axis=1), alpha)
        for row, query in enumerate(piece):
            result[start + row] = query + weights[row] @ database[nearest[row]]
    return l2_normalise(result / (k + 1))


def _powers(similarities: NDArray[np.floating], alpha: float) -> NDArray[np.floating]:
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(similarities**alpha, nan=0.0)
