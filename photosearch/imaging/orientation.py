"""The eight EXIF orientations: pixels turned upright, upright rectangles mapped back to stored ones."""

from __future__ import annotations

from PIL import Image

Box = tuple[float, float, float, float]
"""left, top, right, bottom in pixels"""

_OPERATIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def swaps(orientation: int) -> bool:
    """Whether width and height change places."""
    return orientation >= 5


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The stored picture turned the way it was taken."""
    operation = _OPERATIONS.get(orientation)
    return image if operation is None else image.transpose(operation)


def upright_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    return (size[1], size[0]) if swaps(orientation) else size


def stored_box(box: Box, stored: tuple[float, float], orientation: int) -> Box:
    """Where an upright rectangle lies in the stored picture of size `stored` (width, height)."""
    left, top, right, bottom = box
    if swaps(orientation):
        left, top, right, bottom = top, left, bottom, right
    width, height = stored
    if orientation in (2, 3, 7, 8):
        left, right = width - right, width - left
    if orientation in (3, 4, 6, 7):
        top, bottom = height - bottom, height - top
    return left, top, right, bottom
