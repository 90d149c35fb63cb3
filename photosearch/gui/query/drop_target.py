"""The whole window takes pictures: while something is dragged over it, it says what dropping will do."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from photosearch.gui.icons import pixmap
from photosearch.gui.query.incoming import acceptable, is_own, looks_like_folders
from photosearch.gui.query.strip import QueryStrip
from photosearch.gui.theme import SPACE, enlarge, tokens

_ICON = 5 * SPACE
_ROUND = 12


class DropTarget(QObject):
    """Installed on a window, hands what is dropped anywhere on it to the query strip.

    Photos dragged out of the window itself are left alone: someone who lets go of one by accident did not
    mean to search. The strip takes them.
    """

    def __init__(self, window: QWidget, strip: QueryStrip) -> None:
        super().__init__(window)
        self._window = window
        self._strip = strip
        self._overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragMoveEvent):
            return self._enter(event)
        if event.type() == QEvent.Type.DragMove and isinstance(event, QDragMoveEvent):
            return self._move(event)
        if event.type() == QEvent.Type.DragLeave:
            self._overlay.hide()
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragMoveEvent) -> bool:
        if is_own(event) or not acceptable(event):
            event.ignore()
            return True
        folders = looks_like_folders(event.mimeData())
        self._overlay.begin(folders, can_add=bool(self._strip.parts) and not folders)
        return self._move(event)

    def _move(self, event: QDragMoveEvent) -> bool:
        self._overlay.point_to(event.position().toPoint())
        # Never a move, after which the other program would delete its file.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        add = self._overlay.adds(event.position().toPoint())
        self._overlay.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._strip.take(event.mimeData(), add=add)
        return True


class DropOverlay(QWidget):
    """Covers the window. Where there is a query already, its lower part adds to it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._folders = False
        self._can_add = False
        self._adds = False
        enlarge(self, 1.4)
        self.hide()

    def begin(self, folders: bool, can_add: bool) -> None:
        """Cover the window for a new drag."""
        self._folders, self._can_add, self._adds = folders, can_add, False
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()

    def point_to(self, position: QPoint) -> None:
        """Light the zone under the mouse."""
        adds = self.adds(position)
        if adds != self._adds:
            self._adds = adds
            self.update()

    def adds(self, position: QPoint) -> bool:
        """Whether what is dropped there joins the query."""
        return self._can_add and self._zones()[1].contains(QPointF(position))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            veil = QColor(tokens(self.palette()).window)
            veil.setAlphaF(0.92)
            painter.fillRect(self.rect(), veil)
            search, add = self._zones()
            if self._folders:
                self._paint(
                    painter, search, "folder", self.tr("Drop to add this folder to your library"), True
                )
                return
            text = self.tr("Drop to find its copies and other photos of the same place")
            self._paint(painter, search, "search", text, not self._adds)
            if self._can_add:
                text = self.tr("Drop here to add it to the pictures searched for")
                self._paint(painter, add, "plus", text, self._adds)

    def _zones(self) -> tuple[QRectF, QRectF]:
        whole = QRectF(self.rect()).adjusted(2 * SPACE, 2 * SPACE, -2 * SPACE, -2 * SPACE)
        if not self._can_add:
            return whole, QRectF()
        add = QRectF(whole)
        add.setTop(whole.bottom() - whole.height() * 0.35)
        whole.setBottom(add.top() - 2 * SPACE)
        return whole, add

    def _paint(self, painter: QPainter, zone: QRectF, name: str, text: str, lit: bool) -> None:
        look = tokens(self.palette())
        fill = QColor(look.selection if lit else look.card)
        fill.setAlphaF(0.6)
        painter.setBrush(fill)
        painter.setPen(QPen(look.accent if lit else look.outline, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(zone, _ROUND, _ROUND)
        colour = look.on_selection if lit else look.muted
        middle = zone.center()
        drawn = pixmap(name, _ICON, self.devicePixelRatioF(), colour)
        painter.drawPixmap(round(middle.x() - _ICON / 2), round(middle.y() - _ICON - SPACE), drawn)
        painter.setPen(colour)
        below = zone.adjusted(2 * SPACE, 0, -2 * SPACE, 0)
        below.setTop(middle.y() + SPACE)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(below, flags, text)
