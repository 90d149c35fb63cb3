"""The networks at hand: which one is used, getting another, going back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.context import Context
from photosearch.gui.errors import show_problem
from photosearch.gui.folder_dialog import ask_for_folder
from photosearch.gui.jobs import Job, Problem
from photosearch.gui.models.model_card import ModelCardFrame
from photosearch.gui.theme import SPACE
from photosearch.services.records import ModelInfo, Overview

_SIZE = 720, 560


class ModelsDialog(QDialog):
    """Beside the window, which goes on. `changed`: another network was chosen, one came or went."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Networks"))
        self.resize(*_SIZE)
        self._context = context
        self._engine, self._indexing = context.engine, context.indexing
        self._answering = ""
        self._models: list[ModelInfo] = []
        self._job: Job | None = None
        self.cards: dict[str, ModelCardFrame] = {}
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, SPACE, 0)
        self._column.setSpacing(SPACE)
        self._column.addStretch(1)
        self._progress = QProgressBar(textVisible=False)
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(self.tr("Importing"))
        self._importing = QLabel(self.tr("Reading the file and trying whether it gives the same results…"))
        self._importing.setProperty("tone", "muted")
        self._import = QPushButton(self.tr("Import"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._build()
        self._engine.changed.connect(self.load)
        self.load()

    def _build(self) -> None:
        intro = QLabel(
            self.tr(
                "A network decides which photos are alike. With another one, your photos are looked at "
                "again. Until that is done the former one answers, and you can go back to it at any time."
            )
        )
        intro.setWordWrap(True)
        inside = QWidget()
        inside.setLayout(self._column)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(intro)
        column.addWidget(scroll, 1)
        column.addWidget(self._importing)
        column.addWidget(self._progress)
        column.addLayout(self._buttons())
        self._show_importing(False)

    def _buttons(self) -> QHBoxLayout:
        menu = QMenu(self._import)
        menu.addAction(self.tr("From a file…"), self._choose_file)
        menu.addAction(self.tr("From a folder…"), self._choose_folder)
        self._import.setMenu(menu)
        self._import.setObjectName("import")
        self._cancel.setObjectName("cancelImport")
        self._cancel.clicked.connect(self._stop_import)
        close = QPushButton(self.tr("Close"))
        close.setObjectName("close")
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, SPACE, 0)
        for button in (self._import, self._cancel, close):
            button.setAutoDefault(False)
        row.addWidget(self._import)
        row.addWidget(self._cancel)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def load(self) -> None:
        """Ask again which networks there are and how far they have come."""
        self._engine.overview().then(self._take_overview, self._problem)
        self._engine.models().then(self._take_models, self._problem)

    def _take_overview(self, overview: Overview) -> None:
        self._answering = overview.model
        self._show()

    def _take_models(self, models: list[ModelInfo]) -> None:
        self._models = models
        self._show()

    def _show(self) -> None:
        if list(self.cards) != [model.name for model in self._models]:
            self._lay_out()
        most = max((model.described for model in self._models), default=0)
        for model in self._models:
            self.cards[model.name].show_state(model, most, self._answering if most else "")

    def _lay_out(self) -> None:
        for card in self.cards.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        for row, model in enumerate(self._models):
            card = ModelCardFrame(model)
            card.use_wanted.connect(self._use)
            card.remove_wanted.connect(self._ask_remove)
            self.cards[model.name] = card
            self._column.insertWidget(row, card)

    def _use(self, name: str) -> None:
        self._engine.use_model(name).then(lambda _: self._used(), self._problem)

    def _used(self) -> None:
        self._indexing.renew().then(lambda _: None, self._problem)
        self._changed()

    def _ask_remove(self, name: str) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Delete network"))
        box.setText(self.tr("Delete {0}?").format(name))
        box.setInformativeText(self.tr("Your photos are not touched. To use it again, import it again."))
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        delete.setProperty("kind", "danger")
        box.addButton(QMessageBox.StandardButton.Cancel)
        delete.clicked.connect(lambda: self._remove(name))
        box.open()

    def _remove(self, name: str) -> None:
        self._engine.remove_model(name).then(lambda _: self._changed(), self._problem)

    def _changed(self) -> None:
        self.load()
        self.changed.emit()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Import a network"))
        dialog.setNameFilters([self.tr("Networks (*.pt *.pth *.pkl *.tar *.zip)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.import_from)
        dialog.open()

    def _choose_folder(self) -> None:
        ask_for_folder(self, self.tr("Import a network that was exported to a folder"), self.import_from)

    def import_from(self, path: str) -> None:
        """Import a file or an exported folder."""
        self._show_importing(True)
        self._job = self._engine.import_model(path).then(lambda name: self._changed(), self._problem)
        self._job.finished.connect(self._import_ended)

    def _stop_import(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)

    def _import_ended(self) -> None:
        self._job = None
        self._show_importing(False)

    def _show_importing(self, going_on: bool) -> None:
        self._import.setEnabled(not going_on)
        self._cancel.setEnabled(True)
        for widget in (self._progress, self._importing, self._cancel):
            widget.setVisible(going_on)

    def _problem(self, problem: Problem) -> None:
        show_problem(self, problem)
