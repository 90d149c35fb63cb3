"""From query pictures to ranked photos of the library."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photosearch.imaging.reading import ReadResult
from photosearch.library.browsing import at_path, passing
from photosearch.library.connection import explained
from photosearch.library.filtering import EVERYTHING, PhotoFilter
from photosearch.library.library import Library, joined
from photosearch.library.vectors import VectorIndex
from photosearch.network.card import ModelCard
from photosearch.network.describer import Describer
from photosearch.network.regions import PART_SCALES, Share
from photosearch.network.resolutions import describe_resolutions
from photosearch.search.combining import combined
from photosearch.search.likeness import LibraryBackground
from photosearch.search.regions import RegionIndex, better_of
from photosearch.search.requery import expanded

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
    """A picture to look for: `descriptor` D float32 of unit length, and the file it is of. With a negative
    `weight`, what is like it is not wanted. `part`: it is looked for in the regions of photos as well.
    """

    path: bytes
    content_hash: bytes
    descriptor: NDArray[np.float32]
    weight: float = 1.0
    part: bool = False


@dataclass(frozen=True)
class Proof:
    """What a photo and the query have in common: `model` homography, fundamental, whole (the pictures as they
    are) or none; `transform` 3 x 3, from pixels of the query to those of the photo, both read at 640 px on
    the longer side; `points` matched pairs of the same pixels, query then photo, from all over, a hundred at
    the most; `overlap` the shares of both that show the same; `mirrored`: they agree in a mirror.
    """

    model: str
    transform: tuple[tuple[float, ...], ...] | None
    points: tuple[tuple[tuple[float, float], tuple[float, float]], ...]
    overlap: tuple[float, float]
    mirrored: bool


@dataclass(frozen=True)
class Result:
    """A photo found: `score` is the dot product of descriptors (1 is the same), `kind` copy, same or alike.
    `likeness` (0 to 1) rises with the score of one query, and means the same for all queries.

    `itself`: this is the file that was asked for. `photo_id` is the catalogue's. `inliers` and `probability`
    (that the kind is right, 0 to 1) are None while a result is not verified; `burst`: a copy that is another
    exposure, seconds apart. `content_hash`: 16 bytes, of the whole file. `said`: the kind is what the person
    said, and no verification makes it another one. `region`: where in the photo a query that may be a part of
    it is, where a region is nearer to it than the whole. `proof`: what verification rests on.
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
    likeness: float = 0.0
    said: bool = False
    region: Share | None = None
    proof: Proof | None = None


class SearchEngine:
    """Answers queries from one library with one network; not to be shared between threads."""

    def __init__(
        self, library: Library, describer: Describer, index: VectorIndex, regions: RegionIndex | None = None
    ) -> None:
        """regions: of this library and network, where they are kept from one engine to the next."""
        self._library = library
        self._regions = regions or RegionIndex(library, describer.card)
        self._describer = describer
        self._index = index
        self._model_id = library.model_id(describer.card) or 0
        store = library.descriptors(describer.card)
        self._background = LibraryBackground(describer.card, index, store)

    @property
    def card(self) -> ModelCard:
        """The network that describes."""
        return self._describer.card

    def described(self, pictures: Sequence[ReadResult], *, part: bool = False) -> list[Query]:
        """Queries of pictures that were decoded for this engine's network.

        part: they show a part of something larger, and are to be found in photos of all of it too.
        """
        pixels = [picture.pixels for picture in pictures if picture.pixels is not None]
        if part:
            descriptors = describe_resolutions(self._descriptors, pixels, PART_SCALES)
        else:
            descriptors = self._descriptors(pixels)
        return [
            Query(os.path.realpath(picture.path), picture.content_hash, descriptor, part=part)
            for picture, descriptor in zip(pictures, descriptors, strict=True)
        ]

    def _descriptors(self, pixels: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        return self._describer.describe(pixels)[0]

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
        """The k photos nearest to the queries (several: to the weighted sum of their descriptors) among those
        that pass the filter, best first.

        Files that hold exactly what a wanted query holds come first, as copies; those that hold what an
        unwanted one holds never come. Raises UsageError where no query is wanted.
        """
        descriptor = _combined(queries)
        with explained(self._library.folder):
            return self._with_likeness(descriptor, self._ranked(descriptor, queries, k, wanted))

    def requery(
        self,
        queries: Sequence[Query],
        confirmed: Mapping[int, float],
        k: int,
        wanted: PhotoFilter = EVERYTHING,
    ) -> list[Result]:
        """As `search`, in the order of the query drawn towards what was confirmed; the scores are those with
        the queries themselves.

        confirmed: of photos (by id) that are verified as copies or the same place, the probability.
        """
        descriptor = _combined(queries)
        with explained(self._library.folder):
            # Of files that hold the same one counts.
            sure = {number: confirmed[photo] for photo, number in self._descriptor_ids(confirmed).items()}
            drawn = expanded(descriptor, self._vectors(list(sure)), list(sure.values()))
            ranked = self._ranked(drawn, queries, k, wanted)
            return self._with_likeness(descriptor, self._rescored(descriptor, ranked, queries))

    def holding(
        self, contents: Collection[bytes], queries: Sequence[Query], wanted: PhotoFilter = EVERYTHING
    ) -> list[Result]:
        """All photos that hold one of these contents (hashes) and pass, scored as by `search`, best first."""
        if not contents:
            return []
        descriptor = _combined(queries)
        with explained(self._library.folder):
            rows = self._rows("c.hash", list(contents), wanted)
            ids = list({row[0] for row in rows})
            scores = dict(zip(ids, (self._vectors(ids) @ descriptor).tolist(), strict=True))
            results = [_result(row, scores[row[0]], set(), set()) for row in rows]
            results.sort(key=lambda result: (-result.score, result.path))
            return self._with_likeness(descriptor, results)

    def _ranked(
        self, descriptor: np.ndarray, queries: Sequence[Query], k: int, wanted: PhotoFilter
    ) -> list[Result]:
        hashes = {query.content_hash for query in queries if query.weight > 0}
        asked = {query.path for query in queries if query.weight > 0}
        wanted = without_unwanted(queries, wanted)
        scores, rows = self._nearest(descriptor, k, wanted)
        parts: dict[int, Share] = {}
        if _is_for_part(queries):
            scores, rows, parts = self._with_regions(descriptor, k, wanted, scores, rows)
        exact = self._rows("c.hash", list(hashes), wanted)
        missed = [row[0] for row in exact if row[0] not in scores]
        if missed:
            scores |= dict(zip(missed, (self._vectors(missed) @ descriptor).tolist(), strict=True))
        results = [
            replace(_result(row, scores[row[0]], hashes, asked), region=parts.get(row[0]))
            for row in {*rows, *exact}
        ]
        results.sort(key=lambda r: (r.kind != "copy", -r.score, not r.itself, r.path))
        return results[:k]

    def _with_likeness(self, descriptor: np.ndarray, results: list[Result]) -> list[Result]:
        scores = np.array([result.score for result in results])
        likeness = self._background.background.likeness(descriptor, scores).tolist()
        return [replace(result, likeness=value) for result, value in zip(results, likeness, strict=True)]

    def _rescored(
        self, descriptor: np.ndarray, results: Sequence[Result], queries: Sequence[Query]
    ) -> list[Result]:
        numbers = self._descriptor_ids([result.photo_id for result in results])
        ids = list(set(numbers.values()))
        scores = dict(zip(ids, (self._vectors(ids) @ descriptor).tolist(), strict=True))
        parts: dict[int, Share] = {}
        if _is_for_part(queries):
            scores, parts = better_of(scores, self._regions.nearest(descriptor, len(ids), ids))
        return [
            replace(
                result,
                score=min(scores[numbers[result.photo_id]], 1.0),
                region=parts.get(numbers[result.photo_id]),
            )
            for result in results
            if result.photo_id in numbers
        ]

    def _descriptor_ids(self, wanted: Iterable[int]) -> dict[int, int]:
        """Of photos by id, those that are described."""
        photos = list(wanted)
        found: dict[int, int] = {}
        for start in range(0, len(photos), 500):
            part = photos[start : start + 500]
            marks = ",".join("?" * len(part))
            found |= self._library.connection.execute(
                "SELECT p.id, d.id FROM photos p JOIN descriptors d ON d.content_id = p.content_id"
                f" WHERE d.model_id = ? AND p.id IN ({marks})",
                (self._model_id, *part),
            ).fetchall()
        return found

    def _nearest(
        self, descriptor: np.ndarray, k: int, wanted: PhotoFilter
    ) -> tuple[dict[int, float], list[tuple]]:
        """Scores by descriptor id and the photos that go with them, at least k where there are so many."""
        few = None if wanted.passes_most else self._passing(wanted)
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

    def _with_regions(
        self,
        descriptor: np.ndarray,
        k: int,
        wanted: PhotoFilter,
        scores: dict[int, float],
        rows: list[tuple],
    ) -> tuple[dict[int, float], list[tuple], dict[int, Share]]:
        """What `_nearest` found and the photos that have the nearest regions; and where those lie."""
        few = None if wanted.passes_most else self._passing(wanted)
        count = k + _MARGIN
        while True:
            found = self._regions.nearest(descriptor, count, few)
            there = self._rows("d.id", list(found), wanted)
            if few is not None or len(there) >= k or len(found) < count:
                break
            count *= 4
        new = [number for number in found if number not in scores]
        whole = scores | dict(zip(new, (self._vectors(new) @ descriptor).tolist(), strict=True))
        better, parts = better_of(whole, found)
        return better, list({*rows, *there}), parts

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


def _is_for_part(queries: Sequence[Query]) -> bool:
    return any(query.part for query in queries if query.weight > 0)


def without_unwanted(queries: Sequence[Query], wanted: PhotoFilter) -> PhotoFilter:
    """The filter that leaves out, besides, the pictures that are not wanted and their exact copies."""
    unwanted = {query.content_hash for query in queries if query.weight < 0 and query.content_hash}
    return replace(wanted, without=(*wanted.without, *sorted(unwanted))) if unwanted else wanted


def _combined(queries: Sequence[Query]) -> NDArray[np.float32]:
    return combined([query.descriptor for query in queries], [query.weight for query in queries])


def _result(row: tuple, score: float, hashes: set[bytes], asked: set[bytes]) -> Result:
    _, content_hash, folder, state, directory, name, *metadata = row
    path = joined(folder, directory, name)
    kind = "copy" if content_hash in hashes else "alike"
    return Result(path, min(score, 1.0), kind, content_hash, path in asked, state == "offline", *metadata)
