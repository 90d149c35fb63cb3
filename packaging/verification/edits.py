"""The edits people make of a photo, each of which is still the same photo."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

Edit = Callable[[Image.Image, random.Random], Image.Image]


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")


def resized(image: Image.Image, longer: int) -> Image.Image:
    factor = longer / max(image.size)
    return image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))))


def cropped(image: Image.Image, chance: random.Random, share: float) -> Image.Image:
    """A part with this share of the area, at a place of chance."""
    side = share**0.5
    width, height = round(image.width * side), round(image.height * side)
    x, y = chance.randint(0, image.width - width), chance.randint(0, image.height - height)
    return image.crop((x, y, x + width, y + height))


def turned(image: Image.Image, degrees: float) -> Image.Image:
    """Turned a little, and the corners cut off, as an editor straightens a horizon."""
    turned = image.rotate(degrees, Image.Resampling.BICUBIC)
    width, height = round(image.width * 0.8), round(image.height * 0.8)
    x, y = (image.width - width) // 2, (image.height - height) // 2
    return turned.crop((x, y, x + width, y + height))


def _bordered(image: Image.Image, colour: str) -> Image.Image:
    return ImageOps.expand(image, border=round(0.1 * max(image.size)), fill=colour)


def _captioned(image: Image.Image) -> Image.Image:
    image = image.copy()
    band = max(14, image.height // 5)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, image.height - band, image.width, image.height), fill="black")
    draw.text((10, image.height - band + 2), "THE BEST DAY OF ALL", fill="white", font_size=band * 0.7)
    return image


def _watermarked(image: Image.Image, text: str, opacity: int) -> Image.Image:
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for y in range(0, image.height, max(20, image.height // 5)):
        draw.text((y % 60, y), text, fill=(255, 255, 255, opacity), font_size=image.width / 10)
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def _covered(image: Image.Image, chance: random.Random) -> Image.Image:
    """A plain disc over a tenth of the area."""
    image = image.copy()
    radius = (0.1 * image.width * image.height / 3.14) ** 0.5
    x, y = chance.uniform(0, image.width), chance.uniform(0, image.height)
    ImageDraw.Draw(image).ellipse((x - radius, y - radius, x + radius, y + radius), fill="yellow")
    return image


def _tinted(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return Image.merge(
        "RGB",
        (red.point(lambda v: min(255, round(v * 1.25))), green, blue.point(lambda v: round(v * 0.7))),
    )


def _sepia(image: Image.Image) -> Image.Image:
    return ImageOps.colorize(ImageOps.grayscale(image), "#201008", "#ffe8c0")


def _noisy(image: Image.Image, chance: random.Random) -> Image.Image:
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, 12, (image.height, image.width, 3))
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))


def _shown_in_page(image: Image.Image) -> Image.Image:
    """As a screenshot shows it: smaller, in a page."""
    page = Image.new("RGB", (round(image.width * 1.6), round(image.height * 1.8)), "white")
    page.paste(image, (round(image.width * 0.3), round(image.height * 0.25)))
    draw = ImageDraw.Draw(page)
    for line in range(8):
        y = round(image.height * 1.3) + line * 12
        draw.text(
            (20, y), "Lorem ipsum dolor sit amet consectetur adipiscing elit", fill="black", font_size=10
        )
    return page


def warped(image: Image.Image, chance: random.Random, most: float, around: int) -> Image.Image:
    """Seen from the side: each corner moves in by chance, `around` is the grey of the table."""
    width, height = image.size
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, values = [], []
    for u, v in corners:
        x = u + (1 if u == 0 else -1) * chance.uniform(0, most) * width
        y = v + (1 if v == 0 else -1) * chance.uniform(0, most) * height
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return image.transform(
        image.size,
        Image.Transform.PERSPECTIVE,
        np.linalg.solve(np.array(rows), np.array(values)).tolist(),
        Image.Resampling.BICUBIC,
        fillcolor=(around, around, around),
    )


EDITS: dict[str, Edit] = {
    "resized to 3/4": lambda image, chance: resized(image, round(max(image.size) * 0.75)),
    "resized to 1/3": lambda image, chance: resized(image, round(max(image.size) / 3)),
    "enlarged to 1024": lambda image, chance: resized(image, 1024),
    "stretched by 1.3": lambda image, chance: image.resize((round(image.width * 1.3), image.height)),
    "JPEG 50": lambda image, chance: jpeg(image, 50),
    "resized to 112 px": lambda image, chance: resized(image, 112),
    "JPEG 10": lambda image, chance: jpeg(image, 10),
    "JPEG 15": lambda image, chance: jpeg(image, 15),
    "cropped to 80 %": lambda image, chance: cropped(image, chance, 0.8),
    "cropped to 50 %": lambda image, chance: cropped(image, chance, 0.5),
    "cropped to 25 %": lambda image, chance: cropped(image, chance, 0.25),
    "rotated by 90": lambda image, chance: image.transpose(Image.Transpose.ROTATE_90),
    "rotated by 180": lambda image, chance: image.transpose(Image.Transpose.ROTATE_180),
    "turned by 7": lambda image, chance: turned(image, 7),
    "mirrored": lambda image, chance: ImageOps.mirror(image),
    "mirrored and cropped to 60 %": lambda image, chance: cropped(ImageOps.mirror(image), chance, 0.6),
    "brighter": lambda image, chance: ImageEnhance.Brightness(image).enhance(1.5),
    "darker": lambda image, chance: ImageEnhance.Brightness(image).enhance(0.5),
    "more contrast": lambda image, chance: ImageEnhance.Contrast(image).enhance(1.8),
    "less contrast": lambda image, chance: ImageEnhance.Contrast(image).enhance(0.5),
    "tinted warm": lambda image, chance: _tinted(image),
    "black and white": lambda image, chance: ImageOps.grayscale(image).convert("RGB"),
    "sepia": lambda image, chance: _sepia(image),
    "saturated": lambda image, chance: ImageEnhance.Color(image).enhance(2.5),
    "equalised": lambda image, chance: ImageOps.equalize(image),
    "blurred": lambda image, chance: image.filter(ImageFilter.GaussianBlur(max(image.size) / 200)),
    "blurred much": lambda image, chance: image.filter(ImageFilter.GaussianBlur(max(image.size) / 140)),
    "sharpened": lambda image, chance: image.filter(ImageFilter.UnsharpMask(2, 200, 2)),
    "noise": _noisy,
    "black border": lambda image, chance: _bordered(image, "black"),
    "white border": lambda image, chance: _bordered(image, "white"),
    "caption": lambda image, chance: _captioned(image),
    "watermark": lambda image, chance: _watermarked(image, "SAMPLE  SAMPLE  SAMPLE", 110),
    "opaque watermark": lambda image, chance: _watermarked(image, "agency  preview  agency", 230),
    "a tenth covered": _covered,
    "seen from the side": lambda image, chance: warped(image, chance, 0.1, 128),
    "in a screenshot": lambda image, chance: _shown_in_page(image),
}


def edited(image: Image.Image, name: str, seed: str) -> bytes:
    """The edit of an RGB picture as a JPEG file of quality 90; the same seed gives the same edit."""
    buffer = io.BytesIO()
    EDITS[name](image, random.Random(f"{name} {seed}")).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()
