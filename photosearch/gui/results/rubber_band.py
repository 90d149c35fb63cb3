"""Selecting by a frame drawn with the mouse; at the edge the photos scroll under it."""

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QScrollBar

_EVERY_MS = 16
_EDGE = 24
_FASTEST = 48


class RubberBand(QObject):
    """The frame, in coordinates of all content. `scrolled`: the photos moved under the mouse."""

    scrolled = Signal()

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._from = QPoint()
        self.frame = QRect()
        self._speed = 0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._scroll)

    def press(self, spot: QPoint) -> None:
        """The mouse went down here."""
        self._from = spot

    def pull(self, spot: QPoint, height: int) -> QRect:
        """The mouse is here now, in a viewport so high; returns what changed."""
        before = self.frame
        self.frame = QRect(self._from, spot).normalized()
        y = spot.y() - self._bar.value()
        beyond = min(0, y - _EDGE) + max(0, y - height + _EDGE)
        self._speed = max(-_FASTEST, min(_FASTEST, beyond))
        if self._speed and not self._timer.isActive():
            self._timer.start()
        return before.united(self.frame).adjusted(-2, -2, 2, 2)

    def release(self) -> QRect:
        """The mouse went up; returns what changed."""
        self._timer.stop()
        before, self.frame = self.frame, QRect()
        return before.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, offset: int, colour: QColor) -> None:
        """Paint the frame over the photos."""
        if self.frame.isNull():
            return
        inside = QColor(colour)
        inside.setAlpha(40)
        frame = self.frame.translated(0, -offset)
        painter.fillRect(frame, inside)
        painter.setPen(QPen(colour, 1))
        painter.drawRect(frame)

    def _scroll(self) -> None:
        before = self._bar.value()
        self._bar.setValue(before + self._speed)
        if not self._speed or self._bar.value() == before:
            self._timer.stop()
            return
        self.scrolled.emit()
