"""All that Photosearch keeps on disk: how much it is, a copy of it, and an end to it."""

import contextlib
import errno
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import appdirs

from photosearch.errors import PhotosearchError, UsageError
from photosearch.library import marks_file
from photosearch.library.acts import journal_file
from photosearch.library.acts.acting import BACKUPS_NAME, Acts
from photosearch.library.acts.acting import LOCK_NAME as ACTS_LOCK_NAME
from photosearch.library.connection import FILE_NAME, LOCK_NAME, OWNER_NAME, open_readable, printable
from photosearch.library.folders import LIST_NAME
from photosearch.library.marks import Marks
from photosearch.services.records import StoredPart, to_json
from photosearch.services.serving import Call, CancelledError

_NAME = "photosearch"
_SETTINGS = "settings.json"
_CHUNK = 1 << 20
# What lies in a library's folder, for one that is not in the data folder: nothing else there is ours.
_LIBRARY_FILES = (
    f"{FILE_NAME}*",
    "index-*.faiss",
    LIST_NAME,
    LOCK_NAME,
    OWNER_NAME,
    f"{marks_file.FILE_NAME}*",
    marks_file.LOCK_NAME,
    # What was damaged and set aside.
    "catalogue.damaged-*",
    marks_file.DAMAGED_NAMES,
    ".photosearch-*.part",
    f"{journal_file.FILE_NAME}*",
    journal_file.DAMAGED_NAMES,
    ACTS_LOCK_NAME,
    f"{BACKUPS_NAME}/*",
)
# The note in a PNG file that says who made it, with its length; it stands before the pixels, behind the
# photo's address, of which each byte may take three.
_OUR_NOTE = b"\0\0\0\x14tEXtSoftware\0Photosearch"
_NOTES = 16384


def data_folder() -> Path:
    """Library, networks of one's own, training runs, what can be undone."""
    return Path(appdirs.user_data_dir(_NAME, _NAME))


def config_folder() -> Path:
    """The settings."""
    return Path(appdirs.user_config_dir(_NAME, _NAME))


def cache_folder() -> Path:
    """What can be thrown away."""
    return Path(appdirs.user_cache_dir(_NAME, _NAME))


def log_folder() -> Path:
    """What went wrong."""
    return Path(appdirs.user_log_dir(_NAME, _NAME))


class OwnDataRequests:
    """Answers about the data of one library and what belongs to the person's Photosearch as a whole."""

    def __init__(self, library: Path) -> None:
        self._library = library

    def storage(self, call: Call) -> list[Any]:
        """Every part, with its size."""
        parts = [
            StoredPart("library", str(self._library), _size(_library_files(self._library), call), False),
            *(_part(name, folder, call) for name, folder in _folders()),
            StoredPart("thumbnails", _thumbnail_folder(), _size(own_thumbnails(), call), True),
        ]
        return [to_json(part) for part in parts]

    def clear(self, call: Call, name: str) -> None:
        """Throw a part away that can be made again."""
        if name == "thumbnails":
            for path in own_thumbnails():
                call.check()
                path.unlink(missing_ok=True)
            return
        folder = dict(_folders()).get(name)
        if folder is None or not _is_clearable(name):
            raise UsageError(f"{name} is not to be cleared.")
        for path in list(_files(folder)):
            call.check()
            with contextlib.suppress(OSError):
                path.unlink()

    def export_data(self, call: Call, path: str) -> None:
        """Copy library, settings, and the networks a person made into one ZIP file."""
        target = Path(path)
        part = target.with_name(target.name + ".part")
        try:
            with tempfile.TemporaryDirectory(prefix=".photosearch-", dir=target.parent) as scratch:
                entries = list(_exported(self._library, Path(scratch)))
                _write_zip(part, entries, call)
            os.replace(part, target)
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or error
            raise PhotosearchError(
                f"{printable(path)} could not be written ({reason}). Choose another place or free some space."
            ) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink()


def delete_all(library: Path) -> None:
    """Delete everything Photosearch ever wrote for this person and library; photos are not among it.

    No process may have the library open. Raises PhotosearchError where something cannot be deleted; the rest
    is deleted nevertheless.
    """
    problems: list[OSError] = []
    # Before its journal goes: some of it lies beside the photos.
    with contextlib.suppress(PhotosearchError):
        Acts(library).forget_all()
    for path in [*_library_files(library), *own_thumbnails()]:
        _try(problems, partial(path.unlink, missing_ok=True))
    for folder in (log_folder(), cache_folder(), config_folder(), data_folder()):
        _try(problems, partial(_delete_folder, folder))
    with contextlib.suppress(OSError):
        library.rmdir()
    if problems:
        error = problems[0]
        name = printable(error.filename) if error.filename else "Something"
        raise PhotosearchError(
            f"{name} could not be deleted ({error.strerror or error}). Close what uses it and try again."
        ) from error


def _try(problems: list[OSError], delete: Callable[[], object]) -> None:
    try:
        delete()
    except OSError as error:
        problems.append(error)


def _delete_folder(folder: Path) -> None:
    if not folder.is_symlink():
        if folder.exists():
            shutil.rmtree(folder)
        return
    place = folder.resolve()
    # Moved to another drive by the person. What is not named after us may hold more than we put there.
    if place.name != _NAME:
        raise OSError(errno.ENOTSUP, "a link to a folder of another name", str(place))
    if place.exists():
        shutil.rmtree(place)
    folder.unlink()


def own_thumbnails() -> Iterator[Path]:
    """The thumbnails in the shared cache that Photosearch made: other programs' are not ours to delete."""
    folder = Path(_thumbnail_folder())
    for path in _files(folder):
        with contextlib.suppress(OSError), open(path, "rb") as file:
            if _OUR_NOTE in file.read(_NOTES):
                yield path


def _thumbnail_folder() -> str:
    from photosearch.imaging.thumbnails import cache_root

    return os.path.join(cache_root(), "large")


def _folders() -> list[tuple[str, Path]]:
    return [
        ("models", data_folder() / "models"),
        ("runs", data_folder() / "runs"),
        ("queries", cache_folder() / "queries"),
        ("training", cache_folder() / "training"),
        ("features", cache_folder() / "features"),
        ("logs", log_folder()),
    ]


def _is_clearable(name: str) -> bool:
    return name in ("queries", "training", "features", "logs")


def _part(name: str, folder: Path, call: Call) -> StoredPart:
    return StoredPart(name, str(folder), _size(_files(folder), call), _is_clearable(name))


def _files(folder: Path) -> Iterator[Path]:
    for root, _, names in os.walk(folder):
        for name in names:
            yield Path(root, name)


def _library_files(library: Path) -> Iterator[Path]:
    for pattern in _LIBRARY_FILES:
        yield from library.glob(pattern)


def _size(paths: Iterator[Path], call: Call) -> int:
    total = 0
    for path in paths:
        call.check()
        with contextlib.suppress(OSError):
            total += path.stat().st_size
    return total


def _exported(library: Path, scratch: Path) -> Iterator[tuple[Path, str]]:
    """Files and their names in the ZIP file."""
    if (library / FILE_NAME).exists():
        copy = scratch / FILE_NAME
        # The catalogue may be written to meanwhile: SQLite copies it as of one moment.
        with closing(open_readable(library)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        yield copy, f"library/{FILE_NAME}"
    copy = scratch / marks_file.FILE_NAME
    with Marks.reading(library) as marks:
        marks.copy_to(copy)
    if copy.exists():
        yield copy, f"library/{marks_file.FILE_NAME}"
    if (library / LIST_NAME).exists():
        yield library / LIST_NAME, f"library/{LIST_NAME}"
    # Not all of that folder: macOS and Windows have settings and data in one.
    for path in config_folder().glob(f"{_SETTINGS}*"):
        yield path, f"settings/{printable(path.name)}"
    models = data_folder() / "models"
    for path in _files(models):
        yield path, f"models/{printable(path.relative_to(models).as_posix())}"


def _write_zip(target: Path, entries: list[tuple[Path, str]], call: Call) -> None:
    total = sum(path.stat().st_size for path, _ in entries)
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        call.progress([done, total])

    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path, name in entries:
            _add(archive, path, name, call, tell)


def _add(archive: zipfile.ZipFile, path: Path, name: str, call: Call, tell: Callable[[int], None]) -> None:
    with open(path, "rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            if call.cancelled.is_set():
                raise CancelledError
            target.write(chunk)
            tell(len(chunk))
