"""Edits that change pixels where they are: colour, light, sharpness and the traces of saving. RGB to RGB.

Own code, Apache-2.0.
"""

import io

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from photosearch.training.edits.shapes import Chance, Picture


def recoloured(image: Picture, random: Chance) -> Picture:
    """Brightness, contrast and saturation by up to 60 %."""
    for kind in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        image = kind(image).enhance(random.uniform(0.4, 1.6))
    return image


def grey(image: Picture, random: Chance) -> Picture:
    """Black and white, at times hard."""
    without = ImageOps.grayscale(image).convert("RGB")
    return ImageEnhance.Contrast(without).enhance(random.uniform(0.8, 2.2))


def tinted(image: Picture, random: Chance) -> Picture:
    """Each colour scaled and lifted: a filter, faded paper, a lamp's light."""
    factors, lifts = random.uniform(0.5, 1.3, 3), random.uniform(-20, 60, 3)
    return _from_array(np.asarray(image, np.float32) * factors + lifts)


def hue_turned(image: Picture, random: Chance) -> Picture:
    """All hues by the same angle."""
    hue, saturation, value = image.convert("HSV").split()
    by = int(random.integers(0, 256))
    turned = hue.point([(level + by) % 256 for level in range(256)])
    return Image.merge("HSV", (turned, saturation, value)).convert("RGB")


def gamma(image: Picture, random: Chance) -> Picture:
    """Too light or too dark."""
    exponent = np.exp(random.uniform(-1, 1) * np.log(2.5))
    return image.point([round(255 * (level / 255) ** exponent) for level in range(256)] * 3)


def few_colours(image: Picture, random: Chance) -> Picture:
    """As in a GIF."""
    return image.quantize(int(random.integers(8, 64))).convert("RGB")


def shaded(image: Picture, random: Chance) -> Picture:
    """Light that falls off to one side, and at times a glare."""
    width, height = image.size
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    angle, strength = random.uniform(0, 2 * np.pi), random.uniform(0, 0.7)
    light = 1 - strength * ((x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle) + 0.5)
    if random.random() < 0.4:
        middle, radius = random.uniform(0.1, 0.9, 2), random.uniform(0.08, 0.3)
        light = light + random.uniform(0.3, 1.2) * np.exp(
            -((x - middle[0]) ** 2 + (y - middle[1]) ** 2) / (2 * radius**2)
        )
    return _from_array(np.asarray(image, np.float32) * light[..., None])


def jpeg(image: Picture, random: Chance) -> Picture:
    """Saved with a quality of 6 to 50."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=int(random.integers(6, 51)))
    return Image.open(buffer).convert("RGB")


def small(image: Picture, random: Chance) -> Picture:
    """The longer side brought down to between 32 and 128 px, and enlarged again."""
    factor = np.exp(random.uniform(np.log(32), np.log(128))) / max(image.size)
    size = max(8, round(image.width * factor)), max(8, round(image.height * factor))
    how = Image.Resampling.BILINEAR if random.random() < 0.7 else Image.Resampling.NEAREST
    return image.resize(size, Image.Resampling.BOX).resize(image.size, how)


def blurred(image: Picture, random: Chance) -> Picture:
    """Out of focus, or moved."""
    return image.filter(ImageFilter.GaussianBlur(random.uniform(0.5, 3.5)))


def noisy(image: Picture, random: Chance) -> Picture:
    """Grain."""
    noise = random.normal(0, random.uniform(4, 28), (image.height, image.width, 1 + 2 * random.integers(2)))
    return _from_array(np.asarray(image, np.float32) + noise)


def halftone(image: Picture, random: Chance) -> Picture:
    """Dots of black, as a newspaper prints."""
    levels = np.asarray(ImageOps.grayscale(image), np.float32) / 255
    rows, columns = np.mgrid[0 : levels.shape[0], 0 : levels.shape[1]] * random.uniform(1.0, 2.2)
    screen = (np.cos(rows + columns) + np.cos(rows - columns)) / 4 + 0.5
    printed = Image.fromarray(np.where(levels > screen, 245, 25).astype(np.uint8))
    return printed.filter(ImageFilter.GaussianBlur(random.uniform(0.4, 1.2))).convert("RGB")


def sharpened(image: Picture, random: Chance) -> Picture:
    """Too much."""
    return image.filter(ImageFilter.UnsharpMask(random.uniform(1, 8), int(random.integers(80, 300)), 0))


def _from_array(values: np.ndarray) -> Picture:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
