"""What the camera wrote about a photo, in the few fields a person searches and sorts by."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime

from photosearch.imaging import tags
from photosearch.imaging.tags import Directory, Tags, Value

_DATE = re.compile(r"\s*(\d{4})[:./-](\d{1,2})[:./-](\d{1,2})[ T]+(\d{1,2}):(\d{1,2}):(\d{1,2})")
_OFFSET = re.compile(r"\s*([+-])(\d{2}):?(\d{2})\s*$")


@dataclass(frozen=True)
class Metadata:
    """Size in pixels of the upright full picture, and what is known of when, with what and where it was
    taken.

    `taken` is the camera's local time as ISO 8601 ('2024-05-01T10:20:30'), with fraction and UTC offset if
    known; latitude and longitude are decimal degrees, north and east positive.
    """

    width: int
    height: int
    format: str
    taken: str | None = None
    camera: str | None = None
    latitude: float | None = None
    longitude: float | None = None


def describe(found: Tags, size: tuple[int, int], format: str) -> Metadata:
    """Metadata of an upright picture of `size` (width, height); bad values are left out, never raised."""
    latitude, longitude = _position(found.gps)
    return Metadata(size[0], size[1], format, _taken(found), _camera(found.main), latitude, longitude)


def seconds_apart(one: str | None, other: str | None) -> float | None:
    """How many seconds lie between two times, as `taken` has them; None where one is not known."""
    try:
        first, second = (datetime.fromisoformat(time or "").replace(tzinfo=None) for time in (one, other))
    except ValueError:
        return None
    return abs((first - second).total_seconds())


def _taken(found: Tags) -> str | None:
    exif = found.exif
    choices = (
        (exif.get(tags.DATE_ORIGINAL), exif.get(tags.SUBSEC_ORIGINAL), exif.get(tags.OFFSET_ORIGINAL)),
        (exif.get(tags.DATE_DIGITIZED), exif.get(tags.SUBSEC_DIGITIZED), exif.get(tags.OFFSET_DIGITIZED)),
        (found.main.get(tags.DATE_TIME), exif.get(tags.SUBSEC), exif.get(tags.OFFSET_TIME)),
    )
    return next((taken for choice in choices if (taken := _iso(*choice))), None)


def _iso(date: Value | None, fraction: Value | None, offset: Value | None) -> str | None:
    match = _DATE.match(date) if isinstance(date, str) else None
    if match is None:
        return None
    try:
        taken = datetime(*(int(part) for part in match.groups())).isoformat()  # type: ignore[arg-type]
    except ValueError:
        return None
    digits = fraction.strip() if isinstance(fraction, str) else ""
    if digits.isascii() and digits.isdigit():
        taken += "." + digits[:6]
    zone = _OFFSET.match(offset) if isinstance(offset, str) else None
    if zone and int(zone[2]) <= 14 and int(zone[3]) < 60:
        taken += f"{zone[1]}{zone[2]}:{zone[3]}"
    return taken


def _camera(main: Directory) -> str | None:
    make, model = text(main.get(tags.MAKE)), text(main.get(tags.MODEL))
    if not make or not model:
        return make or model or None
    if model.lower().startswith(make.split()[0].lower()):
        return model
    return f"{make} {model}"


def text(value: Value | None) -> str:
    """A tag's text fit to be shown: one line, of bounded length; empty where it is none."""
    if not isinstance(value, str):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in value.replace("\ufffd", "")).split())[:100]


def _position(gps: Directory) -> tuple[float | None, float | None]:
    latitude = _degrees(gps.get(2), gps.get(1), "NS", 90)
    longitude = _degrees(gps.get(4), gps.get(3), "EW", 180)
    # Cameras without a fix write zeros: a point in the open sea nobody means.
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude


def _degrees(value: Value | None, reference: Value | None, letters: str, limit: int) -> float | None:
    direction = reference.strip().upper()[:1] if isinstance(reference, str) else ""
    if not isinstance(value, tuple) or len(value) != 3 or direction not in letters or not direction:
        return None
    degrees, minutes, seconds = (float(part) for part in value)
    total = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(total) or not 0 <= total <= limit or minutes < 0 or seconds < 0:
        return None
    return round(-total if direction == letters[1] else total, 7)
