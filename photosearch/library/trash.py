"""Moving the person's files to the system's trash, and back: nothing is ever deleted or overwritten."""

import errno
import os
import sys
import time
from types import ModuleType

from photosearch.errors import PhotosearchError
from photosearch.library import relocating
from photosearch.library.connection import printable


class TrashError(PhotosearchError):
    """A file could not be moved to the trash or back; it is where it was."""


def _system() -> ModuleType:
    if sys.platform == "win32":
        from photosearch.library import windows_trash

        return windows_trash
    if sys.platform == "darwin":
        from photosearch.library import macos_trash

        return macos_trash
    from photosearch.library import freedesktop_trash

    return freedesktop_trash


def move_to_trash(path: bytes) -> bytes:
    """Move one file, no folder, to the trash; returns where it lies now, empty where the system does not let
    that be seen. Raises TrashError.
    """
    path = os.path.abspath(path)
    before = _checked(path)
    since = time.time()
    from send2trash import TrashPermissionError, send2trash

    try:
        send2trash(os.fsdecode(path))
    except TrashPermissionError:
        raise _without_trash(path) from None
    except Exception as error:  # each system's own kinds besides OSError
        raise _not_moved(path, error) from error
    return find(path, (before.st_dev, before.st_ino), since)


def find(path: bytes, file: tuple[int, int], since: float) -> bytes:
    """Where a file lies in the trash that was moved there at `since` (seconds since 1970) or later; empty
    where the system does not let that be seen. `file`: its device and inode at `path`.
    """
    return bytes(_system().find(path, file, since) or b"")


def forget_unfinished(path: bytes, since: float) -> None:
    """Take out what an interrupted move of that file to the trash wrote down, where the file never came."""
    _system().forget_unfinished(path, since)


def forget(kept_at: bytes) -> None:
    """Take the trash's entry out for a file that has left it."""
    _system().forget(kept_at)


def restore(path: bytes, kept_at: bytes, part: bytes | None = None) -> None:
    """Put a file that was moved to the trash back where it was; `part` as `relocating.move` has it.

    Raises TrashError where something else is there now, and where the trash has it no more.
    """
    if not kept_at:
        raise TrashError(f"“{_name(path)}” can only be put back from the trash itself.")
    system = _system()
    recorded = system.original_path(kept_at)
    foreign = recorded is not None and os.path.normcase(recorded) not in _spellings(path)
    if not os.path.lexists(kept_at) or foreign or (recorded is None and sys.platform != "darwin"):
        raise TrashError(f"“{_name(path)}” is no longer in the trash.")
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        relocating.move(kept_at, path, part)
    except FileExistsError:
        raise _in_the_way(path) from None
    except OSError as error:
        raise TrashError(
            f"“{_name(path)}” could not be put back ({error.strerror or error}). It is still in the trash."
        ) from error
    system.forget(kept_at)


def _checked(path: bytes) -> os.stat_result:
    try:
        before = os.lstat(path)
    except OSError as error:
        raise TrashError(f"“{_name(path)}” is not there any more ({error.strerror}).") from error
    if os.path.isdir(path):
        raise TrashError(f"“{_name(path)}” is a folder. Only photos are moved to the trash.")
    if not os.access(os.path.dirname(path), os.W_OK):
        raise TrashError(
            f"“{_name(path)}” cannot be moved to the trash: its folder is write-protected. "
            "Nothing was deleted."
        )
    return before


def _without_trash(path: bytes) -> TrashError:
    drive = printable(_system().drive_of(path))
    return TrashError(
        f"“{_name(path)}” cannot be moved to the trash: the drive {drive} has none. Nothing was deleted."
    )


def _not_moved(path: bytes, error: Exception) -> TrashError:
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        reason = "it is write-protected" if number != errno.EROFS else "its drive is write-protected"
        return TrashError(f"“{_name(path)}” cannot be moved to the trash: {reason}. Nothing was deleted.")
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return TrashError(f"“{_name(path)}” could not be moved to the trash ({reason}). Nothing was deleted.")


def _in_the_way(path: bytes) -> TrashError:
    return TrashError(
        f"“{_name(path)}” cannot be put back: there is another file of that name now. "
        "It is still in the trash."
    )


def _spellings(path: bytes) -> set[bytes]:
    """A path, and the same without symbolic links among its folders, which a trash may have written down."""
    resolved = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    return {os.path.normcase(path), os.path.normcase(resolved)}


def _name(path: bytes) -> str:
    return printable(os.path.basename(path))
