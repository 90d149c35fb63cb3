"""One picture of the query: what it shows, and buttons that change it or take it out."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
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
_VEIL = QColor(0, 0, 0, 130)


class PartCard(QWidget):
    """`removed`: take it out; `part_wanted`: let the person choose a part of it; `turned`: it is to count the
    other way, as what is not wanted or as what is; `menu_wanted` has where. One of `several` can be turned.
    """

    removed = Signal()
    part_wanted = Signal()
    turned = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, part: QueryPart, several: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self._unwanted = part.weight < 0
        self._several = several
        self._picture: QPixmap | None = None
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        name = base_name(part.path)
        said = self.tr("Not to be like: {0}") if self._unwanted else self.tr("Searched for: {0}")
        self.setAccessibleName(said.format(name))
        self.setToolTip(tool_tip(self._describe()))
        self._make_buttons(name)
        self._show_buttons()

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
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.part_wanted.emit()
        elif event.key() == (Qt.Key.Key_Plus if self._unwanted else Qt.Key.Key_Minus) and self._several:
            self.turned.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self.part_wanted.emit()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self._show_buttons()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._show_buttons()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._show_buttons()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._show_buttons()
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
            if self._unwanted:
                painter.fillRect(frame, _VEIL)
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

    def _make_buttons(self, name: str) -> None:
        remove = _DiscButton(self, "close", self.tr("Remove {0} from the search").format(name), right=True)
        remove.setToolTip(self.tr("Remove from the search (Del)"))
        remove.clicked.connect(self.removed)
        part = _DiscButton(
            self, "crop", self.tr("Search for a part of {0}").format(name), right=True, low=True
        )
        part.setToolTip(self.tr("Search for a part of it (Enter)"))
        part.clicked.connect(self.part_wanted)
        words = self.tr("Look for what is like it (+)") if self._unwanted else self.tr("Not like this (−)")  # noqa: RUF001
        self._sign = _DiscButton(self, "minus" if self._unwanted else "plus", words, low=True)
        self._sign.setToolTip(words)
        self._sign.clicked.connect(self.turned)
        self._pointed = (remove, part)

    def _show_buttons(self) -> None:
        pointed = self.underMouse() or self.hasFocus()
        for button in self._pointed:
            button.setVisible(pointed)
        # That a picture is not wanted is to be seen at any time.
        self._sign.setVisible(self._several and (pointed or self._unwanted))

    def _describe(self) -> str:
        text = shown(home_shortened(self.part.path))
        if self.part.region is not None:
            text += "\n" + self.tr("A part of it: {0} × {1} pixels").format(*self.part.region[2:])  # noqa: RUF001
        return text


class _DiscButton(QToolButton):
    """A sign on a disc, so that it can be seen on any picture, in a corner of the card."""

    def __init__(
        self, card: QWidget, sign: str, name: str, *, right: bool = False, low: bool = False
    ) -> None:
        super().__init__(card)
        self._icon = sign
        self.setFixedSize(_BUTTON, _BUTTON)
        far = SIDE - _BUTTON - 4
        self.move(far if right else 4, far if low else 4)
        # The card has the focus, and keys do the same.
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
            icon(self._icon).paint(painter, self.rect().adjusted(inset, inset, -inset, -inset))
