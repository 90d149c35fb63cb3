"""Keys: pressed, changed, in conflict, back to the default."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts


class Window(QLineEdit):
    """Two actions that note when they are used."""

    def __init__(self, shortcuts: Shortcuts) -> None:
        super().__init__()
        self.used: list[str] = []
        self.actions_by_name: dict[str, QAction] = {}
        for name, key in (("paste", "Ctrl+B"), ("larger", "Ctrl++; Ctrl+=")):
            action = QAction(name.title(), self)
            action.triggered.connect(lambda checked=False, name=name: self.used.append(name))
            self.addAction(action)
            shortcuts.register(action, name, name.title(), key)
            self.actions_by_name[name] = action


@pytest.fixture
def window(qtbot: QtBot, shortcuts: Shortcuts) -> Window:
    made = Window(shortcuts)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


_CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_default_key_works(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_B, _CTRL)
    qtbot.keyClick(window, Qt.Key.Key_Equal, _CTRL)
    assert window.used == ["paste", "larger"]


def test_a_changed_key_works_at_once_and_the_former_no_longer(
    qtbot: QtBot, window: Window, shortcuts: Shortcuts
) -> None:
    with qtbot.waitSignal(shortcuts.changed) as told:
        shortcuts.set_key("paste", "F6")
    assert told.args == ["paste"]
    qtbot.keyClick(window, Qt.Key.Key_B, _CTRL)
    assert window.used == []
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.used == ["paste"]


def test_a_key_is_never_on_two_actions(qtbot: QtBot, window: Window, shortcuts: Shortcuts) -> None:
    assert [other.name for other in shortcuts.conflicts("paste", "Ctrl+=")] == ["larger"]
    assert shortcuts.conflicts("larger", "Ctrl+=") == []
    shortcuts.set_key("paste", "Ctrl+=")
    assert {one.name: one.key for one in shortcuts.all()} == {"paste": "Ctrl+=", "larger": "Ctrl++"}
    qtbot.keyClick(window, Qt.Key.Key_Equal, _CTRL)
    assert window.used == ["paste"]


def test_keys_that_begin_the_same_are_in_conflict(window: Window, shortcuts: Shortcuts) -> None:
    shortcuts.set_key("paste", "Ctrl+K, Ctrl+P")
    assert [other.name for other in shortcuts.conflicts("larger", "Ctrl+K")] == ["paste"]
    assert shortcuts.conflicts("larger", "Ctrl+K, Ctrl+L") == []


def test_keys_are_there_at_the_next_start(window: Window, shortcuts: Shortcuts, settings: Settings) -> None:
    shortcuts.set_key("paste", "")
    shortcuts.set_key("larger", "Ctrl+;; F7")
    settings.flush()
    later = Shortcuts(Settings(settings.path))
    other = Window(later)
    assert other.actions_by_name["paste"].shortcuts() == []
    assert other.actions_by_name["larger"].shortcuts() == [QKeySequence("Ctrl+;"), QKeySequence("F7")]
    later.reset()
    assert other.actions_by_name["paste"].shortcut() == QKeySequence("Ctrl+B")
    assert {one.name: one.default for one in later.all()}["larger"] == "Ctrl++; Ctrl+="


def test_one_goes_back_to_its_default_and_takes_it_from_whoever_has_it(
    window: Window, shortcuts: Shortcuts, settings: Settings
) -> None:
    shortcuts.set_key("paste", "F6")
    shortcuts.set_key("larger", "Ctrl+B")
    shortcuts.reset("paste")
    assert {one.name: one.key for one in shortcuts.all()} == {"paste": "Ctrl+B", "larger": ""}
    assert settings.get("shortcuts") == {"larger": ""}


def test_an_action_that_is_gone_is_forgotten(qtbot: QtBot, window: Window, shortcuts: Shortcuts) -> None:
    action = QAction("Brief")
    shortcuts.register(action, "brief", "Brief", "F8")
    action.deleteLater()
    del action
    qtbot.waitUntil(lambda: "brief" not in [one.name for one in shortcuts.all()])
    shortcuts.set_key("paste", "F8")
    assert window.actions_by_name["paste"].shortcut() == QKeySequence("F8")
