"""Whatever mode and profile a picture comes in, sRGB comes out; alpha is laid on white.

Done on the shrunken picture: a colour conversion of 320 x 240 pixels costs nothing, one of 12 megapixels 100
ms.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PIL import Image

_SPACES = {"RGB": b"RGB ", "RGBA": b"RGB ", "L": b"GRAY", "LA": b"GRAY", "CMYK": b"CMYK", "LAB": b"Lab "}


def resizable(image: Image.Image) -> Image.Image:
    """The loaded picture in a mode whose pixels can be averaged: not indexed colours, nor single bits."""
    mode = image.mode
    if mode == "1":
        return image.convert("L")
    if mode in ("P", "PA") or ("transparency" in image.info and mode in ("L", "RGB")):
        transparent = mode == "PA" or "transparency" in image.info
        return image.convert("RGBA" if transparent else "RGB")
    if mode.startswith("I;16"):
        return image.convert("I")
    if mode == "F":
        return _finite(image)
    return (
        image.convert({"RGBX": "RGB", "RGBa": "RGBA", "La": "LA"}[mode])
        if mode in ("RGBX", "RGBa", "La")
        else image
    )


def to_srgb(
    image: Image.Image, mode: str, extrema: tuple[float, float] | None, profile: object
) -> Image.Image:
    """An RGB picture in sRGB from a shrunken one.

    `mode` and `extrema` are those of the original (see `levels`), `profile` its ICC profile's bytes or None.
    A profile that is damaged or of another colour space than the pixels is ignored.
    """
    if extrema is not None:
        image = _eight_bit(image, mode, extrema)
    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    colours = _converted(image, profile)
    if alpha is None:
        return colours
    white = Image.new("RGB", image.size, "white")
    white.paste(colours, mask=alpha)
    return white


def levels(image: Image.Image) -> tuple[float, float] | None:
    """The smallest and largest value of a grey picture with more than 8 bits; None for all other pictures."""
    if image.mode not in ("I", "F"):
        return None
    low, high = image.getextrema()
    return float(low), float(high)  # type: ignore[arg-type]


def _eight_bit(image: Image.Image, mode: str, extrema: tuple[float, float]) -> Image.Image:
    """Map the range the values were most likely meant in to 0..255."""
    low, high = extrema
    if mode.startswith("I;16"):
        top = 65535.0
    elif mode == "F" and low >= 0 and high <= 1:
        top = 1.0
    else:
        top = next((t for t in (255.0, 65535.0) if high <= t), high)
    return image.point(lambda value: value * (255 / top) + 0.5).convert("L")


def _finite(image: Image.Image) -> Image.Image:
    """Without the not-a-numbers and infinities that would spread over the whole picture when it is shrunk."""
    import numpy as np

    return Image.fromarray(np.nan_to_num(np.asarray(image), nan=0.0, posinf=1.0, neginf=0.0))


def _converted(image: Image.Image, profile: object) -> Image.Image:
    mode = {"LA": "L", "RGBA": "RGB"}.get(image.mode, image.mode)
    if isinstance(profile, bytes) and len(profile) >= 128:
        space = profile[16:20]
        if mode == "L" and space == b"RGB ":
            mode = "RGB"
        if _SPACES.get(mode) == space:
            transform = _transform(profile, mode)
            if transform is not None:
                converted: Image.Image = transform.apply(image if image.mode == mode else image.convert(mode))
                return converted
    return image if image.mode == "RGB" else image.convert("RGB")


@lru_cache(maxsize=16)
def _transform(profile: bytes, mode: str) -> Any:
    """A transform to sRGB, kept because a person's photos share a handful of profiles;
    None where none is needed.
    """
    import io

    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if mode == "RGB" and "srgb" in ImageCms.getProfileDescription(source).lower():
            return None
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
