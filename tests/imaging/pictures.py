"""A real photo in every format Photosearch reads, made on the spot;
and a comparison that tolerates a lossy codec.
"""

from __future__ import annotations

import io
import struct
from functools import cache
from pathlib import Path

import numpy as np
import pillow_heif
import pylibjxl
from PIL import Image, ImageFilter

pillow_heif.register_heif_opener()

SAMPLES = Path(__file__).parents[2] / "resources" / "sample"
ORIENTATION = 0x112
# What a decoder does to upright pixels to store them so that the tag turns them back.
STORED_AS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@cache
def photo(width: int = 240, height: int = 160) -> Image.Image:
    """An upright photo without symmetry, free of detail that chroma subsampling would change."""
    found = sorted(SAMPLES.glob("*.jpg"))
    with Image.open(found[0]) as image:
        small = image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    small = small.filter(ImageFilter.GaussianBlur(1.5))
    small.paste((200, 30, 30), (0, 0, width // 3, height // 4))
    small.paste((30, 30, 200), (width * 3 // 4, 0, width, height // 5))
    return small


def stored(image: Image.Image, orientation: int) -> Image.Image:
    operation = STORED_AS[orientation]
    return image if operation is None else image.transpose(operation)


def exif(orientation: int = 1, **tags: object) -> Image.Exif:
    block = Image.Exif()
    block[ORIENTATION] = orientation
    for number, value in tags.items():
        block[int(number.removeprefix("t"), 16)] = value
    return block


def encoded(image: Image.Image, format: str, block: Image.Exif | None = None, **options: object) -> bytes:
    """The picture as a file of the format (Pillow's name, or JXL, or DNG)."""
    if format == "JXL":
        # A transcoded JPEG: how JPEG XL photos with an orientation come about.
        return pylibjxl.jpeg_to_jxl(encoded(image, "JPEG", block, quality=95, subsampling=0))
    if format == "DNG":
        return dng(image)
    file = io.BytesIO()
    defaults = {
        "JPEG": {"quality": 95},
        "WEBP": {"quality": 95},
        "HEIF": {"quality": 95},
        "AVIF": {"quality": 95},
    }
    settings: dict[str, object] = {**defaults.get(format, {}), **options}
    if block is not None:
        settings["exif"] = block.tobytes()
    image.save(file, format, **settings)
    return file.getvalue()


def resized(image: Image.Image, size: int) -> np.ndarray:
    """What decoding should give: the longer side at `size`."""
    scale = size / max(image.size)
    target = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return np.asarray(image.convert("RGB").resize(target, Image.Resampling.BICUBIC))


def difference(a: np.ndarray, b: np.ndarray) -> float:
    """Mean absolute difference of the values 0..255; infinite for pictures of different shape."""
    if a.shape != b.shape:
        return float("inf")
    return float(np.abs(a.astype(int) - b.astype(int)).mean())


def dng(image: Image.Image, preview: Image.Image | None = None, orientation: int = 1) -> bytes:
    """A minimal uncompressed RAW file: an RGGB sensor that saw `image`, a JPEG preview in a sub-directory."""
    linear = (np.asarray(image.convert("RGB")).astype(float) / 255) ** 2.2
    height, width = linear.shape[:2]
    sensor = np.empty((height, width))
    for row, column, channel in ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 2)):
        sensor[row::2, column::2] = linear[row::2, column::2, channel]
    strip = (sensor * 60000).astype("<u2").tobytes()
    jpeg = encoded(preview, "JPEG") if preview is not None else b""
    identity = (1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1)
    srgb = tuple(v for n in (32406, -15372, -4986, -9689, 18758, 415, 557, -2040, 10570) for v in (n, 10000))
    assert len(srgb) == len(identity)
    main = [
        (254, 4, (0,)), (256, 4, (width,)), (257, 4, (height,)), (258, 3, (16,)), (259, 3, (1,)),
        (262, 3, (32803,)), (271, 2, b"Canon\0"), (272, 2, b"Canon EOS R5\0"), (273, 4, ("strip",)),
        (274, 3, (orientation,)), (277, 3, (1,)), (278, 4, (height,)), (279, 4, (len(strip),)),
        (306, 2, b"2024:05:01 10:20:30\0"), (33421, 3, (2, 2)), (33422, 1, (0, 1, 1, 2)),
        (50706, 1, (1, 4, 0, 0)), (50708, 2, b"Canon EOS R5\0"), (50717, 4, (60000,)),
        (50721, 10, srgb), (50728, 5, (1, 1, 1, 1, 1, 1)), (50778, 3, (21,)),
    ]  # fmt: skip
    sub = []
    if preview is not None:
        main.append((330, 4, ("sub",)))
        sub = [
            (254, 4, (1,)), (256, 4, (preview.width,)), (257, 4, (preview.height,)), (258, 3, (8, 8, 8)),
            (259, 3, (7,)), (262, 3, (6,)), (273, 4, ("jpeg",)), (277, 3, (3,)), (278, 4, (preview.height,)),
            (279, 4, (len(jpeg),)),
        ]  # fmt: skip
    return _assemble(sorted(main), sub, strip, jpeg)


def _assemble(main: list, sub: list, strip: bytes, jpeg: bytes) -> bytes:
    places: dict[object, int] = {}
    for _ in range(2):  # once to learn the places, once to write them
        body = bytearray(b"II*\0" + struct.pack("<I", 8))
        for name, table in (("main", main), ("sub", sub)):
            places[name] = len(body)
            body += _directory(table, len(body), places) if table else b""
        for name, data in (("strip", strip), ("jpeg", jpeg)):
            places[name] = len(body)
            body += data
    return bytes(body)


def _directory(table: list, at: int, places: dict[object, int]) -> bytes:
    codes = {1: "B", 3: "H", 4: "I", 5: "I", 10: "i"}
    head = struct.pack("<H", len(table))
    extra = b""
    beyond = at + 2 + 12 * len(table) + 4
    for tag, kind, value in table:
        if kind == 2:
            data, count = value, len(value)
        else:
            numbers = [places.get(v, 0) if isinstance(v, str) else v for v in value]
            data = struct.pack(f"<{len(numbers)}{codes[kind]}", *numbers)
            count = len(numbers) // (2 if kind in (5, 10) else 1)
        if len(data) <= 4:
            field = data.ljust(4, b"\0")
        else:
            field = struct.pack("<I", beyond + len(extra))
            extra += data + b"\0" * (len(data) % 2)
        head += struct.pack("<HHI", tag, kind, count) + field
    return head + b"\0\0\0\0" + extra
