"""The sample photos as verification reads them, and edits of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.search.verification.features import READ_SIZE, PhotoFeatures, extract_features

SAMPLE = Path(__file__).parents[3] / "resources" / "sample"


@cache
def photo(name: str) -> Image.Image:
    """A sample photo in RGB."""
    with Image.open(SAMPLE / name) as image:
        return image.convert("RGB")


def features_of(image: Image.Image) -> PhotoFeatures:
    """Of a picture, enlarged or made smaller to 640 px as the decoder does it."""
    factor = READ_SIZE / max(image.size)
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    return extract_features(np.asarray(image.convert("RGB").resize(size, Image.Resampling.LANCZOS)))


@cache
def sample(name: str) -> PhotoFeatures:
    """The features of a sample photo."""
    return features_of(photo(name))


def plain(width: int, height: int, level: int = 128) -> Image.Image:
    """A picture of one grey."""
    return Image.new("RGB", (width, height), (level, level, level))
