"""Last step: before and after, honestly; and only then whether to use it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.theme import SPACE, enlarge
from photosearch.gui.training.examples import Examples
from photosearch.gui.training.page import Page, set_kind, set_tone, text
from photosearch.gui.training.training_words import TrainingWords
from photosearch.services.training_records import TrainingRun


class ResultPage(Page):
    """The signals have the TrainingRun that is shown."""

    adopt_wanted = Signal(object)
    discard_wanted = Signal(object)
    former_wanted = Signal(object)
    closed = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.run: TrainingRun | None = None
        self._words = TrainingWords(self)
        self._before, self._after = QLabel(), QLabel()
        for label, name in ((self._before, "before"), (self._after, "after")):
            label.setObjectName(name)
            enlarge(label, 2.0, bold=True)
        self._changes, self._measured = text(), text(tone="muted")
        self._changes.setObjectName("changes")
        self._measured.setObjectName("measured")
        self._aside = text(tone="muted")
        self._aside.setObjectName("keptAside")
        self.examples = Examples(thumbnails)
        self._build()

    def _build(self) -> None:
        figures = QFrame()
        figures.setProperty("surface", "card")
        row = QHBoxLayout(figures)
        row.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        row.setSpacing(3 * SPACE)
        for words, label in ((self.tr("Before"), self._before), (self.tr("Now"), self._after)):
            column = QVBoxLayout()
            column.setSpacing(0)
            caption = QLabel(words)
            set_tone(caption, "muted")
            column.addWidget(caption)
            column.addWidget(label)
            column.addStretch(1)
            row.addLayout(column)
        said = QVBoxLayout()
        said.setSpacing(SPACE // 2)
        said.addWidget(self._changes)
        said.addWidget(self._measured)
        said.addWidget(self._aside)
        said.addStretch(1)
        row.addSpacing(SPACE)
        row.addLayout(said, 1)
        self.body.addWidget(figures)
        title = QLabel(self.tr("Searching for photos that were kept aside, this came first"))
        set_tone(title, "muted")
        self.body.addWidget(title)
        self.body.addWidget(self.examples, 1)
        self._add_buttons()

    def _add_buttons(self) -> None:
        self._discard = self.add_button(self.tr("Discard"), "discard", "flat")
        self._discard.clicked.connect(lambda: self.discard_wanted.emit(self.run))
        self.add_stretch()
        self._close = self.add_button(self.tr("Decide later"), "later")
        self._close.clicked.connect(lambda: self.closed.emit())
        self._adopt = self.add_button(self.tr("Use it"), "adopt")
        self._adopt.clicked.connect(lambda: self.adopt_wanted.emit(self.run))
        self._former = self.add_button(self.tr("Go back to how it was"), "former")
        self._former.clicked.connect(lambda: self.former_wanted.emit(self.run))

    def show_run(self, run: TrainingRun) -> None:
        """Show a finished training with its examples."""
        same_examples = self.run is not None and self.run.examples == run.examples
        self.run = run
        self.heading.setText(self._words.headline(run))
        self.intro.setText(self.tr("It is in use.") if run.in_use else self._words.counsel(run))
        self._before.setText(self._words.quality(run.before))
        self._after.setText(self._words.quality(run.after))
        set_tone(self._after, "ok" if run.after > run.before else "danger" if run.after < run.before else "")
        self._changes.setText(self._words.changes(run))
        self._measured.setText(self._words.measured(run))
        self._aside.setText(self._words.kept_aside(run))
        if not same_examples:
            self.examples.set_examples(run.examples)
        self._offer(run)

    def _offer(self, run: TrainingRun) -> None:
        """What helps is the default; what does not has to be chosen against it."""
        self._adopt.setVisible(not run.in_use)
        self._former.setVisible(run.in_use)
        self._discard.setVisible(not run.in_use)
        self._close.setText(self.tr("Close") if run.in_use else self.tr("Decide later"))
        self._adopt.setText(self.tr("Use it") if run.improved else self.tr("Use it all the same"))
        set_kind(self._adopt, "primary" if run.improved else "flat")
        set_kind(self._discard, "flat" if run.improved else "primary")
        default = self._close if run.in_use else self._adopt if run.improved else self._discard
        default.setDefault(True)
        default.setFocus()
