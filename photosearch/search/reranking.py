"""Ranking the best results anew from their descriptors alone.

Shao, Chen, Karpur, Cui, Araujo and Cao, "Global Features are All You Need for Image Retrieval and Reranking",
ICCV 2023 (arXiv 2308.06954), section 3.2. Own code, Apache-2.0.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Tuned by the authors for their weights.
TOP = 400
NEIGHBOURS = 9
WEIGHT = 0.15


def refined(
    descriptors: ArrayLike, neighbours: int = NEIGHBOURS, weight: float = WEIGHT
) -> NDArray[np.floating]:
    """x_i' = (x_i + sum of w_ij x_j) / (1 + sum of w_ij), w_ij = weight * max(0, x_i . x_j), over the
    `neighbours` nearest others.

    descriptors: M x D, L2-normalised. Returns M x D, not normalised: how far neighbours agree shows in the
    length. The paper's formula for a positive similarity; a negative one counts as 0, lest it divide by
    nothing.
    """
    data = _floating(descriptors)
    count = min(neighbours, len(data) - 1)
    if count <= 0:
        return data.copy()
    similarities = data @ data.T
    np.fill_diagonal(similarities, -np.inf)
    nearest = np.argpartition(-similarities, count - 1, axis=1)[:, :count]
    weights = weight * np.maximum(np.take_along_axis(similarities, nearest, axis=1), 0)
    drawn = np.stack([w @ data[others] for w, others in zip(weights, nearest, strict=True)])
    return (data + drawn) / (1 + weights.sum(axis=1, keepdims=True))


def rerank_scores(
    query: ArrayLike, top: ArrayLike, neighbours: int = NEIGHBOURS, weight: float = WEIGHT
) -> NDArray[np.floating]:
    """New scores of the top results of a query: (q . x' + q' . x') / 2 with the refined x'.

    query: D, top: M x D, both L2-normalised. q' is the maximum, entry by entry, of the `neighbours` + 1
    refined descriptors nearest to q (as in the published code). Returns M scores, to be compared with each
    other only: the rest of a ranking stays behind the M. Raises ValueError for shapes that do not fit or for
    negative `neighbours`.
    """
    q, data = _floating(query), _floating(top)
    if q.ndim != 1 or data.ndim != 2 or data.shape[1] != len(q) or neighbours < 0:
        raise ValueError(
            f"a query of D and M x D results are needed and neighbours of at least 0, not {q.shape}, "
            f"{data.shape} and {neighbours}"
        )
    if not len(data):
        return np.empty(0, np.result_type(q, data))
    better = refined(data, neighbours, weight)
    first = better @ q
    nearest = np.argsort(-first, kind="stable")[: neighbours + 1]
    return (first + better @ better[nearest].max(axis=0)) / 2


def rerank(
    queries: ArrayLike,
    database: ArrayLike,
    top: int = TOP,
    neighbours: int = NEIGHBOURS,
    weight: float = WEIGHT,
) -> NDArray[np.intp]:
    """The rankings of a database, the `top` results by dot product put into the order of `rerank_scores`.

    queries: N x D, database: M x D, L2-normalised. Returns N x M indices into the database, best first;
    equal scores keep the database's order.
    """
    q, data = _floating(queries), _floating(database)
    rankings = np.argsort(-(q @ data.T), axis=1, kind="stable")
    for query, ranking in zip(q, rankings, strict=True):
        scores = rerank_scores(query, data[ranking[:top]], neighbours, weight)
        ranking[:top] = ranking[:top][np.argsort(-scores, kind="stable")]
    return rankings


def _floating(x: ArrayLike) -> NDArray[np.floating]:
    array = np.asarray(x)
    return array.astype(np.result_type(array, np.float32), copy=False)
