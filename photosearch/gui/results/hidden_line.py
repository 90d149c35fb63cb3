"""A line below the photos that says what is not among them, and why; a button shows it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from photosearch.gui.elided_label import ElidedLabel
from photosearch.gui.theme import SPACE


class HiddenLine(QFrame):
    """`show_wanted`: what is hidden is to be shown; `marks_wanted`: what the person said of photos."""

    show_wanted = Signal()
    marks_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hidden, self._left_out, self._problem = (
            ElidedLabel(parent=self, cut=Qt.TextElideMode.ElideRight) for _ in range(3)
        )
        self._show = QPushButton(self.tr("Show them"), self)
        self._show.clicked.connect(lambda: self.show_wanted.emit())
        self._marks = QPushButton(self.tr("See what you said…"), self)
        self._marks.clicked.connect(lambda: self.marks_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, SPACE // 2, 2 * SPACE, SPACE // 2)
        row.setSpacing(2 * SPACE)
        for words, button in ((self._hidden, self._show), (self._left_out, self._marks)):
            button.setProperty("kind", "flat")
            pair = QHBoxLayout()
            pair.setSpacing(SPACE // 2)
            pair.addWidget(words)
            pair.addWidget(button)
            row.addLayout(pair)
        row.addWidget(self._problem)
        row.addStretch(1)
        for label in (self._hidden, self._left_out, self._problem):
            label.setProperty("tone", "muted")
        self.hide()

    def tell(self, hidden: int, left_out: int, problem: str) -> None:
        """Say how many results are hidden, how many the person said are no match, and what went wrong; with
        nothing to say it is not there.
        """
        self._hidden.setText(self.tr("%Ln photo(s) less alike are hidden.", "", hidden))
        self._left_out.setText(self.tr("%Ln left out: you said that it is no match.", "", left_out))
        self._problem.setText(problem)
        for widget in (self._hidden, self._show):
            widget.setVisible(hidden > 0)
        for widget in (self._left_out, self._marks):
            widget.setVisible(left_out > 0)
        self._problem.setVisible(bool(problem))
        self.setVisible(bool(hidden or left_out or problem))
