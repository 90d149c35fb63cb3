"""The points that agree, joined from one picture to the other, and the outline of what both show."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from photosearch.gui.compare.picture_view import PictureView
from photosearch.gui.outline import EDGE, HALO, LINE, Share, draw_outline, placed
from photosearch.services.records import Point, Proof

# They lie on photos, whatever the theme: light with a dark edge shows on all of them. Blue and yellow are
# told apart by nearly everybody.
_AGREES, _DOUBTFUL = QColor("#6fd3e8"), QColor("#f5c451")
_DOT = 2.5
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
        self._points = True
        self._part: Share | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_proof(self, proof: Proof | None, *, points: bool, part: Share | None) -> None:
        """Draw the points of this, if they are wanted. `part`: by which part the second photo was found; it
        is outlined, or what the proof says in its place.
        """
        self._proof, self._points, self._part = proof, points, part
        self.setVisible(points or part is not None)
        self.update()

    def matches(self) -> list[_Match]:
        """The points that are in view in both pictures, in coordinates of this widget, with how well they
        agree.
        """
        if self._proof is None or not self._points:
            return []
        rects = [self._placed(side) for side in self._sides]
        seen = [QRectF(side.geometry()) for side in self._sides]
        ends = []
        for points, agreement in zip(self._proof.points, self._proof.agreement, strict=True):
            one, other = (_spot(point, rect) for point, rect in zip(points, rects, strict=True))
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
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for side, outline in zip(self._sides, self.outlines(), strict=True):
                if not outline.isEmpty() and not side.sources[0].size.isEmpty():
                    painter.setClipRect(side.geometry())
                    draw_outline(painter, outline)
            painter.setClipping(False)
            if not any(side.sources[0].size.isEmpty() for side in self._sides):
                self._paint_lines(painter)

    def outlines(self) -> list[QPolygonF]:
        """What both pictures show, in each of them, in coordinates of this widget; while that is not known
        the part that the second was found by. Empty where there is nothing to outline.
        """
        one, other = (self._placed(side) for side in self._sides)
        proof = self._proof
        known = proof is not None and proof.verification.kind != "alike" and len(proof.outlines[1]) > 2
        if self._part is not None and not known:
            return [QPolygonF(), QPolygonF(placed(self._part, other))]
        if proof is None:
            return [QPolygonF(), QPolygonF()]
        # The outline in the query says nothing without the points in it.
        ends = (proof.outlines[0] if self._points else (), one), (proof.outlines[1], other)
        return [QPolygonF([_spot(point, rect) for point in points]) for points, rect in ends]

    def _paint_lines(self, painter: QPainter) -> None:
        matches = self.matches()
        lines: list[list[QLineF]] = [[] for _ in range(_SHADES)]
        for one, other, agreement in self._thinned(matches, _LINES_APART):
            lines[_shade(agreement)].append(QLineF(one, other))
        dots: list[list[QPointF]] = [[] for _ in range(_SHADES)]
        for *ends, agreement in self._thinned(matches, _DOTS_APART):
            dots[_shade(agreement)] += ends
        for shade in range(_SHADES):
            for colour, wider in ((EDGE, HALO - LINE), (_colour(shade), 0)):
                painter.setPen(QPen(colour, LINE + wider))
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
