"""A list of photos that lie anywhere, with their classes: what a training from the library is recorded as.

Photos are told by their content, and found through the library where they were moved since.
"""

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from photosearch.errors import PhotosearchError
from photosearch.files import write_atomically
from photosearch.library.library import Library
from photosearch.library.marking import photos_now
from photosearch.library.marks import MarkedPhoto
from photosearch.training.photo_sets import NO_CLASS, PhotoSet

FILE_NAME = "photos.json"


@dataclass(frozen=True)
class PhotoList:
    """classes: names and photos; others: photos of no class. `library` is the folder of the library that
    knows where they are.
    """

    library: Path
    classes: Sequence[tuple[str, Sequence[MarkedPhoto]]]
    others: Sequence[MarkedPhoto]

    def save(self, path: Path) -> None:
        """Write it to a file. Raises PhotosearchError."""
        values = {
            "library": os.fspath(self.library),
            "classes": [
                {"name": name, "photos": [_photo_values(photo) for photo in photos]}
                for name, photos in self.classes
            ],
            "others": [_photo_values(photo) for photo in self.others],
        }
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, json.dumps(values, indent=1).encode("ascii"))
        except OSError as error:
            raise PhotosearchError(f"{path} could not be written ({error.strerror or error}).") from error


def load_photo_list(path: Path) -> PhotoSet:
    """The photos of a list, where they are now; those that are nowhere any more are left out.

    Raises PhotosearchError where it cannot be read, or has fewer than two classes of two photos.
    """
    try:
        values: dict[str, Any] = json.loads(path.read_text("ascii"))
        listed = [
            (label, entry["content"], entry["path"])
            for label, photos in enumerate(_classes(values))
            for entry in photos
        ]
        listed += [(NO_CLASS, entry["content"], entry["path"]) for entry in values["others"]]
        names = [found["name"] for found in values["classes"]]
        library = Path(values["library"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise PhotosearchError(f"{path} is no list of photos ({error}).") from error
    paths = _where(library, {content: path for _, content, path in listed})
    listed = [entry for entry in listed if entry[1] in paths]
    labels = np.array([label for label, _, _ in listed], np.int64)
    if np.count_nonzero(np.bincount(labels[labels != NO_CLASS], minlength=1) > 1) < 2:
        raise PhotosearchError("At least two places with two photos each that can be found are needed.")
    contents = [content for _, content, _ in listed]
    return PhotoSet([Path(paths[content]) for content in contents], labels, names, contents)


def _classes(values: dict[str, Any]) -> Iterable[list[dict[str, str]]]:
    return (found["photos"] for found in values["classes"])


def _where(library: Path, listed: dict[str, str]) -> dict[str, str]:
    """The paths of contents that are somewhere: as listed, or where the library has them now."""
    found = {content: path for content, path in listed.items() if os.path.isfile(path)}
    lost = [bytes.fromhex(content) for content in listed if content not in found]
    with suppress(PhotosearchError), Library.reading(library) as opened:
        for content, rows in photos_now(opened.connection, lost).items():
            for row in rows:
                if os.path.isfile(row.path):
                    found.setdefault(content.hex(), os.fsdecode(row.path))
    return found


def _photo_values(photo: MarkedPhoto) -> dict[str, str]:
    return {"content": photo.content_hash.hex(), "path": os.fsdecode(photo.path)}
