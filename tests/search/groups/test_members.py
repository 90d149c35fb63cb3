"""Which files are one photo, and which photos are exact duplicates."""

import os
from pathlib import Path

import pytest

from photosearch.library.filtering import PhotoFilter
from photosearch.library.library import Library
from photosearch.search.groups.members import Member, exact_groups, members_of
from tests.search.groups.catalogue import File, record

NOON = "2024-05-01T12:00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(os.path.realpath(tmp_path)) / "photos"


def below(folder: Path, member: Member) -> tuple[str, list[str]]:
    """What is looked at, and all files."""
    names = [os.path.relpath(os.fsdecode(row.path), folder) for row in member.files]
    return os.path.relpath(os.fsdecode(member.path), folder), names


@pytest.mark.parametrize(
    ("files", "photos"),
    [
        pytest.param(
            {"IMG_1.CR2": File("raw", "CR2", NOON), "img_1.jpg": File("jpeg", taken=NOON)},
            [("img_1.jpg", ["IMG_1.CR2", "img_1.jpg"])],
            id="RAW and JPEG, whatever their case",
        ),
        pytest.param(
            {"a.nef": File("raw", "NEF"), "a.NEF.jpg": File("jpeg"), "a.heic": File("heic", size=(9, 9))},
            [("a.NEF.jpg", ["a.NEF.jpg", "a.heic", "a.nef"])],
            id="named after the RAW; the largest is looked at",
        ),
        pytest.param(
            {"a.heic": File("heic", "HEIF"), "a.jpg": File("jpeg")},
            [("a.heic", ["a.heic"]), ("a.jpg", ["a.jpg"])],
            id="without a RAW they may be copies",
        ),
        pytest.param(
            {"a.cr2": File("raw", "CR2"), "a.dng": File("converted", "DNG")},
            [("a.cr2", ["a.cr2"]), ("a.dng", ["a.dng"])],
            id="two RAW files alone",
        ),
        pytest.param(
            {"a.cr2": File("raw", "CR2", NOON), "a.jpg": File("jpeg", taken="2023-01-01T00:00:00")},
            [("a.cr2", ["a.cr2"]), ("a.jpg", ["a.jpg"])],
            id="two shots that share a name",
        ),
        pytest.param(
            {"raw/a.cr2": File("raw", "CR2"), "a.jpg": File("jpeg")},
            [("a.jpg", ["a.jpg"]), ("raw/a.cr2", ["raw/a.cr2"])],
            id="in two folders",
        ),
        pytest.param(
            {"a.jpg.jpg": File("one"), "a.jpg": File("other")},
            [("a.jpg", ["a.jpg"]), ("a.jpg.jpg", ["a.jpg.jpg"])],
            id="one name in another",
        ),
    ],
)
def test_files_of_one_photo(
    library: Library, folder: Path, files: dict[str, File], photos: list[tuple[str, list[str]]]
) -> None:
    record(library, folder, files)
    assert [below(folder, member) for member in members_of(library.connection)] == photos


def test_only_the_photos_that_pass(library: Library, folder: Path) -> None:
    record(library, folder, {"a/1.jpg": File("1"), "b/2.jpg": File("2"), "b/c/3.jpg": File("3")})
    wanted = PhotoFilter(below=os.fsencode(folder / "b"))
    found = [below(folder, member)[0] for member in members_of(library.connection, wanted)]
    assert found == ["b/2.jpg", "b/c/3.jpg"]


def exact(library: Library, folder: Path) -> list[list[str]]:
    groups = exact_groups(members_of(library.connection))
    return sorted(sorted(below(folder, member)[0] for member in group) for group in groups if len(group) > 1)


def test_pairs_in_two_folders_are_duplicates_as_pairs(library: Library, folder: Path) -> None:
    pair = {"1.cr2": File("raw", "CR2"), "1.jpg": File("jpeg")}
    record(library, folder, {f"{place}/{name}": file for place in "ab" for name, file in pair.items()})
    assert exact(library, folder) == [["a/1.jpg", "b/1.jpg"]]


@pytest.mark.parametrize(
    ("lone", "file"), [("b/1.jpg", File("jpeg")), ("b/1.cr2", File("raw", "CR2"))], ids=["JPEG", "RAW"]
)
def test_lone_file_of_a_pair_is_its_duplicate(library: Library, folder: Path, lone: str, file: File) -> None:
    pair = {"a/1.cr2": File("raw", "CR2"), "a/1.jpg": File("jpeg")}
    record(library, folder, pair | {lone: file})
    assert exact(library, folder) == [["a/1.jpg", lone]]


def test_pair_does_not_join_a_lone_raw_with_a_lone_jpeg(library: Library, folder: Path) -> None:
    """They would be duplicates of each other then."""
    pair = {"a/1.cr2": File("raw", "CR2"), "a/1.jpg": File("jpeg")}
    record(library, folder, pair | {"b/1.jpg": File("jpeg"), "c/1.cr2": File("raw", "CR2")})
    assert exact(library, folder) == [["a/1.jpg", "b/1.jpg"]]
