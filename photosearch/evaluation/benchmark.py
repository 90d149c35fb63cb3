"""A benchmark once it has been read: the photos, the queries, and what counts as found for each."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import UsageError
from photosearch.evaluation.photo_tree import photos_below, relative_name

Box = tuple[float, float, float, float]
"""left, top, right, bottom in pixels of the upright picture, as the ground truth gives it"""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture to describe, or a box of one. `name` is the same wherever the set lies."""

    name: str
    path: bytes
    box: Box | None = None

    @property
    def key(self) -> str:
        """Tells this photo from all others of its benchmark, boxes of one file included."""
        return self.name if self.box is None else f"{self.name}#{','.join(f'{x:g}' for x in self.box)}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Database rows that count as found, and those taken out of the ranking; a row in both is taken out."""

    positive: NDArray[np.int64]
    junk: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; one judgement for each setting of the benchmark."""

    photo: Photo
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True)
class Setting:
    """One way to judge the rankings; `precision_at` and `recall_at` are the k reported beside the mAP."""

    name: str
    precision_at: tuple[int, ...] = ()
    recall_at: tuple[int, ...] = ()


@dataclass(frozen=True)
class Benchmark:
    """A set as its reader found it.

    notes: what a reader of the figures should know, such as photos left out. The last `distractors` photos
    of the database belong to no query.
    """

    name: str
    settings: tuple[Setting, ...]
    database: tuple[Photo, ...]
    queries: tuple[Query, ...]
    notes: tuple[str, ...] = field(default=())
    distractors: int = 0

    def photos(self) -> tuple[Photo, ...]:
        """All that has to be described: the database in its order, then the queries that are not in it."""
        return tuple(dict.fromkeys((*self.database, *(query.photo for query in self.queries))))


def photo_of(path: Path, root: Path, box: Box | None = None) -> Photo:
    """A photo of the set in `root`."""
    return Photo(relative_name(path, root), os.fsencode(path), box)


def with_distractors(benchmark: Benchmark, folders: Sequence[Path]) -> Benchmark:
    """The benchmark with all photos below `folders` added to its database.

    Raises UsageError for a folder that is none, is empty or has photos of the set itself.
    """
    taken = {os.path.realpath(photo.path) for photo in benchmark.photos()}
    added: list[Photo] = []
    for number, folder in enumerate(folders, start=1):
        paths = photos_below(folder)
        if not paths:
            raise UsageError(f"There are no photos in the distractor folder {folder}.")
        for path in paths:
            real = os.path.realpath(os.fsencode(path))
            if real in taken:
                raise UsageError(f"The distractor {path} is in the database already: it cannot be both.")
            taken.add(real)
            name = f"distractors-{number}/{relative_name(path, folder)}"
            added.append(Photo(name, os.fsencode(path)))
    return Benchmark(
        benchmark.name,
        benchmark.settings,
        (*benchmark.database, *added),
        benchmark.queries,
        benchmark.notes,
        len(added),
    )


def notes_on_size(photos: int, queries: int, published: tuple[int, int]) -> tuple[str, ...]:
    """A note where a set is not as large as its authors published it: figures cannot be compared then."""
    if (photos, queries) == published:
        return ()
    return (
        f"this copy has {photos} photos and {queries} queries, the published set {published[0]} and "
        f"{published[1]}: do not compare the figures with published ones",
    )
