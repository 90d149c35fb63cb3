"""Photos as a search finds them: for each query the nearest by descriptor, each compared with it."""

from __future__ import annotations

import multiprocessing
import pickle
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np
from edits import EDITS, edited
from PIL import Image

from photosearch.imaging.reading import ReadError, ReadRequest, read_photo
from photosearch.network.card import WEIGHTS_FILE
from photosearch.network.describer import Describer, load_describer
from photosearch.search.likeness import Background, kept_background
from photosearch.search.verification.comparing import Comparison, compare
from photosearch.search.verification.features import READ_SIZE, extract_features, pack, unpack

T = TypeVar("T")
NEAREST, NEAREST_TO_EDIT = 20, 5
# The score from which on photos of a series are compared.
NEARLY_ALIKE = 0.68
# Edits that lay something upon a photo: on two photos it is the same, and they are no copies.
FOREIGN = ("watermark", "opaque watermark", "caption", "in a screenshot", "a tenth covered")


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
    likeness: float | None = None


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


def cases_of(
    query: Seen, edit: str = "", nearest: int = NEAREST, among: Sequence[Seen] | None = None
) -> list[Case]:
    """The query compared with the photos nearest to it, of this process's database or `among` others."""
    known = _Worker.database if among is None else among
    others = [seen for seen in known if edit or seen.name != query.name]
    scores = np.stack([seen.descriptor for seen in others]) @ query.descriptor
    likeness = _background().likeness(query.descriptor, scores)
    features = unpack(query.features)
    cases = []
    for rank, at in enumerate(np.argsort(-scores, kind="stable")[:nearest].tolist()):
        photo, found = others[at], unpack(others[at].features)
        assert features is not None and found is not None
        comparison = replace(compare(features, found), points=np.zeros((0, 2, 2), np.float32))
        cases.append(
            Case(
                query.name,
                query.place,
                edit,
                photo.name,
                photo.place,
                float(scores[at]),
                rank,
                comparison,
                float(likeness[at]),
            )
        )
    return cases


def edit_cases(pair: tuple[tuple[Path, str, str], tuple[Path, str, str]]) -> list[Case]:
    """All edits of the first photo, each compared with the photos nearest to it, and where something foreign
    lies upon it with the second photo, on which the same lies.
    """
    cases = []
    with tempfile.TemporaryDirectory() as folder:
        for edit in EDITS:
            seen = _look_edited(pair[0], edit, Path(folder))
            cases += cases_of(seen, edit, nearest=NEAREST_TO_EDIT)
            if edit in FOREIGN:
                cases += cases_of(seen, edit, 1, [_look_edited(pair[1], edit, Path(folder))])
    return cases


def series_cases(photos: list[tuple[Path, str, str]]) -> list[Case]:
    """The photos of one place, each compared with those of it that are nearly alike."""
    seen = [found for found in map(look, photos) if found is not None]
    cases = []
    for query in seen:
        others = [other for other in seen if other.name != query.name]
        near = [other for other in others if float(other.descriptor @ query.descriptor) > NEARLY_ALIKE]
        if near:
            cases += cases_of(query, "", len(near), near)
    return cases


def _look_edited(item: tuple[Path, str, str], edit: str, folder: Path) -> Seen:
    path, name, place = item
    file = folder / "edit.jpg"
    with Image.open(path) as opened:
        file.write_bytes(edited(opened.convert("RGB"), edit, name))
    seen = look((file, name, place))
    assert seen is not None
    return seen


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


@cache
def _background() -> Background:
    card = _describer().card
    kept = kept_background(card.folder, card.sha256.get(WEIGHTS_FILE, ""))
    assert kept is not None, "the bundled network has one"
    return kept
