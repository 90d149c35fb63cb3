"""The photos of a library that can be learned from: those the person said belong together, and others."""

import os
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.errors import PhotosearchError
from photosearch.library.browsing import PhotoRow, by_id, newest_first, was_changed
from photosearch.library.connection import NoLibraryError, printable
from photosearch.library.filtering import EVERYTHING
from photosearch.library.library import Library
from photosearch.library.marking import path_now, photos_now
from photosearch.library.marks import SAME, MarkedPhoto, Marks
from photosearch.training.marked_places import TOO_FEW, enough, marked_places
from photosearch.training.photo_list import PhotoList

# Photos of no place that the places kept aside are searched among: what is measured is harder then, and
# closer to a search. Describing more of them would take longer than the training.
_OTHERS = 500


@dataclass(frozen=True)
class LibraryPlaces:
    """What there is to learn from. `photos` are those that can be found now; `missing` marked ones cannot;
    left_out: marks that contradict others; marks: how many say that two photos are the same.
    """

    photos: PhotoList
    missing: int
    left_out: int
    marks: int

    @property
    def sizes(self) -> list[int]:
        """The numbers of photos of the places."""
        return [len(photos) for _, photos in self.photos.classes]


def library_places(library: Path) -> LibraryPlaces:
    """The places that the person's marks make of the photos of the library in a folder.

    Of copies, byte for byte, one is taken. Raises PhotosearchError.
    """
    with ExitStack() as ends:
        marks = ends.enter_context(Marks.reading(library)).all()
        said = marked_places(marks)
        connection = None
        with suppress(NoLibraryError):
            connection = ends.enter_context(Library.reading(library)).connection
        marked = {photo.content_hash for mark in marks for photo in (mark.one, mark.other)}
        rows = photos_now(connection, marked)
        found = [[_at_hand(photo, rows.get(photo.content_hash, [])) for photo in p] for p in said.places]
        at_hand = [[photo for photo in photos if photo is not None] for photos in found]
        others = _others(connection, marked) if connection else []
    places = [photos for photos in at_hand if len(photos) > 1]
    return LibraryPlaces(
        PhotoList(library, list(zip(_names(places), places, strict=True)), others),
        missing=said.photos - sum(map(len, at_hand)),
        left_out=said.left_out,
        marks=sum(mark.says == SAME for mark in marks),
    )


def places_to_learn_from(library: Path) -> LibraryPlaces:
    """`library_places`; raises PhotosearchError where they are too few."""
    found = library_places(library)
    answer, sentence = enough(found.sizes)
    if answer == TOO_FEW:
        raise PhotosearchError(sentence)
    return found


def _at_hand(photo: MarkedPhoto, rows: Sequence[PhotoRow]) -> MarkedPhoto | None:
    """The photo at a path where it can be read, None where there is none."""
    unchanged = [row for row in rows if not was_changed(row) and os.path.isfile(row.path)]
    path = path_now(photo, unchanged)
    return MarkedPhoto(photo.content_hash, path) if os.path.isfile(path) else None


def _others(connection: sqlite3.Connection, marked: Collection[bytes]) -> list[MarkedPhoto]:
    """Photos of which nothing was said, spread over the library; the same ones for the same library."""
    ids = newest_first(connection, EVERYTHING)
    spread = np.linspace(0, len(ids) - 1, min(2 * _OTHERS, len(ids))).round().astype(int)
    found: dict[bytes, MarkedPhoto] = {}
    for row in by_id(connection, [ids[place] for place in np.unique(spread)]):
        if row.content_hash not in marked and row.folder_state != "offline" and os.path.isfile(row.path):
            found.setdefault(row.content_hash, MarkedPhoto(row.content_hash, row.path))
    return list(found.values())[:: max(1, len(found) // _OTHERS)][:_OTHERS]


def _names(places: Sequence[Sequence[MarkedPhoto]]) -> list[str]:
    """A name for each place: that of the photo that was marked first, with a number where it is taken."""
    names: list[str] = []
    for photos in places:
        stem = printable(os.path.splitext(os.path.basename(photos[0].path))[0])
        name, number = stem, 2
        while name in names:
            name, number = f"{stem} ({number})", number + 1
        names.append(name)
    return names
