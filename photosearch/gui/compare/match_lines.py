"""The points that agree, joined from one picture to the other, and the outline of what both show."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from photosearch.gui.compare.picture_view import PictureView
from photosearch.services.records import Point, Proof

# They lie on photos, whatever the theme: light with a dark edge shows on all of them. Blue and yellow are
# told apart by nearly everybody.
_AGREES, _DOUBTFUL = QColor("#6fd3e8"), QColor("#f5c451")
# All are opaque: to blend long lines takes five times as long.
_EDGE = QColor("#16303a")
_OUTLINE = QColor("#ffffff")
_LINE, _HALO, _DOT = 1.5, 2.75, 2.5
# Lines are drawn in so many groups of one colour.
_SHADES = 4
# Pixels from one to the next, at the first picture.
_LINES_APART, _DOTS_APART = 24, 10

_Match = tuple[QPointF, QPointF, float]


class MatchLines(QWidget):
    """Lies over two views of pictures and lets the mouse through."""

    def __init__(self, sides: Sequence[PictureView], parent: QWidget) -> None:
        super().__init__(parent)
        self._sides = list(sides)
        self._proof: Proof | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_proof(self, proof: Proof | None) -> None:
        """Draw this; None draws nothing."""
        self._proof = proof
        self.update()

    def matches(self) -> list[_Match]:
        """The points that are in view in both pictures, in coordinates of this widget, with how well they
        agree.
        """
        if self._proof is None:
            return []
        placed = [self._placed(side) for side in self._sides]
        seen = [QRectF(side.geometry()) for side in self._sides]
        ends = []
        for points, agreement in zip(self._proof.points, self._proof.agreement, strict=True):
            one, other = (_spot(point, rect) for point, rect in zip(points, placed, strict=True))
            if seen[0].contains(one) and seen[1].contains(other):
                ends.append((one, other, agreement))
        return ends

    def _thinned(self, matches: Sequence[_Match], apart: int) -> list[_Match]:
        """Of matches that are not so many pixels apart one, the best: all would cover the pictures. Closer up
        there are more, and moving the pictures changes nothing.
        """
        corner = self._placed(self._sides[0]).topLeft()
        best: dict[tuple[int, int], _Match] = {}
        for match in sorted(matches, key=lambda match: match[2]):
            away = match[0] - corner
            best[int(away.x() / apart), int(away.y() / apart)] = match
        return list(best.values())

    def _placed(self, side: PictureView) -> QRectF:
        return side.placed(side.sources[0]).translated(QPointF(side.pos()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._proof is None or any(side.sources[0].size.isEmpty() for side in self._sides):
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for side, outline in zip(self._sides, self._proof.outlines, strict=True):
                self._paint_outline(painter, side, outline)
            self._paint_lines(painter)

    def _paint_outline(self, painter: QPainter, side: PictureView, outline: Sequence[Point]) -> None:
        if len(outline) < 3:
            return
        placed = self._placed(side)
        polygon = QPolygonF([_spot(point, placed) for point in outline])
        painter.setClipRect(side.geometry())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_EDGE, _HALO), (_OUTLINE, _LINE)):
            pen = QPen(colour, width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolygon(polygon)
        painter.setClipping(False)

    def _paint_lines(self, painter: QPainter) -> None:
        matches = self.matches()
        lines: list[list[QLineF]] = [[] for _ in range(_SHADES)]
        for one, other, agreement in self._thinned(matches, _LINES_APART):
            lines[_shade(agreement)].append(QLineF(one, other))
        dots: list[list[QPointF]] = [[] for _ in range(_SHADES)]
        for *ends, agreement in self._thinned(matches, _DOTS_APART):
            dots[_shade(agreement)] += ends
        for shade in range(_SHADES):
            for colour, wider in ((_EDGE, _HALO - _LINE), (_colour(shade), 0)):
                painter.setPen(QPen(colour, _LINE + wider))
                painter.drawLines(lines[shade])
                dot = QPen(colour, 2 * _DOT + wider)
                dot.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(dot)
                painter.drawPoints(dots[shade])


def _shade(agreement: float) -> int:
    return min(int(agreement * _SHADES), _SHADES - 1)


def _colour(shade: int) -> QColor:
    share = shade / (_SHADES - 1)
    mixed = (
        round(a + (b - a) * share)
        for a, b in zip(_DOUBTFUL.getRgb()[:3], _AGREES.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)


def _spot(point: Point, rect: QRectF) -> QPointF:
    return QPointF(rect.left() + point[0] * rect.width(), rect.top() + point[1] * rect.height())
