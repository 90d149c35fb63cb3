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

from photosearch.imaging import local_features
from photosearch.imaging.local_features import MAX_FEATURES, READ_SIZE, root_sift

__all__ = ["MAX_FEATURES", "READ_SIZE", "PhotoFeatures", "extract_features", "mirrored", "pack", "unpack"]

# Longer side of the grey picture that is kept to compare two photos once they are aligned.
PREVIEW_SIZE = 256
# A RootSIFT descriptor has length 1: times 255 it is whole numbers that lose 1 % of a distance.
DESCRIPTOR_SCALE = 255.0
# Coordinates and degrees are kept in steps of 1/32, which int16 can hold up to 1,023.
_STEPS = 32
_QUALITY = 90
# Of what `pack` makes.
VERSION = 2
_HEAD = struct.Struct("<BHHHI")


@dataclass(frozen=True)
class PhotoFeatures:
    """`frames` N x 4 float32: x, y, diameter, in pixels of the picture read, which is `size` (width, height),
    and angle in degrees; `descriptors` N x 128 uint8, RootSIFT times 255; `preview` H x W uint8, grey, its
    longer side at most 256 px.
    """

    frames: np.ndarray
    descriptors: np.ndarray
    size: tuple[int, int]
    preview: np.ndarray

    def __len__(self) -> int:
        return len(self.frames)

    @property
    def points(self) -> np.ndarray:
        """N x 2, where the keypoints are."""
        return self.frames[:, :2]

    def unit_descriptors(self) -> np.ndarray:
        """N x 128 float32, RootSIFT: of length 1, to a hundredth."""
        return self.descriptors.astype(np.float32) / np.float32(DESCRIPTOR_SCALE)


def extract_features(pixels: np.ndarray) -> PhotoFeatures:
    """The features of an H x W x 3 uint8 picture read at READ_SIZE; any picture gives an answer, a plain one
    has no points.
    """
    found = local_features.extract_features(pixels)
    descriptors = np.round(root_sift(found.descriptors) * DESCRIPTOR_SCALE).astype(np.uint8)
    height, width = pixels.shape[:2]
    preview = _preview(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))
    return PhotoFeatures(found.frames, descriptors, (width, height), preview)


def mirrored(features: PhotoFeatures) -> PhotoFeatures:
    """The features of the picture seen in a mirror, left and right changed, without looking at it again.

    In a mirror the 4 x 4 cells of SIFT, which are turned into the direction of the keypoint, change sides,
    and each of the 8 directions runs the other way.
    """
    cells = features.descriptors.reshape(-1, 4, 4, 8)[:, ::-1][..., (-np.arange(8)) % 8]
    frames = features.frames.copy()
    frames[:, 0] = features.size[0] - 1 - frames[:, 0]
    frames[:, 3] = (180 - frames[:, 3]) % 360
    preview = np.ascontiguousarray(features.preview[:, ::-1])
    return PhotoFeatures(frames, cells.reshape(-1, 128), features.size, preview)


def pack(features: PhotoFeatures) -> bytes:
    """As bytes, for keeping: about 100 kB for 1,000 points."""
    _, preview = cv2.imencode(".jpg", features.preview, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    steps = np.clip(np.round(features.frames * _STEPS), -32768, 32767).astype("<i2")
    body = steps.tobytes() + features.descriptors.tobytes()
    head = _HEAD.pack(VERSION, *features.size, len(features), preview.nbytes)
    return head + preview.tobytes() + zlib.compress(body, 1)


def unpack(data: bytes) -> PhotoFeatures | None:
    """What `pack` made; None where it is damaged or of another version."""
    try:
        version, width, height, count, length = _HEAD.unpack_from(data)
        if version != VERSION:
            return None
        start = _HEAD.size + length
        preview = cv2.imdecode(np.frombuffer(data[_HEAD.size : start], np.uint8), cv2.IMREAD_GRAYSCALE)
        body = zlib.decompress(data[start:])
        frames = np.frombuffer(body, "<i2", 4 * count).reshape(count, 4).astype(np.float32) / _STEPS
        descriptors = np.frombuffer(body, np.uint8, 128 * count, 8 * count).reshape(count, 128)
    except (struct.error, zlib.error, ValueError, cv2.error):
        return None
    return None if preview is None else PhotoFeatures(frames, descriptors, (width, height), preview)


def _preview(grey: np.ndarray) -> np.ndarray:
    height, width = grey.shape
    scale = PREVIEW_SIZE / max(height, width)
    if scale >= 1:
        return grey
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
