"""Third step: it learns. Two curves, how long it still takes, and leave to go away meanwhile."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar

from photosearch.gui.theme import SPACE
from photosearch.gui.training.curve import Curve, smooth
from photosearch.gui.training.page import Page, set_tone
from photosearch.gui.training.training import Training
from photosearch.gui.training.training_words import TrainingWords
from photosearch.gui.wording import Wording, number
from photosearch.services.training_records import THOROUGH, TrainingProgress

_STEPS = 1000


class ProgressPage(Page):
    """Follows a training. `left`: it may go on in the background."""

    left = Signal()

    def __init__(self, training: Training) -> None:
        super().__init__(self.tr("Learning…"))
        self._training = training
        self._steps = 1
        self._wording, self._words = Wording(self), TrainingWords(self)
        self.bar = QProgressBar(textVisible=False, maximum=_STEPS)
        self.bar.setAccessibleName(self.tr("How far it is"))
        self._phase, self._time = QLabel(), QLabel()
        self._phase.setObjectName("phase")
        set_tone(self._time, "muted")
        self.quality = Curve(self.tr("How well unknown places are found"), "ok", self._words.quality)
        self.quality.show_start()
        self.loss = Curve(self.tr("Mistakes on what it learns"), "accent", self._words.quality)
        self._build()
        training.changed.connect(self._show)

    def _build(self) -> None:
        self.intro.setText(self.tr("You can go on using Photosearch meanwhile, and close this window."))
        line = QHBoxLayout()
        line.addWidget(self._phase)
        line.addStretch(1)
        line.addWidget(self._time)
        self.body.addLayout(line)
        self.body.addWidget(self.bar)
        self.body.addSpacing(SPACE)
        curves = QHBoxLayout()
        curves.setSpacing(2 * SPACE)
        curves.addWidget(self.quality, 1)
        curves.addWidget(self.loss, 1)
        self.body.addLayout(curves, 1)
        self._stop = self.add_button(self.tr("Stop"), "stop", "flat")
        self._stop.clicked.connect(self._training.stop)
        self.add_stretch()
        self.main_button = self.add_button(self.tr("Go on in the background"), "leave")
        self.main_button.clicked.connect(lambda: self.left.emit())

    def _show(self) -> None:
        training, told = self._training, self._training.progress
        self._stop.setEnabled(training.is_busy and not training.stopping)
        self._stop.setToolTip(
            self.tr("What was learned so far is kept, and can be gone on with.")
            if training.kind == THOROUGH
            else ""
        )
        self._phase.setText(self._phase_words(told))
        self.bar.setRange(0, _STEPS if told.total else 0)
        if told.total:
            self.bar.setValue(_STEPS * told.done // told.total)
        known = told.phase == "training" and told.remaining_s is not None and not training.stopping
        self._time.setText(self._wording.time_left(told.remaining_s or 0) if known else "")
        if told.phase == "training":
            self._steps = told.total
        self.quality.set_points(training.qualities, self._steps)
        self.loss.set_points(smooth(training.losses), self._steps)

    def _phase_words(self, told: TrainingProgress) -> str:
        if self._training.stopping:
            return self.tr("Stopping…")
        counts = number(told.done), number(told.total)
        if told.phase == "reading":
            return self.tr("Looking at photos: {0} of {1}").format(*counts)
        if told.phase == "training":
            return self.tr("Learning: round {0} of {1}").format(*counts)
        if told.phase == "measuring":
            return self.tr("Trying what was learned")
        if told.phase == "saving":
            return self.tr("Keeping what was learned")
        return self.tr("Getting ready…")
