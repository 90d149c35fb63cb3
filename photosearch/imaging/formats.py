"""Which files are worth trying, and what a file really is: told by its first bytes, never by its name."""

from __future__ import annotations

import os
from typing import BinaryIO

from photosearch.imaging import tags

RAW_FORMATS = frozenset({"CR2", "CR3", "NEF", "ARW", "DNG", "RAF", "ORF", "RW2", "RAW"})

EXTENSIONS: frozenset[str] = frozenset(
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif",
        ".heic", ".heif", ".hif", ".avif", ".jxl",
        ".cr2", ".cr3", ".nef", ".arw", ".dng", ".raf", ".orf", ".rw2",
    }
)  # fmt: skip

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (8, b"WEBP", "WEBP"),
    (0, b"GIF87a", "GIF"),
    (0, b"GIF89a", "GIF"),
    (0, b"BM", "BMP"),
    (0, b"\xff\x0a", "JXL"),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", "JXL"),
    (0, b"FUJIFILMCCD-RAW", "RAF"),
    (0, b"IIRO", "ORF"),
    (0, b"IIRS", "ORF"),
    (0, b"MMOR", "ORF"),
    (0, b"IIU\0", "RW2"),
)
_TIFF_MAGIC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_HEIF_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_RAW_BY_MAKE = {"nikon": "NEF", "sony": "ARW", "canon": "CR2"}


def is_photo_name(name: bytes | str) -> bool:
    """Whether the file name (or path) ends like a photo; works on names that are not valid UTF-8."""
    text = name.decode("latin-1") if isinstance(name, bytes) else name
    return os.path.splitext(text)[1].lower() in EXTENSIONS


def identify(file: BinaryIO) -> str | None:
    """The format of the content ('JPEG', 'HEIF', 'NEF' ...) or None; leaves the file position anywhere."""
    file.seek(0)
    head = file.read(64)
    for offset, magic, name in _MAGIC:
        if head.startswith(magic, offset):
            return name
    if head[4:8] == b"ftyp":
        return _from_brands(head)
    if head[:4] in _TIFF_MAGIC:
        return "CR2" if head[8:10] == b"CR" else _raw_or_tiff(file)
    return None


def _from_brands(head: bytes) -> str | None:
    major = head[8:12]
    listed = {head[i : i + 4] for i in range(16, min(int.from_bytes(head[:4], "big"), len(head)) - 3, 4)}
    if major == b"crx ":
        return "CR3"
    if major in _AVIF_BRANDS or (major in (b"mif1", b"msf1") and listed & _AVIF_BRANDS):
        return "AVIF"
    return "HEIF" if major in _HEIF_BRANDS or listed & _HEIF_BRANDS else None


def _raw_or_tiff(file: BinaryIO) -> str:
    """Most RAW formats are TIFF inside: told apart by sensor data or a DNG version among the directories."""
    found = tags.read(file)
    if tags.DNG_VERSION in found.main:
        return "DNG"
    make = str(found.main.get(tags.MAKE, "")).lower()
    raw = next((name for maker, name in _RAW_BY_MAKE.items() if make.startswith(maker)), "RAW")
    if tags.SENSOR_PHOTOMETRIC & set(found.photometrics):
        return raw
    # Some makers keep their data behind private compressions; a preview as the first page gives them away.
    return raw if make and found.has_sub_directories and found.main.get(tags.SUBFILE_TYPE) == 1 else "TIFF"
