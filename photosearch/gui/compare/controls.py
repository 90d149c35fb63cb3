"""What can be done in a comparison, each with its button, its key and its tool tip."""

from PySide6.QtCore import QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence

from photosearch.gui.compare.stage import BLINK, DIFFERENCE, SIDE, SLIDER
from photosearch.gui.icons import icon
from photosearch.gui.shortcuts import Shortcuts

MODES = (SIDE, SLIDER, BLINK, DIFFERENCE)


class Controls(QObject):
    """The actions of a comparison by name. Their keys are taken by the comparison itself while it has the
    focus (see `action_for`), so that they may mean something else in the rest of the window.
    """

    def __init__(self, shortcuts: Shortcuts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shortcuts = shortcuts
        self.actions: dict[str, QAction] = {}
        self._make(SIDE, self.tr("Side by side"), "compare", "S", checkable=True)
        self._make(SLIDER, self.tr("Slider"), "slider", "L", checkable=True)
        self._make(BLINK, self.tr("Blink"), "blink", "B", checkable=True)
        self._make(DIFFERENCE, self.tr("Difference"), "difference", "D", checkable=True)
        self._make("zoom_out", self.tr("Zoom out"), "zoom-out", "-")
        self._make("zoom_in", self.tr("Zoom in"), "zoom-in", "+; =")
        self._make("fit", self.tr("Fit"), "fit", "0")
        self._make("actual", self.tr("Actual size"), "", "1")
        self._make("link", self.tr("Zoom and move both"), "link", "Ctrl+L", checkable=True)
        self._make("run", self.tr("Change by itself"), "play", "P", checkable=True)
        self._make("align", self.tr("Lay one onto the other"), "align", "A", checkable=True)
        self._make("matches", self.tr("Matches"), "matches", "M", checkable=True)
        self._make("previous", self.tr("Previous result"), "left", "Left; PgUp")
        self._make("next", self.tr("Next result"), "right", "Right; PgDown")
        self._make("details", self.tr("Differences"), "info", "I", checkable=True)
        self._make("full_screen", self.tr("Full screen"), "full-screen", "F11; F", checkable=True)
        self._make("close", self.tr("Close the comparison"), "close", "Esc")
        self._modes = QActionGroup(self)
        for mode in MODES:
            self._modes.addAction(self.actions[mode])
        shortcuts.changed.connect(self._explain_all)
        self._explain_all()

    def action_for(self, event: QKeyEvent) -> QAction | None:
        """The action that has the key, where it can be done now."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        # Where + is on a shifted key, Shift comes with it.
        choices = (
            [plain, plain & ~Qt.KeyboardModifier.ShiftModifier] if not event.text().isalpha() else [plain]
        )
        for modifiers in choices:
            pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
            for action in self.actions.values():
                if action.isEnabled() and pressed in action.shortcuts():
                    return action
        return None

    def _make(self, name: str, words: str, picture: str, key: str, *, checkable: bool = False) -> None:
        action = QAction(words, self)
        if picture:
            action.setIcon(icon(picture))
        action.setCheckable(checkable)
        self._shortcuts.register(
            action, f"compare_{name}", self.tr("Comparison: {what}").format(what=words), key
        )
        self.actions[name] = action

    def _explain_all(self) -> None:
        for action in self.actions.values():
            keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
            action.setToolTip(f"{action.text()} ({keys[0]})" if keys else action.text())
