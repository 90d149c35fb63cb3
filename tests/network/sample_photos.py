"""The sample photos as the network gets them."""

import os
from functools import cache

import numpy as np

import photosearch
from photosearch.imaging.decode import decode

SAMPLES = os.path.join(os.path.dirname(os.path.dirname(photosearch.__file__)), "resources", "sample")


@cache
def pixels(name: str, size: int = 320) -> np.ndarray:
    with open(os.path.join(SAMPLES, name), "rb") as file:
        return decode(file, size).pixels


def varied() -> list[np.ndarray]:
    """Photos of different shapes, among them two of one shape and three slivers."""
    names = ("china.jpg", "coffee.jpg", "colosseum.jpg", "kitten.jpg", "taj-mahal-1.jpg", "stream.jpg")
    photos = [pixels(name) for name in names]
    return [*photos, photos[0][::-1], photos[1][:33], photos[2][:1], photos[3][:, :1]]


def cosines(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Row by row."""
    return (one * other).sum(axis=1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)
