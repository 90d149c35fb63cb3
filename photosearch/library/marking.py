"""From paths a person names to the contents that are marked, and from marks to where the photos are."""

import os
import sqlite3
from collections.abc import Callable, Collection, Sequence

from photosearch.imaging.failures import ReadError
from photosearch.library.browsing import PhotoRow, at_path, by_content, was_changed
from photosearch.library.marks import Mark, MarkedPhoto

Read = Callable[[bytes], bytes]
"""reads a picture and returns its content hash; raises ReadError"""
Changed = Callable[[PhotoRow], bool | None]
"""whether a file holds something else than when it was indexed"""


def photo_at(
    path: bytes,
    connection: sqlite3.Connection | None,
    read: Read,
    known: Sequence[Mark] = (),
    changed: Changed = was_changed,
) -> MarkedPhoto:
    """The content of a file: as the catalogue has it where the file is as it was, or is away; else `read`.

    Of a file that is gone, what lay there when something was last said of it, in `known`. Raises ReadError.
    """
    path = os.path.abspath(path)
    path = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    photo = at_path(connection, path) if connection is not None else None
    if photo is not None and not changed(photo):
        return MarkedPhoto(photo.content_hash, path)
    try:
        return MarkedPhoto(read(path), path)
    except ReadError:
        for mark in known:
            for marked in (mark.one, mark.other):
                if marked.path == path:
                    return marked
        raise


def photos_now(
    connection: sqlite3.Connection | None, hashes: Collection[bytes]
) -> dict[bytes, list[PhotoRow]]:
    """The photos of the library that hold these contents, those in folders that are there first."""
    rows = by_content(connection, hashes) if connection is not None else []
    found: dict[bytes, list[PhotoRow]] = {}
    for row in sorted(rows, key=lambda row: (row.folder_state == "offline", row.id)):
        found.setdefault(row.content_hash, []).append(row)
    return found


def path_now(photo: MarkedPhoto, rows: Sequence[PhotoRow]) -> bytes:
    """Where a photo is: where it was when it was marked if a file of the library is still there, else where
    one is now, else where it was.
    """
    paths = [row.path for row in rows]
    return photo.path if photo.path in paths or not paths else paths[0]
