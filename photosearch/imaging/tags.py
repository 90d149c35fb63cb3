"""The few TIFF tags Photosearch needs, out of EXIF blocks and TIFF-like RAW files, with every length
distrusted.

Pillow's reader loads whole directories (maker notes of megabytes among them) and raises many kinds of errors
on bad data; this one reads only the wanted tags of a bounded number of entries, and what is bad is simply not
there.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

Value = str | float | int | tuple[float, ...] | tuple[int, ...]
Directory = dict[int, Value]

SUBFILE_TYPE, PHOTOMETRIC, MAKE, MODEL, ORIENTATION, DATE_TIME = 0xFE, 0x106, 0x10F, 0x110, 0x112, 0x132
SUB_DIRECTORIES, EXIF_DIRECTORY, GPS_DIRECTORY, DNG_VERSION = 0x14A, 0x8769, 0x8825, 0xC612
DATE_ORIGINAL, DATE_DIGITIZED = 0x9003, 0x9004
OFFSET_TIME, OFFSET_ORIGINAL, OFFSET_DIGITIZED = 0x9010, 0x9011, 0x9012
SUBSEC, SUBSEC_ORIGINAL, SUBSEC_DIGITIZED = 0x9290, 0x9291, 0x9292
DESCRIPTION, SOFTWARE, ARTIST, COPYRIGHT = 0x10E, 0x131, 0x13B, 0x8298
EXPOSURE_TIME, F_NUMBER, ISO, EXPOSURE_BIAS, FLASH = 0x829A, 0x829D, 0x8827, 0x9204, 0x9209
FOCAL_LENGTH, FOCAL_LENGTH_35MM, LENS_MAKE, LENS_MODEL = 0x920A, 0xA405, 0xA433, 0xA434
SENSOR_PHOTOMETRIC = frozenset({32803, 34892})  # colour filter array, linear raw

_MAIN = frozenset(
    {SUBFILE_TYPE, PHOTOMETRIC, MAKE, MODEL, ORIENTATION, DATE_TIME}
    | {SUB_DIRECTORIES, EXIF_DIRECTORY, GPS_DIRECTORY, DNG_VERSION}
    | {DESCRIPTION, SOFTWARE, ARTIST, COPYRIGHT}
)
_EXIF = frozenset(
    {DATE_ORIGINAL, DATE_DIGITIZED, OFFSET_TIME, OFFSET_ORIGINAL, OFFSET_DIGITIZED}
    | {SUBSEC, SUBSEC_ORIGINAL, SUBSEC_DIGITIZED}
    | {EXPOSURE_TIME, F_NUMBER, ISO, EXPOSURE_BIAS, FLASH}
    | {FOCAL_LENGTH, FOCAL_LENGTH_35MM, LENS_MAKE, LENS_MODEL}
)
_GPS = frozenset({1, 2, 3, 4, 5, 6})
_SUB = frozenset({PHOTOMETRIC})

_MAX_ENTRIES, _MAX_VALUE_BYTES, _MAX_SUB_DIRECTORIES = 512, 1024, 8
_FORMATS = {
    1: "B",
    2: "s",
    3: "H",
    4: "I",
    5: "II",
    7: "B",
    8: "h",
    9: "i",
    10: "ii",
    11: "f",
    12: "d",
    13: "I",
}


@dataclass(frozen=True)
class Tags:
    """Tag number to value in the first directory, the EXIF and the GPS directory; rationals are floats."""

    main: Directory = field(default_factory=dict)
    exif: Directory = field(default_factory=dict)
    gps: Directory = field(default_factory=dict)
    photometrics: tuple[int, ...] = ()

    @property
    def has_sub_directories(self) -> bool:
        return SUB_DIRECTORIES in self.main

    @property
    def orientation(self) -> int:
        """1 to 8; 1 where the tag is missing or nonsense."""
        value = self.main.get(ORIENTATION)
        return value if isinstance(value, int) and 1 <= value <= 8 else 1


def read(file: BinaryIO, base: int = 0) -> Tags:
    """The tags of a TIFF structure starting at byte `base`; empty where there is none.
    Never raises for bad data.
    """
    file.seek(base)
    head = file.read(8)
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None or len(head) < 8:
        return Tags()
    reader = _Reader(file, base, order)
    main = reader.directory(struct.unpack(order + "I", head[4:])[0], _MAIN)
    subs = [reader.directory(at, _SUB) for at in _numbers(main.get(SUB_DIRECTORIES))[:_MAX_SUB_DIRECTORIES]]
    photometrics = [value for d in (main, *subs) if isinstance(value := d.get(PHOTOMETRIC), int)]
    return Tags(
        main,
        reader.linked(main, EXIF_DIRECTORY, _EXIF),
        reader.linked(main, GPS_DIRECTORY, _GPS),
        tuple(photometrics),
    )


def from_exif(block: object) -> Tags:
    """The tags of an EXIF block as the formats carry it, with or without the 'Exif' prefix."""
    if not isinstance(block, bytes):
        return Tags()
    return read(io.BytesIO(block.removeprefix(b"Exif\0\0")))


def from_canon_boxes(file: BinaryIO) -> Tags:
    """The tags of a CR3 file: three small TIFF structures in boxes named CMT1 (main),
    CMT2 (EXIF), CMT4 (GPS).
    """
    file.seek(0)
    head = file.read(1 << 16)

    def box(name: bytes, wanted: frozenset[int]) -> Directory:
        at = head.find(name) + 4
        order = {b"II": "<", b"MM": ">"}.get(head[at : at + 2])
        if at < 4 or order is None:
            return {}
        return _Reader(io.BytesIO(head), at, order).directory(8, wanted)

    return Tags(box(b"CMT1", _MAIN), box(b"CMT2", _EXIF), box(b"CMT4", _GPS))


def _numbers(value: Value | None) -> tuple[int, ...]:
    values = value if isinstance(value, tuple) else (value,)
    return tuple(v for v in values if isinstance(v, int))


@dataclass(frozen=True)
class _Reader:
    file: BinaryIO
    base: int
    order: str

    def linked(self, parent: Directory, tag: int, wanted: frozenset[int]) -> Directory:
        offset = parent.get(tag)
        return self.directory(offset, wanted) if isinstance(offset, int) else {}

    def directory(self, offset: int, wanted: frozenset[int]) -> Directory:
        found: Directory = {}
        for tag, kind, count, inline in self._entries(offset):
            value = self._value(kind, count, inline) if tag in wanted else None
            if value is not None:
                found.setdefault(tag, value)
        return found

    def _entries(self, offset: int) -> Iterator[tuple[int, int, int, bytes]]:
        raw = self._bytes(offset, 2)
        count = struct.unpack(self.order + "H", raw)[0] if len(raw) == 2 else 0
        table = self._bytes(offset + 2, min(count, _MAX_ENTRIES) * 12)
        for at in range(0, len(table) - 11, 12):
            yield struct.unpack_from(self.order + "HHI4s", table, at)

    def _value(self, kind: int, count: int, inline: bytes) -> Value | None:
        code = _FORMATS.get(kind)
        if code is None or count == 0:
            return None
        size = struct.calcsize("<" + code) * count
        if size > _MAX_VALUE_BYTES:
            return None
        at = struct.unpack(self.order + "I", inline)[0]
        data = inline[:size] if size <= 4 else self._bytes(at, size)
        if kind == 2:
            return data.split(b"\0")[0].decode("utf-8", "replace")
        if len(data) < size:
            return None
        numbers = struct.unpack(f"{self.order}{len(code) * count}{code[0]}", data)
        if len(code) == 2:
            numbers = tuple(
                n / d if d else float("nan") for n, d in zip(numbers[::2], numbers[1::2], strict=True)
            )
        return numbers[0] if count == 1 else numbers

    def _bytes(self, offset: int, size: int) -> bytes:
        self.file.seek(self.base + offset)
        return self.file.read(size)
