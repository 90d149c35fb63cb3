"""Pictures from the web: fetched where the person says so, each time, and never else."""

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Job, Problem
from photosearch.gui.photo_actions.question import ask
from photosearch.gui.query.incoming import is_web_address


class WebPictures(QObject):
    """Fetches one picture at a time. `fetched` has the path of its file and what was given along with it;
    `failed` a Problem; `told` words, the words on a button or "", and what that does.
    """

    fetched = Signal(object, object)
    failed = Signal(object)
    told = Signal(str, str, object)

    def __init__(self, engine: Engine, window: QWidget) -> None:
        super().__init__(window)
        self._engine = engine
        self._window = window
        self._job: Job | None = None

    def offer(self, address: str, purpose: object) -> None:
        """Ask whether a picture is to be fetched from an address that was dropped or pasted."""
        host = QUrl.fromEncoded(address.encode("ascii", "replace")).host()
        question = self.tr("Fetch the picture from {0}?").format(host)
        more = self.tr("Only the picture is asked for; nothing about you or your photos is sent.")
        box = ask(self._window, "external", question, more, self.tr("Fetch"), careful=False)
        box.accepted.connect(lambda: self.fetch(address, purpose))

    def ask_for_address(self, purpose: object) -> QInputDialog:
        """Let the person write an address, and fetch the picture."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Search for a picture on the web"))
        dialog.setLabelText(self.tr("Address of the picture, as it begins with https://"))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
        dialog.setOkButtonText(self.tr("Fetch"))
        dialog.resize(dialog.sizeHint().expandedTo(dialog.minimumSize()) * 1.5)
        dialog.textValueSelected.connect(lambda text: self._written(text, purpose))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def fetch(self, address: str, purpose: object) -> None:
        """Fetch a picture; one that is on its way is given up."""
        if self._job is not None:
            self._job.cancel()
        job = self._job = self._engine.fetch(address)
        job.succeeded.connect(lambda path: self._have(path, purpose))
        job.failed.connect(self._fail)
        host = QUrl.fromEncoded(address.encode("ascii", "replace")).host()
        self.told.emit(self.tr("Fetching the picture from {0}…").format(host), self.tr("Cancel"), job.cancel)

    def _written(self, text: str, purpose: object) -> None:
        text = text.strip()
        url = QUrl(text if "://" in text else f"https://{text}")
        if is_web_address(url):
            self.fetch(bytes(url.toEncoded().data()).decode("ascii"), purpose)
        else:
            self.failed.emit(Problem(self.tr("“{0}” is no address of a picture on the web.").format(text)))

    def _have(self, path: str, purpose: object) -> None:
        self._job = None
        self.told.emit("", "", None)
        self.fetched.emit(path, purpose)

    def _fail(self, problem: Problem) -> None:
        self._job = None
        self.failed.emit(problem)
