"""A view of photos at computed places: what Qt's views ask for, answered without looking at all photos."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from photosearch.gui.results.layout import GAP, HEADING, Block, GridLayout
from photosearch.gui.results.model import PhotoModel
from photosearch.gui.results.place import Place, selected_ranges

Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint
_STEP = 40
_AROUND = 500


class ArrangedView(QListView):
    """Shows a PhotoModel in columns, by sections. `laid_out`: cards moved or changed their size.

    It is a list view for one reason: Qt tells screen readers about the items of those, and not about those of
    a view made from scratch. How a list view arranges and paints is not used.
    """

    laid_out = Signal()
    selection_changed = Signal()

    def __init__(self, model: PhotoModel, extra: tuple[int, int, float], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.photos = model
        self._extra = extra
        self._least = 176
        self._place: Place | None = None
        self.arrangement = GridLayout(400, self._least, extra, ())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would change the number of columns, and with it whether it is needed.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(_STEP)
        model.modelAboutToBeReset.connect(self._remember)
        self.setModel(model)
        # Connected last: the selection, too, forgets itself when the model is reset.
        model.modelReset.connect(self._restore)

    @property
    def offset(self) -> int:
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def visible_rows(self) -> tuple[int, int]:
        """The first row in view, and the one behind the last."""
        return self.arrangement.rows_between(self.offset, self.offset + self.viewport().height() - 1)

    def headings_in(self, area: QRect) -> list[tuple[QRect, Block]]:
        """The headings that touch an area of the viewport, and where they are."""
        top, width = self.offset, self.viewport().width()
        blocks = self.arrangement.blocks_between(area.top() + top, area.bottom() + top)
        # The heading of the photos in view stays at the edge until the next one pushes it out.
        return [
            (QRect(0, min(max(block.top, top), block.bottom - HEADING) - top, width, HEADING), block)
            for block in blocks
            if block.cards_top != block.top
        ]

    def selected_count(self) -> int:
        """How many are selected."""
        return sum(end - first for first, end in selected_ranges(self.selectionModel()))

    def selected_ids(self) -> list[int]:
        """The ids of what is selected, in the order shown."""
        ranges = selected_ranges(self.selectionModel())
        return [number for first, end in ranges for number in self.photos.ids[first:end]]

    # --- layout

    def set_photo_width(self, width: int) -> None:
        """How wide photos are at least."""
        if width != self._least:
            self._least = width
            self.lay_out_in_place()

    def set_extra(self, extra: tuple[int, int, float]) -> None:
        """What a card has around its photo, as GridLayout takes it."""
        self._extra = extra
        self.lay_out_in_place()

    def doItemsLayout(self) -> None:  # noqa: N802
        QAbstractItemView.doItemsLayout(self)
        self._lay_out()

    def _lay_out(self) -> None:
        sections = [(len(section.ids), bool(section.title)) for section in self.photos.sections]
        self.arrangement = GridLayout(self.viewport().width(), self._least, self._extra, sections)
        self.updateGeometries()
        self.viewport().update()
        self.laid_out.emit()

    def lay_out_in_place(self) -> None:
        """Lay out anew, and keep under the eye what is there."""
        place = self._place_now()
        self._lay_out()
        self._return_to(place)

    def updateGeometries(self) -> None:  # noqa: N802
        height = self.viewport().height()
        self.verticalScrollBar().setPageStep(height)
        beyond = max(0, self.arrangement.height - height)
        self.verticalScrollBar().setRange(0, beyond)
        # The bar always has its room; its handle is only there where it can be moved.
        self.verticalScrollBar().setEnabled(beyond > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        if self.viewport().width() != self.arrangement.width:
            self.lay_out_in_place()
        else:
            self.updateGeometries()
            self.laid_out.emit()

    # --- keeping the place

    def _remember(self) -> None:
        self._place = self._place_now()

    def reset(self) -> None:
        QAbstractItemView.reset(self)
        self._lay_out()

    def _restore(self) -> None:
        place, self._place = self._place, None
        if place is not None and self.photos.same_list:
            place.select_again(self.photos, self.selectionModel())
            # Last: a view goes to its current photo, wherever that is now.
            self._return_to(place)
        else:
            self.verticalScrollBar().setValue(0)
        self.selection_changed.emit()

    def _place_now(self) -> Place:
        """What is where: what is meant stays if it is in view, else the first photo that is."""
        ids, current = self.photos.ids, self.currentIndex().row()
        first, end = self.visible_rows()
        meant = [row for row in (self.pointed_at(), current) if first <= row < end]
        anchor = meant[0] if meant else first
        inside = anchor < self.arrangement.count
        nearest = range(anchor, min(anchor + _AROUND, len(ids))) if inside else range(0)
        before = range(anchor - 1, max(0, anchor - _AROUND) - 1, -1)
        top = self.arrangement.card(anchor).top() - self.offset if inside else 0
        selected = self.selected_ids()
        return Place(
            [
                (ids[row], self.arrangement.card(row).top() - self.offset if first <= row < end else top)
                for row in (*meant, *nearest, *before)
            ],
            ids[current] if 0 <= current < len(ids) else None,
            current,
            selected,
            bool(ids) and len(selected) == len(ids),
            self.offset == 0,
        )

    def pointed_at(self) -> int:
        """The row that the pointer is over; -1 where it is over none."""
        return -1

    def _return_to(self, place: Place) -> None:
        anchor = None if place.at_top else place.anchor(self.photos)
        row, offset = anchor or (0, 0)
        top = self.arrangement.card(row).top() if anchor is not None else 0
        if anchor is not None or place.at_top:
            self.verticalScrollBar().setValue(top - offset)

    # --- what Qt's views ask for

    def horizontalOffset(self) -> int:  # noqa: N802
        return 0

    def verticalOffset(self) -> int:  # noqa: N802
        return self.offset

    def visualRect(self, index: Index) -> QRect:  # noqa: N802
        if not index.isValid() or index.row() >= self.arrangement.count:
            return QRect()
        return self.arrangement.card(index.row()).translated(0, -self.offset)

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        row = self.arrangement.row_at(point.x(), point.y() + self.offset)
        return QModelIndex() if row is None else self.photos.index(row)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        # Asked for repainting alone; which of thousands are in view takes longer to tell than to paint.
        return QRegion() if selection.isEmpty() else QRegion(self.viewport().rect())

    def isIndexHidden(self, index: Index) -> bool:  # noqa: N802
        return False

    def viewportSizeHint(self) -> QSize:  # noqa: N802
        return QSize(640, 480)

    def scrollTo(self, index: Index, hint: _Hint = _Hint.EnsureVisible) -> None:  # noqa: N802
        if not index.isValid() or index.row() >= self.arrangement.count:
            return
        card, block = self.arrangement.card(index.row()), self.arrangement.block_of(index.row())
        bar, height = self.verticalScrollBar(), self.viewport().height()
        # The heading is above the first line, and lies over the others.
        top = card.top() - GAP - (block.cards_top - block.top)
        bottom = card.bottom() + GAP
        if hint == _Hint.PositionAtCenter:
            bar.setValue(card.center().y() - height // 2)
        elif top < bar.value() or bottom - top > height:
            bar.setValue(top)
        elif bottom > bar.value() + height:
            bar.setValue(bottom - height)

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        count, row = self.arrangement.count, self.currentIndex().row()
        if not count:
            return QModelIndex()
        page = max(1, self.viewport().height() // self.arrangement.step)
        lines = {
            _Action.MoveUp: -1,
            _Action.MoveDown: 1,
            _Action.MovePageUp: -page,
            _Action.MovePageDown: page,
        }
        steps = {_Action.MoveLeft: -1, _Action.MovePrevious: -1, _Action.MoveRight: 1, _Action.MoveNext: 1}
        if action in (_Action.MoveHome, _Action.MoveEnd):
            row = 0 if action == _Action.MoveHome else count - 1
        elif row < 0:
            row = self.visible_rows()[0]
        elif action in lines:
            row = self.arrangement.moved(row, lines[action])
        else:
            row = min(max(row + steps[action], 0), count - 1)
        return self.photos.index(row)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802
        offset = QPoint(0, self.offset)
        selection = QItemSelection()
        if self.state() == QAbstractItemView.State.DragSelectingState:
            for first, last in self.arrangement.spans(rect.normalized().translated(offset)):
                selection.select(self.photos.index(first), self.photos.index(last))
        else:
            # Without a frame the corners are the photos from and to which is selected, in reading order.
            ends = (self.arrangement.row_at(*(corner + offset).toTuple()) for corner in _corners(rect))
            rows = [row for row in ends if row is not None]
            if rows:
                selection.select(self.photos.index(min(rows)), self.photos.index(max(rows)))
        self.selectionModel().select(selection, command)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Names of photos say little, and looking through all of them would take long."""


def _corners(rect: QRect) -> tuple[QPoint, QPoint]:
    return rect.topLeft(), rect.bottomRight()
