"""mAP against the bytes a photo takes: from float32 down to product quantisation at 16 bytes.

PQ: Jegou, Douze and Schmid, TPAMI 2011; OPQ: Ge et al., CVPR 2013; both by FAISS, 8 bits a part. Only the
database is coded, queries stay whole: the asymmetric distance. Comparing a query with the decoded vectors is
that distance, and costs no more memory than one piece of them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from photosearch.evaluation.scoring import Gallery, Matrix, Score, exact_scores

PQ_BYTES = (256, 128, 64, 32, 16)
SEED = 0
# FAISS itself would look at no more for 256 centroids; beyond, training gets slower and not better.
MAX_TRAINING = 256 * 64
_CENTROIDS = 256
# Alternations between rotation and codes; FAISS's own 50 take two and a half times as long.
_ROTATIONS = 20
_PIECE = 8192


@dataclass(frozen=True)
class Coded:
    """A database in one code. name: "float32", "float16", "int8", "PQ" or "OPQ"; bytes: of one photo.

    score: against the coded database; None where the code is not possible, and `reason` says why.
    """

    name: str
    bytes: int
    score: Score | None
    reason: str = ""


def training_vectors(gallery: Gallery, distractors: int, most: int = MAX_TRAINING) -> tuple[Matrix, str]:
    """What the codes learn from, at most so many rows drawn with a fixed seed, and what they are in words.

    The last `distractors` rows of the database where those are enough, for no code should know the photos
    it is judged on; else the whole database.
    """
    first = len(gallery.rows) + len(gallery.missing) - distractors
    others = gallery.vectors[np.searchsorted(gallery.rows, first) :]
    vectors, source = (
        (others, "distractors") if len(others) >= _CENTROIDS else (gallery.vectors, "database photos")
    )
    if len(vectors) > most:
        rows = np.random.default_rng(SEED).choice(len(vectors), most, replace=False)
        vectors = vectors[np.sort(rows)]
    return vectors, source


def codings(database: Matrix, training: Matrix, lengths: Sequence[int] = PQ_BYTES) -> Iterator[Coded]:
    """The database (n x D float32) in every code, most bytes first; each code learns from `training`.

    lengths: bytes of the product quantisers, falling. Codes other than float32 rank by Euclidean distance to
    the decoded vectors, as FAISS does.
    """
    import faiss

    dimension = database.shape[1]
    yield Coded("float32", 4 * dimension, exact_scores(database))
    for name, kind in (
        ("float16", faiss.ScalarQuantizer.QT_fp16),
        ("int8", faiss.ScalarQuantizer.QT_8bit),
    ):
        index = faiss.IndexScalarQuantizer(dimension, kind)
        index.train(training)
        yield Coded(name, index.sa_code_size(), coded_scores(index, database))
    for length in lengths:
        for name, make in (("PQ", _product_quantiser), ("OPQ", _rotated_product_quantiser)):
            reason = _impossible(dimension, length, len(training))
            if reason:
                yield Coded(name, length, None, reason)
                continue
            index = make(training, length)
            yield Coded(name, length, coded_scores(index, database))


def _impossible(dimension: int, length: int, training: int) -> str:
    if dimension % length:
        return f"{dimension} numbers cannot be divided into {length} parts"
    if training < _CENTROIDS:
        return f"at least {_CENTROIDS} photos to learn from are needed, not {training}"
    return ""


def _product_quantiser(training: Matrix, length: int) -> Any:
    import faiss

    index = faiss.IndexPQ(training.shape[1], length, 8)
    _seed(index.pq)
    with _one_thread():
        index.train(training)
    return index


def _rotated_product_quantiser(training: Matrix, length: int) -> Any:
    import faiss

    dimension = training.shape[1]
    rotation = faiss.OPQMatrix(dimension, length)
    quantiser = faiss.ProductQuantizer(dimension, length, 8)
    _seed(quantiser)
    rotation.pq = quantiser
    rotation.max_train_points = MAX_TRAINING
    rotation.niter = _ROTATIONS
    with _one_thread():
        rotation.train(training)
    # It only pointed to the quantiser, which ends with this function and is for training alone.
    rotation.pq = None
    return faiss.IndexPreTransform(rotation, _product_quantiser(rotation.apply(training), length))


@contextmanager
def _one_thread() -> Iterator[None]:
    """Hundreds of small clusterings in a row: on cores that others use too, FAISS's threads spend more than
    ten times the work on waiting for each other (256 parts, 1,295 vectors: 3 s of processor time became 40).
    """
    import faiss

    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _seed(quantiser: Any) -> None:
    quantiser.cp.seed = SEED + 1234
    # How many vectors there were is printed; FAISS would warn about it on stderr for every part.
    quantiser.cp.min_points_per_centroid = 1


def coded_scores(index: Any, database: Matrix, piece: int = _PIECE) -> Score:
    """Scores against the database in the code of a trained FAISS index, decoded so many rows at a time."""
    codes = np.concatenate(
        [index.sa_encode(database[start : start + piece]) for start in range(0, len(database), piece)]
    )

    def score(queries: Matrix) -> Matrix:
        scores = np.empty((len(queries), len(codes)), np.float32)
        for start in range(0, len(codes), piece):
            decoded = index.sa_decode(codes[start : start + piece])
            # Falls as |query - decoded|^2 rises: the query's own length changes no order.
            lengths = 0.5 * np.einsum("nd,nd->n", decoded, decoded)
            scores[:, start : start + piece] = queries @ decoded.T - lengths
        return scores

    return score
