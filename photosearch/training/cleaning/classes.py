"""The photos of a folder-per-class set."""

import os

from photosearch.errors import UsageError
from photosearch.imaging.formats import is_photo_name


def list_classes(folder: bytes) -> dict[bytes, list[bytes]]:
    """Each direct subfolder (a class) with the paths of all photos below it, sorted; hidden names stay out.

    Raises UsageError where there is no such subfolder with photos.
    """
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if _is_class(entry))
    except OSError as error:
        raise UsageError(f"{os.fsdecode(folder)} cannot be read ({error.strerror or error}).") from error
    found = {name: _photos(os.path.join(folder, name)) for name in names}
    classes = {name: photos for name, photos in found.items() if photos}
    if not classes:
        raise UsageError(
            f"{os.fsdecode(folder)} has no subfolders with photos: one subfolder for each class is needed."
        )
    return classes


def _is_class(entry: os.DirEntry[bytes]) -> bool:
    return entry.is_dir() and not entry.name.startswith(b".")


def _photos(folder: bytes) -> list[bytes]:
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(b"."))
        wanted = (name for name in names if is_photo_name(name) and not name.startswith(b"."))
        found += [os.path.join(place, name) for name in wanted]
    return sorted(found)
