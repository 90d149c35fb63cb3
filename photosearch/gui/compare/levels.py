"""A picture at its full size and at halves of it: any part of it is drawn quickly at any zoom."""

import os
from io import FileIO
from threading import Event

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

# Qt's image operations keep Python's lock: work is cut into pieces of a few milliseconds, between which the
# main thread gets its turn.
_PIECE = 1_000_000  # Pixels.
_SMALLEST = 512
# From here on the person looks at pixels, and wants to see them as they are.
_PIXELS_VISIBLE = 3.0


class Levels:
    """`images`: the picture, half of it, a quarter and so on, as Format_RGB32."""

    def __init__(self, images: list[QImage]) -> None:
        self.images = images

    @property
    def longest(self) -> int:
        """The longer side of the largest."""
        return max(self.images[0].width(), self.images[0].height())

    def draw(self, painter: QPainter, target: QRectF, visible: QRectF, *, quick: bool = False) -> None:
        """Draw the picture over `target`, computing nothing that lies outside of `visible`; `quick` is a bit
        blurred, for while it moves.
        """
        shown = target.intersected(visible)
        if shown.isEmpty():
            return
        ratio = painter.device().devicePixelRatioF()
        image = self._for_width(target.width() * ratio, quick)
        across = image.width() / target.width()
        down = image.height() / target.height()
        source = QRectF(
            (shown.left() - target.left()) * across,
            (shown.top() - target.top()) * down,
            shown.width() * across,
            shown.height() * down,
        )
        smooth = ratio / across < _PIXELS_VISIBLE
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(shown, image, source)

    def _for_width(self, width: float, quick: bool) -> QImage:
        """The smallest that has the pixels; `quick` the largest that has not more, which takes less time."""
        enough = [image for image in self.images if image.width() >= width] or self.images[:1]
        if quick and enough[-1].width() > width and len(enough) < len(self.images):
            return self.images[len(enough)]
        return enough[-1]


class StoppedError(Exception):
    """Nobody wants the picture any more."""


def read_levels(path: str, width: int, height: int, stop: Event) -> Levels:
    """Read height x width x 3 bytes RGB from a file and delete it. For a thread.

    Raises: OSError; StoppedError once `stop` is set.
    """
    try:
        images = [read_image(path, width, height, stop)]
    finally:
        os.unlink(path)
    while max(images[-1].width(), images[-1].height()) > _SMALLEST:
        images.append(_half(images[-1], stop))
    return Levels(images)


def read_image(path: str, width: int, height: int, stop: Event) -> QImage:
    """The picture alone, its file left. For a thread. Raises as `read_levels`."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    rows = max(_PIECE // width, 1)
    with open(path, "rb", buffering=0) as file:
        for top in range(0, height, rows):
            _check(stop)
            _draw_rows(file, image, top, min(rows, height - top))
    return image


def _draw_rows(file: FileIO, image: QImage, top: int, count: int) -> None:
    width = image.width()
    piece = file.read(width * count * 3)
    if piece is None or len(piece) < width * count * 3:
        raise OSError("A decoded picture is cut off")
    with QPainter(image) as painter:
        painter.drawImage(0, top, QImage(piece, width, count, width * 3, QImage.Format.Format_RGB888))


def _half(image: QImage, stop: Event) -> QImage:
    width, height = max(image.width() // 2, 1), max(image.height() // 2, 1)
    half = QImage(width, height, QImage.Format.Format_RGB32)
    rows = max(_PIECE // image.width() // 2, 1)
    for top in range(0, height, rows):
        _check(stop)
        count = min(rows, height - top)
        piece = image.copy(0, top * 2, min(width * 2, image.width()), min(count * 2, image.height()))
        scaled = piece.scaled(
            width, count, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        with QPainter(half) as painter:
            painter.drawImage(0, top, scaled)
    return half


def _check(stop: Event) -> None:
    if stop.is_set():
        raise StoppedError
