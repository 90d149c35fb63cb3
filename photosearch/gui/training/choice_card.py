"""One of several ways, as a card that is a radio button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QRadioButton, QVBoxLayout

from photosearch.gui.theme import SPACE
from photosearch.gui.training.page import text


class ChoiceCard(QFrame):
    """`button` is what is chosen; the whole card can be clicked."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.button = QRadioButton(title)
        font = self.button.font()
        font.setBold(True)
        self.button.setFont(font)
        self.about = text()
        self.time = text(tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (self.button, self.about, self.time):
            column.addWidget(widget)
        column.addStretch(1)
        self.button.toggled.connect(self._show_chosen)

    def _show_chosen(self, chosen: bool) -> None:
        self.setProperty("chosen", chosen)
        self.style().unpolish(self)
        self.style().polish(self)

    def describe(self, about: str, time: str) -> None:
        """What this way does, and how long it takes."""
        self.about.setText(about)
        self.time.setText(time)
        self.button.setAccessibleDescription(f"{about} {time}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton and self.button.isEnabled():
            self.button.setChecked(True)
            self.button.setFocus()
