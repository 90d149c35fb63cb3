"""Pictures to zoom into and move by hand; what lies where is left to the kinds of views made of it."""

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from photosearch.gui.compare.levels import Levels
from photosearch.gui.compare.placeholder import draw_message
from photosearch.gui.compare.source import PictureSource
from photosearch.gui.compare.viewport import View, actual, moved, place, zoomed
from photosearch.gui.theme import SPACE, tokens

_NOTCH = 120  # What one step of a mouse wheel is in Qt.
_STEP = 1.25
_KEY_STEP = 8 * SPACE
# A frame at 60 a second has 16 ms, and not all of it is for painting.
_SLOW_S = 0.012
_REST_MS = 150

_MARK = 2
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)

_DIRECTIONS = {
    Qt.Key.Key_Left: QPointF(_KEY_STEP, 0),
    Qt.Key.Key_Right: QPointF(-_KEY_STEP, 0),
    Qt.Key.Key_Up: QPointF(0, _KEY_STEP),
    Qt.Key.Key_Down: QPointF(0, -_KEY_STEP),
}


class PictureView(QWidget):
    """Shows `sources` in one frame, all by one View. `moved` has the View that the person chose;
    `menu_wanted` a Photo and where; `focused`: the person works with this one now.
    """

    moved = Signal(object)
    focused = Signal()
    menu_wanted = Signal(object, object)

    def __init__(self, sources: Sequence[PictureSource], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sources = list(sources)
        self.view = View()
        self._laid: Levels | None = None
        self._grabbed: QPointF | None = None
        self._marked = False
        self._slow = False
        self._moving = QTimer(self, singleShot=True, interval=_REST_MS)
        self._moving.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(20 * SPACE, 15 * SPACE)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        for source in self.sources:
            source.changed.connect(self._source_changed)

    # What the kinds of views say.

    def paint_pictures(self, painter: QPainter) -> None:
        """Paint the sources."""
        self.paint_source(painter, self.sources[0], QRectF(self.rect()))

    def source_at(self, point: QPointF) -> PictureSource:
        """The picture the person means with a spot."""
        return self.sources[0]

    # What is shown.

    def frame(self) -> QRectF:
        """What a picture that fits is fitted into."""
        return QRectF(self.rect()).adjusted(SPACE, SPACE, -SPACE, -SPACE)

    def show_view(self, view: View) -> None:
        """Show another part."""
        if view != self.view:
            self.view = view
            self._moving.start()
            self._seen()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom in or out, around a point or the middle."""
        self.zoom_to(self.view.zoom * factor, at)

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom; 1 fits the picture into the view."""
        at = at or self.frame().center()
        size = self._size_at(at)
        self._choose(zoomed(self.view, zoom, at, size, self.frame(), self.devicePixelRatioF()))

    def zoom_to_pixels(self, at: QPointF | None = None) -> None:
        """Show a pixel of the picture as one of the screen."""
        self.zoom_to(self.pixel_zoom(at or self.frame().center()), at)

    def pixel_zoom(self, at: QPointF) -> float:
        """The zoom at which a pixel of the picture there is one of the screen."""
        return actual(self._size_at(at), self.frame(), self.devicePixelRatioF())

    def percent(self) -> int:
        """How large the picture is shown, 100 where its pixels are the screen's."""
        return round(100 * self.view.zoom / self.pixel_zoom(self.frame().center()))

    def placed(self, source: PictureSource) -> QRectF:
        """Where all of a picture lies."""
        return place(source.size, self.frame(), self.view)

    def paint_source(self, painter: QPainter, source: PictureSource, visible: QRectF) -> None:
        """Paint what there is of a picture within `visible`."""
        laid = None if source is self.sources[0] else self._laid
        target = self.placed(source if laid is None else self.sources[0])
        levels = laid or source.levels
        painter.save()
        painter.setClipRect(visible)
        thumbnail = source.thumbnail if levels is None else None
        if levels is not None:
            levels.draw(painter, target, visible, quick=self._slow and self._moving.isActive())
        elif thumbnail is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(target, thumbnail, QRectF(thumbnail.rect()))
        elif not source.problem and not target.isEmpty():
            painter.fillRect(target, tokens(self.palette()).hover)
        if source.problem:
            sign = "folder-off" if source.photo is not None and source.photo.offline else "warning"
            over = thumbnail is not None
            draw_message(painter, self.frame(), sign, source.problem, self.palette(), over=over)
        elif source.photo is None:
            draw_message(painter, self.frame(), "photo", self.tr("Choose a photo to compare"), self.palette())
        painter.restore()

    def lay(self, laid: Levels | None) -> None:
        """Show this, which has the shape of the first picture, in place of the second; None shows that."""
        if laid is not self._laid:
            self._laid = laid
            self.update()

    def _size_at(self, at: QPointF) -> QSizeF:
        size = self.source_at(at).size
        return size if not size.isEmpty() else QSizeF(4, 3)

    def _choose(self, view: View) -> None:
        if view != self.view:
            self.show_view(view)
            self.moved.emit(view)

    def _source_changed(self) -> None:
        if self.isVisible():
            self._seen()

    def _seen(self) -> None:
        self.update()
        if not self.isVisible():
            return
        for source in self.sources:
            place = self.placed(source)
            frame = self.frame()
            longest = max(place.width(), place.height()) or max(frame.width(), frame.height())
            source.want(longest * self.devicePixelRatioF())

    # What the person does.

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        started = perf_counter()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens(self.palette()).base)
            self.paint_pictures(painter)
            if self._marked and self.hasFocus():
                painter.setPen(QPen(tokens(self.palette()).accent, _MARK))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                half = _MARK / 2
                painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))
        if not (self._slow and self._moving.isActive()):
            self._slow = perf_counter() - started > _SLOW_S

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._seen()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._seen()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        notches = event.angleDelta().y() / _NOTCH
        if notches:
            self.zoom_by(_STEP**notches, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        pinched = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinched:
            self.zoom_by(1 + event.value(), event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._grabbed is not None:
            self._pan(event.position() - self._grabbed, event.position())
            self._grabbed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            if self.view.zoom == 1:
                self.zoom_to_pixels(event.position())
            else:
                self._choose(View())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        # The mouse shows by itself where it is.
        self._marked = event.reason() in _BY_KEY
        self.focused.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        at = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.frame().center().toPoint()
        photo = self.source_at(QPointF(at)).photo
        if photo is not None:
            self.menu_wanted.emit(photo, self.mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        by = _DIRECTIONS.get(Qt.Key(event.key()))
        if by is None or self.view.zoom <= 1 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self._pan(by, self.frame().center())

    def _pan(self, by: QPointF, at: QPointF) -> None:
        self._choose(moved(self.view, by, self._size_at(at), self.frame()))
