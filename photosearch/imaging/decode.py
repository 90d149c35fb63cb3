"""One decode of one photo: upright sRGB pixels at the wanted size, thumbnail and metadata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from PIL import Image

from photosearch.imaging import colour, tags
from photosearch.imaging.failures import ReadError, from_codec
from photosearch.imaging.metadata import Metadata, describe
from photosearch.imaging.opening import open_picture
from photosearch.imaging.orientation import swaps, upright
from photosearch.imaging.picture import Permit, Picture, load

if TYPE_CHECKING:
    import numpy as np

_LEAST = 256

Region = tuple[int, int, int, int]
"""x, y, width, height in pixels of the upright full picture"""


@dataclass(frozen=True)
class Photo:
    """`pixels` is H x W x 3 uint8 sRGB, upright, C-contiguous, its longer side exactly the size asked for."""

    pixels: np.ndarray
    thumbnail: Image.Image | None
    metadata: Metadata


def decode(
    file: BinaryIO, size: int, *, region: Region | None = None, thumbnail_size: int | None = None
) -> Photo:
    """Decode a photo of any supported format, told by its content.

    `size` is the longer side in pixels (small photos are enlarged, so that the network sees one scale),
    `region` picks a part, `thumbnail_size` asks for a picture of the whole of at most that many pixels a
    side, never enlarged. Raises ReadError for all a file can have wrong, and for an empty or outlying region.
    """
    import numpy as np

    image, thumbnail, metadata = decode_image(file, size, region=region, thumbnail_size=thumbnail_size)
    return Photo(np.array(image), thumbnail, metadata)


def decode_image(
    file: BinaryIO,
    size: int,
    *,
    region: Region | None = None,
    thumbnail_size: int | None = None,
    enlarge: bool = True,
    permit: Permit = lambda needed: None,
) -> tuple[Image.Image, Image.Image | None, Metadata]:
    """`decode` without NumPy, whose import would triple the start-up time of a worker.

    Without `enlarge` a picture smaller than `size` keeps its own.
    """
    try:
        picture = open_picture(file, size, region)
        _check_region(region, picture.full_size)
        if not enlarge:
            size = min(size, max(region[2:] if region else picture.full_size))
        return _render(picture, size, region, thumbnail_size, permit)
    except Exception as error:  # decoders raise anything at all on hostile files
        raise from_codec(error) from error


def _check_region(region: Region | None, full: tuple[int, int]) -> None:
    if region is None:
        return
    x, y, width, height = region
    if width < 1 or height < 1:
        raise ReadError("unsupported", "the region is empty: its width and height must be at least 1 pixel")
    if x < 0 or y < 0 or x + width > full[0] or y + height > full[1]:
        raise ReadError(
            "unsupported", f"the region lies outside the picture, which is {full[0]} x {full[1]} pixels"
        )


def _render(
    picture: Picture, size: int, region: Region | None, thumbnail_size: int | None, permit: Permit
) -> tuple[Image.Image, Image.Image | None, Metadata]:
    thumbnail_size = None if region else thumbnail_size
    native = max(region[2:]) if region else max(picture.full_size)
    # Whether a thumbnail is wanted must not change the pixels: they decide the descriptor.
    longest = size if region else max(size, min(max(thumbnail_size or 0, _LEAST), native))
    box = load(picture, picture.box_of(region), longest, permit)
    found = _late_tags(picture)

    image = colour.resizable(picture.image)
    aspect = region[2:] if region else picture.full_size
    stored_aspect = aspect[::-1] if swaps(picture.orientation) else aspect
    # Shrinking by whole pixels first costs a fraction and is not visible at three times the final size.
    small = image.resize(fit(stored_aspect, longest), Image.Resampling.BICUBIC, box=box, reducing_gap=3.0)
    levels = colour.levels(image)
    small = colour.to_srgb(small, picture.image.mode, levels, picture.image.info.get("icc_profile"))
    small = upright(small, picture.orientation)

    shown = small if longest == size else small.resize(fit(aspect, size), Image.Resampling.BICUBIC)
    thumbnail = None
    if thumbnail_size:
        limited = fit(aspect, min(thumbnail_size, native))
        thumbnail = small if limited == small.size else small.resize(limited, Image.Resampling.HAMMING)
    return shown, thumbnail, describe(found, picture.full_size, picture.format)


def _late_tags(picture: Picture) -> tags.Tags:
    """A JPEG XL only gives its EXIF with the pixels."""
    return tags.from_exif(picture.image.info.get("exif")) if picture.format == "JXL" else picture.tags


def fit(aspect: tuple[int, int], longest: int) -> tuple[int, int]:
    """Width and height in the proportion of `aspect`, the longer one `longest`, none below 1 pixel."""
    width, height = aspect
    if width >= height:
        return longest, max(1, round(longest * height / width))
    return max(1, round(longest * width / height)), longest
