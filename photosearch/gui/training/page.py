"""What the steps of learning have in common: a heading, words below it, a row of buttons at the end."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photosearch.gui.theme import SPACE, enlarge

_MARGIN = 4 * SPACE


class Page(QWidget):
    """`body` takes what the step shows; `main_button`, where there is one, has the focus at first."""

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self.heading = QLabel(heading, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.heading.setObjectName("heading")
        enlarge(self.heading, 1.5, bold=True)
        self.intro = text()
        self.intro.setObjectName("intro")
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * SPACE)
        self.main_button: QPushButton | None = None
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 3 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.heading)
        column.addWidget(self.intro)
        column.addSpacing(2 * SPACE)
        column.addLayout(self.body, 1)
        column.addSpacing(2 * SPACE)
        column.addLayout(self._buttons)

    def add_button(self, words: str, name: str, kind: str = "") -> QPushButton:
        """Add a button at the right end of the last row."""
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.setMinimumHeight(4 * SPACE)
        if kind:
            set_kind(button, kind)
        self._buttons.addWidget(button)
        return button

    def add_stretch(self) -> None:
        """The buttons added from now on are at the right."""
        self._buttons.addStretch(1)


def text(words: str = "", tone: str = "") -> QLabel:
    """A paragraph."""
    label = QLabel(words, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
    if tone:
        set_tone(label, tone)
    return label


def set_tone(label: QLabel, tone: str) -> None:
    """muted, danger, ok, warning, or none."""
    label.setProperty("tone", tone)
    label.style().unpolish(label)
    label.style().polish(label)


def set_kind(button: QPushButton, kind: str) -> None:
    """primary, flat, danger, or none."""
    button.setProperty("kind", kind)
    button.style().unpolish(button)
    button.style().polish(button)
