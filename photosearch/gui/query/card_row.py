"""The pictures of the query in a row, and a tile that adds another."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QToolButton, QWidget

from photosearch.gui.icons import icon, pixmap
from photosearch.gui.query.card import SIDE, PartCard
from photosearch.gui.query.pictures import QueryPictures
from photosearch.gui.theme import RADIUS, SPACE, tokens
from photosearch.services.records import QueryPart

_PLUS = 20


class CardRow(QScrollArea):
    """`removed`, `part_wanted`, `turned` and `menu_wanted` have the part that they are about, as the card's
    signals say; `open_wanted` and `paste_wanted`: to add another.
    """

    removed = Signal(object)
    part_wanted = Signal(object)
    turned = Signal(object)
    menu_wanted = Signal(object, QPoint)
    open_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, pictures: QueryPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._cards: list[PartCard] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        inside = QWidget()
        self._layout = QHBoxLayout(inside)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE)
        self.add_tile = self._make_add_tile()
        self._layout.addWidget(self.add_tile)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        pictures.loaded.connect(self._show_pictures)

    def show_parts(self, parts: Sequence[QueryPart], room: bool) -> None:
        """Show these pictures; `room`: there may be one more."""
        focused = next((i for i, card in enumerate(self._cards) if card.hasFocus()), None)
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [self._make_card(part, len(parts) > 1) for part in parts]
        for index, card in enumerate(self._cards):
            self._layout.insertWidget(index, card)
        self.add_tile.setVisible(room)
        self._order_focus()
        self._show_pictures()
        self.updateGeometry()
        if focused is not None and self._cards:
            self._cards[min(focused, len(self._cards) - 1)].setFocus()

    def cards(self) -> list[PartCard]:
        """The cards from left to right."""
        return list(self._cards)

    def over_add_tile(self, position: QPoint) -> bool:
        """Whether a point of the viewport lies on the tile."""
        return self.add_tile.rect().contains(self.add_tile.mapFrom(self.viewport(), position))

    def sizeHint(self) -> QSize:  # noqa: N802
        tiles = len(self._cards) + (not self.add_tile.isHidden())
        return QSize(tiles * (SIDE + SPACE) - SPACE, SIDE)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(2 * SIDE + SPACE, SIDE)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        turned = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def _make_card(self, part: QueryPart, several: bool) -> PartCard:
        card = PartCard(part, several, self.widget())
        card.removed.connect(partial(self.removed.emit, part))
        card.part_wanted.connect(partial(self.part_wanted.emit, part))
        card.turned.connect(partial(self.turned.emit, part))
        card.menu_wanted.connect(partial(self.menu_wanted.emit, part))
        card.show()
        return card

    def _make_add_tile(self) -> "AddTile":
        tile = AddTile()
        menu = QMenu(tile)
        menu.addAction(icon("open"), self.tr("Open a picture…"), self.open_wanted.emit)
        menu.addAction(icon("paste"), self.tr("Paste a picture"), self.paste_wanted.emit)
        tile.setMenu(menu)
        return tile

    def _order_focus(self) -> None:
        chain = [*self._cards, self.add_tile]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _show_pictures(self) -> None:
        for card in self._cards:
            card.set_picture(self._pictures.get(card.part))


class AddTile(QToolButton):
    """A dashed frame the size of a card, with a plus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lit = False
        self.setObjectName("addPicture")
        self.setFixedSize(SIDE, SIDE)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        words = self.tr("Add another picture of the same place or thing")
        self.setToolTip(words)
        self.setAccessibleName(words)

    def light(self, lit: bool) -> None:
        """Show that what is dragged would be dropped here."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            look = tokens(self.palette())
            strong = self._lit or self.hasFocus()
            painter.setPen(QPen(look.accent if strong else look.border, 2, Qt.PenStyle.DashLine))
            pointed = self.underMouse() or self.isDown()
            painter.setBrush(
                look.selection if self._lit else look.hover if pointed else Qt.BrushStyle.NoBrush
            )
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), RADIUS, RADIUS)
            colour = look.on_selection if self._lit else look.text if pointed else look.muted
            corner = (SIDE - _PLUS) // 2
            painter.drawPixmap(corner, corner, pixmap("plus", _PLUS, self.devicePixelRatioF(), colour))
