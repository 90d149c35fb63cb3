"""Sets of photos as folders: one folder for each class, and photos of no class (distractors)."""

import hashlib
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.imaging.formats import is_photo_name

NO_CLASS = -1


@dataclass(frozen=True)
class PhotoSet:
    """Photos and their classes.

    paths: of N photos. labels: N int64, an index into `classes` or `NO_CLASS`. contents: what tells each of N
    photos wherever it lies, empty where its name does.
    """

    paths: Sequence[Path]
    labels: NDArray[np.int64]
    classes: Sequence[str]
    contents: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.paths)

    def select(self, rows: Sequence[int]) -> "PhotoSet":
        """The set of these photos alone."""
        contents = [self.contents[row] for row in rows] if self.contents else ()
        return PhotoSet([self.paths[row] for row in rows], self.labels[list(rows)], self.classes, contents)

    def without(self, classes: Collection[str | None]) -> "PhotoSet":
        """The set without the photos of these classes; None stands for those of no class."""
        return self.select([row for row in range(len(self)) if self._class_of(row) not in classes])

    def only(self, classes: Collection[str | None]) -> "PhotoSet":
        """The photos of these classes alone; None stands for those of no class."""
        return self.select([row for row in range(len(self)) if self._class_of(row) in classes])

    def _class_of(self, row: int) -> str | None:
        label = self.labels[row]
        return None if label == NO_CLASS else self.classes[label]

    def with_distractors(self, folder: Path) -> "PhotoSet":
        """This set and all photos in and below `folder`, which belong to no class."""
        added = photos_in(folder)
        if not added:
            raise PhotosearchError(f"There are no photos in {folder}.")
        labels = np.concatenate([self.labels, np.full(len(added), NO_CLASS)])
        contents = [*self.contents, *map(_name, added)] if self.contents else ()
        return PhotoSet([*self.paths, *added], labels, self.classes, contents)

    def fingerprint(self) -> str:
        """A digest of names, or contents, classes and file sizes: the same as long as the set is the same."""
        digest = hashlib.sha256()
        names = self.contents or [_name(path) for path in self.paths]
        for path, name, label in zip(self.paths, names, self.labels, strict=True):
            digest.update(f"{name}\0{label}\0{path.stat().st_size}\n".encode(errors="surrogateescape"))
        return digest.hexdigest()


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def load_photo_set(folder: Path) -> PhotoSet:
    """The photos of `folder`/CLASS/..., classes and photos sorted by name; hidden ones are left out. The
    name of a list of photos (`photo_list`) can stand for that of a folder.

    Raises PhotosearchError where there are fewer than two classes of at least two photos: there would be
    nothing to tell apart.
    """
    if folder.is_file():
        from photosearch.training.photo_list import load_photo_list

        return load_photo_list(folder)
    if not folder.is_dir():
        raise PhotosearchError(f"{folder} is not a folder.")
    subfolders = sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")
    photos = [(path.name, photos_in(path)) for path in subfolders]
    photos = [(name, paths) for name, paths in photos if paths]
    if sum(len(paths) > 1 for _, paths in photos) < 2:
        raise PhotosearchError(
            f"{folder} needs at least two folders with at least two photos each, one folder for each place."
        )
    labels = np.repeat(np.arange(len(photos)), [len(paths) for _, paths in photos])
    return PhotoSet([path for _, paths in photos for path in paths], labels, [name for name, _ in photos])


def photos_in(folder: Path) -> list[Path]:
    """All photos in and below `folder`, told by their names, sorted; hidden ones are left out."""
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != ".")
        found += [Path(parent, name) for name in sorted(names) if name[0] != "." and is_photo_name(name)]
    return [path for path in found if path.is_file()]  # a link may lead nowhere
