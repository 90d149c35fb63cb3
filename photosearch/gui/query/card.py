"""One picture of the query: what it shows, and a button that takes it out."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QToolButton, QWidget

from photosearch.gui.file_names import base_name, home_shortened, shown, tool_tip
from photosearch.gui.icons import icon
from photosearch.gui.theme import RADIUS, SPACE, tokens
from photosearch.services.records import QueryPart

SIDE = 8 * SPACE
_BUTTON = 20


class PartCard(QWidget):
    """`removed`: take it out; `menu_wanted` has where."""

    removed = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, part: QueryPart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self._picture: QPixmap | None = None
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        name = base_name(part.path)
        self.setAccessibleName(self.tr("Searched for: {0}").format(name))
        self.setToolTip(tool_tip(self._describe()))
        self._button = _RemoveButton(self, self.tr("Remove {0} from the search").format(name))
        self._button.setToolTip(self.tr("Remove from the search (Del)"))
        self._button.clicked.connect(self.removed)
        self._button.hide()

    def set_picture(self, picture: QPixmap | None) -> None:
        """Show the picture."""
        if picture is not self._picture:
            self._picture = picture
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(SIDE, SIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self._show_button()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._show_button()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._show_button()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._show_button()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            shape = QPainterPath()
            shape.addRoundedRect(frame, RADIUS, RADIUS)
            look = tokens(self.palette())
            painter.save()
            painter.setClipPath(shape)
            painter.fillRect(frame, look.hover)
            self._paint_picture(painter, frame)
            painter.restore()
            painter.setPen(QPen(look.accent, 2) if self.hasFocus() else QPen(look.border, 1))
            painter.drawPath(shape)

    def _paint_picture(self, painter: QPainter, frame: QRectF) -> None:
        if self._picture is None or self._picture.isNull():
            side = 3 * SPACE
            icon("photo").paint(painter, (self.width() - side) // 2, (self.height() - side) // 2, side, side)
            return
        # The middle of the picture fills the card; a part is shown whole, so that one sees what it is.
        fill = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        whole = Qt.AspectRatioMode.KeepAspectRatio
        size = self._picture.deviceIndependentSize().scaled(frame.size(), whole if self.part.region else fill)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(frame.center())
        painter.drawPixmap(target, self._picture, QRectF(self._picture.rect()))

    def _show_button(self) -> None:
        self._button.setVisible(self.underMouse() or self.hasFocus())

    def _describe(self) -> str:
        text = shown(home_shortened(self.part.path))
        if self.part.region is not None:
            text += "\n" + self.tr("A part of it: {0} × {1} pixels").format(*self.part.region[2:])  # noqa: RUF001
        return text


class _RemoveButton(QToolButton):
    """A cross on a disc, so that it can be seen on any picture."""

    def __init__(self, card: QWidget, name: str) -> None:
        super().__init__(card)
        self.setFixedSize(_BUTTON, _BUTTON)
        self.move(SIDE - _BUTTON - 4, 4)
        # The card has the focus, and Delete does the same.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            look = tokens(self.palette())
            painter.setPen(QPen(look.outline, 1))
            painter.setBrush(
                look.pressed if self.isDown() else look.hover if self.underMouse() else look.card
            )
            painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
            inset = (_BUTTON - 12) // 2
            icon("close").paint(painter, self.rect().adjusted(inset, inset, -inset, -inset))
