"""Photos as a person counts them: a RAW file and the JPEG beside it are one photo."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from photosearch.imaging.formats import EXTENSIONS, RAW_FORMATS
from photosearch.imaging.metadata import seconds_apart
from photosearch.library.browsing import PhotoRow, all_photos
from photosearch.library.filtering import EVERYTHING, PhotoFilter

# A RAW and its JPEG carry one time; more than this apart they are two shots that share a name.
_ONE_SHOT_S = 2.0
_PHOTO_EXTENSION = re.compile(
    b"(" + b"|".join(re.escape(ending.encode()) for ending in sorted(EXTENSIONS)) + rb")\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Member:
    """One photo: `photo` is the file that is looked at (of RAW and JPEG the JPEG), `files` all files of it by
    name, `photo` among them.
    """

    photo: PhotoRow
    files: tuple[PhotoRow, ...]

    @property
    def path(self) -> bytes:
        """Where the file lies that is looked at."""
        return self.photo.path

    @property
    def hashes(self) -> frozenset[bytes]:
        """The contents of all its files."""
        return frozenset(row.content_hash for row in self.files)

    @property
    def file_size(self) -> int:
        """Bytes of all its files."""
        return sum(row.file_size for row in self.files)

    @property
    def offline(self) -> bool:
        """Whether it lies on a drive that is away."""
        return self.photo.folder_state == "offline"


def members_of(connection: sqlite3.Connection, wanted: PhotoFilter = EVERYTHING) -> list[Member]:
    """The photos of the library that pass, by path."""
    rows = all_photos(connection, wanted)
    found: list[Member] = []
    for _, inside in groupby(rows, key=lambda row: (row.folder_id, row.directory)):
        found += _members_of_directory(inside)
    return sorted(found, key=lambda member: member.path)


def _members_of_directory(rows: Iterable[PhotoRow]) -> list[Member]:
    by_stem: dict[bytes, list[PhotoRow]] = {}
    for row in rows:
        by_stem.setdefault(_stem(row.name), []).append(row)
    found: list[Member] = []
    for files in by_stem.values():
        if len(files) > 1 and _is_one_photo(files):
            ordered = tuple(sorted(files, key=lambda row: row.name))
            found.append(Member(_looked_at(ordered), ordered))
        else:
            found += [Member(row, (row,)) for row in files]
    return found


def _stem(name: bytes) -> bytes:
    """IMG_1 of IMG_1.CR2, img_1.jpg and IMG_1.CR2.jpg."""
    stem = _PHOTO_EXTENSION.sub(b"", name)
    return (_PHOTO_EXTENSION.sub(b"", stem) or stem or name).lower()


def _is_one_photo(files: list[PhotoRow]) -> bool:
    """A RAW and what was developed from it; two developed files alone may well be copies of each other."""
    raw = [row for row in files if is_raw(row)]
    if not raw or len(raw) == len(files):
        return False
    times = [row.taken for row in files]
    return all((seconds_apart(times[0], time) or 0.0) <= _ONE_SHOT_S for time in times[1:])


def _looked_at(files: tuple[PhotoRow, ...]) -> PhotoRow:
    developed = [row for row in files if not is_raw(row)]
    return max(developed, key=lambda row: row.width * row.height)


def is_raw(row: PhotoRow) -> bool:
    """Whether the file holds what the sensor saw."""
    return row.format in RAW_FORMATS


def exact_groups(members: Iterable[Member]) -> list[list[Member]]:
    """Members that hold the same content together, each in one list, also those that are alone.

    What is looked at counts; a RAW alone belongs to those that all have this RAW beside their JPEG.
    """
    by_content: dict[bytes, list[Member]] = {}
    for member in members:
        by_content.setdefault(member.photo.content_hash, []).append(member)
    pairs: dict[bytes, bytes] = {}
    for content, together in by_content.items():
        for shared in frozenset.intersection(*(member.hashes for member in together)) - {content}:
            pairs.setdefault(shared, content)
    for raw, content in pairs.items():
        if raw in by_content and content in by_content:
            by_content[content] += by_content.pop(raw)
    return list(by_content.values())
