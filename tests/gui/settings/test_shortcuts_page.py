"""Keys typed by a person: taken, refused where they are another's, given back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from photosearch.gui.settings.shortcuts_page import ShortcutsPage
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts

_CONTROL = Qt.KeyboardModifier.ControlModifier
_WAIT_MS = 10_000


@pytest.fixture
def page(qtbot: QtBot, shortcuts: Shortcuts, actions: dict[str, QAction]) -> ShortcutsPage:
    made = ShortcutsPage(shortcuts)
    qtbot.addWidget(made)
    made.show()
    return made


def _rows(page: ShortcutsPage) -> dict[str, str]:
    items = [page.list.topLevelItem(row) for row in range(page.list.topLevelItemCount())]
    return {item.text(0): item.text(1) for item in items if item is not None and not item.isHidden()}


def _type(qtbot: QtBot, page: ShortcutsPage, key: Qt.Key) -> None:
    """Press keys with Ctrl, and wait until the field takes them for all there are."""
    field = page.editor.field
    field.setFocus()
    with qtbot.waitSignal(field.editingFinished, timeout=_WAIT_MS):
        QTest.keyClick(field, key, _CONTROL)


def _keys(action: QAction) -> str:
    return QKeySequence.listToString(action.shortcuts())


def test_all_actions_are_listed_with_their_keys(page: ShortcutsPage) -> None:
    assert _rows(page) == {
        "Search for a picture": "Ctrl+O",
        "Move to trash": "Del",
        "Larger pictures": "Ctrl++   Ctrl+=",
        "About Photosearch": "",
    }


def test_typed_keys_work_at_once_and_are_kept(
    qtbot: QtBot, page: ShortcutsPage, actions: dict[str, QAction], settings: Settings
) -> None:
    page.choose("about")
    _type(qtbot, page, Qt.Key.Key_B)
    assert _keys(actions["about"]) == "Ctrl+B"
    assert _rows(page)["About Photosearch"] == "Ctrl+B"
    assert settings.get("shortcuts") == {"about": "Ctrl+B"}


def test_another_key_replaces_the_first_and_leaves_the_second(
    qtbot: QtBot, page: ShortcutsPage, actions: dict[str, QAction]
) -> None:
    page.choose("larger")
    _type(qtbot, page, Qt.Key.Key_L)
    assert _keys(actions["larger"]) == "Ctrl+L; Ctrl+="


def test_keys_of_another_action_are_taken_only_when_asked_for(
    qtbot: QtBot, page: ShortcutsPage, actions: dict[str, QAction]
) -> None:
    page.choose("about")
    _type(qtbot, page, Qt.Key.Key_O)
    assert "Search for a picture" in page.editor.note.text() and page.editor.note.isVisible()
    assert (_keys(actions["about"]), _keys(actions["search"])) == ("", "Ctrl+O")
    page.editor.take.click()
    assert (_keys(actions["about"]), _keys(actions["search"])) == ("Ctrl+O", "")
    assert not page.editor.note.isVisible() and not page.editor.take.isVisible()
    assert _rows(page)["Search for a picture"] == ""


def test_going_elsewhere_leaves_the_other_its_keys(
    qtbot: QtBot, page: ShortcutsPage, actions: dict[str, QAction]
) -> None:
    page.choose("about")
    _type(qtbot, page, Qt.Key.Key_O)
    page.choose("trash")
    assert not page.editor.take.isVisible()
    assert page.editor.field.keySequence().toString() == "Del"
    page.choose("about")
    assert page.editor.field.keySequence().isEmpty()
    assert _keys(actions["search"]) == "Ctrl+O"


def test_no_key_and_back(page: ShortcutsPage, actions: dict[str, QAction], settings: Settings) -> None:
    page.choose("larger")
    page.editor.clear.click()
    assert _keys(actions["larger"]) == "" and _rows(page)["Larger pictures"] == ""
    page.editor.reset.click()
    assert _keys(actions["larger"]) == "Ctrl++; Ctrl+="
    assert settings.get("shortcuts") == {}


def test_resetting_asks_where_the_first_keys_are_taken(
    page: ShortcutsPage, actions: dict[str, QAction], shortcuts: Shortcuts
) -> None:
    shortcuts.set_key("about", "Del")
    page.choose("trash")
    page.editor.reset.click()
    assert _keys(actions["about"]) == "Del"
    page.editor.take.click()
    assert (_keys(actions["about"]), _keys(actions["trash"])) == ("", "Del")


def test_all_are_reset_after_a_question(
    qtbot: QtBot, page: ShortcutsPage, actions: dict[str, QAction], shortcuts: Shortcuts
) -> None:
    assert not page.reset_all.isEnabled()
    shortcuts.set_key("about", "Del")
    for answer, keys in ((QMessageBox.ButtonRole.RejectRole, "Del"), (QMessageBox.ButtonRole.AcceptRole, "")):
        page.reset_all.click()
        box = next(box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox))
        next(button for button in box.buttons() if box.buttonRole(button) == answer).click()
        qtbot.waitUntil(lambda box=box: not isValid(box))
        assert _keys(actions["about"]) == keys
    assert _keys(actions["trash"]) == "Del"
    assert not page.reset_all.isEnabled()


@pytest.mark.parametrize(
    ("text", "left"), [("TRASH", ["Move to trash"]), ("ctrl+o", ["Search for a picture"]), ("xyz", [])]
)
def test_searching_by_name_or_key(page: ShortcutsPage, text: str, left: list[str]) -> None:
    QTest.keyClicks(page.search, text)
    assert list(_rows(page)) == left
    assert page.editor.field.isEnabled() == bool(left)
    assert page.editor.label.text() == "".join(left)


def test_with_nothing_chosen_nothing_is_reset(page: ShortcutsPage, shortcuts: Shortcuts) -> None:
    shortcuts.set_key("about", "Ctrl+B")
    QTest.keyClicks(page.search, "xyz")
    page.editor.reset.click()
    page.editor.clear.click()
    assert shortcuts.key("about") == "Ctrl+B" and shortcuts.key("trash") == "Del"
