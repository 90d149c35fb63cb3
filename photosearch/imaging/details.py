"""All that a file says of itself, for a person who looks at one photo."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import BinaryIO

from photosearch.imaging import tags
from photosearch.imaging.failures import from_codec
from photosearch.imaging.metadata import Metadata, describe, text
from photosearch.imaging.opening import open_picture
from photosearch.imaging.tags import Tags, Value


@dataclass(frozen=True)
class Details(Metadata):
    """Metadata and how the photo was taken. `exposure_s` seconds, `aperture` the f-number, `focal_35mm` the
    focal length that would show as much on 35 mm film, `exposure_bias` in stops, `altitude_m` above the sea.
    """

    lens: str | None = None
    exposure_s: float | None = None
    aperture: float | None = None
    iso: int | None = None
    focal_mm: float | None = None
    focal_35mm: float | None = None
    exposure_bias: float | None = None
    flash: bool | None = None
    altitude_m: float | None = None
    orientation: int = 1
    description: str | None = None
    software: str | None = None
    artist: str | None = None
    copyright: str | None = None


def inspect(file: BinaryIO) -> Details:
    """Read the header of a photo of any supported format; pixels only where tags are hidden behind them.

    Raises ReadError for all a file can have wrong.
    """
    try:
        picture = open_picture(file, 1, None)
        found = picture.tags
        if picture.format == "JXL":
            picture.image.load()
            found = tags.from_exif(picture.image.info.get("exif"))
        return _details(found, describe(found, picture.full_size, picture.format))
    except Exception as error:  # decoders raise anything at all on hostile files
        raise from_codec(error) from error


def _details(found: Tags, known: Metadata) -> Details:
    main, exif = found.main, found.exif
    flash = exif.get(tags.FLASH)
    iso = _number(exif.get(tags.ISO), 1, 10_000_000)
    return Details(
        **vars(known),
        lens=text(exif.get(tags.LENS_MODEL)) or text(exif.get(tags.LENS_MAKE)) or None,
        exposure_s=_number(exif.get(tags.EXPOSURE_TIME), 1e-7, 1e6),
        aperture=_number(exif.get(tags.F_NUMBER), 0.1, 1000),
        iso=None if iso is None else round(iso),
        focal_mm=_number(exif.get(tags.FOCAL_LENGTH), 0.1, 100_000),
        focal_35mm=_number(exif.get(tags.FOCAL_LENGTH_35MM), 1, 100_000),
        exposure_bias=_number(exif.get(tags.EXPOSURE_BIAS), -20, 20),
        flash=bool(flash & 1) if isinstance(flash, int) else None,
        altitude_m=_altitude(found.gps),
        orientation=found.orientation,
        description=text(main.get(tags.DESCRIPTION)) or None,
        software=text(main.get(tags.SOFTWARE)) or None,
        artist=text(main.get(tags.ARTIST)) or None,
        copyright=text(main.get(tags.COPYRIGHT)) or None,
    )


def _number(value: Value | None, least: float, most: float) -> float | None:
    first = value[0] if isinstance(value, tuple) and value else value
    if not isinstance(first, int | float) or not math.isfinite(first) or not least <= first <= most:
        return None
    return float(first)


def _altitude(gps: tags.Directory) -> float | None:
    height = _number(gps.get(6), 0, 100_000)
    return None if height is None else -height if gps.get(5) == 1 else height
