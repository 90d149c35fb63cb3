"""One picture over the other, parted by a line to move: what changed shows at the line."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from photosearch.gui.compare.picture_view import PictureView
from photosearch.gui.compare.source import PictureSource
from photosearch.gui.theme import SPACE, tokens

_REACH = 1.5 * SPACE
_HANDLE = 2 * SPACE
_KEY_STEP = 0.02


class SliderView(PictureView):
    """The first source left of the line, the second right of it."""

    def __init__(self, sources: Sequence[PictureSource], parent: QWidget | None = None) -> None:
        super().__init__(sources, parent)
        self.divided = 0.5
        self._sliding = False
        self.setMouseTracking(True)

    def divide(self, at: float) -> None:
        """Move the line; 0 is at the left edge, 1 at the right."""
        self.divided = min(max(at, 0.0), 1.0)
        self.update()

    def source_at(self, point: QPointF) -> PictureSource:
        return self.sources[0 if point.x() < self._line() else 1]

    def paint_pictures(self, painter: QPainter) -> None:
        line = self._line()
        whole = QRectF(self.rect())
        self.paint_source(painter, self.sources[0], QRectF(whole.topLeft(), QPointF(line, whole.bottom())))
        self.paint_source(painter, self.sources[1], QRectF(QPointF(line, 0), whole.bottomRight()))
        self._paint_line(painter, line)

    def _line(self) -> float:
        return round(self.divided * self.width())

    def _paint_line(self, painter: QPainter, line: float) -> None:
        colours = tokens(self.palette())
        middle = QPointF(line, self.height() / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(line - 1.5, 0, 3, self.height()), colours.window)
        painter.fillRect(QRectF(line - 0.5, 0, 1, self.height()), colours.outline)
        painter.setPen(
            QPen(colours.accent if self.hasFocus() else colours.outline, 2 if self.hasFocus() else 1)
        )
        painter.setBrush(colours.card)
        painter.drawEllipse(middle, _HANDLE, _HANDLE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.text)
        for way in (-1, 1):
            tip, back = middle.x() + way * 9, middle.x() + way * 4
            painter.drawPolygon(
                QPolygonF(
                    [QPointF(tip, middle.y()), QPointF(back, middle.y() - 5), QPointF(back, middle.y() + 5)]
                )
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton and self._at_line(event.position()):
            self._sliding = True
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._sliding:
            self.divide(event.position().x() / max(self.width(), 1))
        elif event.buttons():
            super().mouseMoveEvent(event)
        else:
            over = self._at_line(event.position())
            self.setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.OpenHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._sliding and event.button() == Qt.MouseButton.LeftButton:
            self._sliding = False
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._at_line(event.position()):
            self.divide(0.5)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.divide(self.divided + way * _KEY_STEP)
        else:
            super().keyPressEvent(event)

    def _at_line(self, point: QPointF) -> bool:
        on_handle = QPointF(point.x() - self._line(), point.y() - self.height() / 2)
        return abs(on_handle.x()) <= _REACH or on_handle.manhattanLength() <= _HANDLE
