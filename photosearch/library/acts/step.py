"""One thing that is done with one file, and what taking it back needs."""

import contextlib
import os
import stat
from dataclasses import dataclass, replace

from photosearch.errors import PhotosearchError
from photosearch.library.connection import printable
from photosearch.library.relocating import content_hash

PLANNED, BEGUN, DONE, RETURNING, UNDONE, FAILED = "planned", "begun", "done", "returning", "undone", "failed"
TRASH, MOVE, LINK, COPY_METADATA = "trash", "move", "link", "copy_metadata"


class StepError(PhotosearchError):
    """A step was not done; the file is as it was."""


@dataclass(frozen=True)
class Expected:
    """What a file was when the step was planned; without `content_hash` size and time are believed."""

    size: int
    mtime_ns: int
    content_hash: bytes = b""


@dataclass(frozen=True)
class Before:
    """What a file was just before its step; `content_hash` is empty where it was not needed."""

    size: int
    mtime_ns: int
    mode: int
    inode: int
    device: int
    content_hash: bytes = b""


@dataclass(frozen=True)
class Step:
    """What is to be done with the file at `path`; all paths are absolute.

    do: trash; move (to the folder `target`); link (the file gives way to a hard link to `target`, which holds
    the same); copy_metadata (date and place of the photo `target` are written into the one at `path`).
    kept: the photo that stays for one that goes to the trash; empty where a person trashes plainly.
    state: planned, begun, done, returning, undone, or failed with a `reason`.
    companion: the file belongs to the photo of the step before.
    place: where the file, or what taking it back needs, lies: in the trash, in the other folder, or a backup.
    token: for names of temporary files. began_s: seconds since 1970.
    result: the hash of what was written, by copy_metadata.
    """

    do: str
    path: bytes
    target: bytes = b""
    kept: bytes = b""
    expected: Expected | None = None
    state: str = PLANNED
    reason: str = ""
    companion: bool = False
    id: int = 0
    place: bytes = b""
    token: str = ""
    before: Before | None = None
    began_s: float = 0.0
    result: bytes = b""

    @property
    def name(self) -> str:
        """The file's name, for a sentence."""
        return printable(os.path.basename(self.path))

    def part(self, beside: bytes) -> bytes:
        """A name for a file of this step that is not whole yet, in the folder of another file."""
        return os.path.join(os.path.dirname(beside), f".photosearch-{self.token}.part".encode("ascii"))

    def hidden(self) -> bytes:
        """A name for what is kept of the file beside it, on its drive, where the indexer does not look."""
        return os.path.join(os.path.dirname(self.path), f".photosearch-{self.token}.kept".encode("ascii"))

    def as_absolute(self) -> "Step":
        """The same step with its paths made absolute."""
        paths = {name: getattr(self, name) for name in ("path", "target", "kept")}
        return replace(self, **{name: os.path.abspath(path) for name, path in paths.items() if path})


def seen(path: bytes, *, hashed: bool) -> Before:
    """What a file is now. Raises OSError."""
    found = os.lstat(path)
    regular = stat.S_ISREG(found.st_mode)
    return Before(
        found.st_size,
        found.st_mtime_ns,
        stat.S_IMODE(found.st_mode),
        found.st_ino,
        found.st_dev,
        content_hash(path) if hashed and regular else b"",
    )


def is_as_before(path: bytes, before: Before | None) -> bool:
    """Whether the file at `path` is the one that was seen before: itself, or another that holds the same."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    if before is None or found.st_size != before.size:
        return False
    if (found.st_ino, found.st_mtime_ns) == (before.inode, before.mtime_ns):
        return True
    if before.content_hash:
        return stat.S_ISREG(found.st_mode) and content_hash(path) == before.content_hash
    # A copy on another drive, of which some keep time in steps of two seconds.
    return abs(found.st_mtime_ns - before.mtime_ns) <= 2_000_000_000


def hold_the_same(one: bytes, other: bytes) -> bool:
    """Whether two names mean one file, or files that hold the same, byte for byte. Raises OSError."""
    a, b = os.lstat(one), os.lstat(other)
    if (a.st_dev, a.st_ino) == (b.st_dev, b.st_ino):
        return True
    if not (stat.S_ISREG(a.st_mode) and stat.S_ISREG(b.st_mode)) or a.st_size != b.st_size:
        return False
    with open(one, "rb") as first, open(other, "rb") as second:
        while chunk := first.read(1 << 20):
            if chunk != second.read(len(chunk)):
                return False
        return not second.read(1)


def set_as_before(path: bytes, before: Before | None) -> None:
    """Give a file that came back by a copy its time and permissions again."""
    if before is None or os.path.islink(path):
        return
    found = os.stat(path)
    # As far as its drive can: the file itself is back.
    with contextlib.suppress(OSError):
        if stat.S_IMODE(found.st_mode) != before.mode:
            os.chmod(path, before.mode)
        if found.st_mtime_ns != before.mtime_ns:
            os.utime(path, ns=(found.st_atime_ns, before.mtime_ns))
