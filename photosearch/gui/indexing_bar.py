"""The lowest line of the window: what the indexer does, how far it is, and how to pause it."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from photosearch.gui.elided_label import ElidedLabel
from photosearch.gui.icons import icon
from photosearch.gui.theme import SPACE
from photosearch.gui.wording import Wording, number
from photosearch.services.records import IndexingState, Overview

_ICON = 16
_HEIGHT = 5 * SPACE
_PROGRESS_WIDTH = 20 * SPACE
# A photo that is saved somewhere is read in a moment: nothing that short is worth a flicker.
_WORTH_SHOWING_MS = 400
_AT_WORK = frozenset({"starting", "scanning", "indexing"})
_STEPS = 1000


class IndexingBar(QFrame):
    """Quiet while nothing happens. `pause` and `resume` ask the indexer; `show_failures`: what could not be
    read; `show_training`: the training that goes on in the background.
    """

    pause = Signal()
    resume = Signal()
    show_failures = Signal()
    show_training = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bar")
        self.setAccessibleName(self.tr("Reading of photos"))
        self._wording = Wording(self)
        self._state = IndexingState()
        self._overview: Overview | None = None
        self._delay = QTimer(self, interval=_WORTH_SHOWING_MS, singleShot=True)
        self._delay.timeout.connect(self._show)
        self._build()
        self._show()

    def set_state(self, state: IndexingState) -> None:
        """Show what the indexer does."""
        was_quiet = self._state.phase == "watching"
        self._state = state
        if state.phase not in _AT_WORK:
            self._delay.stop()
            self._show()
        elif was_quiet:
            self._delay.start()
        elif not self._delay.isActive():
            self._show()

    def set_overview(self, overview: Overview) -> None:
        """Show how many photos there are."""
        self._overview = overview
        if not self._delay.isActive():
            self._show()

    def set_training(self, words: str) -> None:
        """Show that a training goes on; nothing for no words."""
        self._training.setText(words)
        self._training.setVisible(bool(words))

    def _build(self) -> None:
        self._phase, self._left = ElidedLabel(), ElidedLabel()
        self._progress = QProgressBar(textVisible=False, maximum=_STEPS)
        self._progress.setFixedWidth(_PROGRESS_WIDTH)
        self._count, self._rate = QLabel(), QLabel()
        self._failures = self._make_button("warning", self.show_failures)
        self._failures.setObjectName("failures")
        self._training = self._make_button("network", self.show_training)
        self._training.setObjectName("training")
        self._training.hide()
        self._button = self._make_button("pause", None)
        self._button.setObjectName("pauseOrResume")
        self._button.clicked.connect(self._pressed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2, SPACE, 2)
        layout.setSpacing(2 * SPACE)
        for widget in (self._phase, self._progress, self._count, self._rate, self._left):
            layout.addWidget(widget)
        layout.setStretch(4, 1)
        layout.addWidget(self._training)
        layout.addWidget(self._button)
        layout.addWidget(self._failures)
        for label in (self._count, self._rate, self._left):
            label.setProperty("tone", "muted")
        # Words and numbers change all the time; what is beside them stays where it is.
        self._button.setFixedWidth(self._widest_button())
        usual = (self._phase_words(phase) for phase in ("scanning", "indexing", "paused"))
        self._phase.setMinimumWidth(max(self._phase.fontMetrics().horizontalAdvance(w) for w in usual))
        self._rate.setFixedWidth(self._rate.fontMetrics().horizontalAdvance(self._wording.rate(8888)))
        self.setFixedHeight(_HEIGHT)

    def _make_button(self, name: str, signal: object) -> QPushButton:
        button = QPushButton(icon(name), "")
        button.setProperty("kind", "flat")
        button.setIconSize(QSize(_ICON, _ICON))
        if signal is not None:
            button.clicked.connect(lambda: signal.emit())  # type: ignore[attr-defined]
        return button

    def _widest_button(self) -> int:
        widths = []
        for words in (self.tr("Pause"), self.tr("Go on")):
            self._button.setText(words)
            widths.append(self._button.sizeHint().width())
        return max(widths)

    def _show(self) -> None:
        state = self._state
        counted = state.total > 0 and state.phase in ("indexing", "paused", "waiting")
        self._phase.setText(self._words())
        self._progress.setVisible(counted)
        self._count.setVisible(counted)
        self._rate.setVisible(counted and state.phase == "indexing" and state.rate > 0)
        if counted:
            self._show_count()
        self._rate.setText(self._wording.rate(state.rate) if state.rate > 0 else "")
        known = state.phase == "indexing" and state.remaining_s is not None
        self._left.setText(self._wording.time_left(state.remaining_s or 0) if known else "")
        self._show_failures()
        paused = state.phase == "paused"
        self._button.setVisible(paused or state.phase in ("scanning", "indexing", "waiting"))
        self._button.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self._button.setIcon(icon("play" if paused else "pause"))

    def _show_count(self) -> None:
        total = number(self._state.total)
        words = self.tr("{0} of {1}")
        widest = words.format("8" * len(total), total)
        self._count.setFixedWidth(self._count.fontMetrics().horizontalAdvance(widest))
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._count.setText(words.format(number(self._state.done), total))
        self._progress.setValue(_STEPS * self._state.done // self._state.total)
        self._progress.setAccessibleName(self._count.text())

    def _show_failures(self) -> None:
        failures = self._overview.failures if self._overview is not None else self._state.failed
        self._failures.setVisible(failures > 0)
        self._failures.setText(self.tr("%n could not be read", "", failures))
        self._failures.setToolTip(self.tr("See which files could not be read, and why"))

    def _words(self) -> str:
        state = self._state
        if state.phase == "watching":
            return self._up_to_date()
        if state.phase == "waiting":
            return state.message or self.tr("Waiting")
        return self._phase_words(state.phase)

    def _phase_words(self, phase: str) -> str:
        return {
            "starting": self.tr("Starting…"),
            "scanning": self.tr("Looking for new photos…"),
            "indexing": self.tr("Reading new photos"),
            "paused": self.tr("Paused"),
        }.get(phase, self.tr("New photos are not being looked for"))

    def _up_to_date(self) -> str:
        if self._overview is None:
            return self.tr("Up to date")
        photos = self.tr("%n photo(s)", "", self._overview.photos)
        return self.tr("Up to date · {0}").format(photos)

    def _pressed(self) -> None:
        (self.resume if self._state.phase == "paused" else self.pause).emit()
