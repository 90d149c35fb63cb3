"""The lines of the sidebar as one list, gone through with the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from photosearch.gui.file_names import tool_tip
from photosearch.gui.sidebar.entries import Entry
from photosearch.gui.sidebar.painting import ENTRY, EntryDelegate


class EntryList(QListView):
    """`chosen` has the Entry a person goes to; `menu_wanted` an Entry and where; `renamed` an Entry and its
    new name; `delete_wanted` an Entry.
    """

    chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)
    renamed = Signal(object, str)
    delete_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._waiting: list[Entry] | None = None
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        delegate = EntryDelegate(self)
        delegate.renamed.connect(self.renamed)
        delegate.closeEditor.connect(self._stop_waiting, Qt.ConnectionType.QueuedConnection)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these lines; the selected one stays selected, and a name being edited is not disturbed."""
        if self.state() == QAbstractItemView.State.EditingState:
            self._waiting = list(entries)
            return
        self._waiting = None
        if [_place(entry) for entry in entries] == [_place(entry) for entry in self._entries]:
            for row, entry in enumerate(entries):
                if entry != self._entries[row]:
                    _fill(self._model.item(row), entry)
            self._entries = list(entries)
            return
        current = self.current()
        self._entries = list(entries)
        self._model.clear()
        for entry in entries:
            item = QStandardItem()
            _fill(item, entry)
            self._model.appendRow(item)
        self.select(current.kind, current.key) if current else self.select("")

    def entries(self) -> list[Entry]:
        """The lines shown."""
        return list(self._entries)

    def current(self) -> Entry | None:
        """The selected line."""
        return self._entry(self.currentIndex())

    def select(self, kind: str, key: str = "") -> None:
        """Select a line without going there; none where there is no such line."""
        rows = (row for row, entry in enumerate(self._entries) if _place(entry) == (kind, key))
        row = next(rows, None)
        self.setCurrentIndex(QModelIndex() if row is None else self._model.index(row, 0))
        if row is None:
            self.clearSelection()

    def edit_name(self, entry: Entry) -> None:
        """Let the person change the name of a line in place."""
        self.select(entry.kind, entry.key)
        self.edit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Delete and (entry := self.current()) is not None:
            self.delete_wanted.emit(entry)
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self._choose(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        # A right click asks for a menu and goes nowhere.
        if event.button() != Qt.MouseButton.RightButton:
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        entry = self._entry(index)
        if entry is not None:
            where = self.visualRect(index).center() if by_key else event.pos()
            self.menu_wanted.emit(entry, self.viewport().mapToGlobal(where))

    def _choose(self, index: QModelIndex) -> None:
        entry = self._entry(index)
        if entry is not None and entry.kind != "heading":
            self.chosen.emit(entry)

    def _entry(self, index: QModelIndex) -> Entry | None:
        return self._entries[index.row()] if index.isValid() else None

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self.show_entries(self._waiting)


def _place(entry: Entry) -> tuple[str, str]:
    return entry.kind, entry.key


def _fill(item: QStandardItem, entry: Entry) -> None:
    item.setData(entry, ENTRY)
    item.setText(entry.text)
    item.setToolTip(tool_tip(entry.tip) if entry.tip else "")
    words = ", ".join(part for part in (entry.text, entry.spoken) if part)
    item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
    if entry.kind == "heading":
        flags = Qt.ItemFlag.ItemNeverHasChildren
    elif entry.kind == "saved":
        flags |= Qt.ItemFlag.ItemIsEditable
    item.setFlags(flags)
