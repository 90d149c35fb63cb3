"""A switch that is on or off: a check box that looks like what it does."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from photosearch.gui.theme import tokens

_WIDTH, _HEIGHT = 40, 22
# Around it, for the ring that shows where the keys go.
_RING = 3


class Switch(QCheckBox):
    """A check box without words of its own: those stand beside it, and its accessible name says them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(_WIDTH + 2 * _RING, _HEIGHT + 2 * _RING)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:  # noqa: N802
        return self.rect().contains(at)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look, on = tokens(self.palette()), self.isChecked()
        edge, ground, knob = look.outline, look.pressed, look.outline
        if not self.isEnabled():
            edge = knob = look.disabled
        elif on:
            edge = ground = look.accent_hover if self.underMouse() else look.accent
            knob = look.on_accent
        elif self.underMouse():
            edge = knob = look.text
        track = QRectF(_RING, _RING, _WIDTH, _HEIGHT).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus():
                painter.setPen(QPen(look.text if on else look.accent, 1.5))
                painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), _HEIGHT / 2 + 2, _HEIGHT / 2 + 2)
            painter.setPen(edge)
            painter.setBrush(ground)
            painter.drawRoundedRect(track, _HEIGHT / 2, _HEIGHT / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(knob)
            size = _HEIGHT - 8
            left = track.right() - size - 3.5 if on else track.left() + 3.5
            painter.drawEllipse(QRectF(left, track.center().y() - size / 2, size, size))
