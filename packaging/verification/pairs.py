"""Photos as a search finds them: for each query the nearest by descriptor, each compared with it."""

from __future__ import annotations

import multiprocessing
import pickle
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np
from edits import EDITS, edited
from PIL import Image

from photosearch.imaging.reading import ReadError, ReadRequest, read_photo
from photosearch.network.describer import Describer, load_describer
from photosearch.search.verification.comparing import Comparison, compare
from photosearch.search.verification.features import READ_SIZE, extract_features, pack, unpack

T = TypeVar("T")
NEAREST = 20


@dataclass(frozen=True)
class Seen:
    """A photo with its descriptor and its features, packed."""

    name: str
    place: str
    descriptor: np.ndarray
    features: bytes


@dataclass(frozen=True)
class Case:
    """A query and one of the photos found for it; `edit` is empty for a query as it is. The points of the
    comparison are left out.
    """

    query: str
    query_place: str
    edit: str
    photo: str
    photo_place: str
    score: float
    rank: int
    comparison: Comparison


class _Worker:
    """What a process keeps between tasks."""

    describer: Describer | None = None
    database: tuple[Seen, ...] = ()


def look(item: tuple[Path, str, str]) -> Seen | None:
    """Read a photo: path, name and place; None where it cannot be read."""
    path, name, place = item
    try:
        small, large = (
            read_photo(ReadRequest(str(path).encode(), size, thumbnail=False))
            for size in (_describer().card.input_size, READ_SIZE)
        )
    except ReadError:
        return None
    assert small.pixels is not None and large.pixels is not None
    descriptors, _ = _describer().describe([small.pixels])
    return Seen(name, place, descriptors[0], pack(extract_features(large.pixels)))


def cases_of(query: Seen, edit: str = "", nearest: int = NEAREST) -> list[Case]:
    """The query compared with the photos of this process's database that are nearest to it."""
    others = [seen for seen in _Worker.database if edit or seen.name != query.name]
    scores = np.stack([seen.descriptor for seen in others]) @ query.descriptor
    features = unpack(query.features)
    cases = []
    for rank, at in enumerate(np.argsort(-scores, kind="stable")[:nearest].tolist()):
        photo, found = others[at], unpack(others[at].features)
        assert features is not None and found is not None
        comparison = replace(compare(features, found), points=np.zeros((0, 2, 2), np.float32))
        cases.append(
            Case(query.name, query.place, edit, photo.name, photo.place, float(scores[at]), rank, comparison)
        )
    return cases


def edit_cases(item: tuple[Path, str, str]) -> list[Case]:
    """All edits of a photo, each compared with the ten photos nearest to it."""
    path, name, place = item
    cases = []
    with Image.open(path) as opened, tempfile.TemporaryDirectory() as folder:
        image = opened.convert("RGB")
        for edit in EDITS:
            file = Path(folder) / "edit.jpg"
            file.write_bytes(edited(image, edit, name))
            seen = look((file, name, place))
            assert seen is not None
            cases += cases_of(seen, edit, nearest=10)
    return cases


def in_processes(
    work: Callable[[Any], T], items: Iterable[Any], workers: int, database: Path | None = None
) -> Iterator[T]:
    """The work done for each item, in their order; `database` is a pickled list of Seen."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (database,)) as pool:
        yield from pool.map(work, items, chunksize=4)


def chosen(folder: Path, places: Iterable[str], most: int, seed: int) -> list[tuple[Path, str, str]]:
    """At most so many photos of each place, by a seeded choice: path, name, place."""
    found = []
    for place in places:
        paths = sorted(path for path in (folder / place).iterdir() if path.is_file())
        random.Random(f"{seed} {place}").shuffle(paths)
        found += [(path, f"{place}/{path.name}", place) for path in sorted(paths[:most])]
    return found


def _begin(database: Path | None) -> None:
    cv2.setNumThreads(1)
    if database is not None:
        _Worker.database = tuple(pickle.loads(database.read_bytes()))


def _describer() -> Describer:
    if _Worker.describer is None:
        _Worker.describer = load_describer(device="cpu")
    return _Worker.describer
