"""Writing a thumbnail as PNG in a sixth of the time of Pillow's encoder, in nearly the same size.

PNG is what the thumbnail standard asks for. Pillow tries five filters on every line, which costs more than
all the rest; for photographs "the difference to the line above" is nearly as good as the best of them, and a
picture shifted by one line gives it at once. Format: W3C Portable Network Graphics (third edition).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from isal import isal_zlib
from PIL import Image, ImageChops

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_FILTER_UP = b"\x02"


def encode(image: Image.Image, notes: Mapping[str, str]) -> bytes:
    """An RGB image as a PNG file with the notes (ASCII) as tEXt chunks."""
    width, height = image.size
    above = Image.new("RGB", image.size)
    above.paste(image, (0, 1))
    differences = ImageChops.subtract_modulo(image, above).tobytes()
    line = 3 * width
    lines = [_FILTER_UP + differences[start : start + line] for start in range(0, len(differences), line)]
    pixels = isal_zlib.compress(b"".join(lines), 1)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    texts = [_chunk(b"tEXt", f"{key}\0{value}".encode("latin-1")) for key, value in notes.items()]
    return b"".join(
        [_SIGNATURE, _chunk(b"IHDR", header), *texts, _chunk(b"IDAT", pixels), _chunk(b"IEND", b"")]
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
