"""The trash of Linux and BSD desktops, as freedesktop.org's Trash Specification 1.0 lays it down.

A trash folder holds the files in `files` and, in `info`, a NAME.trashinfo for each: its path, percent-encoded
byte by byte; relative to the top of its drive, except in the home trash.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from photosearch.library.mounts import mount_point

_SUFFIX = b".trashinfo"
_MOST_BYTES = 65_536
# A trash may keep its time in whole seconds, seconds.
_SLACK_S = 2.0


@dataclass(frozen=True)
class _Trash:
    """A trash folder, and what the paths in it are relative to."""

    folder: bytes
    top: bytes

    def kept_at(self, name: bytes) -> bytes:
        return os.path.join(self.folder, b"files", name)

    def info_of(self, name: bytes) -> bytes:
        return os.path.join(self.folder, b"info", name + _SUFFIX)

    def original_path(self, name: bytes) -> bytes | None:
        """Where the file was; None where there is no such entry."""
        try:
            with open(self.info_of(name), "rb") as file:
                lines = file.read(_MOST_BYTES).split(b"\n")
        except OSError:
            return None
        for line in lines:
            key, _, value = line.partition(b"=")
            if key.strip() == b"Path":
                return os.path.normpath(os.path.join(self.top, unquote_to_bytes(value.strip())))
        return None


def find(path: bytes, file: tuple[int, int], since: float) -> bytes | None:
    """Where the file lies that was moved to the trash at `since` (seconds since 1970) or later.

    file: its device and inode, as `lstat` said of it at `path`.
    """
    named = {path, os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))}
    for trash in _trashes(path):
        for name in _names(trash, os.path.basename(path), file, since):
            if trash.original_path(name) in named:
                return trash.kept_at(name)
    return None


def original_path(kept_at: bytes) -> bytes | None:
    """Where a file in a trash was; None where it is in none."""
    trash = _trash_of(kept_at)
    return trash.original_path(os.path.basename(kept_at)) if trash else None


def forget(kept_at: bytes) -> None:
    """Take the entry of a file that has left the trash out of it."""
    trash = _trash_of(kept_at)
    if trash is not None:
        with contextlib.suppress(OSError):
            os.unlink(trash.info_of(os.path.basename(kept_at)))


def forget_unfinished(path: bytes, since: float) -> None:
    """Take out entries for a file, made at `since` or later, that never came: its move was interrupted."""
    for trash in _trashes(path):
        with contextlib.suppress(OSError), os.scandir(os.path.join(trash.folder, b"info")) as entries:
            for entry in entries:
                name = entry.name.removesuffix(_SUFFIX)
                came = name != entry.name and _came_since(trash, name, since)
                if came and not os.path.lexists(trash.kept_at(name)) and _is_for(path, trash, name):
                    os.unlink(entry.path)


def _is_for(path: bytes, trash: _Trash, name: bytes) -> bool:
    """Whether an entry is for the file at `path`; one that nothing was written into yet goes by its name."""
    if os.stat(trash.info_of(name)).st_size == 0:
        return name.startswith(os.path.splitext(os.path.basename(path))[0])
    return trash.original_path(name) == path


def drive_of(path: bytes) -> bytes:
    """The top folder of the drive the file lies on."""
    return mount_point(os.path.realpath(os.path.dirname(path))) or b"/"


def _home() -> _Trash:
    data = os.environb.get(b"XDG_DATA_HOME", b"") or os.path.expanduser(b"~/.local/share")
    return _Trash(os.path.join(data, b"Trash"), data)


def _trashes(path: bytes) -> Iterator[_Trash]:
    yield _home()
    top, user = drive_of(path), b"%d" % os.getuid()
    yield _Trash(os.path.join(top, b".Trash", user), top)
    yield _Trash(os.path.join(top, b".Trash-" + user), top)


def _trash_of(kept_at: bytes) -> _Trash | None:
    files = os.path.dirname(kept_at)
    folder = os.path.dirname(files)
    if os.path.basename(files) != b"files":
        return None
    home = _home()
    if folder == home.folder:
        return home
    shared = os.path.basename(os.path.dirname(folder)) == b".Trash"
    return _Trash(folder, os.path.dirname(os.path.dirname(folder) if shared else folder))


def _names(trash: _Trash, name: bytes, file: tuple[int, int], since: float) -> Iterator[bytes]:
    """Entries that may be the file: the same file by its inode; on another drive, what came since then."""
    with contextlib.suppress(OSError):
        status = os.lstat(trash.kept_at(name))
        if (status.st_dev, status.st_ino) == file:
            yield name
            return
    with contextlib.suppress(OSError), os.scandir(os.path.join(trash.folder, b"files")) as entries:
        same, later = [], []
        for entry in entries:
            if entry.inode() == file[1]:
                same.append(entry.name)
            elif _came_since(trash, entry.name, since):
                later.append(entry.name)
        yield from [*same, *later]


def _came_since(trash: _Trash, name: bytes, since: float) -> bool:
    try:
        return os.lstat(trash.info_of(name)).st_mtime >= since - _SLACK_S
    except OSError:
        return False
