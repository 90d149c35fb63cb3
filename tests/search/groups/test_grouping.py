"""Groups by descriptors alone, of files that hold what a test wants of them."""

import os
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import pytest

from photosearch.library.browsing import PhotoRow
from photosearch.library.filtering import PhotoFilter
from photosearch.library.library import Library
from photosearch.library.marks import Pair, pair
from photosearch.search.groups.finding import find_groups
from photosearch.search.groups.grouping import KINDS, Group, Grouping, current
from photosearch.search.groups.members import members_of
from tests.search.groups.catalogue import CARD, File, record, unit

# Cosines between A and B, and B and C, are 0.99; between A and C 0.95.
A, B, C = unit(0.8, 0.6), unit(0.884, 0.468), unit(0.946, 0.324)
CAMERA = "Canon EOS 5D"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(os.path.realpath(tmp_path)) / "photos"


def told(
    library: Library,
    kinds: Collection[str] = KINDS,
    different: Collection[Pair] = (),
    below: Path | None = None,
) -> list[Group]:
    wanted = PhotoFilter(below=None if below is None else os.fsencode(below))
    store = library.descriptors(CARD)
    return list(find_groups(library.connection, store, None, wanted=wanted, kinds=kinds, different=different))


def names(groups: list[Group]) -> list[tuple[str, list[str]]]:
    return [(group.kind, [os.fsdecode(member.photo.name) for member in group.members]) for group in groups]


def test_chain_is_no_group(library: Library, folder: Path) -> None:
    files = {"a.jpg": File("a", vector=A), "b.jpg": File("b", vector=B), "c.jpg": File("c", vector=C)}
    record(library, folder, files)
    (group,) = names(current(told(library)))
    assert group[0] == "copy" and len(group[1]) == 2 and "b.jpg" in group[1]


def test_exact_duplicates_come_first_and_lie_in_the_group_of_their_copies(
    library: Library, folder: Path
) -> None:
    files = {"a.jpg": File("a", vector=A), "x/a2.jpg": File("a", vector=A), "b.jpg": File("b", vector=B)}
    record(library, folder, files | {"z.jpg": File("z", vector=-A), "z2.jpg": File("z", vector=-A)})
    groups = told(library)
    assert names(groups[:2]) == [("exact", ["a.jpg", "a2.jpg"]), ("exact", ["z.jpg", "z2.jpg"])]
    assert names(current(groups)) == [("exact", ["z.jpg", "z2.jpg"]), ("copy", ["a.jpg", "b.jpg", "a2.jpg"])]
    assert names(told(library, ["exact"])) == names(groups[:2])
    assert names(current(told(library, ["copy"]))) == [("copy", ["a.jpg", "b.jpg", "a2.jpg"])]


def test_what_the_person_told_apart_stays_apart(library: Library, folder: Path) -> None:
    record(library, folder, {"a.jpg": File("a", vector=A), "b.jpg": File("b", vector=B)})
    contents = [row[0] for row in library.connection.execute("SELECT hash FROM contents ORDER BY hash")]
    assert names(told(library)) == [("copy", ["a.jpg", "b.jpg"])]
    assert told(library, different=[pair(*contents)]) == []
    assert told(library, different=[pair(contents[0], b"elsewhere")]) != []


def test_only_below_a_folder(library: Library, folder: Path) -> None:
    record(
        library,
        folder,
        {"a.jpg": File("a", vector=A), "in/b.jpg": File("b", vector=B), "in/c.jpg": File("b")},
    )
    assert names(told(library, below=folder / "in")) == [("exact", ["b.jpg", "c.jpg"])]


def shots(*seconds: float, camera: str | None = CAMERA) -> dict[str, File]:
    """Photos of one view, so many seconds after ten o'clock."""
    return {
        f"IMG_{1000 + number}.jpg": File(f"{number}", taken=f"2024-05-01T10:00:{second:04.1f}", camera=camera)
        for number, second in enumerate(seconds)
    }


def test_burst_is_no_group_of_copies(library: Library, folder: Path) -> None:
    another = File("another", taken="2024-05-01T10:00:02", camera="Pixel 7")
    record(library, folder, shots(1, 2, 2, 9, 30) | {"another.jpg": another})
    assert names(current(told(library))) == [
        ("burst", ["IMG_1000.jpg", "IMG_1001.jpg", "IMG_1002.jpg", "IMG_1003.jpg"])
    ]


def test_long_burst_is_cut_where_its_ends_are_too_far_apart(library: Library, folder: Path) -> None:
    record(library, folder, shots(*range(0, 40, 2)))
    groups = current(told(library, ["burst"]))
    assert sum(len(group.members) for group in groups) == 20
    for group in groups:
        times = [float(str(member.photo.taken)[-4:]) for member in group.members]
        assert max(times) - min(times) <= 10


def test_of_copies_the_largest_takes_part_in_the_burst(library: Library, folder: Path) -> None:
    small = File("small", taken="2024-05-01T10:00:01", camera=CAMERA, size=(400, 300))
    record(library, folder, shots(1, 2) | {"IMG_1000 small.jpg": small})
    assert names(current(told(library))) == [
        ("copy", ["IMG_1000 small.jpg", "IMG_1000.jpg"]),
        ("burst", ["IMG_1000.jpg", "IMG_1001.jpg"]),
    ]


def test_raw_is_no_duplicate_of_its_jpeg_wherever_that_lies(library: Library, folder: Path) -> None:
    record(library, folder, {"raw/1.cr2": File("raw", "CR2"), "jpeg/1.jpg": File("jpeg")})
    assert told(library) == []


def test_groups_do_not_hang_on_the_order_of_indexing(tmp_path: Path) -> None:
    files = {f"{n}.jpg": File(f"{n}", vector=vector) for n, vector in enumerate([A, B, C, B, A, C, B])}
    found = []
    for name, order in (("one", sorted(files)), ("other", sorted(files, reverse=True))):
        with Library.writing(tmp_path / name) as library:
            for below in order:
                record(library, tmp_path / "photos" / name, {below: files[below]})
            found.append(names(current(told(library))))
    assert found[0] == found[1] and found[0]


def test_nothing_to_group(library: Library, folder: Path) -> None:
    assert told(library) == []
    record(library, folder, {"a.jpg": File("a")})
    assert told(library) == []


def test_pairs_are_verified_best_first(library: Library, folder: Path) -> None:
    """Also where others lie nearer by path."""
    random = np.random.default_rng(1)
    rows = np.abs(random.normal(size=(60, 6)))
    vectors = [unit(*(row / np.linalg.norm(row))) for row in rows]
    record(library, folder, {f"{n:02}.jpg": File(f"{n}", vector=v) for n, v in enumerate(vectors)})
    vector_of = {f"{n:02}.jpg".encode(): vector for n, vector in enumerate(vectors)}
    asked: list[float] = []

    def judge(pairs: Sequence[tuple[PhotoRow, PhotoRow]]) -> list[None]:
        asked.extend(float(vector_of[one.name] @ vector_of[other.name]) for one, other in pairs)
        return [None] * len(pairs)

    grouping = Grouping(library.descriptors(CARD).of_contents, judge)
    assert list(grouping.run(members_of(library.connection))) == []
    bands = np.floor(np.array(asked) * 10).tolist()
    assert len(set(bands)) > 2 and bands == sorted(bands, reverse=True)
