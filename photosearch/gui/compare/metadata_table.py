"""What the two files say of themselves, side by side: first of all where they differ."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.engine import Engine
from photosearch.gui.file_names import base_name, tool_tip
from photosearch.gui.jobs import Job
from photosearch.gui.photo_actions.property_names import translated
from photosearch.gui.theme import SPACE, tokens
from photosearch.services.records import Photo

_Index = QModelIndex | QPersistentModelIndex
Rows = list[tuple[str, str, str]]


# These stand above the pictures already.
_TOLD = frozenset({"Name", "Folder"})


def compared(first: Sequence[tuple[str, str]], second: Sequence[tuple[str, str]]) -> Rows:
    """(name, value of the first, value of the second) for every name either has, in their order."""
    left, right = dict(first), dict(second)
    names = [name for name in {**left, **right} if name not in _TOLD]
    return [(name, left.get(name, ""), right.get(name, "")) for name in names]


class _Differences(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._widget = parent
        self._rows: Rows = []
        self._names = ("", "")

    def show(self, rows: Rows, names: tuple[str, str]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._names = names
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else 3

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        differs = row[1] != row[2]
        if role == Qt.ItemDataRole.DisplayRole:
            return row[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(row[index.column()]) if row[index.column()] else None
        if role == Qt.ItemDataRole.ForegroundRole and (index.column() == 0 or not differs):
            return tokens(self._widget.palette()).muted
        if role == Qt.ItemDataRole.FontRole and differs and index.column() > 0:
            font = QFont(self._widget.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and differs:
            return self.tr("differs")
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("", *self._names)[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class _Cells(QStyledItemDelegate):
    """Room before each text, so that it lines up with the captions above."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        style = option.widget.style() if option.widget is not None else QApplication.style()
        own = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, option.widget) + 1
        indent = 2 * SPACE if index.column() == 0 else SPACE
        option.rect = option.rect.adjusted(indent - own, 0, 0, 0)


class _Table(QTableView):
    """Ctrl+C copies the chosen rows. The second half is for the second picture, as above."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.share_width()

    def event(self, event: QEvent) -> bool:
        # The key copies files everywhere else in the window.
        if event.type() == QEvent.Type.ShortcutOverride and _is_copy(event):
            event.accept()
            return True
        return super().event(event)

    def share_width(self) -> None:
        """The names as wide as they need, the values half of the whole each."""
        whole = self.viewport().width()
        names = min(self.sizeHintForColumn(0) + 4 * SPACE, whole // 3)
        half = (whole - 3 * SPACE) // 2 if names < whole // 4 else (whole - names) // 2
        for column, width in enumerate((names, whole - half - names, half)):
            self.setColumnWidth(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not _is_copy(event):
            super().keyPressEvent(event)
            return
        model = self.model()
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = ["\t".join(str(model.index(row, column).data()) for column in range(3)) for row in rows]
        QApplication.clipboard().setText("\n".join(lines))


def _is_copy(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy)


class MetadataTable(QWidget):
    """Fetches what two files say and shows the rows that differ, or all."""

    def __init__(self, engine: Engine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._photos: list[Photo | None] = [None, None]
        self._said: dict[str, list[tuple[str, str]]] = {}
        self._jobs: list[Job] = []
        self._failed = ""
        self.all_rows = QCheckBox(self.tr("Also what is the same"), self)
        self.all_rows.toggled.connect(self._show)
        self._heading = QLabel(self.tr("Differences"), self)
        font = QFont(self._heading.font())
        font.setWeight(QFont.Weight.DemiBold)
        self._heading.setFont(font)
        self._model = _Differences(self)
        self.table = self._make_table()
        self.note = QLabel(self)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setWordWrap(True)
        self.note.setProperty("tone", "muted")
        self._build()

    def show_photos(self, first: Photo | None, second: Photo | None) -> None:
        """Compare two other photos."""
        self._photos = [first, second]
        kept = {photo.path for photo in (first, second) if photo is not None}
        self._said = {path: said for path, said in self._said.items() if path in kept}
        self._fetch()

    def showEvent(self, event: object) -> None:  # noqa: N802
        super().showEvent(event)  # type: ignore[arg-type]
        self._fetch()

    def _make_table(self) -> _Table:
        table = _Table(self)
        table.setModel(self._model)
        table.setAccessibleName(self.tr("What the files say of themselves"))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(3 * SPACE + 2)
        table.setItemDelegate(_Cells(table))
        header = table.horizontalHeader()
        header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        return table

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        head.addWidget(self._heading)
        head.addStretch()
        head.addWidget(self.all_rows)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._pages, 1)
        self.setMinimumHeight(15 * SPACE)

    def _fetch(self) -> None:
        for job in self._jobs:
            job.cancel()
        self._jobs = []
        self._failed = ""
        if self.isVisible():
            for photo in self._photos:
                if photo is not None and not photo.offline and photo.path not in self._said:
                    self._ask(photo.path)
        self._show()

    def _ask(self, path: str) -> None:
        job = self._engine.metadata(path)
        self._jobs.append(job)
        job.then(lambda said: self._take(path, said), lambda problem: self._fail(problem.message))

    def _take(self, path: str, said: list[tuple[str, str]]) -> None:
        self._said[path] = said
        self._show()

    def _fail(self, message: str) -> None:
        self._failed = message
        self._show()

    def _show(self) -> None:
        photos = [photo for photo in self._photos if photo is not None]
        known = [self._said.get(photo.path) for photo in photos]
        rows: Rows = []
        note = self.tr("Looking at the files…")
        if len(known) < 2:
            note = ""
        elif known[0] is not None and known[1] is not None:
            rows = compared(known[0], known[1])
            if not self.all_rows.isChecked():
                rows = [row for row in rows if row[1] != row[2]]
            note = self.tr("Both files say the same of themselves.")
        elif any(photo.offline for photo in photos):
            note = self.tr("A file that is not connected cannot be asked.")
        elif self._failed:
            note = self._failed
        names = [base_name(photo.path) if photo is not None else "" for photo in self._photos]
        shown = [(name, first, second) for name, first, second in translated(rows)]
        self._model.show(shown, (names[0], names[1]))
        self.note.setText(note)
        self.table.share_width()
        self._pages.setCurrentWidget(self.table if rows else self.note)
