"""The forty things done to photos in benchmark.py. None of their numbers was used to fit anything: what is
fitted saw the edits of edits.py.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable, Sequence

import numpy as np
from edits import cropped, jpeg, resized, turned, warped
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

# A picture, chance, and photos of other things to put beside it.
Edit = Callable[[Image.Image, random.Random, Sequence[Image.Image]], Image.Image]


def _through(image: Image.Image, kind: str, **options: object) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return Image.open(buffer).convert("RGB")


def _saved_often(image: Image.Image) -> Image.Image:
    for quality in (60, 40, 50, 45, 40):
        image = jpeg(image.crop((1, 1, image.width, image.height)), quality)
    return image


def _cut_to(image: Image.Image, aspect: float) -> Image.Image:
    width, height = image.size
    size = (min(width, round(height * aspect)), min(height, round(width / aspect)))
    return ImageOps.fit(image, size)


def _scaled(image: Image.Image, factor: np.ndarray | float, add: np.ndarray | float = 0.0) -> Image.Image:
    return Image.fromarray(np.clip(np.asarray(image) * factor + add, 0, 255).astype(np.uint8))


def _vignette(image: Image.Image, strength: float) -> Image.Image:
    y, x = np.mgrid[-1 : 1 : image.height * 1j, -1 : 1 : image.width * 1j]
    return _scaled(image, (1 - strength * np.clip((x**2 + y**2) / 2, 0, 1))[..., None])


def _grain(image: Image.Image, chance: random.Random, level: float) -> Image.Image:
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, level, (image.height, image.width, 1))
    return _scaled(image, 1.0, noise)


def _print_photographed(image: Image.Image, chance: random.Random) -> Image.Image:
    framed = ImageOps.expand(image, round(0.04 * max(image.size)), "white")
    seen = warped(ImageOps.expand(framed, round(0.1 * max(image.size)), (96, 84, 70)), chance, 0.1, 90)
    return _grain(_vignette(_scaled(seen, np.array([1.0, 0.93, 0.82])), 0.4), chance, 5)


def _screen_photographed(image: Image.Image, chance: random.Random) -> Image.Image:
    large = resized(image, 2 * max(image.size))
    rows, columns = np.mgrid[0 : large.height, 0 : large.width]
    wave = 1 + 0.12 * np.sin(2 * math.pi * (rows * 0.31 + columns * 0.07)) * np.sin(columns * 1.9)
    seen = warped(_scaled(large, wave[..., None] * np.array([0.85, 0.95, 1.1]), 12), chance, 0.06, 15)
    return resized(seen.filter(ImageFilter.GaussianBlur(1.2)), max(image.size))


def _scanned(image: Image.Image, chance: random.Random) -> Image.Image:
    faded = _scaled(ImageEnhance.Color(image).enhance(0.6), np.array([0.75, 0.7, 0.6]), 55)
    page = ImageOps.expand(faded, round(0.06 * max(image.size)), (250, 248, 240))
    turned_page = page.rotate(1.5, Image.Resampling.BICUBIC, fillcolor=(250, 248, 240))
    return _grain(turned_page, chance, 6)


def _on_phone(image: Image.Image) -> Image.Image:
    """A screenshot of a telephone: the picture between black bars, with the time and buttons."""
    width = image.width
    screen = Image.new("RGB", (width, round(width * 2.1)), "black")
    shown = image if image.height <= screen.height * 0.8 else resized(image, round(screen.height * 0.8))
    screen.paste(shown, ((width - shown.width) // 2, (screen.height - shown.height) // 2))
    draw = ImageDraw.Draw(screen)
    draw.text((8, 6), "10:24", fill="white", font_size=width / 22)
    draw.text((width * 0.75, 6), "5G  81 %", fill="white", font_size=width / 22)
    for at in range(4):
        x, y = width * (0.14 + 0.24 * at), screen.height * 0.95
        draw.ellipse((x - width / 40, y - width / 40, x + width / 40, y + width / 40), outline="white")
    return screen


def _in_post(image: Image.Image) -> Image.Image:
    """In a page of a network, with names and buttons, at two thirds of its size."""
    shown = resized(image, round(max(image.size) * 0.67))
    page = Image.new("RGB", (round(shown.width * 1.5), round(shown.height * 1.7)), (242, 243, 247))
    draw = ImageDraw.Draw(page)
    left, top = round(shown.width * 0.25), round(shown.height * 0.35)
    draw.rectangle((left - 10, top - 60, left + shown.width + 10, top + shown.height + 50), fill="white")
    draw.ellipse((left, top - 50, left + 36, top - 14), fill=(120, 140, 190))
    draw.text((left + 46, top - 44), "Somebody was here", fill="black", font_size=16)
    draw.text((left, top + shown.height + 14), "Like      Comment      Share", fill="grey", font_size=14)
    page.paste(shown, (left, top))
    return page


def _collage(image: Image.Image, chance: random.Random, others: Sequence[Image.Image]) -> Image.Image:
    """One of four photos, each cut to a square of the same size."""
    side = max(image.size) // 2 + 60
    squares = [ImageOps.fit(each, (side, side)) for each in [image, *chance.sample(list(others), 3)]]
    chance.shuffle(squares)
    sheet = Image.new("RGB", (2 * side + 6, 2 * side + 6), "white")
    for at, square in enumerate(squares):
        sheet.paste(square, ((at % 2) * (side + 6), (at // 2) * (side + 6)))
    return sheet


def _inset(image: Image.Image, chance: random.Random, others: Sequence[Image.Image]) -> Image.Image:
    """A photo of something else in a corner of it, a quarter of its width."""
    image = image.copy()
    small = ImageOps.fit(chance.choice(list(others)), (round(image.width * 0.3), round(image.height * 0.3)))
    image.paste(ImageOps.expand(small, 3, "white"), (round(image.width * 0.66), round(image.height * 0.64)))
    return image


def _stickers(image: Image.Image, chance: random.Random) -> Image.Image:
    image = image.copy()
    draw = ImageDraw.Draw(image)
    for colour in ("gold", "hotpink", "deepskyblue"):
        r = 0.13 * min(image.size)
        x, y = chance.uniform(r, image.width - r), chance.uniform(r, image.height - r)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=colour, outline="black", width=2)
        for side in (-0.35, 0.35):
            draw.ellipse((x + r * side - 4, y - r / 3 - 4, x + r * side + 4, y - r / 3 + 4), fill="black")
        draw.arc((x - r / 2, y - r / 2, x + r / 2, y + r / 2), 20, 160, fill="black", width=3)
    return image


def _meme(image: Image.Image) -> Image.Image:
    bar = round(image.height * 0.22)
    picture = ImageOps.expand(image, (0, bar, 0, bar), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((10, bar * 0.2), "WHEN YOU FIND", fill="black", font_size=bar * 0.5)
    draw.text((10, bar * 1.2 + image.height), "THE SAME PHOTO", fill="black", font_size=bar * 0.5)
    return picture


def _stamped(image: Image.Image) -> Image.Image:
    image = image.copy()
    draw = ImageDraw.Draw(image)
    draw.text(
        (image.width * 0.62, image.height * 0.9), "2019/07/14", fill="orange", font_size=image.width / 18
    )
    draw.rectangle((8, 8, image.width * 0.25, image.height * 0.12), fill="navy")
    draw.text((14, 10), "agency", fill="white", font_size=image.height * 0.07)
    return image


def _marked_all_over(image: Image.Image) -> Image.Image:
    """The name of an agency across it, aslant, again and again."""
    large = 2 * max(image.size)
    layer = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    size = max(image.size) / 14
    for row in range(0, large, round(size * 2)):
        draw.text((row % 90, row), "stockphoto   " * 14, fill=(255, 255, 255, 100), font_size=size)
    layer = layer.rotate(30)
    x, y = (large - image.width) // 2, (large - image.height) // 2
    layer = layer.crop((x, y, x + image.width, y + image.height))
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def _banner(image: Image.Image) -> Image.Image:
    """The lowest three tenths under a headline."""
    image = image.copy()
    top = round(image.height * 0.7)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, top, image.width, image.height), fill=(160, 20, 20))
    draw.text((12, top + 6), "BREAKING NEWS", fill="white", font_size=image.height * 0.13)
    return image


def _vintage(image: Image.Image, chance: random.Random) -> Image.Image:
    faded = _scaled(image, np.array([0.8, 0.72, 0.55]), np.array([48, 36, 40]))
    return _grain(_vignette(faded, 0.6), chance, 7)


def _hdr(image: Image.Image) -> Image.Image:
    strong = image.filter(ImageFilter.UnsharpMask(max(image.size) // 20, 120, 0))
    return ImageEnhance.Color(strong).enhance(1.7)


def _halftone(image: Image.Image) -> Image.Image:
    """As a newspaper prints it: dots of black whose size is the shade, four pixels apart."""
    grey = np.asarray(resized(ImageOps.grayscale(image), 3 * max(image.size)), np.float32) / 255
    rows, columns = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]] * (2 * math.pi / 9)
    screen = (np.cos(rows + columns) + np.cos(rows - columns)) / 4 + 0.5
    printed = Image.fromarray(np.where(grey > screen, 250, 25).astype(np.uint8))
    return resized(printed.filter(ImageFilter.GaussianBlur(1.0)), max(image.size)).convert("RGB")


def _night(image: Image.Image, chance: random.Random) -> Image.Image:
    return _grain(_scaled(image, np.array([0.3, 0.33, 0.42])), chance, 4)


EDITS: dict[str, Edit] = {
    "sent by messenger": lambda image, chance, others: jpeg(resized(image, round(max(image.size) * 0.6)), 55),
    "thumbnail of 96 px": lambda image, chance, others: resized(image, 96),
    "enlarged by 2.5": lambda image, chance, others: resized(image, round(2.5 * max(image.size))),
    "stretched by 1.5": lambda image, chance, others: image.resize((image.width, round(1.5 * image.height))),
    "JPEG 8": lambda image, chance, others: jpeg(image, 8),
    "saved five times": lambda image, chance, others: _saved_often(image),
    "GIF of 32 colours": lambda image, chance, others: _through(image.quantize(32), "GIF"),
    "WebP 15": lambda image, chance, others: _through(image, "WEBP", quality=15),
    "cropped to 70 %": lambda image, chance, others: cropped(image, chance, 0.7),
    "cropped to 40 %": lambda image, chance, others: cropped(image, chance, 0.4),
    "cropped to 1/4": lambda image, chance, others: cropped(image, chance, 1 / 4),
    "cropped to 1/9": lambda image, chance, others: cropped(image, chance, 1 / 9),
    "cut to a square": lambda image, chance, others: _cut_to(image, 1.0),
    "cut to a strip": lambda image, chance, others: _cut_to(image, 2.35),
    "turned left": lambda image, chance, others: image.transpose(Image.Transpose.ROTATE_90),
    "turned right": lambda image, chance, others: image.transpose(Image.Transpose.ROTATE_270),
    "upside down": lambda image, chance, others: image.transpose(Image.Transpose.ROTATE_180),
    "straightened by 3": lambda image, chance, others: turned(image, 3),
    "turned by 30, black corners": lambda image, chance, others: image.rotate(
        30, Image.Resampling.BICUBIC, expand=True
    ),
    "mirrored": lambda image, chance, others: ImageOps.mirror(image),
    "mirrored and cropped to half": lambda image, chance, others: cropped(
        ImageOps.mirror(image), chance, 0.5
    ),
    "a print, photographed": lambda image, chance, others: _print_photographed(image, chance),
    "a screen, photographed": lambda image, chance, others: _screen_photographed(image, chance),
    "a print, scanned": lambda image, chance, others: _scanned(image, chance),
    "screenshot of a telephone": lambda image, chance, others: _on_phone(image),
    "in a post": lambda image, chance, others: _in_post(image),
    "one of four in a collage": _collage,
    "another photo set in": _inset,
    "stickers": lambda image, chance, others: _stickers(image, chance),
    "meme": lambda image, chance, others: _meme(image),
    "date and logo": lambda image, chance, others: _stamped(image),
    "watermark all over": lambda image, chance, others: _marked_all_over(image),
    "headline over 30 %": lambda image, chance, others: _banner(image),
    "vintage filter": lambda image, chance, others: _vintage(image, chance),
    "HDR look": lambda image, chance, others: _hdr(image),
    "black and white, hard": lambda image, chance, others: ImageEnhance.Contrast(
        ImageOps.grayscale(image).convert("RGB")
    ).enhance(2.2),
    "overexposed": lambda image, chance, others: _scaled(image, 1.8, 10),
    "night look": lambda image, chance, others: _night(image, chance),
    "blurred": lambda image, chance, others: image.filter(ImageFilter.GaussianBlur(max(image.size) / 130)),
    "halftone print": lambda image, chance, others: _halftone(image),
}


def edited(image: Image.Image, name: str, seed: str, others: Sequence[Image.Image]) -> bytes:
    """The edit of an RGB picture as a JPEG file of quality 88; the same seed gives the same edit."""
    buffer = io.BytesIO()
    EDITS[name](image, random.Random(f"{name} {seed}"), others).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
