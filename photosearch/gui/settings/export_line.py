"""Writing all that is stored into one file."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QProgressBar, QPushButton

from photosearch.gui.engine import Engine
from photosearch.gui.errors import show_problem
from photosearch.gui.file_names import shown
from photosearch.gui.folder_dialog import ask_where_to_save
from photosearch.gui.jobs import Job
from photosearch.gui.settings.card import Line
from photosearch.gui.theme import SPACE

_NAME = "photosearch.zip"
_BAR = 16 * SPACE
_THOUSAND = 1000


class ExportLine(Line):
    """Asks where to, shows how far it is, and can be stopped."""

    def __init__(self, engine: Engine) -> None:
        self.button = QPushButton()
        self.progress = QProgressBar()
        self.progress.setFixedWidth(_BAR)
        self.progress.setTextVisible(False)
        self.progress.hide()
        super().__init__("", "", self.progress, self.button)
        self.name.setText(self.tr("Export everything"))
        self.say(self.tr("Library, settings and your networks in one ZIP file, without the photos."))
        self.progress.setAccessibleName(self.tr("How far the export is"))
        self.button.setText(self.tr("Export…"))
        self.button.clicked.connect(self._pressed)
        self._engine = engine
        self._job: Job | None = None

    def export_to(self, path: str) -> None:
        """Write everything into a ZIP file."""
        self.button.setText(self.tr("Cancel"))
        self.progress.setRange(0, 0)
        self.progress.show()
        self.say(self.tr("Writing {0}").format(shown(path)))
        self._job = self._engine.export_data(path)
        self._job.progressed.connect(self._progressed)
        self._job.then(partial(self._exported, path), partial(show_problem, None))
        self._job.finished.connect(self._ended)

    def _pressed(self) -> None:
        if self._job is None:
            ask_where_to_save(self, self.tr("Export everything"), _NAME, self.export_to)
        else:
            self._job.cancel()

    def _progressed(self, counts: list[int]) -> None:
        # In thousandths: bytes may be more than the bar can count.
        self.progress.setRange(0, _THOUSAND)
        self.progress.setValue(_THOUSAND * counts[0] // max(counts[1], 1))

    def _exported(self, path: str, result: Any) -> None:
        self.say(self.tr("Exported to {0}").format(shown(path)))

    def _ended(self) -> None:
        if self._job is not None and (self._job.cancelled or self.progress.maximum() == 0):
            self.say(self.tr("Nothing was exported."))
        self._job = None
        self.progress.hide()
        self.button.setText(self.tr("Export…"))
