"""From query pictures to ranked photos of the library."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.imaging.reading import ReadResult
from photosearch.library.browsing import at_path, passing
from photosearch.library.connection import explained
from photosearch.library.filtering import EVERYTHING, PhotoFilter
from photosearch.library.library import Library, joined
from photosearch.library.vectors import VectorIndex
from photosearch.network.describer import Describer

_COLUMNS = (
    "d.id, c.hash, f.path, f.state, r.path, p.name, p.id, c.width, c.height, c.format, c.taken, c.camera,"
    " c.latitude, c.longitude"
)
_TABLES = (
    "photos p JOIN contents c ON c.id = p.content_id JOIN directories r ON r.id = p.directory_id"
    " JOIN folders f ON f.id = r.folder_id JOIN descriptors d ON d.content_id = c.id"
)
# A filter that lets so few pass, or only one of so many, is answered by looking at all that do: widening the
# search until enough of its results pass would take longer.
_FEW = 5_000
_ONE_OF = 50
# How many more than wanted are asked for at first.
_MARGIN = 16


@dataclass(frozen=True)
class Query:
    """A picture to look for: `descriptor` D float32 of unit length, and the file it is of."""

    path: bytes
    content_hash: bytes
    descriptor: NDArray[np.float32]


@dataclass(frozen=True)
class Result:
    """A photo found: `score` is the dot product of descriptors (1 is the same), `kind` copy, same or alike.

    `itself`: this is the file that was asked for. `photo_id` is the catalogue's. `inliers` and `probability`
    (that the kind is right, 0 to 1) are None while a result is not verified; `burst`: a copy that is another
    exposure, seconds apart. `content_hash`: 16 bytes, of the whole file.
    """

    path: bytes
    score: float
    kind: str
    content_hash: bytes
    itself: bool
    offline: bool
    photo_id: int
    width: int
    height: int
    format: str
    taken: str | None
    camera: str | None
    latitude: float | None
    longitude: float | None
    inliers: int | None = None
    probability: float | None = None
    burst: bool = False


class SearchEngine:
    """Answers queries from one library with one network; not to be shared between threads."""

    def __init__(self, library: Library, describer: Describer, index: VectorIndex) -> None:
        self._library = library
        self._describer = describer
        self._index = index
        self._model_id = library.model_id(describer.card) or 0

    def described(self, pictures: Sequence[ReadResult]) -> list[Query]:
        """Queries of pictures that were decoded for this engine's network."""
        pixels = [picture.pixels for picture in pictures if picture.pixels is not None]
        descriptors, _ = self._describer.describe(pixels)
        return [
            Query(os.path.realpath(picture.path), picture.content_hash, descriptor)
            for picture, descriptor in zip(pictures, descriptors, strict=True)
        ]

    def stored(self, path: bytes) -> Query | None:
        """The query of a photo of the library (absolute path) from what is stored of it, without its file."""
        with explained(self._library.folder):
            photo = at_path(self._library.connection, path)
            row = (
                photo
                and self._library.connection.execute(
                    "SELECT d.id FROM descriptors d JOIN contents c ON c.id = d.content_id"
                    " WHERE d.model_id = ? AND c.hash = ?",
                    (self._model_id, photo.content_hash),
                ).fetchone()
            )
            if not photo or not row:
                return None
            return Query(photo.path, photo.content_hash, self._vectors([row[0]])[0])

    def search(self, queries: Sequence[Query], k: int, wanted: PhotoFilter = EVERYTHING) -> list[Result]:
        """The k photos nearest to the queries (several: to the mean of their descriptors) among those that
        pass the filter, best first.

        Files that hold exactly what a query holds come first, as copies.
        """
        mean: np.ndarray = np.stack([query.descriptor for query in queries]).mean(axis=0)
        with explained(self._library.folder):
            return self._ranked(mean / max(float(np.linalg.norm(mean)), 1e-12), queries, k, wanted)

    def _ranked(
        self, descriptor: np.ndarray, queries: Sequence[Query], k: int, wanted: PhotoFilter
    ) -> list[Result]:
        hashes = {query.content_hash for query in queries}
        asked = {query.path for query in queries}
        scores, rows = self._nearest(descriptor, k, wanted)
        exact = self._rows("c.hash", list(hashes), wanted)
        missed = [row[0] for row in exact if row[0] not in scores]
        if missed:
            scores |= dict(zip(missed, (self._vectors(missed) @ descriptor).tolist(), strict=True))
        results = [_result(row, scores[row[0]], hashes, asked) for row in {*rows, *exact}]
        results.sort(key=lambda r: (r.kind != "copy", -r.score, not r.itself, r.path))
        return results[:k]

    def _nearest(
        self, descriptor: np.ndarray, k: int, wanted: PhotoFilter
    ) -> tuple[dict[int, float], list[tuple]]:
        """Scores by descriptor id and the photos that go with them, at least k where there are so many."""
        few = None if wanted.passes_all else self._passing(wanted)
        if few is not None:
            return self._best_of(few, descriptor, k, wanted)
        # The index may hold pictures whose files are gone, or that do not pass: then a wider search fills
        # the list.
        count = k + _MARGIN
        while True:
            found, ids = self._index.search(descriptor, count)
            scores = {int(i): float(s) for i, s in zip(ids[0], found[0], strict=True) if i >= 0}
            rows = self._rows("d.id", list(scores), wanted)
            if len(rows) >= k or len(scores) < count:
                return scores, rows
            count *= 4

    def _passing(self, wanted: PhotoFilter) -> list[int] | None:
        """The descriptors of all photos that pass; None where there are more than a few."""
        few = max(_FEW, len(self._index) // _ONE_OF)
        condition, values = wanted.condition(self._library.connection)
        rows = self._library.connection.execute(
            f"SELECT d.id FROM {passing(wanted)} CROSS JOIN descriptors d ON d.content_id = c.id"
            f" AND d.model_id = ? WHERE {condition} LIMIT ?",
            (self._model_id, *values, few + 1),
        ).fetchall()
        return None if len(rows) > few else list({row[0] for row in rows})

    def _best_of(
        self, few: list[int], descriptor: np.ndarray, k: int, wanted: PhotoFilter
    ) -> tuple[dict[int, float], list[tuple]]:
        scores = self._vectors(few) @ descriptor
        best = np.argsort(-scores, kind="stable")[:k].tolist()
        chosen = {few[at]: float(scores[at]) for at in best}
        return chosen, self._rows("d.id", list(chosen), wanted)

    def _vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        store = self._library.descriptors(self._describer.card)
        return store.fetch(np.array(ids, np.int64)).astype(np.float32)

    def _rows(self, column: str, values: list, wanted: PhotoFilter) -> list[tuple]:
        condition, limits = wanted.condition(self._library.connection)
        rows = []
        for start in range(0, len(values), 500):
            part = values[start : start + 500]
            marks = ",".join("?" * len(part))
            query = (
                f"SELECT {_COLUMNS} FROM {_TABLES} WHERE d.model_id = ? AND {column} IN ({marks})"
                f" AND {condition}"
            )
            rows += self._library.connection.execute(query, (self._model_id, *part, *limits)).fetchall()
        return rows


def _result(row: tuple, score: float, hashes: set[bytes], asked: set[bytes]) -> Result:
    _, content_hash, folder, state, directory, name, *metadata = row
    path = joined(folder, directory, name)
    kind = "copy" if content_hash in hashes else "alike"
    return Result(path, min(score, 1.0), kind, content_hash, path in asked, state == "offline", *metadata)
