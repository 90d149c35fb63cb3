"""A line below the photos that says what is not among them, and shows it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from photosearch.gui.elided_label import ElidedLabel
from photosearch.gui.theme import SPACE


class HiddenLine(QFrame):
    """`show_wanted`: what is hidden is to be shown."""

    show_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ElidedLabel(parent=self, cut=Qt.TextElideMode.ElideRight)
        self._words.setProperty("tone", "muted")
        self._show = QPushButton(self.tr("Show them"), self)
        self._show.setProperty("kind", "flat")
        self._show.clicked.connect(lambda: self.show_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, SPACE // 2, 2 * SPACE, SPACE // 2)
        row.setSpacing(SPACE)
        row.addWidget(self._words)
        row.addWidget(self._show)
        row.addStretch(1)
        self.hide()

    def tell(self, hidden: int, left_out: int, problem: str) -> None:
        """Say how many results are hidden, how many the person said are no match, and what went wrong; with
        nothing to say it is not there.
        """
        words = (
            self.tr("%Ln photo(s) less alike are hidden.", "", hidden) if hidden else "",
            self.tr("%Ln left out: you said that it is no match.", "", left_out) if left_out else "",
            problem,
        )
        self._words.setText(" ".join(word for word in words if word))
        self._show.setVisible(hidden > 0)
        self.setVisible(any(words))
