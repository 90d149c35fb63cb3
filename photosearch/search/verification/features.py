"""What verification needs of one photo: keypoints with RootSIFT descriptors, and a small grey picture.

RootSIFT: Arandjelović and Zisserman, "Three things everyone should know to improve object retrieval", CVPR
2012.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import cv2
import numpy as np

# Longer side of the picture that keypoints are looked for in, pixels.
READ_SIZE = 640
# The strongest are kept.
MAX_FEATURES = 1000
# Longer side of the grey picture that is kept to compare two photos once they are aligned.
PREVIEW_SIZE = 256
# A RootSIFT descriptor has length 1: times 255 it is whole numbers that lose 1 % of a distance.
DESCRIPTOR_SCALE = 255.0
# Coordinates are kept in steps of 1/32 px, which int16 can hold up to 1,023 px.
_STEPS = 32
_QUALITY = 90
_VERSION = 1
_HEAD = struct.Struct("<BHHHI")


@dataclass(frozen=True)
class PhotoFeatures:
    """`points` N x 2 float32, pixels of the picture read, which is `size` (width, height); `descriptors`
    N x 128 uint8, RootSIFT times 255; `preview` H x W uint8, grey, its longer side at most 256 px.
    """

    points: np.ndarray
    descriptors: np.ndarray
    size: tuple[int, int]
    preview: np.ndarray

    def __len__(self) -> int:
        return len(self.points)


def extract_features(pixels: np.ndarray) -> PhotoFeatures:
    """The features of an H x W x 3 uint8 picture read at READ_SIZE; any picture gives an answer, a plain one
    has no points.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    points, descriptors = _keypoints(grey)
    return PhotoFeatures(points, descriptors, (width, height), _preview(grey))


def mirrored(features: PhotoFeatures) -> PhotoFeatures:
    """The features of the picture seen in a mirror, left and right changed, without looking at it again.

    In a mirror the 4 x 4 cells of SIFT, which are turned into the direction of the keypoint, change sides,
    and each of the 8 directions runs the other way.
    """
    cells = features.descriptors.reshape(-1, 4, 4, 8)[:, ::-1][..., (-np.arange(8)) % 8]
    points = features.points.copy()
    points[:, 0] = features.size[0] - 1 - points[:, 0]
    preview = np.ascontiguousarray(features.preview[:, ::-1])
    return PhotoFeatures(points, cells.reshape(-1, 128), features.size, preview)


def pack(features: PhotoFeatures) -> bytes:
    """As bytes, for keeping: about 95 kB for 1,000 points."""
    _, preview = cv2.imencode(".jpg", features.preview, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    steps = np.clip(np.round(features.points * _STEPS), -32768, 32767).astype("<i2")
    body = steps.tobytes() + features.descriptors.tobytes()
    head = _HEAD.pack(_VERSION, *features.size, len(features), preview.nbytes)
    return head + preview.tobytes() + zlib.compress(body, 1)


def unpack(data: bytes) -> PhotoFeatures | None:
    """What `pack` made; None where it is damaged or of another version."""
    try:
        version, width, height, count, length = _HEAD.unpack_from(data)
        if version != _VERSION:
            return None
        start = _HEAD.size + length
        preview = cv2.imdecode(np.frombuffer(data[_HEAD.size : start], np.uint8), cv2.IMREAD_GRAYSCALE)
        body = zlib.decompress(data[start:])
        points = np.frombuffer(body, "<i2", 2 * count).reshape(count, 2).astype(np.float32) / _STEPS
        descriptors = np.frombuffer(body, np.uint8, 128 * count, 4 * count).reshape(count, 128)
    except (struct.error, zlib.error, ValueError, cv2.error):
        return None
    return None if preview is None else PhotoFeatures(points, descriptors, (width, height), preview)


def _keypoints(grey: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    nothing = np.zeros((0, 2), np.float32), np.zeros((0, 128), np.uint8)
    try:
        keypoints, sift = cv2.SIFT.create(nfeatures=MAX_FEATURES).detectAndCompute(grey, None)
    except cv2.error:  # no picture is known that does this; one must not end a search
        return nothing
    if sift is None or not len(keypoints):
        return nothing
    # A point with several directions can take the number above the limit.
    points = np.array([point.pt for point in keypoints[:MAX_FEATURES]], np.float32)
    sift = sift[:MAX_FEATURES]
    root = np.sqrt(sift / np.maximum(sift.sum(axis=1, keepdims=True), 1))
    return points, np.round(root * DESCRIPTOR_SCALE).astype(np.uint8)


def _preview(grey: np.ndarray) -> np.ndarray:
    height, width = grey.shape
    scale = PREVIEW_SIZE / max(height, width)
    if scale >= 1:
        return grey
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
