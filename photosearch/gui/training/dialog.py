"""Learning from one's places, step by step: folder, verdict, progress, before and after."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from photosearch.gui.context import Context
from photosearch.gui.errors import show_problem
from photosearch.gui.jobs import Job, Problem
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.training.folder_page import FolderPage
from photosearch.gui.training.page import Page
from photosearch.gui.training.progress_page import ProgressPage
from photosearch.gui.training.result_page import ResultPage
from photosearch.gui.training.training import Training
from photosearch.gui.training.verdict_page import VerdictPage
from photosearch.services.training_records import Assessment, TrainingRun

_SIZE = 880, 616
_LEAST = 720, 520


class TrainingDialog(QDialog):
    """Beside the window, which can be used meanwhile; closing it lets a training go on.

    `told` has words for the window to show.
    """

    told = Signal(str)

    def __init__(self, context: Context, training: Training, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Learn from your places"))
        self.resize(*_SIZE)
        self.setMinimumSize(*_LEAST)
        self._context, self.training = context, training
        self._thumbnails = Thumbnails(context.engine, context.settings, self)
        self._looking: Job | None = None
        # Empty: what was said of the library's photos.
        self._folder = ""
        self.folder = FolderPage()
        self.verdict = VerdictPage()
        self.progress = ProgressPage(training)
        self.result_page = ResultPage(self._thumbnails)
        self.pages = QStackedWidget()
        for page in (self.folder, self.verdict, self.progress, self.result_page):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self._connect()
        self._show_beginning()

    def _connect(self) -> None:
        training = self.training
        self.folder.chosen.connect(self.look_at)
        self.folder.library_chosen.connect(self.look_at_library)
        self.folder.closed.connect(self.close)
        self._context.engine.marked.connect(lambda notice: self._count_marks())
        self.folder.earlier.look_wanted.connect(lambda run: self.show_run(run.id))
        self.folder.earlier.go_on_wanted.connect(self._go_on)
        self.folder.earlier.delete_wanted.connect(self._ask_delete)
        self.verdict.back.connect(self._show_beginning)
        self.verdict.started.connect(self._begin)
        self.progress.left.connect(self.close)
        self.result_page.adopt_wanted.connect(self._adopt)
        self.result_page.former_wanted.connect(self._go_back)
        self.result_page.discard_wanted.connect(self._ask_delete)
        self.result_page.closed.connect(self.close)
        training.finished.connect(self._finished)
        training.failed.connect(self._failed)
        training.stopped.connect(self._show_beginning)

    def look_at(self, folder: str) -> None:
        """Say whether a folder is enough."""
        self._take_back()
        self._folder = folder
        self.verdict.wait(folder)
        self._go_to(self.verdict)
        self._looking = self.training.assess(folder).then(self._looked, self._failed)

    def look_at_library(self) -> None:
        """Say whether what was said of the library's photos is enough."""
        self._take_back()
        self._folder = ""
        self.verdict.wait("")
        self._go_to(self.verdict)
        self._looking = self.training.assess_library().then(self._looked, self._failed)

    def show_run(self, run_id: str) -> None:
        """Show what came of a training."""
        self.training.run(run_id).then(self._show_result, self._problem)

    def show_now(self) -> None:
        """Come to the front where the training stands, at the beginning where there is none."""
        if self.training.is_busy:
            self._go_to(self.progress)
        elif self.pages.currentWidget() is not self.result_page:
            self._show_beginning()
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._take_back()
        self._thumbnails.forget_queue()
        super().closeEvent(event)

    def _take_back(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _show_beginning(self) -> None:
        self._take_back()
        self._go_to(self.folder)
        self._list_runs()
        self._count_marks()

    def _count_marks(self) -> None:
        self._context.engine.marks().then(
            lambda marks: self.folder.set_marks(sum(mark.says == "same" for mark in marks)), self._problem
        )

    def _list_runs(self) -> None:
        self.training.runs().then(self.folder.earlier.set_runs, self._problem)

    def _looked(self, found: Assessment) -> None:
        self._looking = None
        self.verdict.show_assessment(found)

    def _begin(self, kind: str) -> None:
        self.training.begin(self._folder, kind, self._device(), from_library=not self._folder)
        self._go_to(self.progress)

    def _go_on(self, run: TrainingRun) -> None:
        self.training.go_on(run, self._device())
        self._go_to(self.progress)

    def _device(self) -> str:
        return str(self._context.settings.get("device"))

    def _finished(self, run: TrainingRun) -> None:
        self._show_result(run)

    def _show_result(self, run: TrainingRun) -> None:
        self.result_page.show_run(run)
        self._go_to(self.result_page)

    def _adopt(self, run: TrainingRun) -> None:
        self.training.adopt(run.id).then(self._adopted, self._problem)

    def _adopted(self, run: TrainingRun) -> None:
        self._context.indexing.renew()
        self.result_page.show_run(run)
        self.told.emit(self.tr("Your photos are being sorted in anew with what was learned."))

    def _go_back(self, run: TrainingRun) -> None:
        job = self._context.engine.use_model(run.network)
        job.then(lambda _: self._gone_back(run), self._problem)

    def _gone_back(self, run: TrainingRun) -> None:
        self._context.indexing.renew()
        self.training.adopted.emit()
        self.show_run(run.id)
        self.told.emit(self.tr("Photosearch searches as it did before."))

    def _ask_delete(self, run: TrainingRun) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Delete training"))
        box.setText(self.tr("Delete this training and what was learned?"))
        box.setInformativeText(
            self.tr("It stays in use.") if run.in_use else self.tr("Your photos are not touched.")
        )
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        delete.setProperty("kind", "danger")
        box.addButton(QMessageBox.StandardButton.Cancel)
        delete.clicked.connect(lambda: self._delete(run))
        box.open()

    def _delete(self, run: TrainingRun) -> None:
        self.training.delete(run.id).then(lambda _: self._show_beginning(), self._problem)

    def _failed(self, problem: Problem) -> None:
        self._problem(problem)
        self._show_beginning()

    def _problem(self, problem: Problem) -> None:
        show_problem(self, problem)

    def _go_to(self, page: Page) -> None:
        self.pages.setCurrentWidget(page)
        if page.main_button is not None:
            page.main_button.setFocus()
