"""One file holding a header and some arrays, in which any damage is noticed before a byte of it is used.

Layout: magic with the format's number, length of the header (4 bytes, little endian), header (JSON), the
arrays' bytes, XXH3-128 of everything before. FAISS's own format is not used: its reader trusts the sizes that
it finds in a damaged file.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, BinaryIO

import numpy as np
import xxhash

from photosearch.errors import PhotosearchError

MAGIC = b"PSVECT\x00\x01"
DIGEST_BYTES = 16
HEADER_LIMIT = 65_536


class IndexCacheError(PhotosearchError):
    """The saved vector index is missing, damaged, or not of this format: rebuild it from the catalogue."""

    def __init__(self, path: str | os.PathLike[str], reason: str) -> None:
        super().__init__(
            f"The vector index {os.fspath(path)!r} cannot be used ({reason}). It will be rebuilt."
        )


def write_file(path: str | os.PathLike[str], header: dict[str, Any], arrays: Iterable[np.ndarray]) -> None:
    """Write under a temporary name in the same folder, sync, rename: nothing half-written has the name.

    The temporary name is always the same, so that what a killed process left is overwritten, not collected.
    Raises OSError if it cannot be written (nothing is left behind, the old file stays).
    """
    final = os.fspath(path)
    temporary = final + ".part"
    try:
        with open(temporary, "wb") as file:
            _write_all(file, header, arrays)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, final)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(os.path.dirname(final) or ".")


def _write_all(file: BinaryIO, header: dict[str, Any], arrays: Iterable[np.ndarray]) -> None:
    text = json.dumps(header).encode()
    if len(text) > HEADER_LIMIT:
        raise ValueError("the header is too long")
    digest = xxhash.xxh3_128()
    for part in (MAGIC, len(text).to_bytes(4, "little"), text):
        digest.update(part)
        file.write(part)
    for array in arrays:
        data = np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
        digest.update(data)
        file.write(data)
    file.write(digest.digest())


def _sync_folder(folder: str) -> None:
    """Make the rename itself durable, where the system can open folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class FileReader:
    """Reads what `write_file` wrote: `header`, then `fill` for each array in order, then `finish`.

    Nothing read may be used before `finish` has returned. Raises IndexCacheError.
    """

    def __init__(self, path: str | os.PathLike[str], file: BinaryIO) -> None:
        self._path = path
        self._file = file
        self._digest = xxhash.xxh3_128()
        self._left = os.fstat(file.fileno()).st_size - DIGEST_BYTES
        if self._read(len(MAGIC)) != MAGIC:
            raise self.error("not an index of this version")
        length = int.from_bytes(self._read(4), "little")
        if length > HEADER_LIMIT:
            raise self.error("damaged header")
        try:
            self.header: dict[str, Any] = dict(json.loads(self._read(length)))
        except (ValueError, TypeError, RecursionError) as error:
            raise self.error("damaged header") from error

    def error(self, reason: str) -> IndexCacheError:
        return IndexCacheError(self._path, reason)

    def expect(self, size: int) -> None:
        """Check that `size` bytes of arrays follow: before memory is taken for what a header claims."""
        if size != self._left:
            raise self.error("wrong length")

    def fill(self, array: np.ndarray) -> None:
        """Read a C-contiguous array's bytes from the file."""
        data = array.reshape(-1).view(np.uint8).data
        if self._file.readinto(data) != len(data):  # type: ignore[attr-defined]
            raise self.error("cut short")
        self._left -= len(data)
        self._digest.update(data)

    def finish(self) -> None:
        """Check that all was read and is what was written."""
        if self._left != 0 or self._file.read() != self._digest.digest():
            raise self.error("damaged")

    def _read(self, size: int) -> bytes:
        data = self._file.read(size)
        if len(data) != size or size > self._left:
            raise self.error("cut short")
        self._left -= size
        self._digest.update(data)
        return data
