"""Putting a rebuilt catalogue in the place of the old one, so that a crash at any moment loses neither."""

import os
import shutil
import time
from pathlib import Path

# A whole new catalogue waiting to take the old one's place: once it has this name, the change is carried
# through, if need be by the next process.
_WAITING = ".rebuilt"
_SUFFIXES = ("", "-wal", "-shm")


def replace(path: Path, fresh: Path, *, keep: bool) -> Path | None:
    """Put the closed database `fresh` in the place of the one at `path`.

    With `keep` the old one is kept; returns where. Raises OSError.
    """
    os.replace(fresh, _waiting(path))
    kept = _set_aside(path) if keep and path.exists() else None
    _put_in_place(path)
    return kept


def is_unfinished(path: Path) -> bool:
    """Whether a crash has left the new database waiting."""
    return _waiting(path).exists()


def finish(path: Path) -> None:
    """Carry through what a crash interrupted. To be called by the writer alone. Raises OSError."""
    if is_unfinished(path):
        if path.exists():
            # Whether it was damaged is not known any more.
            _set_aside(path)
        _put_in_place(path)


def discard(path: Path) -> None:
    """Delete a database with its log; nothing happens where there is none."""
    for suffix in _SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _waiting(path: Path) -> Path:
    return path.with_name(path.name + _WAITING)


def _put_in_place(path: Path) -> None:
    # An old log beside the new database would be played into it.
    discard(path)
    os.replace(_waiting(path), path)


def _set_aside(path: Path) -> Path:
    """Keep a copy that shares the disk space where the file system can; the log goes along."""
    kept = path.with_name(f"{path.stem}.damaged-{time.strftime('%Y%m%d-%H%M%S')}{path.suffix}")
    for suffix in ("", "-wal"):
        part, copy = path.with_name(path.name + suffix), kept.with_name(kept.name + suffix)
        if part.exists():
            copy.unlink(missing_ok=True)
            try:
                os.link(part, copy)
            except OSError:
                shutil.copy2(part, copy)
    return kept
