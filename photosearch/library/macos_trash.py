"""The trash of macOS: a plain folder, ~/.Trash or on another volume .Trashes/UID.

It does not say where a file was.
"""

import contextlib
import os
from collections.abc import Iterator

from photosearch.library.mounts import mount_point


def find(path: bytes, file: tuple[int, int], since: float) -> bytes | None:
    """Where the file lies that was moved to the trash: told by its inode, which a move keeps."""
    for folder in _folders(path):
        with contextlib.suppress(OSError):
            status = os.lstat(os.path.join(folder, os.path.basename(path)))
            if status.st_ino == file[1]:
                return os.path.join(folder, os.path.basename(path))
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.inode() == file[1]:
                    return entry.path
    return None


def original_path(kept_at: bytes) -> bytes | None:
    """Not known here."""
    return None


def forget(kept_at: bytes) -> None:
    """Nothing is written down."""


def forget_unfinished(path: bytes, since: float) -> None:
    """Nothing is written down before the file came."""


def drive_of(path: bytes) -> bytes:
    """The top folder of the volume the file lies on."""
    return mount_point(os.path.realpath(os.path.dirname(path))) or b"/"


def _folders(path: bytes) -> Iterator[bytes]:
    yield os.path.expanduser(b"~/.Trash")
    yield os.path.join(drive_of(path), b".Trashes", b"%d" % os.getuid())
