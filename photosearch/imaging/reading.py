"""Reading one photo from disk: its content hash, then one decode for the pixels,
the thumbnail and the metadata.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

import xxhash
from PIL import Image

from photosearch.imaging import thumbnails
from photosearch.imaging.decode import decode_image
from photosearch.imaging.details import inspect
from photosearch.imaging.failures import EMPTY, ReadError, from_system
from photosearch.imaging.limits import MIB, check_file
from photosearch.imaging.metadata import Metadata

if TYPE_CHECKING:
    import numpy as np

__all__ = ["ReadError", "ReadRequest", "ReadResult", "read_photo"]

# Small enough to stay in the processor's cache between reading and hashing.
_CHUNK = 128 << 10
_SIGN_OF_LIFE = 16 * MIB
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT")
)
_MIME = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "TIFF": "image/tiff",
    "GIF": "image/gif",
}


@dataclass(frozen=True)
class ReadRequest:
    """What to read: `size` is the longer side of the pixels wanted; `key` comes back with the result
    untouched.

    A file whose content hash is among `known_hashes` is not decoded: pass those of the files
    of its size, some hundreds at most. Without `enlarge` a small picture keeps its size. With `header_only`
    neither hash nor pixels are made, and the metadata are `Details`.
    """

    path: bytes
    size: int = 320
    known_hashes: frozenset[bytes] = frozenset()
    thumbnail: bool = True
    region: tuple[int, int, int, int] | None = None
    enlarge: bool = True
    header_only: bool = False
    key: object = None


@dataclass(frozen=True)
class ReadResult:
    """`content_hash` is XXH3-128 (16 bytes) of the whole file; `pixels` H x W x 3 uint8 sRGB, upright.
    `pixels` and `metadata` are None where the hash was known; where the header alone was read, the hash is
    empty and `pixels` None.
    """

    key: object
    path: bytes
    content_hash: bytes
    file_size: int
    mtime_ns: int
    pixels: np.ndarray | None
    metadata: Metadata | None


@dataclass(frozen=True)
class Watch:
    """How a worker takes part in a read: `alive` is called while a long file is read,
    `permit` before a decode.
    """

    alive: Callable[[], object] = lambda: None
    permit: Callable[[int], object] = lambda needed: None


@dataclass(frozen=True)
class RawResult:
    """A ReadResult whose pixels are not an array yet: `image` is Pillow's."""

    content_hash: bytes
    file_size: int
    mtime_ns: int
    image: Image.Image | None = field(repr=False)
    metadata: Metadata | None


def read_photo(request: ReadRequest) -> ReadResult:
    """Read in this process, without a time limit. Raises ReadError only."""
    import numpy as np

    raw = read_image(request, Watch())
    pixels = None if raw.image is None else np.array(raw.image)
    return ReadResult(
        request.key, request.path, raw.content_hash, raw.file_size, raw.mtime_ns, pixels, raw.metadata
    )


def read_image(request: ReadRequest, watch: Watch) -> RawResult:
    """`read_photo` without NumPy, which workers do not import."""
    try:
        with _open_regular(request.path) as file:
            return _read(file, request, watch)
    except OSError as error:
        raise from_system(error) from error


def _read(file: BinaryIO, request: ReadRequest, watch: Watch) -> RawResult:
    before = os.fstat(file.fileno())
    if before.st_size == 0:
        raise ReadError("empty", EMPTY)
    check_file(before.st_size)
    if request.header_only:
        return RawResult(b"", before.st_size, before.st_mtime_ns, None, inspect(file))
    digest = _hash(file, watch)
    image, metadata, thumbnail = None, None, None
    if digest not in request.known_hashes:
        wanted = _wanted_thumbnail(request, before.st_mtime_ns)
        image, thumbnail, metadata = decode_image(
            file,
            request.size,
            region=request.region,
            thumbnail_size=wanted,
            enlarge=request.enlarge,
            permit=watch.permit,
        )
    after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ReadError("changed", "the file was changed while it was being read")
    if thumbnail is not None and metadata is not None:
        mime = _MIME.get(metadata.format)
        thumbnails.store(request.path, before.st_mtime_ns, before.st_size, thumbnail, mime)
    return RawResult(digest, before.st_size, before.st_mtime_ns, image, metadata)


def _wanted_thumbnail(request: ReadRequest, mtime_ns: int) -> int | None:
    if not request.thumbnail or request.region is not None or thumbnails.is_inside_cache(request.path):
        return None
    return None if thumbnails.is_stored(request.path, mtime_ns) else thumbnails.SIZE


def _open_regular(path: bytes) -> BinaryIO:
    """Open a regular file and nothing else: a pipe would block, a device might act."""
    try:
        _require_regular(os.stat(path))
        descriptor = os.open(path, _FLAGS)
    except ValueError:  # a null byte in the name
        raise ReadError("missing", "the file does not exist") from None
    try:
        # Between the two calls the name may have come to mean something else.
        _require_regular(os.fstat(descriptor))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def _require_regular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise ReadError("not_a_file", "this is a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise ReadError("not_a_file", "this is a device or a channel between programs, not a file")


def _hash(file: BinaryIO, watch: Watch) -> bytes:
    digest = xxhash.xxh3_128()
    buffer = memoryview(bytearray(_CHUNK))
    done = 0
    while count := file.readinto(buffer):  # type: ignore[attr-defined]
        digest.update(buffer[:count])
        done += count
        if done % _SIGN_OF_LIFE < count:
            watch.alive()
    return digest.digest()
