"""Copying date and place from one photo into another that lacks them, without touching its pixels.

Only JPEG: its EXIF block is a TIFF structure (TIFF 6.0, EXIF 2.32) in a segment of its own. What is there
keeps its place within the block, so that thumbnail and maker notes stay readable: new directories that hold
the old entries and the new ones are appended, and the header leads to them.
"""

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from photosearch.errors import PhotosearchError
from photosearch.imaging import tags

_PREFIX = b"Exif\0\0"
_LONGEST = 0xFFFF - 2
_APP0, _APP1, _APP2, _SOS = 0xE0, 0xE1, 0xE2, 0xDA
_ASCII, _BYTE, _LONG, _RATIONAL = 2, 1, 4, 5
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?([+-]\d\d:\d\d)?")

# A tag's value as it is written: its type, how many of that type, and the bytes.
_Entries = Mapping[int, tuple[int, int, bytes]]


class MetadataNotWrittenError(PhotosearchError):
    """The file cannot take it; nothing was written. The text says why, to stand within a sentence."""


class Described(Protocol):
    """What is known of a photo, as `Metadata` or a row of the catalogue has it."""

    @property
    def format(self) -> str: ...
    @property
    def taken(self) -> str | None: ...
    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...


@dataclass(frozen=True)
class Offer:
    """What one photo could have from another: `taken` as ISO 8601, `position` as degrees north and east.

    obstacle: why its file cannot take it; empty where it can.
    """

    taken: str | None = None
    position: tuple[float, float] | None = None
    obstacle: str = ""

    def __bool__(self) -> bool:
        return self.taken is not None or self.position is not None


def offered_metadata(kept: Described, going: Described) -> Offer:
    """What the photo that goes knows and the one that is kept does not."""
    taken = going.taken if kept.taken is None and going.taken and _ISO.fullmatch(going.taken) else None
    position = None
    if kept.latitude is None and going.latitude is not None and going.longitude is not None:
        position = (going.latitude, going.longitude)
    offer = Offer(taken, position)
    if offer and kept.format != "JPEG":
        return Offer(
            taken, position, f"date and place can only be written into JPEG files, not into {kept.format}"
        )
    return offer


def with_metadata(jpeg: bytes, offer: Offer) -> bytes:
    """The same JPEG file with the offered date and place in its EXIF block; all else is byte for byte the
    same. Raises MetadataNotWrittenError.
    """
    start, end, block = _exif_segment(jpeg)
    order = {b"II": "<", b"MM": ">"}.get(block[:2]) if block else ">"
    if order is None:
        raise MetadataNotWrittenError("what it says of itself is damaged")
    try:
        written = _extended(block or b"MM\0*\0\0\0\0", order, offer)
    except struct.error:
        raise MetadataNotWrittenError("what it says of itself is damaged") from None
    if len(_PREFIX) + len(written) > _LONGEST:
        raise MetadataNotWrittenError("there is no room left for it in the file")
    head = struct.pack(">BBH", 0xFF, _APP1, 2 + len(_PREFIX) + len(written))
    return jpeg[:start] + head + _PREFIX + written + jpeg[end:]


def _exif_segment(jpeg: bytes) -> tuple[int, int, bytes]:
    """Where the EXIF segment begins and ends, and its block; where it belongs, twice, if there is none."""
    if jpeg[:2] != b"\xff\xd8":
        raise MetadataNotWrittenError("it is no JPEG file")
    at = place = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != _SOS:
        kind, length = jpeg[at + 1], struct.unpack_from(">H", jpeg, at + 2)[0]
        end, content = at + 2 + length, jpeg[at + 4 : at + 10]
        if kind == _APP1 and content == _PREFIX:
            return at, end, jpeg[at + 10 : end]
        if kind == _APP2 and content[:4] == b"MPF\0":
            # Its table says where, from here, the other pictures are.
            raise MetadataNotWrittenError("the file holds several pictures")
        at = end
        if kind == _APP0:
            place = end
    return place, place, b""


def _extended(block: bytes, order: str, offer: Offer) -> bytes:
    first = struct.unpack_from(order + "I", block, 4)[0]
    main, following = _directory(block, order, first) if first else ({}, b"\0\0\0\0")
    if offer.taken:
        date = _date(offer.taken)
        block, main = _with_directory(block, order, main, tags.EXIF_DIRECTORY, date)
    if offer.position:
        block, main = _with_directory(block, order, main, tags.GPS_DIRECTORY, _gps(offer.position, order))
    block, at = _appended(block, order, main, {}, following)
    return block[:4] + struct.pack(order + "I", at) + block[8:]


def _with_directory(
    block: bytes, order: str, main: dict[int, bytes], pointer: int, entries: _Entries
) -> tuple[bytes, dict[int, bytes]]:
    """The block with a longer form of a directory that `main` leads to, or a new one; and the new `main`."""
    old: dict[int, bytes] = {}
    following = b"\0\0\0\0"
    if pointer in main:
        old, following = _directory(block, order, struct.unpack(order + "I", main[pointer][8:])[0])
    block, at = _appended(block, order, old, entries, following)
    entry = struct.pack(order + "HHII", pointer, _LONG, 1, at)
    return block, {**main, pointer: entry}


def _directory(block: bytes, order: str, at: int) -> tuple[dict[int, bytes], bytes]:
    """The entries of a directory as they are, 12 bytes each, by their tag, and the pointer that follows."""
    count = struct.unpack_from(order + "H", block, at)[0]
    raw = block[at + 2 : at + 2 + 12 * count]
    following = block[at + 2 + 12 * count : at + 6 + 12 * count]
    if len(raw) < 12 * count:
        raise struct.error("cut short")
    parts = [raw[start : start + 12] for start in range(0, len(raw), 12)]
    found: dict[int, bytes] = {}
    for part in parts:
        found.setdefault(struct.unpack_from(order + "H", part)[0], part)
    return found, following.ljust(4, b"\0")


def _appended(
    block: bytes, order: str, old: Mapping[int, bytes], new: _Entries, following: bytes
) -> tuple[bytes, int]:
    """The block with a directory of the old entries and the new ones at its end, and where that is."""
    block += b"\0" * (len(block) % 2)
    at = len(block)
    count = len({*old, *new})
    values, rows = b"", dict(old)
    for tag, (kind, number, value) in new.items():
        place = value.ljust(4, b"\0")
        if len(value) > 4:
            place = struct.pack(order + "I", at + 2 + 12 * count + 4 + len(values))
            values += value + b"\0" * (len(value) % 2)
        rows[tag] = struct.pack(order + "HHI", tag, kind, number) + place
    directory = b"".join(rows[tag] for tag in sorted(rows))
    return block + struct.pack(order + "H", count) + directory + following + values, at


def _date(taken: str) -> _Entries:
    match = _ISO.fullmatch(taken)
    if match is None:
        raise MetadataNotWrittenError("the date is not one")
    year, month, day, clock, fraction, zone = match.groups()
    entries = {tags.DATE_ORIGINAL: _text(f"{year}:{month}:{day} {clock}")}
    if fraction:
        entries[tags.SUBSEC_ORIGINAL] = _text(fraction)
    if zone:
        entries[tags.OFFSET_ORIGINAL] = _text(zone)
    return entries


def _gps(position: tuple[float, float], order: str) -> _Entries:
    latitude, longitude = position
    return {
        0: (_BYTE, 4, bytes((2, 3, 0, 0))),
        1: _text("S" if latitude < 0 else "N"),
        2: _degrees(abs(latitude), order),
        3: _text("W" if longitude < 0 else "E"),
        4: _degrees(abs(longitude), order),
    }


def _degrees(value: float, order: str) -> tuple[int, int, bytes]:
    """Degrees, minutes and seconds as three fractions; exact to a ten-millionth of a degree."""
    # Seconds in units of 1 / 100,000, which 60 of still fit in 32 bits.
    units = round(value * 3600 * 100_000)
    minutes, seconds = divmod(units, 60 * 100_000)
    degrees, minutes = divmod(minutes, 60)
    return _RATIONAL, 3, struct.pack(order + "6I", degrees, 1, minutes, 1, seconds, 100_000)


def _text(value: str) -> tuple[int, int, bytes]:
    data = value.encode("ascii") + b"\0"
    return _ASCII, len(data), data
