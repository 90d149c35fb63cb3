"""RAW files through LibRaw: the camera's preview where large enough, else a half-size development."""

from __future__ import annotations

import io
import os
import sys
from datetime import datetime
from typing import Any, BinaryIO

import rawpy
from PIL import Image

from photosearch.imaging import limits, tags
from photosearch.imaging.failures import ReadError, damaged, unsupported
from photosearch.imaging.orientation import swaps, upright_size
from photosearch.imaging.picture import Picture, open_with_pillow
from photosearch.imaging.tags import Tags

# LibRaw's flip is made of bits (1 mirrored, 2 upside down, 4 rows and columns exchanged),
# EXIF's is a list of cases.
_ORIENTATION = {0: 1, 1: 2, 2: 4, 3: 3, 4: 5, 5: 8, 6: 6, 7: 7}


def open_raw(file: BinaryIO, format: str, size: int, region: tuple[int, int, int, int] | None) -> Picture:
    """Open the preview or develop the picture so that the longer side of `region` has at least `size` pixels,
    if any of the two reaches that. Raises ReadError.
    """
    with rawpy.RawPy() as raw:
        try:
            _open(raw, file)
            return _best(raw, file, format, size, region)
        except rawpy.LibRawFileUnsupportedError:
            raise unsupported() from None
        except rawpy.LibRawUnsufficientMemoryError:
            raise MemoryError from None
        except rawpy.LibRawTooBigError:
            raise ReadError("too_large", "the picture is too large to open safely") from None
        except rawpy.LibRawError:
            raise damaged() from None


def _open(raw: Any, file: BinaryIO) -> None:
    """LibRaw reads piecewise from a path but swallows a whole stream,
    so it gets the path of the open descriptor.
    """
    try:
        descriptor = file.fileno()
    except (OSError, AttributeError):
        descriptor = -1
    if descriptor >= 0 and sys.platform == "linux" and os.path.exists("/proc/self/fd"):
        raw.open_file(f"/proc/self/fd/{descriptor}")
    else:
        file.seek(0)
        raw.open_buffer(file)


def _best(
    raw: Any, file: BinaryIO, format: str, size: int, region: tuple[int, int, int, int] | None
) -> Picture:
    sizes = raw.sizes
    orientation = _ORIENTATION.get(sizes.flip, 1)
    full = upright_size((sizes.width, sizes.height), orientation)
    share = max(region[2:]) / max(full) if region else 1.0
    found = tags.from_canon_boxes(file) if format == "CR3" else tags.read(file)

    preview = _preview(raw)
    if preview is not None:
        found = _completed(raw, found, preview)
        # Some cameras store the preview upright already, beside a sensor that lies on its side.
        lying = sizes.width > sizes.height and preview.size[0] > preview.size[1]
        turn = orientation if lying or not swaps(orientation) or sizes.width <= sizes.height else 1
        picture = Picture(preview, turn, found, format, full)
        if max(preview.size) * share >= min(size, max(full) * share / 2):
            return picture
    try:
        return Picture(_develop(raw), orientation, _completed(raw, found, None), format, full)
    except (ReadError, rawpy.LibRawError):
        if preview is None:
            raise
        return picture


def _preview(raw: Any) -> Image.Image | None:
    """The largest embedded preview, checked for being whole; None where there is none that can be used."""
    try:
        thumb = raw.extract_thumb()
        if thumb.format == rawpy.ThumbFormat.BITMAP:
            return Image.fromarray(thumb.data)
        if thumb.format != rawpy.ThumbFormat.JPEG or not thumb.data.rstrip(b"\0").endswith(b"\xff\xd9"):
            return None
        return open_with_pillow(io.BytesIO(thumb.data), "JPEG")
    except (rawpy.LibRawError, rawpy.NotSupportedError, OSError, SyntaxError):
        return None


def _develop(raw: Any) -> Image.Image:
    limits.check_pixels("RAW", raw.sizes.raw_width * raw.sizes.raw_height)
    pixels = raw.postprocess(half_size=True, use_camera_wb=True, output_bps=8, user_flip=0)
    return Image.fromarray(pixels)


def _completed(raw: Any, found: Tags, preview: Image.Image | None) -> Tags:
    """Fill what the file's own tags lack from the preview's EXIF and from what LibRaw made out."""
    inner = tags.from_exif(preview.info.get("exif")) if preview is not None else Tags()
    exif = inner.exif | found.exif
    stamp = getattr(raw.other, "timestamp", None)
    main = inner.main | found.main
    if not exif.get(tags.DATE_ORIGINAL) and not main.get(tags.DATE_TIME) and stamp:
        main[tags.DATE_TIME] = _exif_date(stamp)
    return Tags(main, exif, found.gps or inner.gps)


def _exif_date(stamp: Any) -> str:
    moment = stamp if isinstance(stamp, datetime) else datetime.fromtimestamp(stamp)
    return moment.strftime("%Y:%m:%d %H:%M:%S")
