"""From descriptors to a benchmark's figures, query block by query block, so that memory stays bounded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.evaluation.benchmark import Benchmark, Judgement
from photosearch.evaluation.describing import Descriptors
from photosearch.evaluation.metrics import Figures, Tally, without_junk
from photosearch.evaluation.ranking import Ranking

Matrix = NDArray[np.float32]
Expand = Callable[[Matrix, Matrix], Matrix]
"""queries Q x D and database N x D to other queries Q x D"""
Score = Callable[[Matrix], Matrix]
"""queries Q x D to scores Q x N against one database, higher is nearer"""

# The scores of one block of queries, which is what takes memory beside the descriptors.
BLOCK_BYTES = 64 << 20


@dataclass(frozen=True)
class Gallery:
    """The readable part of a database. vectors: n x D float32, L2-normalised; rows: the n database rows they
    belong to, rising; missing: the other rows, rising."""

    vectors: Matrix
    rows: NDArray[np.int64]
    missing: NDArray[np.int64]

    def places(self) -> NDArray[np.int64]:
        """For every database row its place: the readable ones in their order, then the missing ones."""
        places = np.empty(len(self.rows) + len(self.missing), np.int64)
        places[self.rows] = np.arange(len(self.rows))
        places[self.missing] = len(self.rows) + np.arange(len(self.missing))
        return places


def gallery_of(benchmark: Benchmark, descriptors: Descriptors) -> Gallery:
    """The database of the benchmark, whose photos are the first that were described.

    Raises PhotosearchError where none of it could be read.
    """
    readable = np.array([photo not in descriptors.unreadable for photo in benchmark.database])
    rows = np.flatnonzero(readable)
    if not len(rows):
        raise PhotosearchError("None of the photos could be read: there is nothing to evaluate.")
    vectors = descriptors.values[: len(readable)]
    return Gallery(vectors if readable.all() else vectors[rows], rows, np.flatnonzero(~readable))


def exact_scores(database: Matrix) -> Score:
    """The dot product with every row of `database`, N x D."""
    return lambda queries: queries @ database.T


def reranked_scores(database: Matrix, top: int, rescore: Callable[[Matrix, Matrix], Matrix]) -> Score:
    """The dot product, with the `top` results of each query in another order before all others.

    rescore: a query (D) and its results (n x D) to their n scores, higher is nearer.
    """

    def score(queries: Matrix) -> Matrix:
        scores = queries @ database.T
        for query, row in zip(queries, scores, strict=True):
            first = np.argsort(-row, kind="stable")[:top]
            better = rescore(query, database[first])
            # Scores of another kind: they are moved above those of the rest.
            row[first] = better - better.min() + row.max() + 1
        return scores

    return score


class Scoring:
    """What it takes to judge one database in several codes.

    rule: for AP. expand: applied to the queries before they are compared, with `gallery.vectors`.
    block_bytes: of scores at a time. A database photo that could not be read comes last in every ranking; a
    query that could not be is left out.
    """

    def __init__(
        self,
        benchmark: Benchmark,
        descriptors: Descriptors,
        gallery: Gallery,
        rule: str = "trapezoid",
        expand: Expand | None = None,
        block_bytes: int = BLOCK_BYTES,
    ) -> None:
        self.benchmark = benchmark
        self.gallery = gallery
        self._values = descriptors.values
        self._rule = rule
        self._expand = expand
        self._block_bytes = block_bytes
        self._places = gallery.places()
        self._queries = [query for query in benchmark.queries if query.photo not in descriptors.unreadable]
        number_of = {photo: number for number, photo in enumerate(descriptors.photos)}
        self._rows = np.array([number_of[query.photo] for query in self._queries], dtype=np.int64)

    def figures(self, score: Score) -> dict[str, Figures]:
        """The figures of each setting by its name. score: against `gallery.vectors` or a code of them.

        Raises PhotosearchError where no query has anything to find.
        """
        settings = self.benchmark.settings
        tallies = [Tally(self._rule, setting.precision_at, setting.recall_at) for setting in settings]
        for start, scores in self._blocks(score):
            for query, row in zip(self._queries[start : start + len(scores)], scores, strict=True):
                ranking = Ranking(row)
                for tally, judgement in zip(tallies, query.judgements, strict=True):
                    tally.add(_positive_ranks(ranking, judgement, self._places, len(row)))
        figures = [tally.figures() for tally in tallies]
        if not any(figure.queries for figure in figures):
            raise PhotosearchError(
                "No query that could be read has another photo to find: there is nothing to average."
            )
        return {setting.name: figure for setting, figure in zip(settings, figures, strict=True)}

    def _blocks(self, score: Score) -> Iterator[tuple[int, Matrix]]:
        """The scores of the queries block by block, and at which query each block starts."""
        length = max(1, self._block_bytes // (4 * len(self.gallery.rows)))
        for start in range(0, len(self._rows), length):
            queries = self._values[self._rows[start : start + length]]
            yield start, score(self._expand(queries, self.gallery.vectors) if self._expand else queries)


def _positive_ranks(
    ranking: Ranking, judgement: Judgement, places: NDArray[np.int64], readable: int
) -> NDArray[np.int64]:
    """The ranks of the positives once the junk is out; what is both is junk."""
    positive, junk = (
        _ranks(ranking, places[rows], readable)
        for rows in (np.setdiff1d(judgement.positive, judgement.junk), judgement.junk)
    )
    return without_junk(positive, junk)


def _ranks(ranking: Ranking, places: NDArray[np.int64], readable: int) -> NDArray[np.int64]:
    found = ranking.ranks(places[places < readable])
    # The place of a photo that could not be read is its rank: after all others.
    return np.sort(np.concatenate([found, places[places >= readable]]))
