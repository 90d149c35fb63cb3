"""A line that grows while something is learned."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from photosearch.gui.colours import Tokens
from photosearch.gui.theme import RADIUS, SPACE, tokens

Points = Sequence[tuple[int, float]]

_LEAST = QSize(30 * SPACE, 21 * SPACE)
_PAD = 2.0 * SPACE
_DOT = 4.0
# A curve that hardly moves is not to look like a cliff.
_LEAST_SPAN = 0.1
# Batches differ: what matters is where the losses go, not each of them.
_SMOOTHED = 12


class Curve(QWidget):
    """A card with a title, the value now, and the line; `role` names the colour among the theme's tokens.

    words: a value as text.
    """

    def __init__(self, title: str, role: str, words: Callable[[float], str]) -> None:
        super().__init__()
        self._title, self._role, self._words = title, role, words
        self._points: list[tuple[int, float]] = []
        self._steps = 1
        self._from_start = False
        self.setMinimumSize(_LEAST)
        self.setAccessibleName(title)

    def show_start(self) -> None:
        """Draw a line where the first point was."""
        self._from_start = True

    def set_points(self, points: Points, steps: int) -> None:
        """Show points (step, value) of a course of so many steps."""
        self._points = list(points)
        self._steps = max(steps, 1, *(step for step, _ in points)) if points else max(steps, 1)
        self.setAccessibleDescription(self._words(points[-1][1]) if points else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return _LEAST

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = tokens(self.palette())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.border, 1))
            painter.setBrush(look.card)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
            area = self._paint_words(painter, look)
            if self._points:
                self._paint_line(painter, look, area)

    def _paint_words(self, painter: QPainter, look: Tokens) -> QRectF:
        """The title and the value; returns what is left for the line."""
        inside = QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        line = QRectF(inside.left(), inside.top(), inside.width(), painter.fontMetrics().height())
        painter.setPen(look.muted)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._title)
        if self._points:
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(look.text)
            painter.drawText(
                line,
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                self._words(self._points[-1][1]),
            )
        return inside.adjusted(_DOT, line.height() + _PAD, -_DOT, -_DOT)

    def _paint_line(self, painter: QPainter, look: Tokens, area: QRectF) -> None:
        colour: QColor = getattr(look, self._role)
        places = self._places(area)
        if self._from_start:
            painter.setPen(QPen(look.outline, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), places[0].y()), QPointF(area.right(), places[0].y()))
        path = QPainterPath(places[0])
        for place in places[1:]:
            path.lineTo(place)
        self._paint_below(painter, path, area, colour)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(places[-1], _DOT, _DOT)

    def _paint_below(self, painter: QPainter, line: QPainterPath, area: QRectF, colour: QColor) -> None:
        below = QPainterPath(line)
        below.lineTo(line.currentPosition().x(), area.bottom())
        below.lineTo(line.elementAt(0).x, area.bottom())
        below.closeSubpath()
        shade, clear = QColor(colour), QColor(colour)
        shade.setAlpha(56)
        clear.setAlpha(0)
        gradient = QLinearGradient(area.topLeft(), area.bottomLeft())
        gradient.setColorAt(0, shade)
        gradient.setColorAt(1, clear)
        painter.fillPath(below, gradient)

    def _places(self, area: QRectF) -> list[QPointF]:
        values = [value for _, value in self._points]
        low, high = min(values), max(values)
        span = max(high - low, _LEAST_SPAN)
        low -= (span - (high - low)) / 2
        return [
            QPointF(
                area.left() + area.width() * step / self._steps,
                area.bottom() - area.height() * (value - low) / span,
            )
            for step, value in self._points
        ]


def smooth(points: Points) -> list[tuple[int, float]]:
    """Each value as the mean of the last few."""
    found, total = [], 0.0
    for place, (step, value) in enumerate(points):
        total += value
        if place >= _SMOOTHED:
            total -= points[place - _SMOOTHED][1]
        found.append((step, total / min(place + 1, _SMOOTHED)))
    return found
