"""How large a file or picture may be: decided from the header, before a byte of the picture is decoded.

What is limited is memory, so the figures are bytes a pixel as measured at 12 megapixels with the bundled
codecs. One full decode may take `DECODE_BYTES`; workers ask for leave before a decode of more than
`HEAVY_BYTES`, and only one of them gets it at a time, which keeps the whole program under 900 MB.
"""

from __future__ import annotations

import os
from typing import BinaryIO

from photosearch.imaging.failures import ReadError

MIB = 1 << 20
DECODE_BYTES = 420 * MIB
HEAVY_BYTES = 96 * MIB
FILE_BYTES = 1024 * MIB
# These decoders take the whole file into memory.
WHOLE_FILE_BYTES = 160 * MIB
_WHOLE_FILE = frozenset({"HEIF", "AVIF", "JXL", "WEBP"})
# Reading the entropy-coded data of more than this takes longer than anyone waits, however small the result.
JPEG_PIXELS = 500_000_000

BYTES_PER_PIXEL = {
    "JPEG": 4.0, "MPO": 4.0, "PNG": 4.5, "BMP": 4.0, "GIF": 5.0, "TIFF": 5.0,
    "WEBP": 16.5, "HEIF": 8.5, "AVIF": 9.5, "JXL": 9.0, "RAW": 7.0,
}  # fmt: skip


def check_file(size: int, format: str = "") -> None:
    """Raise ReadError 'too_large' for a file of `size` bytes that is not worth opening."""
    limit = WHOLE_FILE_BYTES if format in _WHOLE_FILE else FILE_BYTES
    if size > limit:
        raise ReadError(
            "too_large",
            f"the file is too large to open safely ({size // MIB} MB; the limit is {limit // MIB} MB)",
        )


def check_pixels(format: str, pixels: int, extra_bytes: float = 0) -> int:
    """The bytes that decoding so many pixels takes; ReadError 'too_large' where that is more than allowed."""
    each = BYTES_PER_PIXEL.get(format, BYTES_PER_PIXEL["RAW"])
    needed = pixels * each + extra_bytes
    if needed > DECODE_BYTES:
        raise too_many_pixels(pixels, DECODE_BYTES / (needed / pixels), format)
    return int(needed)


def too_many_pixels(pixels: int, limit: float, format: str) -> ReadError:
    return ReadError(
        "too_large",
        f"the picture is too large to open safely ({pixels / 1e6:.0f} megapixels; "
        f"the limit for {format} is {limit / 1e6:.0f})",
    )


def file_size(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)
