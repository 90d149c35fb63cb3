"""A picture on which the person draws a frame around what is to be searched for."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from photosearch.gui.compare.placeholder import draw_message
from photosearch.gui.compare.source import PictureSource
from photosearch.gui.compare.viewport import View, place
from photosearch.gui.query.frame import Edges, clipped, edges_at, moved, resized, spanned
from photosearch.gui.theme import SPACE, tokens

SMALLEST = 16
"""A frame of fewer pixels of the picture, either way, is a slip of the hand."""

_HANDLE = SPACE
_SHADE = QColor(0, 0, 0, 140)
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
# A press of a key moves by this share of the longer side.
_KEY_SHARE = 1 / 100
_CURSORS = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
}


class PartView(QWidget):
    """Shows a picture and a frame on it. `changed`: the frame is another one. The frame is a QRect in pixels
    of the upright picture, empty where none is drawn.
    """

    changed = Signal()

    def __init__(self, source: PictureSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.frame = QRect()
        self._held: tuple[QPointF, QRect, Edges | None] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(40 * SPACE, 30 * SPACE)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("The picture; draw a frame on it"))
        source.changed.connect(self._source_changed)

    def set_frame(self, frame: QRect) -> None:
        """Show another frame; too small a one is none."""
        frame = clipped(frame, self._full())
        if min(frame.width(), frame.height()) < SMALLEST:
            frame = QRect()
        if frame != self.frame:
            self.frame = frame
            self.update()
            self.changed.emit()

    def placed(self) -> QRectF:
        """Where the whole picture lies in the view."""
        around = QRectF(self.rect()).adjusted(SPACE, SPACE, -SPACE, -SPACE)
        return place(self.source.size, around, View())

    def shown(self, frame: QRect) -> QRectF:
        """Where a frame of the picture lies in the view."""
        whole, scale = self.placed(), self._scale()
        return QRectF(
            whole.left() + frame.left() * scale,
            whole.top() + frame.top() * scale,
            frame.width() * scale,
            frame.height() * scale,
        )

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(100 * SPACE, 70 * SPACE)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._want()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._want()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() != Qt.MouseButton.LeftButton or self._full().isEmpty():
            return
        at = event.position()
        edges = self._edges(at)
        self._held = at, self.frame if edges is not None else QRect(), edges

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._held is None:
            edges = self._edges(event.position())
            self.setCursor(Qt.CursorShape.CrossCursor if edges is None else _CURSORS[edges])
            return
        start, frame, edges = self._held
        by = (event.position() - start) / self._scale()
        if edges is None:
            wanted = spanned(self._spot(start), self._spot(event.position()))
        elif edges == (0, 0):
            wanted = moved(frame, by.x(), by.y(), self._full())
        else:
            wanted = resized(frame, edges, by.x(), by.y())
        self.set_frame(wanted)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton and self._held is not None:
            start, _, edges = self._held
            self._held = None
            # A click beside the frame takes it away, as a drawn one would replace it.
            if edges is None and (event.position() - start).manhattanLength() < _HANDLE / 2:
                self.set_frame(QRect())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self._full().isEmpty():
            super().keyPressEvent(event)
            return
        full = self._full()
        by = max(1, round(max(full.width(), full.height()) * _KEY_SHARE))
        across, down = step[0] * by, step[1] * by
        if self.frame.isEmpty():
            # The middle half, to begin with.
            width, height = full.width() // 2, full.height() // 2
            self.set_frame(QRect(full.width() // 4, full.height() // 4, width, height))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.set_frame(resized(self.frame, (1, 1), across, down))
        else:
            self.set_frame(moved(self.frame, across, down, full))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            look = tokens(self.palette())
            painter.fillRect(self.rect(), look.base)
            self._paint_picture(painter)
            if not self.frame.isEmpty():
                self._paint_frame(painter, self.shown(self.frame), look.accent)
            elif self.hasFocus():
                painter.setPen(QPen(look.accent, 2))
                painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_picture(self, painter: QPainter) -> None:
        source, target = self.source, self.placed()
        thumbnail = source.thumbnail
        if source.levels is not None:
            source.levels.draw(painter, target, QRectF(self.rect()))
        elif thumbnail is not None and not target.isEmpty():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(target, thumbnail, QRectF(thumbnail.rect()))
        if source.problem:
            over = source.levels is not None or thumbnail is not None
            draw_message(painter, QRectF(self.rect()), "warning", source.problem, self.palette(), over=over)

    def _paint_frame(self, painter: QPainter, frame: QRectF, accent: QColor) -> None:
        whole = self.placed()
        for shade in (
            QRectF(whole.left(), whole.top(), whole.width(), frame.top() - whole.top()),
            QRectF(whole.left(), frame.bottom(), whole.width(), whole.bottom() - frame.bottom()),
            QRectF(whole.left(), frame.top(), frame.left() - whole.left(), frame.height()),
            QRectF(frame.right(), frame.top(), whole.right() - frame.right(), frame.height()),
        ):
            painter.fillRect(shade, _SHADE)
        # White under the accent: on any picture one of the two is seen.
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((Qt.GlobalColor.white, 4), (accent, 2)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(frame)
        painter.setBrush(accent)
        painter.setPen(QPen(Qt.GlobalColor.white, 1))
        for x in (frame.left(), frame.right()):
            for y in (frame.top(), frame.bottom()):
                painter.drawEllipse(QPointF(x, y), _HANDLE / 2, _HANDLE / 2)

    def _edges(self, at: QPointF) -> Edges | None:
        return None if self.frame.isEmpty() else edges_at(self.shown(self.frame), at, _HANDLE)

    def _full(self) -> QSize:
        """The size of the upright picture; empty until it is known."""
        known = self.source.levels is not None or (self.source.photo is not None and self.source.photo.width)
        return self.source.size.toSize() if known else QSize()

    def _scale(self) -> float:
        full = self._full()
        return self.placed().width() / full.width() if full.width() else 1.0

    def _spot(self, at: QPointF) -> QPointF:
        return (at - self.placed().topLeft()) / self._scale()

    def _want(self) -> None:
        place_now = self.placed()
        longest = max(place_now.width(), place_now.height()) or max(self.width(), self.height())
        self.source.want(longest * self.devicePixelRatioF())

    def _source_changed(self) -> None:
        self._want()
        self.update()
