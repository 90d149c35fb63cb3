"""Groups of copies among 100,000 photos, without looking at pictures, and the pairs that would be looked at.

The catalogue is real, the descriptors are made: directions of 48 dimensions are as near to each other as
everyday photos are with the bundled network (above 0.3 and 0.4 are 1.5 % and 0.2 % of all pairs, there 1.0 %
and 0.27 %), and a third of the photos are of scenes of six. 15,000 are planted copies of others, as like them
as edits are (dot product 0.5 to 0.99), and 2,000 files equal another.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.library.connection import transaction
from photosearch.library.folders import add_folder
from photosearch.library.library import Library
from photosearch.network.card import ModelCard
from photosearch.network.models import find_model
from photosearch.search.groups.finding import find_groups
from photosearch.search.groups.grouping import LEAST, NEAREST, QUICK_COPY, Group, current
from photosearch.search.groups.near_pairs import near_pairs
from tests.benchmarks.figures import Figure

COUNT, COPIES, EQUAL = 100_000, 15_000, 2_000
_DIMENSIONS = 48
_SCENE = 6
_PER_DIRECTORY = 500


@dataclass(frozen=True)
class Planted:
    """n x D float32 descriptors; the last COPIES are copies of those in `originals`, with this `likeness`."""

    vectors: np.ndarray
    originals: np.ndarray
    likeness: np.ndarray

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Original and copy, by number."""
        first = len(self.vectors) - len(self.originals)
        return [(original, first + at) for at, original in enumerate(self.originals.tolist())]


def run(workdir: Path) -> list[Figure]:
    """One run of each."""
    planted = plant(find_model(None).dimension)
    with Library.writing(workdir / "library") as library:
        _fill(library, workdir / "photos", planted.vectors)
    with Library.reading(workdir / "library") as library:
        store = library.descriptors(find_model(None))
        started = time.perf_counter()
        groups = current(find_groups(library.connection, store, None))
        quick = time.perf_counter() - started
        started = time.perf_counter()
        hashes = [_hash(number) for number in range(COUNT)]
        pairs = near_pairs(store.of_contents(hashes), LEAST, NEAREST)
        looking = time.perf_counter() - started
    return [
        Figure(f"groups of {COUNT:,} photos without verification", quick, "s", 90),
        *_quick_figures(groups, planted),
        Figure("finding the pairs to verify", looking, "s", 90),
        Figure("pairs to verify, each photo", len(pairs) / COUNT, ""),
        *_pair_figures(set(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True)), planted),
    ]


def _quick_figures(groups: list[Group], planted: Planted) -> Iterator[Figure]:
    equal = sum(len(group.members) - len({m.photo.content_hash for m in group.members}) for group in groups)
    yield Figure("equal files found", equal, "", EQUAL, at_most=False)
    together = _pairs_in(groups)
    # A descriptor is kept in float16: what lies on the threshold may fall on either side.
    close = planted.likeness > QUICK_COPY + 0.001
    grouped = np.array([pair in together for pair in planted.pairs])
    yield Figure(
        "grouped of the planted copies that are near enough", 100 * grouped[close].mean(), "%", 99, False
    )
    yield Figure("pairs grouped beside the planted", len(together - set(planted.pairs)), "")


def _pair_figures(listed: set[tuple[int, int]], planted: Planted) -> Iterator[Figure]:
    found = np.array([pair in listed for pair in planted.pairs])
    for low, high in ((0.5, 0.6), (0.6, 0.8), (0.8, 1.0)):
        here = (planted.likeness >= low) & (planted.likeness < high)
        name = f"among them of the planted copies of likeness {low} to {high}"
        yield Figure(name, 100 * found[here].mean(), "%", 90, at_most=False)


def plant(dimension: int, count: int = COUNT, copies: int = COPIES) -> Planted:
    """Descriptors of photos, the last of them copies of others."""
    random = np.random.default_rng(5)
    plane = np.linalg.qr(random.normal(size=(dimension, _DIMENSIONS)))[0].T.astype(np.float32)
    photos = count - copies
    scenes = _unit(random.normal(size=(photos, _DIMENSIONS)))
    # Every third photo shows what one of five others shows, the others something of their own.
    of = np.where(np.arange(photos) % 3 == 0, np.arange(photos) // (3 * _SCENE), np.arange(photos))
    vectors = _unit(scenes[of] + 0.65 * _unit(random.normal(size=(photos, _DIMENSIONS)))) @ plane
    originals = random.permutation(photos)[:copies]
    likeness = random.uniform(0.5, 0.99, copies).astype(np.float32)
    away = random.normal(size=(copies, dimension)).astype(np.float32)
    away -= (away * vectors[originals]).sum(axis=1, keepdims=True) * vectors[originals]
    edited = likeness[:, None] * vectors[originals] + np.sqrt(1 - likeness[:, None] ** 2) * _unit(away)
    return Planted(np.vstack([vectors, edited]).astype(np.float32), originals, likeness)


def _unit(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _hash(number: int) -> bytes:
    return number.to_bytes(16, "big")


def _fill(library: Library, photos: Path, vectors: np.ndarray) -> None:
    """As indexing would leave it: 100,000 contents, and some files more."""
    card: ModelCard = find_model(None)
    photos.mkdir()
    folder = add_folder(library.connection, os.fsencode(photos)).folder
    model_id = library.register(card)
    run = library.connection.execute
    with transaction(library.connection):
        for number in range(COUNT + EQUAL):
            directory = number // _PER_DIRECTORY + 1
            if number % _PER_DIRECTORY == 0:
                run(
                    "INSERT INTO directories VALUES (?, ?, ?, NULL)",
                    (directory, folder.id, b"%05d" % directory),
                )
            content = number % COUNT + 1
            if number < COUNT:
                run(
                    "INSERT INTO contents (id, hash, file_size, width, height, format)"
                    " VALUES (?, ?, 4000000, 4000, 3000, 'JPEG')",
                    (content, _hash(number)),
                )
                run(
                    "INSERT INTO descriptors (model_id, content_id, descriptor) VALUES (?, ?, ?)",
                    (model_id, content, vectors[number].astype("<f2").tobytes()),
                )
            run(
                "INSERT INTO photos (directory_id, name, size, mtime_ns, content_id)"
                " VALUES (?, ?, 4000000, 1, ?)",
                (directory, b"IMG_%06d.jpg" % number, content),
            )


def _pairs_in(groups: list[Group]) -> set[tuple[int, int]]:
    """Pairs of contents that share a group."""
    found = set()
    for group in groups:
        contents = sorted({int.from_bytes(member.photo.content_hash, "big") for member in group.members})
        found |= {(one, other) for at, one in enumerate(contents) for other in contents[at + 1 :]}
    return found
