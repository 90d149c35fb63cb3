"""Pulling photos out of the grid into other programs."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QDrag, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from photosearch.gui.theme import tokens
from photosearch.services.records import Photo

_SIDE = 112
_BADGE = 24


def drag_out(source: QWidget, photos: Sequence[Photo], data: QMimeData, picture: QPixmap | None) -> None:
    """Drag photos until they are dropped, under the `picture` of one of them."""
    drag = QDrag(source)
    drag.setMimeData(data)
    shown = drag_picture(source, picture, len(photos))
    drag.setPixmap(shown)
    drag.setHotSpot(QPoint(shown.width(), shown.height()) / shown.devicePixelRatio() / 2)
    drag.exec(Qt.DropAction.CopyAction)


def drag_picture(source: QWidget, picture: QPixmap | None, count: int) -> QPixmap:
    """What hangs on the mouse: the photo, and how many there are where there are several."""
    ratio = source.devicePixelRatioF()
    side = round(_SIDE * ratio)
    if picture is None:
        photo = QPixmap(side, side)
        photo.fill(tokens(source.palette()).hover)
    else:
        aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        photo = picture.scaled(QSize(side, side), aspect, smooth)
    photo.setDevicePixelRatio(ratio)
    if count > 1:
        _paint_count(photo, source, count)
    return photo


def _paint_count(photo: QPixmap, source: QWidget, count: int) -> None:
    colours = tokens(source.palette())
    with QPainter(photo) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(source.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        words = source.locale().toString(count)
        width = max(_BADGE, painter.fontMetrics().horizontalAdvance(words) + _BADGE // 2)
        right = round(photo.width() / photo.devicePixelRatio())
        badge = QRect(right - width - 4, 4, width, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent)
        painter.drawRoundedRect(badge, _BADGE / 2, _BADGE / 2)
        painter.setPen(colours.on_accent)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
