"""Edits that move pixels: cut, turned, mirrored, bordered, seen aslant. RGB images to RGB images.

What people do with pictures, as the image copy detection literature lists it (Douze et al., "The 2021 Image
Similarity Dataset and Challenge", arXiv 2106.09672). Own code, Apache-2.0.
"""

import numpy as np
from PIL import Image, ImageOps

Picture = Image.Image
Chance = np.random.Generator
_BILINEAR = Image.Resampling.BILINEAR


def colour(random: Chance) -> tuple[int, int, int]:
    """Any colour; white and black as often as all others."""
    kind = random.random()
    if kind < 0.5:
        return (255, 255, 255) if kind < 0.25 else (0, 0, 0)
    red, green, blue = (int(value) for value in random.integers(0, 256, 3))
    return red, green, blue


def cut(image: Picture, random: Chance, least: float = 0.25, most: float = 1.0) -> Picture:
    """A part of between `least` and `most` of the area, of any proportions up to 3 to 2 of the photo's."""
    area = random.uniform(least, most)
    ratio = np.exp(random.uniform(-1, 1) * np.log(1.5))
    width = round(image.width * min(1.0, np.sqrt(area * ratio)))
    height = round(image.height * min(1.0, np.sqrt(area / ratio)))
    left = int(random.integers(0, image.width - width + 1))
    top = int(random.integers(0, image.height - height + 1))
    return image.crop((left, top, left + max(8, width), top + max(8, height)))


def quarter_turned(image: Picture, random: Chance) -> Picture:
    """By 90, 180 or 270 degrees."""
    kinds = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180)
    return image.transpose(kinds[random.choice(3, p=(0.4, 0.4, 0.2))])


def turned(image: Picture, random: Chance) -> Picture:
    """By up to 30 degrees, with corners of one colour."""
    return image.rotate(random.uniform(-30, 30), _BILINEAR, expand=True, fillcolor=colour(random))


def mirrored(image: Picture, random: Chance) -> Picture:
    """Left to right."""
    return ImageOps.mirror(image)


def stretched(image: Picture, random: Chance) -> Picture:
    """One side up to 1.8 times as long."""
    factor = np.exp(random.uniform(-1, 1) * np.log(1.8))
    return image.resize((max(8, round(image.width * factor**0.5)), max(8, round(image.height / factor**0.5))))


def bordered(image: Picture, random: Chance) -> Picture:
    """Bars on two sides or all, up to a third of a side."""
    across, down = (round(side * random.uniform(0.03, 0.35)) for side in image.size)
    kind = random.integers(3)
    border = ((across, down), (across, 0), (0, down))[kind]
    return ImageOps.expand(image, border, colour(random))


def aslant(image: Picture, random: Chance, most: float = 0.2) -> Picture:
    """Seen from a side: each corner moved by up to `most` of the sides; around it a colour."""
    corners = corners_moved(image.size, random, most)
    return projected(image, corners, Image.new("RGB", image.size, colour(random)))


def corners_moved(size: tuple[int, int], random: Chance, most: float) -> np.ndarray:
    """The corners of a picture of `size`, from the upper left clockwise (4 x 2), each moved inwards."""
    width, height = size
    inwards = random.uniform(0, most, (4, 2)) * [[1, 1], [-1, 1], [-1, -1], [1, -1]]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]]) + inwards * size


def projected(image: Picture, corners: np.ndarray, ground: Picture) -> Picture:
    """`image` laid on `ground` with its corners at `corners` (4 x 2, from the upper left clockwise)."""
    width, height = image.size
    there = [[0, 0], [width, 0], [width, height], [0, height]]
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, there, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    # From where it lies to where it comes from, as Pillow wants it.
    coefficients = [float(value) for value in np.linalg.solve(np.array(rows), np.array(values))]
    seen = image.transform(ground.size, Image.Transform.PERSPECTIVE, coefficients, _BILINEAR)
    mask = Image.new("L", image.size, 255).transform(
        ground.size, Image.Transform.PERSPECTIVE, coefficients, _BILINEAR
    )
    return Image.composite(seen, ground, mask)
