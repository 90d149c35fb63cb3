"""The outline of a part of a photo: a light line with a dark edge shows on all photos, whatever the theme."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

# Opaque: to blend long lines takes five times as long.
EDGE = QColor("#16303a")
LINE, HALO = 1.5, 2.75
_COLOUR = QColor("#ffffff")
# Of many small photos each with a frame, the photos are to be seen first.
_SOFT_EDGE, _SOFT_COLOUR = QColor(22, 48, 58, 100), QColor(255, 255, 255, 225)
_THIN, _SOFT = 1, 3

Share = tuple[float, float, float, float]
"""left, top, width and height of a part, as shares of the photo's width and height"""


def draw_outline(painter: QPainter, outline: QPolygonF) -> None:
    """Draw the line around a part of a large picture."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((EDGE, HALO), (_COLOUR, LINE)):
        pen = QPen(colour, width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolygon(outline)


def draw_frame(painter: QPainter, part: Share, photo: QRectF) -> None:
    """Draw a thin frame around a part of a small photo that is painted there."""
    frame = placed(part, photo).toRect()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((_SOFT_EDGE, _SOFT), (_SOFT_COLOUR, _THIN)):
        pen = QPen(colour, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(frame)


def placed(part: Share, photo: QRectF) -> QRectF:
    """Where a part lies in a photo that is painted there; its line stays within the photo."""
    left, top, width, height = part
    corner = photo.topLeft() + QPointF(left * photo.width(), top * photo.height())
    inside = QRectF(corner.x(), corner.y(), width * photo.width(), height * photo.height())
    return inside.adjusted(HALO, HALO, -HALO, -HALO)
