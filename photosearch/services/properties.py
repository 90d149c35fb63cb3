"""What a file says of itself as pairs of name and value, both fit to be shown."""

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photosearch.imaging.details import Details

Pairs = list[tuple[str, str]]

# How the sensor lay, by the numbers of EXIF; upright is not worth a line.
_TURNED = {
    2: "mirrored",
    3: "turned by 180°",
    4: "mirrored, turned by 180°",
    5: "mirrored, turned by 90° to the left",
    6: "turned by 90° to the right",
    7: "mirrored, turned by 90° to the right",
    8: "turned by 90° to the left",
}


def properties(path: bytes, file_size: int, modified_ns: int, details: "Details") -> Pairs:
    """The names are those of `PROPERTY_NAMES`, in that order; what is not known is left out."""
    from photosearch.library.connection import printable

    values: Pairs = [
        ("Name", printable(os.path.basename(path))),
        ("Folder", printable(os.path.dirname(path))),
        ("Type", details.format),
        ("Dimensions", f"{details.width} \N{MULTIPLICATION SIGN} {details.height}"),
        ("Size", _size(file_size)),
        ("Modified", time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(modified_ns // 1_000_000_000))),
    ]
    return values + [(name, value) for name, value in _taken(details) if value]


def _taken(details: "Details") -> list[tuple[str, str | None]]:
    place = None
    if details.latitude is not None and details.longitude is not None:
        place = f"{details.latitude:.6f}, {details.longitude:.6f}"
    return [
        ("Taken", details.taken and _moment(details.taken)),
        ("Camera", details.camera),
        ("Lens", details.lens),
        ("Exposure", None if details.exposure_s is None else _exposure(details.exposure_s)),
        ("Aperture", None if details.aperture is None else f"f/{details.aperture:g}"),
        ("ISO", None if details.iso is None else str(details.iso)),
        ("Focal length", _focal(details)),
        ("Exposure bias", f"{details.exposure_bias:+.1f}" if details.exposure_bias else None),
        ("Flash", None if details.flash is None else "fired" if details.flash else "off"),
        ("Place", place),
        ("Altitude", None if details.altitude_m is None else f"{details.altitude_m:.0f} m"),
        ("Orientation", _TURNED.get(details.orientation)),
        ("Description", details.description),
        ("Artist", details.artist),
        ("Copyright", details.copyright),
        ("Software", details.software),
    ]


def _size(count: int) -> str:
    value = float(count)
    for unit in ("bytes", "kB", "MB"):
        if value < 1000:
            return f"{count} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"


def _moment(iso: str) -> str:
    """2024-05-01T10:20:30.12+02:00 without the fraction, and with gaps."""
    date, _, rest = iso.partition("T")
    return " ".join(part for part in (date, rest[:8], iso[-6:] if iso[-6:-5] in "+-" else "") if part)


def _exposure(seconds: float) -> str:
    return f"1/{round(1 / seconds)} s" if seconds < 0.4 else f"{seconds:.4g} s"


def _focal(details: "Details") -> str | None:
    if details.focal_mm is None:
        return None
    full = details.focal_35mm
    same = full is None or abs(full - details.focal_mm) < 0.5
    return f"{details.focal_mm:.4g} mm" + ("" if same else f" ({full:.4g} mm on 35 mm film)")
