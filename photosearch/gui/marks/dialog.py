"""The list of what the person said of photos, to look at and take back."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.engine import Engine
from photosearch.gui.errors import show_problem
from photosearch.gui.jobs import Problem
from photosearch.gui.marks.delegate import MarkDelegate
from photosearch.gui.marks.model import MarksModel
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.theme import SPACE
from photosearch.services.records import Mark

_SIZE = QSize(84 * SPACE, 64 * SPACE)


class MarksDialog(QDialog):
    """Beside the window, which goes on; follows what is said meanwhile."""

    def __init__(self, engine: Engine, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What you said of photos"))
        self.resize(_SIZE)
        self._engine = engine
        self.model = MarksModel()
        self.view = QListView()
        self.take_back = QPushButton(self.tr("Take back"))
        self._pages = QStackedWidget()
        self._build(thumbnails)
        engine.marked.connect(self.load)
        thumbnails.loaded.connect(lambda path: self.view.viewport().update())
        self.load()

    def load(self) -> None:
        """Ask again what was said."""
        self._engine.marks().then(self._show, self._problem)

    def _build(self, thumbnails: Thumbnails) -> None:
        intro = QLabel(
            self.tr(
                "What you say of photos counts in every search and among the copies, also after they are "
                "moved. Photosearch can learn from it, too."
            )
        )
        intro.setWordWrap(True)
        self.view.setModel(self.model)
        self.view.setItemDelegate(MarkDelegate(self.model, thumbnails, self.view))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName(self.tr("What you said of photos"))
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        nothing = QLabel(
            self.tr("Nothing yet. “Same place” and “Not a match” are in the menu of every result.")
        )
        nothing.setWordWrap(True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setProperty("tone", "muted")
        self._pages.addWidget(self.view)
        self._pages.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(intro)
        column.addWidget(self._pages, 1)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self.take_back.clicked.connect(self._take_back)
        # Delete, where the list has the focus.
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.view)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._take_back)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        for button in (self.take_back, close):
            button.setAutoDefault(False)
        row.addWidget(self.take_back)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _show(self, marks: list[Mark]) -> None:
        if marks != self.model.marks:
            self.model.show(marks)
        self._pages.setCurrentIndex(0 if marks else 1)
        self._enable()

    def _enable(self) -> None:
        self.take_back.setEnabled(self.view.selectionModel().hasSelection())

    def _take_back(self) -> None:
        chosen = [self.model.marks[index.row()] for index in self.view.selectionModel().selectedIndexes()]
        if chosen:
            self._engine.forget_marks(chosen).then(lambda _: self.load(), self._problem)

    def _problem(self, problem: Problem) -> None:
        show_problem(self, problem)
