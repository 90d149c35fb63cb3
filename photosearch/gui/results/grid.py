"""The grid of photos: only what is on the screen is fetched and painted, however many there are."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from photosearch.gui.results.arranged_view import ArrangedView
from photosearch.gui.results.delegate import Card, CardPainter
from photosearch.gui.results.headings import HeadingPainter, Progress
from photosearch.gui.results.layout import HEADING, Block
from photosearch.gui.results.model import PhotoModel
from photosearch.gui.results.rubber_band import RubberBand
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.results.wheel import Wheel

Index = QModelIndex | QPersistentModelIndex
# A size that is still changing is none to scale pictures to.
_SETTLED_MS = 120
_LOOK_EVERY_MS = 33
# Who has just moved the mouse, or pressed a key, is about to do something with what is there.
_REST_MS = 600
_CHORDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class PhotoGrid(ArrangedView):
    """Shows a PhotoModel. `opened` has the Photo of a double click or Enter, `menu_wanted` a point on the
    screen, `size_steps` how far Ctrl and the wheel were turned; `pulled_out`: a drag of the selected photos
    is to begin. A click on the number of a burst shows its photos, as the plus key does.
    """

    opened = Signal(object)
    menu_wanted = Signal(QPoint)
    size_steps = Signal(int)
    pulled_out = Signal()

    def __init__(self, model: PhotoModel, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        cards = CardPainter(QApplication.palette(), QApplication.font())
        super().__init__(model, cards.extra(), parent)
        self._cards = cards
        self._headings = HeadingPainter(self._cards.colours, self.font())
        self._thumbnails = thumbnails
        self._hovered = -1
        self._pressed: QMouseEvent | None = None
        self._progress: Progress | None = None
        self._touched = QElapsedTimer()
        self._shown: dict[str, int] = {}
        self._size = (0, 0)
        self._wheel = Wheel(self.verticalScrollBar())
        self._band = RubberBand(self.verticalScrollBar())
        self._band.scrolled.connect(self._pull_on)
        self._looked = QElapsedTimer()
        self._looked.start()
        self._looking = QTimer(self, singleShot=True)
        self._looking.timeout.connect(self._look)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settling.timeout.connect(self._settle)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.setFrameShape(ArrangedView.Shape.NoFrame)
        self.setAccessibleName(self.tr("Photos"))
        self.laid_out.connect(self._moved)
        model.details_loaded.connect(self._details_loaded)
        thumbnails.loaded.connect(self._thumbnail_loaded)

    # --- fetching what is in view

    def _moved(self) -> None:
        """Other photos are in view, or they have another size."""
        self._settling.start()
        self._look_soon()

    def look_again(self) -> None:
        """What is known of the photos may have changed."""
        self._look_soon()

    def all_there(self) -> bool:
        """Whether every photo in view is shown as sharp as it will be."""
        rows = (self.photos.photo(row) for row in range(*self.visible_rows()))
        waiting = self._settling.isActive() or self._looking.isActive()
        return not waiting and all(photo and self._thumbnails.is_settled(photo, self._size) for photo in rows)

    def _look_soon(self) -> None:
        if not self._looking.isActive():
            # While photos fly by, every frame need not ask for others.
            self._looking.start(0 if self._looked.hasExpired(_LOOK_EVERY_MS) else _LOOK_EVERY_MS)

    def _look(self) -> None:
        self._looked.start()
        first, end = self.visible_rows()
        if not self.isVisible() or first == end:
            self._shown = {}
            return
        self.photos.look_at(first, end)
        rows = range(first, end)
        self._shown = {photo.path: row for row in rows if (photo := self.photos.photo(row)) is not None}
        # Below is where people go next; above, where they come from, is mostly still there.
        ahead = range(end, min(self.arrangement.count, end + len(rows)))
        behind = range(first - 1, max(-1, first - 1 - len(rows) // 2), -1)
        wanted = (self.photos.photo(row) for part in (rows, ahead, behind) for row in part)
        self._thumbnails.expect((photo for photo in wanted if photo is not None), self._size)

    def _settle(self) -> None:
        ratio = self.devicePixelRatioF()
        width, height = self.arrangement.picture
        size = int(width * ratio), int(height * ratio)
        if size != self._size:
            self._size = size
            self.viewport().update()
            self._look_soon()

    def _details_loaded(self, ids: set[int]) -> None:
        first, end = self.visible_rows()
        for row in range(first, end):
            if self.photos.ids[row] in ids:
                self._repaint(row)
        self._look_soon()

    def _thumbnail_loaded(self, path: str) -> None:
        self._repaint(self._shown.get(path, -1))

    def _repaint(self, row: int) -> None:
        if 0 <= row < self.arrangement.count:
            self.viewport().update(self.arrangement.card(row).translated(0, -self.offset))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._moved()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._cards = CardPainter(self.palette(), self.font())
            self._headings = HeadingPainter(self._cards.colours, self.font())
            self.set_extra(self._cards.extra())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._settling.start()
        return super().event(event)

    # --- while results settle

    def set_progress(self, progress: Progress | None) -> None:
        """Tell in the uppermost heading what is being done with the photos."""
        if progress != self._progress:
            self._progress = progress
            self.viewport().update(0, 0, self.viewport().width(), HEADING)

    def is_at_rest(self) -> bool:
        """Whether photos may change their places: nobody does anything with them now, nor has just now."""
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        busy = self.state() != QAbstractItemView.State.NoState or QApplication.activePopupWidget() is not None
        touched = self._touched.isValid() and not self._touched.hasExpired(_REST_MS)
        return not (pressed or busy or touched)

    def pointed_at(self) -> int:
        return self._hovered if self.viewport().underMouse() else -1

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self.viewport()) as painter:
            offset, headings = self.offset, self.headings_in(event.rect())
            region = event.region()
            for rect, _ in headings:
                # A heading lies over photos that need not be painted under it.
                region -= rect
            rows: set[int] = set()
            for area in _rects(region):
                for first, last in self.arrangement.spans(area.translated(0, offset)):
                    rows.update(range(first, last + 1))
            painter.translate(0, -offset)
            self._cards.paint(painter, self.arrangement.picture, self._cards_of(rows))
            painter.translate(0, offset)
            for rect, block in headings:
                self._paint_heading(painter, rect, block)
            self._band.paint(painter, offset, self._cards.colours.accent)

    def _cards_of(self, rows: Iterable[int]) -> list[Card]:
        # Asked once for all of them: with hundreds in view each question counts.
        photos, thumbnails, size = self.photos, self._thumbnails, self._size
        searched, selection = photos.searched, self.selectionModel()
        selected = selection.hasSelection()
        current = self.currentIndex().row() if self.hasFocus() else -1
        cards = []
        for row in rows:
            photo = photos.photo(row)
            pixmap = None if photo is None else thumbnails.peek(photo, size)
            card = Card(
                self.arrangement.card(row),
                photo,
                photos.found(row) if searched else None,
                pixmap,
                photo is not None and pixmap is None and thumbnails.is_broken(photo),
                selected and selection.isSelected(photos.index(row)),
                row == self._hovered,
                row == current,
                photos.fold(row) if searched else None,
                searched and photos.unfolded_from(row) is not None,
            )
            cards.append(card)
        return cards

    def _paint_heading(self, painter: QPainter, rect: QRect, block: Block) -> None:
        section = self.photos.sections[self.arrangement.number_of(block)]
        progress = self._progress if block is self.arrangement.block_at(self.offset) else None
        self._headings.paint(painter, rect, section, block.top < self.offset, progress)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        self.viewport().scroll(0, dy)
        if self.photos.sections and self.photos.sections[0].title:
            # The heading at the edge does not move with the photos.
            self.viewport().update(0, 0, self.viewport().width(), HEADING + max(0, dy))
        self._touched.start()
        self._hover(self.viewport().mapFromGlobal(QCursor.pos()))
        self._look_soon()

    def _heading_at(self, y: int) -> bool:
        """Whether a heading lies over the photos there."""
        block = self.arrangement.block_at(self.offset)
        if block is None or block.cards_top == block.top:
            return False
        return self.offset > block.top and y < min(HEADING, block.bottom - self.offset)

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        return QModelIndex() if self._heading_at(point.y()) else super().indexAt(point)

    # --- the mouse

    def _fold_at(self, spot: QPoint) -> int:
        """The row of the photo under which more lie, where the spot is on their number; else -1."""
        row = self.indexAt(spot).row()
        fold = self.photos.fold(row) if row >= 0 else None
        if fold is None:
            return -1
        card = self.arrangement.card(row).translated(0, -self.offset)
        return row if self._cards.fold_spot(card, fold).contains(spot) else -1

    def _fold_by_key(self, key: int) -> bool:
        """Plus shows what lies under the current photo, minus puts it back; False where there is nothing."""
        row = self.currentIndex().row()
        top = self.photos.unfolded_from(row) if row >= 0 else None
        if key == Qt.Key.Key_Minus and top is not None:
            self.setCurrentIndex(self.photos.index(top))
            row = top
        fold = self.photos.fold(row) if row >= 0 else None
        if fold is None or fold.open != (key == Qt.Key.Key_Minus):
            return False
        self.photos.toggle_fold(row)
        return True

    def _hover(self, spot: QPoint) -> None:
        index = self.indexAt(spot) if self.viewport().underMouse() else QModelIndex()
        if index.row() != self._hovered:
            before, self._hovered = self._hovered, index.row()
            self._repaint(before)
            self._repaint(self._hovered)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Leave:
            before, self._hovered = self._hovered, -1
            self._repaint(before)
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._wheel.stop()
        self._touched.start()
        row = self._fold_at(event.position().toPoint())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.photos.toggle_fold(row)
            return
        self._band.press(event.position().toPoint() + QPoint(0, self.offset))
        QAbstractItemView.mousePressEvent(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        QAbstractItemView.mouseMoveEvent(self, event)
        self._touched.start()
        spot = event.position().toPoint()
        self._hover(spot)
        hand = self._fold_at(spot) >= 0 and not event.buttons()
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
        if self.state() == QAbstractItemView.State.DragSelectingState:
            self._pulled = QPointF(event.position()), event.modifiers()
            self._pull(spot)

    def _pull(self, spot: QPoint) -> None:
        changed = self._band.pull(spot + QPoint(0, self.offset), self.viewport().height())
        self.viewport().update(changed.translated(0, -self.offset))

    def _pull_on(self) -> None:
        """The mouse is held at the edge: what is there now is selected as if it had moved."""
        spot, modifiers = self._pulled
        here = self.viewport().mapToGlobal(spot)
        buttons = Qt.MouseButton
        move = QMouseEvent(QEvent.Type.MouseMove, spot, here, buttons.NoButton, buttons.LeftButton, modifiers)
        self.mouseMoveEvent(move)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        QAbstractItemView.mouseReleaseEvent(self, event)
        self.viewport().update(self._band.release().translated(0, -self.offset))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._open(index.row())
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = self._wheel.notches(event)
            if steps:
                self.size_steps.emit(steps)
        else:
            self._wheel.scroll(event)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index, place = self.indexAt(event.pos()), event.globalPos()
        else:
            index = self.currentIndex()
            self.scrollTo(index)
            place = self.viewport().mapToGlobal(self.visualRect(index).center())
        if index.isValid():
            if not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            self.menu_wanted.emit(place)
        event.accept()

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        self.pulled_out.emit()

    # --- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self._touched.start()
        if event.matches(QKeySequence.StandardKey.Copy):
            # A list view would copy the name as text; what copying means here is not its business.
            event.ignore()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus) and not event.modifiers() & _CHORDS:
            self._fold_by_key(event.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        else:
            self._wheel.stop()
            super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        photo = self.photos.photo(row) if row >= 0 else None
        if photo is not None:
            self.opened.emit(photo)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._repaint(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._repaint(self.currentIndex().row())


def _rects(region: QRegion) -> list[QRect]:
    # Qt's stubs do not know that a region can be gone through.
    return list(region)  # type: ignore[call-overload]
