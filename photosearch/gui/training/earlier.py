"""The trainings there were: what came of each, and what can still be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photosearch.gui.elided_label import ElidedLabel
from photosearch.gui.file_names import base_name, shown
from photosearch.gui.icons import icon
from photosearch.gui.theme import SPACE
from photosearch.gui.training.page import set_tone
from photosearch.gui.training.training_words import TrainingWords
from photosearch.services.training_records import TrainingRun

_SHOWN = 4
_ICON = 16


class Earlier(QWidget):
    """Shows nothing where there were none. The signals have a TrainingRun."""

    look_wanted = Signal(object)
    go_on_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._words = TrainingWords(self)
        self._title = QLabel(self.tr("Earlier"))
        set_tone(self._title, "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._title)
        column.addLayout(self._rows)
        self.hide()

    def set_runs(self, runs: Sequence[TrainingRun]) -> None:
        """Show the latest few."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for run in runs[:_SHOWN]:
            self._rows.addWidget(self._row(run))
        self.setVisible(bool(runs))

    def _row(self, run: TrainingRun) -> QFrame:
        row = QFrame()
        row.setProperty("surface", "card")
        row.setObjectName(f"run-{run.id}")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        name = ElidedLabel(base_name(run.folder))
        name.setToolTip(shown(run.folder))
        about = QLabel(f"{self._words.title(run)} · {self._words.outcome(run)}")
        about.setTextFormat(Qt.TextFormat.PlainText)
        set_tone(about, "muted")
        layout.addWidget(name)
        layout.addWidget(about)
        layout.addStretch(1)
        if run.finished:
            look = _button(self.tr("Look at it"), self.tr("Look at what came of {0}").format(name.text()))
            look.clicked.connect(lambda: self.look_wanted.emit(run))
        else:
            look = _button(self.tr("Go on"), self.tr("Go on with {0}").format(name.text()))
            look.clicked.connect(lambda: self.go_on_wanted.emit(run))
        layout.addWidget(look)
        delete = _button("", self.tr("Delete the training with {0}").format(name.text()))
        delete.setIcon(icon("trash"))
        delete.setIconSize(QSize(_ICON, _ICON))
        delete.setToolTip(self.tr("Delete this training. What was learned stays in use where it is."))
        delete.clicked.connect(lambda: self.delete_wanted.emit(run))
        layout.addWidget(delete)
        return row


def _button(words: str, accessible: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("kind", "flat")
    button.setAutoDefault(False)
    button.setAccessibleName(accessible)
    return button
