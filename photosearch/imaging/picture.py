"""A photo whose header is known and whose pixels are not decoded yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from photosearch.imaging import limits
from photosearch.imaging.orientation import Box, stored_box, upright_size
from photosearch.imaging.tags import Tags

Permit = Callable[[int], object]
"""Called with the bytes a decode will take, before it starts; may wait until other decodes are done."""


@dataclass(frozen=True)
class Picture:
    """An opened image, how it must be turned, its tags and its upright full size (width, height) in pixels.

    `image` may be smaller than `full_size` (the preview of a RAW file).
    """

    image: Image.Image
    orientation: int
    tags: Tags
    format: str
    full_size: tuple[int, int]

    def box_of(self, region: tuple[int, int, int, int] | None) -> Box:
        """The upright region (x, y, w, h of the full picture) as a box in the pixels of `image` as stored."""
        stored = self.image.size
        if region is None:
            return 0, 0, *stored
        upright = upright_size(stored, self.orientation)
        across, down = upright[0] / self.full_size[0], upright[1] / self.full_size[1]
        x, y, w, h = region
        return stored_box((x * across, y * down, (x + w) * across, (y + h) * down), stored, self.orientation)


def load(picture: Picture, box: Box, longest: int, permit: Permit) -> Box:
    """Decode the pixels, at a fraction of their size where the format can; return `box` in the decoded
    pixels.

    The fraction leaves the longer side of `box` at least `longest` pixels. Raises ReadError 'too_large'
    before decoding if that would take more memory than allowed.
    """
    image = picture.image
    width, height = image.size
    side = max(box[2] - box[0], box[3] - box[1])
    wanted = (max(1, int(width * longest / side)), max(1, int(height * longest / side)))
    # Pillow turns a TIFF at its full size, beside the picture as it was stored.
    extra: float = 4.0 * width * height if picture.format == "TIFF" and picture.tags.orientation != 1 else 0
    if image.format in ("JPEG", "MPO"):
        if width * height > limits.JPEG_PIXELS:
            raise limits.too_many_pixels(width * height, limits.JPEG_PIXELS, "JPEG")
        extra = _coefficient_bytes(image)
    if side > longest and image.format in ("JPEG", "MPO", "HEIF"):
        image.draft(None, wanted)
    needed = limits.check_pixels(image.format or picture.format, image.size[0] * image.size[1], extra)
    permit(needed)
    image.load()
    across, down = image.size[0] / width, image.size[1] / height
    if image.format in ("JPEG", "MPO"):
        # A draft rounds up: at 1/8, 1001 pixels become 126, of which only 125.125 show the picture.
        shrink = round(1 / across) if across < 1 else 1
        across = down = 1 / shrink
    return (
        box[0] * across,
        box[1] * down,
        min(box[2] * across, image.size[0]),
        min(box[3] * down, image.size[1]),
    )


def _coefficient_bytes(image: Image.Image) -> float:
    """What a progressive JPEG holds in memory at any output size:
    two bytes for every sample of the full picture.
    """
    layers: list[tuple[int, int, int, int]] = getattr(image, "layer", [])
    if "progressive" not in image.info or not layers:
        return 0
    across, down = max(layer[1] for layer in layers), max(layer[2] for layer in layers)
    samples = sum(layer[1] * layer[2] for layer in layers) / max(1, across * down)
    return 2 * samples * image.size[0] * image.size[1]


def open_with_pillow(file: BinaryIO, format: str) -> Image.Image:
    """Open with the decoder of `format` and no other, whatever the content pretends to be besides."""
    return Image.open(file, formats=(format,))
