"""The keys of the actions: registered once, changed by the person, never two actions on one key."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from photosearch.gui.settings.store import Settings

_SETTING = "shortcuts"


@dataclass(frozen=True)
class Shortcut:
    """One action that can have keys. `label` is translated; `default` and `key` are portable text as
    QKeySequence.listToString has it, several keys parted by "; ", empty for none.
    """

    name: str
    label: str
    default: str
    key: str


class Shortcuts(QObject):
    """The keys of all actions, as chosen in the settings. `changed` has the name of the action."""

    changed = Signal(str)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._actions: dict[str, tuple[QAction, str, str]] = {}
        settings.changed.connect(self._setting_changed)

    def register(
        self, action: QAction, name: str, label: str, default: str | QKeySequence.StandardKey = ""
    ) -> None:
        """Give an action its keys and keep them as the person has them; the label is for the list of keys."""
        if isinstance(default, QKeySequence.StandardKey):
            default = QKeySequence.listToString(QKeySequence.keyBindings(default))
        self._actions[name] = (action, label, default)
        action.destroyed.connect(lambda: self._actions.pop(name, None))
        action.setShortcuts(_sequences(self.key(name)))

    def key(self, name: str) -> str:
        """The keys of an action."""
        chosen = self._settings.get(_SETTING).get(name)
        return self._actions[name][2] if chosen is None else str(chosen)

    def all(self) -> list[Shortcut]:
        """Every action, in the order they were registered."""
        return [
            Shortcut(name, label, default, self.key(name))
            for name, (_, label, default) in self._actions.items()
        ]

    def conflicts(self, name: str, key: str) -> list[Shortcut]:
        """The other actions that have one of these keys, or keys that begin the same."""
        wanted = _sequences(key)
        return [
            other
            for other in self.all()
            if other.name != name and any(_clash(a, b) for a in wanted for b in _sequences(other.key))
        ]

    def set_key(self, name: str, key: str) -> None:
        """Choose the keys of an action, empty for none; other actions lose those that conflict."""
        chosen = self._settings.get(_SETTING)
        wanted = _sequences(key)
        for other in self.conflicts(name, key):
            left = [key for key in _sequences(other.key) if not any(_clash(key, one) for one in wanted)]
            chosen[other.name] = QKeySequence.listToString(left)
        chosen[name] = QKeySequence.listToString(wanted)
        self._keep(chosen)

    def reset(self, name: str | None = None) -> None:
        """Back to the default keys, of one action or of all."""
        if name is None:
            self._keep({})
            return
        self.set_key(name, self._actions[name][2])

    def _keep(self, chosen: dict[str, str]) -> None:
        defaults = {name: default for name, (_, _, default) in self._actions.items()}
        self._settings.set(_SETTING, {n: k for n, k in chosen.items() if defaults.get(n) != k})

    def _setting_changed(self, setting: str) -> None:
        if setting != _SETTING:
            return
        for name, (action, _, _) in list(self._actions.items()):
            keys = _sequences(self.key(name))
            if action.shortcuts() != keys:
                action.setShortcuts(keys)
                self.changed.emit(name)


def _sequences(key: str) -> list[QKeySequence]:
    return [one for one in QKeySequence.listFromString(key) if not one.isEmpty()]


def _clash(one: QKeySequence, other: QKeySequence) -> bool:
    none = QKeySequence.SequenceMatch.NoMatch
    return one.matches(other) != none or other.matches(one) != none
