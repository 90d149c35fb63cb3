"""A button that opens a menu of choices and says what is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from photosearch.gui import icons
from photosearch.gui.file_names import tool_tip

_ICON = 18
_WIDEST = 22


class ChoiceButton(QToolButton):
    """Shows an icon and, where there is room, what is chosen; marked while that is not everything."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._words = ""
        self._wide = True
        self.setIcon(icons.icon(icon))
        self.setIconSize(QSize(_ICON, _ICON))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def say(self, words: str, active: bool) -> None:
        """Show what is chosen; `active`: that hides photos."""
        self._words = words
        self.setCheckable(active)
        self.setChecked(active)
        self.setAccessibleDescription(words)
        self.setToolTip(tool_tip(f"{self._name}: {words}"))
        self._show_words()

    def set_wide(self, wide: bool) -> None:
        """Whether there is room for words."""
        self._wide = wide
        self._show_words()

    def _show_words(self) -> None:
        styles = Qt.ToolButtonStyle
        self.setToolButtonStyle(styles.ToolButtonTextBesideIcon if self._wide else styles.ToolButtonIconOnly)
        room = self.fontMetrics().averageCharWidth() * _WIDEST
        # An ampersand would underline the letter behind it.
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, room)
        self.setText(words.replace("&", "&&"))


class ChoiceMenu(QMenu):
    """Choices to tick; `several`: more than one, and the menu stays open while they are ticked.

    `chosen` has the list of values that are ticked; an empty list is everything.
    """

    chosen = Signal(list)

    def __init__(self, everything: str, several: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._several = several
        self._everything = self._entry(everything)
        self._everything.triggered.connect(self._choose_all)
        self.addSeparator()
        self._values: dict[QAction, str] = {}

    def fill(self, choices: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Offer these: (value, words)."""
        for action in self._values:
            self.removeAction(action)
            action.deleteLater()
        self._values = {}
        for value, words in choices:
            action = self._entry(words)
            action.triggered.connect(lambda _, action=action: self._choose(action))
            action.setChecked(value in ticked)
            self._values[action] = value
        self._everything.setChecked(not ticked)

    def _entry(self, words: str) -> QAction:
        action = self.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        return action

    def _choose(self, action: QAction) -> None:
        if not self._several:
            for other in self._values:
                other.setChecked(other is action and other.isChecked())
        values = [value for entry, value in self._values.items() if entry.isChecked()]
        self._everything.setChecked(not values)
        self.chosen.emit(values)

    def _choose_all(self) -> None:
        for action in self._values:
            action.setChecked(False)
        self._everything.setChecked(True)
        self.chosen.emit([])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        action = self.actionAt(event.position().toPoint())
        if self._several and action in self._values:
            action.trigger()
        else:
            super().mouseReleaseEvent(event)
