"""Descriptors of a benchmark in an .npz file, with what they were made by.

Photos are told by their names below the root and their file sizes, so the set may lie elsewhere when they are
loaded, and a photo that was replaced since is described anew.
"""

import contextlib
import os
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.evaluation.benchmark import Photo
from photosearch.evaluation.describing import Descriptors

_FORMAT = 1


@dataclass(frozen=True)
class Making:
    """How descriptors were made; only those made alike may be compared.

    model: the identity on the model's card. sizes: longer sides in pixels. how: the way they were combined,
    "" for one size.
    """

    dataset: str
    model: str
    sizes: tuple[int, ...]
    how: str

    def words(self) -> str:
        """For a person."""
        combined = f" by the {self.how}" if self.how else ""
        sizes = ", ".join(str(size) for size in self.sizes)
        return f"{self.dataset} by the model {self.model} at {sizes} px{combined}"


def save_descriptors(path: Path, descriptors: Descriptors, making: Making) -> None:
    """Write the photos that could be read; the file appears whole or not at all. Raises PhotosearchError."""
    rows = [row for row, photo in enumerate(descriptors.photos) if photo not in descriptors.unreadable]
    photos = [descriptors.photos[row] for row in rows]
    values = descriptors.values if len(rows) == len(descriptors.photos) else descriptors.values[rows]
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
        with os.fdopen(handle, "wb") as file:
            np.savez(
                file,
                format=np.array(_FORMAT),
                dataset=np.array(making.dataset),
                model=np.array(making.model),
                sizes=np.array(making.sizes, dtype=np.int64),
                how=np.array(making.how),
                names=np.array([photo.key for photo in photos], dtype=np.str_),
                bytes=np.array([_size(photo) for photo in photos], dtype=np.int64),
                descriptors=values,
            )
        os.replace(temporary, path)
    except OSError as error:
        raise PhotosearchError(f"{path} could not be written ({error.strerror or error}).") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def load_descriptors(path: Path, photos: Iterable[Photo], making: Making) -> dict[Photo, NDArray[np.float32]]:
    """Those of `photos` that are in the file unchanged, as views of one array.

    Raises PhotosearchError where the file cannot be read, is damaged or was made otherwise than `making`.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            if int(file["format"]) != _FORMAT:
                raise ValueError(f"format {int(file['format'])}")
            sizes = tuple(int(size) for size in file["sizes"])
            found = Making(str(file["dataset"]), str(file["model"]), sizes, str(file["how"]))
            names, file_sizes, values = file["names"], file["bytes"], file["descriptors"]
        if values.dtype != np.float32 or values.ndim != 2 or not len(names) == len(file_sizes) == len(values):
            raise ValueError("arrays that do not fit each other")
        if not np.isfinite(values).all():
            raise ValueError("numbers that are none")
    except OSError as error:
        raise PhotosearchError(f"{path} could not be read ({error.strerror or error}).") from error
    except (ValueError, KeyError, EOFError, TypeError, zipfile.BadZipFile) as error:
        raise PhotosearchError(
            f"{path} has no descriptors saved by photosearch evaluate ({error})."
        ) from error
    if found != making:
        raise PhotosearchError(
            f"{path} has descriptors of {found.words()}, but wanted are those of {making.words()}. They "
            "cannot be compared: choose the same set, model and sizes, or describe anew without --load."
        )
    row_of = {name: row for row, name in enumerate(names.tolist())}
    rows = ((photo, row_of.get(photo.key)) for photo in photos)
    return {photo: values[row] for photo, row in rows if row is not None and file_sizes[row] == _size(photo)}


def _size(photo: Photo) -> int:
    try:
        return os.stat(photo.path).st_size
    except OSError:
        return -1
