"""The settings dialog as a whole, and the page of how the window looks and speaks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from photosearch.gui.settings.dialog import SettingsDialog
from photosearch.gui.settings.general_page import GeneralPage
from photosearch.gui.settings.rows import SettingsPage
from photosearch.gui.settings.switch import Switch
from photosearch.gui.watchdog import Stall
from tests.gui.settings.conftest import Home

# Parts that Qt makes inside its own widgets; those tell a screen reader themselves.
_QTS_OWN = {"QLineEditIconButton", "QComboBoxListView", "QHeaderView", "QScrollBar"}


def _page(dialog: SettingsDialog, kind: type[SettingsPage] = SettingsPage) -> SettingsPage:
    found = dialog.pages.currentWidget().findChild(kind)
    assert isinstance(found, kind)
    return found


def _choose(control: QWidget, words: str) -> None:
    """In the open list, with the Enter key."""
    assert isinstance(control, QComboBox)
    control.showPopup()
    control.view().setCurrentIndex(control.model().index(control.findText(words), 0))
    QTest.keyClick(control.view(), Qt.Key.Key_Return)


def test_a_choice_is_taken_at_once_and_follows_other_hands(qtbot: QtBot, home: Home) -> None:
    dialog = home.open("general")
    control = _page(dialog).controls["theme"]
    _choose(control, "Dark")
    assert home.context.settings.get("theme") == "dark"
    home.context.settings.set("theme", "light")
    assert isinstance(control, QComboBox) and control.currentText() == "Light"


def test_all_pages_come_without_a_stall(qtbot: QtBot, home: Home, no_stalls: list[Stall]) -> None:
    dialog = home.open()
    for row, name in enumerate(dialog.names):
        QTest.keyClick(dialog.list, Qt.Key.Key_Down if row else Qt.Key.Key_Home)
        assert dialog.list.currentRow() == row == dialog.pages.currentIndex()
        assert dialog.pages.currentWidget().isVisible(), name
        qtbot.wait(50)


def test_it_is_one_dialog_however_often_it_is_asked_for(home: Home) -> None:
    dialog = home.open("storage")
    assert home.open("shortcuts") is dialog
    assert dialog.names[dialog.list.currentRow()] == "shortcuts"


def test_escape_closes_it_and_the_next_is_a_new_one(qtbot: QtBot, home: Home) -> None:
    dialog = home.open("folders")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog))
    # What was asked for the closed one still comes, and must find nobody.
    assert home.open("folders").isVisible()
    home.context.settings.set("theme", "dark")


def test_enter_presses_the_button_it_is_at_and_no_other(qtbot: QtBot, home: Home) -> None:
    dialog = home.open("shortcuts")
    page = dialog.pages.currentWidget()
    pressed: list[str] = []
    for button in dialog.findChildren(QPushButton):
        button.clicked.connect(lambda checked, button=button: pressed.append(button.text()))
    for field in page.findChildren(QLineEdit):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert (pressed, dialog.isVisible()) == ([], True)
    # A button that is there for a choice must not be pressed by making it.
    home.context.settings.set("language", "de")
    dialog.show_page("general")
    choice = _page(dialog).controls["language"]
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Return)
    assert (pressed, home.told.acts) == ([], [])
    dialog.show_page("shortcuts")
    clear = next(button for button in page.findChildren(QPushButton) if button.text() == "No key")
    clear.setFocus()
    QTest.keyClick(clear, Qt.Key.Key_Return)
    assert pressed == ["No key"]


def test_everything_that_can_be_operated_has_a_name(home: Home) -> None:
    dialog = home.open()
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QAbstractSpinBox, QKeySequenceEdit)
    nameless = [
        f"{widget.metaObject().className()} in {widget.parent()}"
        for kind in kinds
        for widget in dialog.findChildren(kind)
        if not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.objectName().startswith("qt_")
        and widget.metaObject().className() not in _QTS_OWN
    ]
    assert nameless == []


def test_another_language_needs_a_restart_and_the_same_does_not(home: Home) -> None:
    dialog = home.open("general")
    page = _page(dialog, GeneralPage)
    assert isinstance(page, GeneralPage)
    assert not page.restart.isVisible()
    _choose(page.controls["language"], "Deutsch")
    assert home.context.settings.get("language") == "de"
    assert page.restart.isVisible()
    _choose(page.controls["language"], "English")
    assert not page.restart.isVisible()
    _choose(page.controls["language"], "Deutsch")
    dialog.close()
    again = _page(home.open("general"), GeneralPage)
    assert isinstance(again, GeneralPage) and again.restart.isVisible(), "it is as true as before"
    again.restart.click()
    assert home.told.acts == ["restart"]


def test_a_switch_is_turned_by_its_words_and_by_the_space_key(home: Home) -> None:
    page = _page(home.open("general"))
    line, control = page.lines["start_at_login"], page.controls["start_at_login"]
    assert isinstance(control, Switch)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.name.geometry().center())
    assert control.isChecked() and home.context.settings.get("start_at_login")
    control.setFocus()
    QTest.keyClick(control, Qt.Key.Key_Space)
    assert not home.context.settings.get("start_at_login")
    QTest.mouseClick(control, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert home.context.settings.get("start_at_login")


def test_the_two_sides_of_a_switch_look_different(home: Home) -> None:
    control = _page(home.open("general")).controls["start_at_login"]
    off = control.grab().toImage()
    home.context.settings.set("start_at_login", True)
    assert control.grab().toImage() != off


def test_where_there_is_no_tray_it_is_not_offered(home: Home) -> None:
    # The screen of the tests has none.
    page = _page(home.open("general"))
    assert not page.controls["tray"].isEnabled()
    assert "no tray" in page.lines["tray"].words.text()


@pytest.mark.parametrize(("typed", "kept"), [("512", 512), ("9", 256)])
def test_a_number_is_taken_whole(home: Home, typed: str, kept: int) -> None:
    control = _page(home.open("work")).controls["thumbnail_memory_mb"]
    assert isinstance(control, QAbstractSpinBox)
    control.setFocus()
    control.selectAll()
    QTest.keyClicks(control, typed)
    assert home.context.settings.get("thumbnail_memory_mb") == 256, "not with every digit"
    QTest.keyClick(control, Qt.Key.Key_Return)
    assert home.context.settings.get("thumbnail_memory_mb") == kept


def test_the_load_is_chosen_in_words(home: Home) -> None:
    _choose(_page(home.open("work")).controls["load"], "As fast as possible")
    assert home.context.settings.get("load") == "full"
