"""Moving one file: never over something, and to another drive only by a copy that was compared."""

import contextlib
import errno
import os
import secrets
import shutil
import stat
import sys

import xxhash

_CHUNK = 1 << 20


def content_hash(path: bytes) -> bytes:
    """XXH3-128 (16 bytes) of what a file holds, as the catalogue has it. Raises OSError."""
    digest = xxhash.xxh3_128()
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.digest()


def digest(content: bytes) -> bytes:
    """The same of bytes in memory."""
    return xxhash.xxh3_128_digest(content)


def move(source: bytes, target: bytes, part: bytes | None = None) -> None:
    """Move a file. `part` is the name a copy has until it is whole, in the folder of `target`; what an
    interrupted move left there is overwritten.

    Interrupted, it leaves the file in its old place, or whole in both. Raises FileExistsError where something
    is at `target`, else OSError.
    """
    if sys.platform == "win32":
        _rename_or_copy(source, target, part)
        return
    try:
        # Unlike a rename, a link never takes another file's place.
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError as error:
        if _is_other_drive(error):
            copy(source, target, part)
        else:
            _rename_or_copy(source, target, part)
            return
    _unlink_or_give_up(source, target)


def copy(source: bytes, target: bytes, part: bytes | None = None) -> None:
    """Copy a file with its times and permissions where there is none yet: compared, and on the disk, before
    it has its name. Raises FileExistsError, OSError.
    """
    part = part or os.path.join(os.path.dirname(target), b".photosearch-%s.part" % _token())
    with contextlib.suppress(FileNotFoundError):
        os.unlink(part)
    try:
        if stat.S_ISLNK(os.lstat(source).st_mode):
            os.symlink(os.readlink(source), part)
        else:
            _copy_compared(source, part)
        _publish(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
    flush_folder(os.path.dirname(target))


def write_flushed(path: bytes, content: bytes) -> None:
    """Write a new file and wait until it is on the disk. Raises OSError, also where there is one already."""
    with open(path, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush_folder(folder: bytes) -> None:
    """Wait until the names in a folder are on the disk, where the system can do that."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _rename_or_copy(source: bytes, target: bytes, part: bytes | None) -> None:
    """For drives without links, and from one drive to another."""
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target)
    try:
        os.rename(source, target)  # which refuses on Windows, should something be there now
    except FileExistsError:
        raise
    except OSError as error:
        if not _is_other_drive(error):
            raise
        copy(source, target, part)
        _unlink_or_give_up(source, target)


def _unlink_or_give_up(source: bytes, target: bytes) -> None:
    try:
        os.unlink(source)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(target)
        raise


def _is_other_drive(error: OSError) -> bool:
    # 17: ERROR_NOT_SAME_DEVICE
    return error.errno == errno.EXDEV or getattr(error, "winerror", None) == 17


def _copy_compared(source: bytes, part: bytes) -> None:
    before = os.stat(source)
    digest = xxhash.xxh3_128()
    with open(source, "rb") as reading, open(part, "xb") as writing:
        while chunk := reading.read(_CHUNK):
            digest.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    # Some drives have no permissions, or fixed ones: that is no reason to leave a photo behind.
    with contextlib.suppress(OSError):
        shutil.copystat(os.fsdecode(source), os.fsdecode(part))
    after = os.stat(source)
    changed = (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
    if changed or content_hash(part) != digest.digest():
        raise OSError(errno.EIO, "the copy differs from the file", source)


def _publish(part: bytes, target: bytes) -> None:
    """Give a file its name, but never another file's."""
    try:
        os.link(part, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target) from None
        os.rename(part, target)
    else:
        os.unlink(part)


def _token() -> bytes:
    return secrets.token_hex(8).encode("ascii")
