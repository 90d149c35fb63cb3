"""What could not be read, and why."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.badge import Badge
from photosearch.gui.engine import Engine
from photosearch.gui.failures_model import FailuresModel
from photosearch.gui.file_names import shown
from photosearch.gui.icons import icon
from photosearch.gui.jobs import Job
from photosearch.gui.theme import SPACE, enlarge
from photosearch.gui.wording import number
from photosearch.services.records import FailureInfo

_TYPING_MS = 150
_ROW = 4 * SPACE
_NAME_WIDTH, _FOLDER_WIDTH = 30 * SPACE, 36 * SPACE


class FailuresPage(QWidget):
    """Lists what could not be read. `show_in_folder` has a path; `check_again`: look through the folders now;
    `failed` a Problem.
    """

    show_in_folder = Signal(object)
    check_again = Signal()
    failed = Signal(object)

    def __init__(self, engine: Engine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._job: Job | None = None
        self._stale = True
        self._model = FailuresModel()
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._filter)
        engine.changed.connect(self._changed)
        self._build()

    def refresh(self) -> None:
        """Ask anew what could not be read."""
        self._stale = False
        if self._job is not None:
            self._job.cancel()
        self._job = self._engine.failures().then(self.show_failures, self.failed.emit)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def show_failures(self, failures: list[FailureInfo]) -> None:
        """Show these."""
        selected = {failure.path for failure in self._selected()}
        self._model.show(failures)
        self._show_reasons(len(failures))
        self._filter()
        self._select(selected)
        self._pages.setCurrentIndex(1 if failures else 0)

    def _build(self) -> None:
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._make_empty())
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(self._make_head())
        column.addLayout(self._make_filters())
        column.addWidget(self._make_table(), 1)
        self._pages.addWidget(page)

    def _make_empty(self) -> QWidget:
        page = QWidget()
        words = QLabel(self.tr("Everything could be read"))
        enlarge(words, 1.3)
        column = QVBoxLayout(page)
        column.setSpacing(2 * SPACE)
        column.addStretch()
        column.addWidget(Badge("check", 8 * SPACE), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        return page

    def _make_head(self) -> QHBoxLayout:
        title = QLabel(self.tr("Could not be read"))
        enlarge(title, 1.3, bold=True)
        words = QLabel(
            self.tr(
                "The files are untouched and stay where they are. Photosearch just cannot look into them."
            )
        )
        words.setProperty("tone", "muted")
        words.setWordWrap(True)
        lines = QVBoxLayout()
        lines.setSpacing(SPACE // 2)
        lines.addWidget(title)
        lines.addWidget(words)
        self._copy = QPushButton(icon("copy"), self.tr("Copy list"))
        self._copy.setToolTip(self.tr("Copy the paths and reasons below as text"))
        self._copy.clicked.connect(lambda: self._copy_list(self._model.failures()))
        again = QPushButton(icon("refresh"), self.tr("Check again"))
        again.setToolTip(self.tr("Try to read them again now"))
        again.clicked.connect(lambda: self.check_again.emit())
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addLayout(lines, 1)
        row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _make_filters(self) -> QHBoxLayout:
        self._words = QLineEdit(placeholderText=self.tr("Part of a name or folder"), clearButtonEnabled=True)
        self._words.setAccessibleName(self.tr("Show only paths with this in them"))
        self._words.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._words.textChanged.connect(lambda: self._typing.start())
        self._reasons = QComboBox(
            sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._reasons.setMinimumContentsLength(24)
        self._reasons.setAccessibleName(self.tr("Show only this reason"))
        self._reasons.activated.connect(lambda: self._filter())
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._words, 1)
        row.addWidget(self._reasons, 1)
        return row

    def _make_table(self) -> QTableView:
        self._table = table = QTableView()
        table.setModel(self._model)
        table.setAccessibleName(self.tr("Files that could not be read"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        # So that the cells begin where the words of the header do.
        table.setStyleSheet("QTableView::item { padding-left: 5px; padding-right: 5px; }")
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setTabKeyNavigation(False)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        rows = table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW)
        columns = table.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.resizeSection(0, _NAME_WIDTH)
        columns.resizeSection(1, _FOLDER_WIDTH)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._menu)
        table.activated.connect(lambda index: self.show_in_folder.emit(self._model.failure(index.row()).path))
        copy = QAction(self.tr("Copy"), table)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(lambda: self._copy_list(self._selected()))
        table.addAction(copy)
        return table

    def _menu(self, where: QPoint) -> None:
        chosen = self._selected()
        if not chosen:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        path = chosen[0].path
        show = menu.addAction(
            icon("external"), self.tr("Show in folder"), lambda: self.show_in_folder.emit(path)
        )
        show.setEnabled(len(chosen) == 1)
        menu.addAction(icon("copy"), self.tr("Copy"), lambda: self._copy_list(chosen))
        menu.popup(self._table.viewport().mapToGlobal(where))

    def _show_reasons(self, total: int) -> None:
        chosen = self._reasons.currentData()
        self._reasons.clear()
        self._reasons.addItem(self.tr("All reasons ({0})").format(number(total)), None)
        for reason, count in self._model.reasons():
            self._reasons.addItem(f"{shown(reason)} ({number(count)})", reason)
        self._reasons.setCurrentIndex(max(0, self._reasons.findData(chosen)))

    def _filter(self) -> None:
        self._model.filter(self._reasons.currentData(), self._words.text())
        self._copy.setEnabled(self._model.rowCount() > 0)

    def _selected(self) -> list[FailureInfo]:
        rows = sorted(index.row() for index in self._table.selectionModel().selectedRows())
        return [self._model.failure(row) for row in rows]

    def _select(self, paths: set[str]) -> None:
        if not paths:
            return
        for row, failure in enumerate(self._model.failures()):
            if failure.path in paths:
                self._table.selectRow(row)
                return

    def _copy_list(self, failures: list[FailureInfo]) -> None:
        lines = (f"{shown(failure.path)}\t{shown(failure.reason)}" for failure in failures)
        QGuiApplication.clipboard().setText("\n".join(lines))
