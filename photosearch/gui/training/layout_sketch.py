"""A drawing of how photos are to be laid out: a folder around folders, one for each place."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from photosearch.gui import icons
from photosearch.gui.colours import Tokens
from photosearch.gui.theme import RADIUS, SPACE, tokens

_ICON = 20
_ROW = 5 * SPACE
_INDENT = 4 * SPACE
_PHOTO = QSize(36, 26)
_PHOTOS = (4, 3, 4)


class LayoutSketch(QWidget):
    """An ornament that explains; what it shows is also said in words beside it."""

    def __init__(self) -> None:
        super().__init__()
        # Example names, as a person might give them.
        self._root = self.tr("Places")
        self._names = (self.tr("Garden"), self.tr("Harbour"), self.tr("Old bridge"))
        self.setFixedSize(46 * SPACE, 4 * _ROW + 4 * SPACE)
        self.setAccessibleName(self.tr("A folder with a folder of photos for each place"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = tokens(self.palette())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.border, 1))
            painter.setBrush(look.card)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
            painter.translate(3 * SPACE, 2 * SPACE)
            self._paint_folder(painter, look, 0, 0, self._root)
            for number, name in enumerate(self._names, 1):
                self._paint_branch(painter, look, number)
                self._paint_folder(painter, look, _INDENT, number * _ROW, name)
                for place in range(_PHOTOS[number - 1]):
                    self._paint_photo(painter, look, number, place)

    def _paint_branch(self, painter: QPainter, look: Tokens, number: int) -> None:
        painter.setPen(QPen(look.border, 1.5))
        middle = number * _ROW + _ROW / 2
        painter.drawLine(QPointF(_ICON / 2, _ROW / 2 + _ICON / 2), QPointF(_ICON / 2, middle))
        painter.drawLine(QPointF(_ICON / 2, middle), QPointF(_INDENT - SPACE / 2, middle))

    def _paint_folder(self, painter: QPainter, look: Tokens, left: float, top: float, name: str) -> None:
        drawing = icons.pixmap("folder", _ICON, self.devicePixelRatioF(), look.accent)
        painter.drawPixmap(QPointF(left, top + (_ROW - _ICON) / 2), drawing)
        painter.setPen(look.text)
        words = QRectF(left + _ICON + SPACE, top, 14 * SPACE, _ROW)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _paint_photo(self, painter: QPainter, look: Tokens, number: int, place: int) -> None:
        left = _INDENT + _ICON + SPACE + 12 * SPACE + place * (_PHOTO.width() + SPACE / 2)
        top = number * _ROW + (_ROW - _PHOTO.height()) / 2
        frame = QRectF(left, top, _PHOTO.width(), _PHOTO.height())
        painter.setPen(QPen(look.outline, 1))
        painter.setBrush(look.hover)
        painter.drawRoundedRect(frame, 3, 3)
        drawing = icons.pixmap("photo", 14, self.devicePixelRatioF(), look.muted)
        painter.drawPixmap(QPointF(frame.center().x() - 7, frame.center().y() - 7), drawing)
