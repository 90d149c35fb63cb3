"""From query pictures to ranked photos of the library."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photosearch.imaging.reading import ReadResult
from photosearch.library.connection import explained
from photosearch.library.library import Library, joined
from photosearch.library.vectors import VectorIndex
from photosearch.network.describer import Describer

_COLUMNS = (
    "d.id, c.hash, f.path, f.state, r.path, p.name, c.width, c.height, c.format, c.taken, c.camera,"
    " c.latitude, c.longitude"
)
_TABLES = (
    "photos p JOIN contents c ON c.id = p.content_id JOIN directories r ON r.id = p.directory_id"
    " JOIN folders f ON f.id = r.folder_id JOIN descriptors d ON d.content_id = c.id"
)


@dataclass(frozen=True)
class Result:
    """A photo found: `score` is the dot product of descriptors (1 is the same), `kind` copy, same or alike.

    `itself`: this is the file that was asked for. `inliers` is None while a result is not verified.
    """

    path: bytes
    score: float
    kind: str
    itself: bool
    offline: bool
    width: int
    height: int
    format: str
    taken: str | None
    camera: str | None
    latitude: float | None
    longitude: float | None
    inliers: int | None = None


class SearchEngine:
    """Answers queries from one library with one network; not to be shared between threads."""

    def __init__(self, library: Library, describer: Describer, index: VectorIndex) -> None:
        self._library = library
        self._describer = describer
        self._index = index
        self._model_id = library.model_id(describer.card) or 0

    def search(self, queries: Sequence[ReadResult], k: int) -> list[Result]:
        """The k photos nearest to the query pictures (several: to the mean of their descriptors), best first.

        Files that hold exactly what a query holds come first, as copies.
        """
        pixels = [query.pixels for query in queries if query.pixels is not None]
        descriptors, _ = self._describer.describe(pixels)
        mean = descriptors.mean(axis=0)
        with explained(self._library.folder):
            return self._ranked(mean / max(float(np.linalg.norm(mean)), 1e-12), queries, k)

    def _ranked(self, descriptor: np.ndarray, queries: Sequence[ReadResult], k: int) -> list[Result]:
        hashes = {query.content_hash for query in queries}
        asked = {os.path.realpath(query.path) for query in queries}
        scores, rows = self._nearest(descriptor, k)
        exact = self._rows("c.hash", list(hashes))
        missed = [row[0] for row in exact if row[0] not in scores]
        if missed:
            vectors = self._library.descriptors(self._describer.card).fetch(np.array(missed))
            scores |= dict(zip(missed, (vectors.astype(np.float32) @ descriptor).tolist(), strict=True))
        results = [_result(row, scores[row[0]], hashes, asked) for row in {*rows, *exact}]
        results.sort(key=lambda r: (r.kind != "copy", -r.score, not r.itself, r.path))
        return results[:k]

    def _nearest(self, descriptor: np.ndarray, k: int) -> tuple[dict[int, float], list[tuple]]:
        """Scores by descriptor id and the photos that go with them, at least k where there are so many."""
        # The index may hold pictures whose files are gone: then a wider search fills the list.
        wanted = k + 16
        while True:
            found, ids = self._index.search(descriptor, wanted)
            scores = {int(i): float(s) for i, s in zip(ids[0], found[0], strict=True) if i >= 0}
            rows = self._rows("d.id", list(scores))
            if len(rows) >= k or len(scores) < wanted:
                return scores, rows
            wanted *= 4

    def _rows(self, column: str, values: list) -> list[tuple]:
        rows = []
        for start in range(0, len(values), 500):
            part = values[start : start + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT {_COLUMNS} FROM {_TABLES} WHERE d.model_id = ? AND {column} IN ({marks})"
            rows += self._library.connection.execute(query, (self._model_id, *part)).fetchall()
        return rows


def _result(row: tuple, score: float, hashes: set[bytes], asked: set[bytes]) -> Result:
    _, content_hash, folder, state, directory, name, *metadata = row
    path = joined(folder, directory, name)
    kind = "copy" if content_hash in hashes else "alike"
    return Result(path, min(score, 1.0), kind, path in asked, state == "offline", *metadata)
