"""Thumbnails shared with the person's file manager, as freedesktop.org's Thumbnail Managing Standard lays
down.

On Linux they go where every desktop looks for them; elsewhere the same layout is kept in a folder of our own.
The cache is a convenience: no failure of it (full, read-only, damaged) is ever an error.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

if TYPE_CHECKING:
    from PIL import Image

SIZE = 256
"""Longer side in pixels at most: the standard's 'large'."""

# What GLib leaves unescaped in a file URI besides letters, digits and -._~;
# the MD5 depends on every byte of it.
_UNESCAPED = "!$&'()*+,/:=@"
_MODE_FOLDER, _MODE_FILE = 0o700, 0o600


def cache_root() -> str:
    """The folder that holds 'large': shared on Linux, our own elsewhere."""
    if sys.platform in ("darwin", "win32"):
        import appdirs

        return os.path.join(appdirs.user_cache_dir("photosearch"), "thumbnails")
    base = os.environ.get("XDG_CACHE_HOME", "")
    # The base directory specification: a relative path there is to be ignored.
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "thumbnails")


def uri(path: bytes) -> str:
    """The file:// URI of an absolute path, escaped byte by byte as GLib does."""
    path = os.path.abspath(path)
    if sys.platform == "win32":
        path = b"/" + path.replace(b"\\", b"/")
    return "file://" + quote_from_bytes(path, safe=_UNESCAPED)


def thumbnail_path(path: bytes, mtime_ns: int = 0) -> str:
    """Where the thumbnail of the photo lies or would lie. The name depends on the path alone;
    the time is inside.
    """
    name = hashlib.md5(uri(path).encode("ascii"), usedforsecurity=False).hexdigest()
    return os.path.join(cache_root(), "large", name + ".png")


def is_inside_cache(path: bytes) -> bool:
    """Whether the photo is itself a thumbnail: those get none."""
    absolute = os.path.abspath(path)
    old = os.path.join(os.path.expanduser("~"), ".thumbnails")
    return any(
        absolute.startswith(os.fsencode(folder) + os.fsencode(os.sep)) for folder in (cache_root(), old)
    )


def load(path: bytes, mtime_ns: int) -> Image.Image | None:
    """The stored thumbnail of the photo as it was at `mtime_ns`; None where there is none that fits."""
    from PIL import Image

    try:
        with Image.open(thumbnail_path(path, mtime_ns), formats=("PNG",)) as image:
            if not _belongs(image, path, mtime_ns):
                return None
            image.load()
            return image
    except Exception:  # a damaged thumbnail is as good as none
        return None


def is_stored(path: bytes, mtime_ns: int) -> bool:
    """Whether a valid thumbnail lies in the cache; reads its header only."""
    from PIL import Image

    try:
        with Image.open(thumbnail_path(path, mtime_ns), formats=("PNG",)) as image:
            return _belongs(image, path, mtime_ns)
    except Exception:  # a damaged thumbnail is as good as none
        return False


def store(path: bytes, mtime_ns: int, file_size: int, image: Image.Image, mime: str | None = None) -> bool:
    """Write the thumbnail (RGB) unless the cache refuses; return whether it is there."""
    from photosearch.imaging import png

    notes = {
        "Thumb::URI": uri(path),
        "Thumb::MTime": str(mtime_ns // 1_000_000_000),
        "Thumb::Size": str(file_size),
        "Software": "Photosearch",
    }
    if mime:
        notes["Thumb::Mimetype"] = mime
    try:
        _write(thumbnail_path(path, mtime_ns), png.encode(image, notes))
    except (OSError, ValueError):
        return False
    return True


def _write(target: str, content: bytes) -> None:
    temporary = f"{target}.photosearch-{os.getpid()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(temporary, flags, _MODE_FILE)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), mode=_MODE_FOLDER, exist_ok=True)
        descriptor = os.open(temporary, flags, _MODE_FILE)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            file.write(content)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _belongs(image: Image.Image, path: bytes, mtime_ns: int) -> bool:
    return (
        image.info.get("Thumb::URI") == uri(path)
        and image.info.get("Thumb::MTime") == str(mtime_ns // 1_000_000_000)
        and max(image.size) <= SIZE
    )
