"""What Photosearch keeps on disk: sizes, a copy of all of it, and its deletion."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget

from photosearch.gui.context import Context
from photosearch.gui.errors import show_problem
from photosearch.gui.file_names import shown, tool_tip
from photosearch.gui.jobs import Job
from photosearch.gui.photo_actions.question import ask
from photosearch.gui.settings.card import Card, Line
from photosearch.gui.settings.export_line import ExportLine
from photosearch.gui.theme import SPACE
from photosearch.gui.wording import file_size
from photosearch.services.records import StoredPart

_SIZE = 12 * SPACE


class StoragePage(QWidget):
    """Every part with its size; export and delete."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._measuring: Job | None = None
        self.sizes: dict[str, QLabel] = {}
        self.clears: dict[str, QPushButton] = {}
        self.parts = Card()
        self.export = ExportLine(context.engine)
        self.delete = QPushButton(self.tr("Delete…"))
        self.delete.setAccessibleName(self.tr("Delete everything Photosearch stored"))
        self.delete.setProperty("kind", "danger")
        self.delete.clicked.connect(self._ask_delete)
        for name in ("library", "thumbnails", "models", "runs", "training", "features", "queries", "logs"):
            self.parts.add(self._line(name))
        self._arrange()

    def _arrange(self) -> None:
        words = QLabel(self.tr("All of it lies on this computer. Your photos themselves are only read."))
        words.setWordWrap(True)
        words.setProperty("tone", "muted")
        whole = Card()
        whole.add(self.export)
        whole.add(
            Line(
                self.tr("Delete everything"),
                self.tr("As if Photosearch had never been here. Your photos stay."),
                self.delete,
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        for widget in (words, self.parts, whole):
            column.addWidget(widget)
        column.addStretch(1)

    def _line(self, part: str) -> Line:
        name, words = self._words(part)
        self.sizes[part] = size = QLabel("…")
        size.setMinimumWidth(_SIZE)
        size.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        clear = QPushButton(self.tr("Clear"))
        clear.setAccessibleName(self.tr("Clear: {0}").format(name))
        clear.clicked.connect(partial(self._clear, part))
        clear.hide()
        policy = clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        clear.setSizePolicy(policy)
        self.clears[part] = clear
        return Line(name, words, size, clear)

    def _words(self, part: str) -> tuple[str, str]:
        return {
            "library": (self.tr("Your library"), self.tr("What is known of your photos")),
            "thumbnails": (
                self.tr("Small pictures"),
                self.tr("Shared with the file manager, made as needed"),
            ),
            "models": (self.tr("Your networks"), self.tr("Those you imported or trained")),
            "runs": (self.tr("Trainings"), ""),
            "training": (self.tr("Prepared photos"), self.tr("Makes the next training quicker")),
            "features": (self.tr("Details of photos"), self.tr("Makes proving results quicker")),
            "queries": (self.tr("Pasted pictures"), self.tr("Those you searched for")),
            "logs": (self.tr("Logs"), self.tr("What went wrong, for reports")),
        }[part]

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._measure()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        if self._measuring is not None:
            # It opens every thumbnail there is.
            self._measuring.cancel()

    def _measure(self) -> None:
        self._measuring = self._context.engine.storage()
        self._measuring.then(self._fill, partial(show_problem, None))

    def _fill(self, parts: list[StoredPart]) -> None:
        for part in parts:
            size, clear = self.sizes[part.name], self.clears[part.name]
            size.setText(file_size(part.size))
            size.setToolTip(tool_tip(shown(part.path)))
            clear.setVisible(part.clearable and part.size > 0)
            clear.setEnabled(True)

    def _clear(self, name: str) -> None:
        self.clears[name].setEnabled(False)
        self._context.engine.clear(name).then(self._cleared, partial(show_problem, None))

    def _cleared(self, result: object) -> None:
        self._measure()

    def _ask_delete(self) -> None:
        question = self.tr("Delete everything Photosearch stored?")
        more = self.tr(
            "Your library, settings, trained networks, saved searches and small pictures go, and Photosearch "
            "ends. Your photos are not touched. This cannot be undone."
        )
        words = self.tr("Delete everything")
        box = ask(self.window(), "trash", question, more, words, careful=True)
        box.accepted.connect(self._delete)
        for button in box.buttons():
            if box.buttonRole(button) == QMessageBox.ButtonRole.AcceptRole:
                button.setProperty("kind", "danger")
                button.style().polish(button)

    def _delete(self) -> None:
        self._context.erase()
