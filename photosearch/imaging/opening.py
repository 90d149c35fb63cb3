"""Opening each format with its own decoder; those of the rarer formats are imported when first needed."""

from __future__ import annotations

import importlib
import warnings
from functools import cache
from typing import BinaryIO

from PIL import Image

from photosearch.imaging import limits, tags
from photosearch.imaging.failures import unsupported
from photosearch.imaging.formats import RAW_FORMATS, identify
from photosearch.imaging.orientation import upright_size
from photosearch.imaging.picture import Picture, open_with_pillow
from photosearch.imaging.tags import Tags

# Pillow's own limit only knows one figure for all formats and warns on stderr;
# `limits` checks every picture instead.
Image.MAX_IMAGE_PIXELS = None
# Its remarks on odd files are for developers, not for the terminal of the person.
warnings.filterwarnings("ignore", module=r"PIL\.")

_MAX_CHUNK, _MAX_EXIF = 1 << 31, 1 << 20
# These come upright: HEIF and JPEG XL keep the turning outside of EXIF,
# whose orientation does not count in them.
_TURNED_BY_DECODER = frozenset({"HEIF", "JXL", "TIFF"})
_PLUGINS = {"WEBP": "PIL.WebPImagePlugin", "TIFF": "PIL.TiffImagePlugin", "AVIF": "PIL.AvifImagePlugin"}


def open_picture(file: BinaryIO, size: int, region: tuple[int, int, int, int] | None) -> Picture:
    """Open the photo by its content. Nothing but RAW files is decoded; `size` and `region` choose a RAW's
    preview.

    Raises ReadError 'unsupported', 'too_large' or 'damaged', or what the decoder raises.
    """
    format = identify(file)
    if format is None:
        raise unsupported()
    limits.check_file(limits.file_size(file), format)
    file.seek(0)
    if format in RAW_FORMATS:
        from photosearch.imaging import raw

        return raw.open_raw(file, format, size, region)
    image = _open(file, format)
    found = _tags(image, file, format)
    orientation = 1 if format in _TURNED_BY_DECODER else found.orientation
    return Picture(image, orientation, found, format, upright_size(image.size, orientation))


def _open(file: BinaryIO, format: str) -> Image.Image:
    if format == "JXL":
        from photosearch.imaging import jxl

        return jxl.open_jxl(file)
    _prepare(format)
    return open_with_pillow(file, format)


@cache
def _prepare(format: str) -> None:
    """Import the plugin, with one thread a decode: there is a worker for every core already."""
    if format == "HEIF":
        import pillow_heif

        # libheif turns the pixels upright by itself, and an embedded thumbnail may stand in for the picture.
        pillow_heif.register_heif_opener(decode_threads=1, depth_images=False, aux_images=False)
    elif format in _PLUGINS:
        plugin = importlib.import_module(_PLUGINS[format])
        if format == "AVIF":
            vars(plugin)["DEFAULT_MAX_THREADS"] = 1


def _tags(image: Image.Image, file: BinaryIO, format: str) -> Tags:
    if format == "TIFF":
        found = tags.read(file)
        return found if found.main else _big_tiff(image)
    if format == "PNG" and "exif" not in image.info:
        return tags.from_exif(_text_exif(image.info.get("Raw profile type exif")) or _late_exif(file))
    return tags.from_exif(image.info.get("exif"))


def _big_tiff(image: Image.Image) -> Tags:
    """BigTIFF has another layout: what Pillow found in it."""
    found = getattr(image, "tag_v2", {})
    wanted = (tags.MAKE, tags.MODEL, tags.DATE_TIME, tags.ORIENTATION)
    return Tags({tag: value for tag in wanted if isinstance(value := found.get(tag), str | int)})


def _text_exif(profile: object) -> bytes:
    """EXIF as ImageMagick puts it into a PNG: hexadecimal digits after three lines of header."""
    if not isinstance(profile, str):
        return b""
    try:
        return bytes.fromhex("".join(profile.split("\n")[3:]))
    except ValueError:
        return b""


def _late_exif(file: BinaryIO) -> bytes:
    """The EXIF chunk of a PNG, which may come after the pixels;
    Pillow would find it only once they are decoded.
    """
    position = file.tell()
    at = 8
    found = b""
    while True:
        file.seek(at)
        head = file.read(8)
        length = int.from_bytes(head[:4], "big")
        if len(head) < 8 or head[4:] == b"IEND" or length > _MAX_CHUNK:
            break
        if head[4:] == b"eXIf":
            found = file.read(min(length, _MAX_EXIF))
            break
        at += length + 12
    file.seek(position)
    return found
