"""A card of lines: what something is at the left, what can be done about it at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photosearch.gui.settings.switch import Switch
from photosearch.gui.theme import SPACE

_LEAST_HEIGHT = 6 * SPACE


class Line(QWidget):
    """`name` and, fainter, `words` about it; the controls stand in one row behind them."""

    def __init__(self, name: str, words: str = "", *controls: QWidget, sign: QWidget | None = None) -> None:
        super().__init__()
        self.name = _label(name)
        self.words = _label(words)
        self.words.setProperty("tone", "muted")
        self.words.setVisible(bool(words))
        self._switch = next((control for control in controls if isinstance(control, Switch)), None)
        text = QVBoxLayout()
        text.setSpacing(SPACE // 4)
        text.addStretch(1)
        text.addWidget(self.name)
        text.addWidget(self.words)
        text.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(SPACE)
        if sign is not None:
            row.addWidget(sign)
            row.addSpacing(SPACE // 2)
        row.addLayout(text, 1)
        row.addSpacing(SPACE)
        for control in controls:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(_LEAST_HEIGHT)

    def say(self, words: str) -> None:
        """Change what stands below the name."""
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The words belong to the switch: a click on them is one on it."""
        inside = self.rect().contains(event.position().toPoint())
        if self._switch is not None and event.button() == Qt.MouseButton.LeftButton and inside:
            self._switch.click()


class Card(QFrame):
    """Lines, parted by hairlines."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.lines: list[Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add(self, line: Line) -> Line:
        """Put a line below the others."""
        if self.lines:
            parting = QFrame()
            parting.setProperty("surface", "hairline")
            self._column.addWidget(parting)
        self.lines.append(line)
        self._column.addWidget(line)
        return line

    def clear(self) -> None:
        """Take all lines away."""
        self.lines.clear()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _label(text: str) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made
