"""Edits that put a photo among other things: writing, bars, screens, prints, other photos. RGB to RGB.

Own code, Apache-2.0.
"""

import string

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from photosearch.training.edits.shapes import (
    Chance,
    Picture,
    colour,
    corners_moved,
    projected,
)

_LETTERS = np.array(list(string.ascii_letters + string.digits + "     .,!"))


def words(random: Chance, most: int = 24) -> str:
    """Letters that say nothing."""
    return "".join(random.choice(_LETTERS, int(random.integers(3, most))))


def written_on(image: Picture, random: Chance) -> Picture:
    """One to four lines of any size anywhere, at times on a bar."""
    image = image.copy()
    draw = ImageDraw.Draw(image)
    for _ in range(random.integers(1, 5)):
        size = image.height * random.uniform(0.05, 0.2)
        x, y = random.uniform(-0.1, 0.7) * image.width, random.uniform(0, 0.9) * image.height
        if random.random() < 0.4:
            draw.rectangle((0, y, image.width, y + 1.3 * size), fill=colour(random))
        draw.text((x, y), words(random), fill=colour(random), font_size=max(6, size))
    return image


def marked_all_over(image: Picture, random: Chance) -> Picture:
    """A faint name across it, again and again."""
    layer = Image.new("L", image.size, 0)
    draw, name = ImageDraw.Draw(layer), f"{words(random, 10)}   " * 6
    size = max(8, image.height * random.uniform(0.05, 0.12))
    for y in np.arange(0, image.height, size * random.uniform(1.5, 3)):
        draw.text((-y / 2, y), name, fill=int(random.integers(60, 160)), font_size=size)
    layer = layer.rotate(random.uniform(-40, 40))
    return Image.composite(Image.new("RGB", image.size, colour(random)), image, layer)


def stuck_on(image: Picture, random: Chance) -> Picture:
    """Shapes of one colour over parts of it: stickers, logos, a hand."""
    image = image.copy()
    draw = ImageDraw.Draw(image)
    for _ in range(random.integers(1, 6)):
        width, height = random.uniform(0.08, 0.4, 2) * image.size
        x, y = random.uniform(-0.1, 0.9, 2) * image.size
        kind = draw.ellipse if random.random() < 0.5 else draw.rectangle
        kind((x, y, x + width, y + height), fill=colour(random))
    return image


def with_caption(image: Picture, random: Chance) -> Picture:
    """Writing on bars above and below."""
    above, below = (round(image.height * random.uniform(0, 0.35)) for _ in range(2))
    page = ImageOps.expand(image, (0, above, 0, below), colour(random))
    draw = ImageDraw.Draw(page)
    for y, height in ((0, above), (above + image.height, below)):
        if height > 12:
            size = height * random.uniform(0.3, 0.7)
            draw.text((6, y + height * 0.1), words(random), fill=colour(random), font_size=size)
    return page


def on_screen(image: Picture, random: Chance) -> Picture:
    """A screenshot: the photo on a page with lines of writing, buttons and bars."""
    upright = random.random() < 0.6
    width = round(image.width * random.uniform(1.0, 1.15 if upright else 1.8))
    height = round(
        max(image.height * 1.1, width * random.uniform(1.2, 2.2) if upright else image.height * 1.3)
    )
    ground = (0, 0, 0) if random.random() < 0.5 else tuple(int(v) for v in random.integers(200, 256, 3))
    page = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(page)
    ink = "white" if sum(ground) < 380 else "black"
    for _ in range(random.integers(2, 12)):
        x, y = random.uniform(0, 0.8) * width, random.uniform(0, 0.97) * height
        draw.text((x, y), words(random), fill=ink, font_size=max(6, width * random.uniform(0.03, 0.07)))
        if random.random() < 0.4:
            draw.ellipse((x, y, x + width * 0.08, y + width * 0.08), fill=colour(random))
    left, top = random.uniform(0, 1, 2) * [width - image.width, height - image.height]
    page.paste(image, (round(left), round(top)))
    return page


def beside_others(image: Picture, random: Chance, other: Picture) -> Picture:
    """Two or four pictures on a sheet, cut to one shape; it is one of them."""
    side, gap = 192, int(random.integers(0, 8))
    across, down = ((2, 2), (2, 1), (1, 2))[random.integers(3)]
    place = random.integers(across * down)
    sheet = Image.new("RGB", (across * (side + gap), down * (side + gap)), colour(random))
    for number in range(across * down):
        shown = image if number == place else (other if number % 2 else ImageOps.mirror(other))
        at = (number % across * (side + gap), number // across * (side + gap))
        sheet.paste(ImageOps.fit(shown, (side, side)), at)
    return sheet


def in_other(image: Picture, random: Chance, other: Picture) -> Picture:
    """Set into another picture, upon a third of it and more."""
    ground = other.resize(image.size)
    scale = random.uniform(0.6, 0.9)
    shown = image.resize((round(image.width * scale), round(image.height * scale)))
    free = np.subtract(ground.size, shown.size)
    left, top = (round(value) for value in random.uniform(0, 1, 2) * free)
    ground.paste(shown, (left, top))
    return ground


def other_in_it(image: Picture, random: Chance, other: Picture) -> Picture:
    """Another picture set into it, upon up to a fifth."""
    image = image.copy()
    small = other.resize((round(image.width * random.uniform(0.2, 0.5)), round(image.height * 0.4)))
    left, top = (round(value) for value in random.uniform(0, 1, 2) * np.subtract(image.size, small.size))
    image.paste(small, (left, top))
    return image


def photographed(image: Picture, random: Chance, other: Picture) -> Picture:
    """A print of it that lies on something, seen aslant."""
    if random.random() < 0.3:
        image = ImageOps.expand(image, round(0.04 * max(image.size)), (255, 255, 255))
    width, height = (round(side * random.uniform(1.0, 1.5)) for side in image.size)
    ground = other.resize((width, height)) if random.random() < 0.6 else Image.new("RGB", (width, height))
    if random.random() < 0.5:
        ground = Image.blend(ground, Image.new("RGB", ground.size, colour(random)), random.uniform(0.5, 1))
    corners = corners_moved(image.size, random, 0.18)
    angle = np.deg2rad(random.normal(0, 8))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = np.array(image.size) / 2
    corners = (corners - middle) @ turn + np.array(ground.size) / 2 + random.normal(0, 0.04, 2) * image.size
    return projected(image, corners, ground)


def cover(image: Picture, random: Chance) -> Picture:
    """A printed cover made of it: part of a page of one colour, with a title and lines of writing."""
    width = int(random.integers(200, 300))
    page = Image.new("RGB", (width, round(width * random.uniform(0.9, 1.6))), colour(random))
    draw = ImageDraw.Draw(page)
    least = random.uniform(0.35, 1.0)
    shown = ImageOps.fit(image, (round(width * random.uniform(least, 1)), round(page.height * least)))
    free = np.subtract(page.size, shown.size)
    left, top = (round(value) for value in random.uniform(0, 1, 2) * free)
    page.paste(shown, (left, top))
    for _ in range(random.integers(2, 8)):
        size = width * np.exp(random.uniform(np.log(0.04), np.log(0.25)))
        x, y = random.uniform(0, 0.5) * width, random.uniform(0, 0.92) * page.height
        if random.random() < 0.25:
            draw.rectangle((0, y, width * random.uniform(0.3, 1), y + size * 1.3), fill=colour(random))
        draw.text((x, y), words(random, 16), fill=colour(random), font_size=max(6, size))
    return page
