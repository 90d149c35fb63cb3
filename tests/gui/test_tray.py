"""The tray icon: what it tells, and its menu."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from photosearch.gui.tray import Tray
from photosearch.services.records import IndexingState


@pytest.fixture
def tray(qtbot: QtBot) -> Iterator[Tray]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield Tray()
    QLocale.setDefault(before)


def _image(tray: Tray) -> QImage:
    return tray.icon.icon().pixmap(QSize(32, 32)).toImage()


def _entry(tray: Tray, words: str) -> QAction:
    return next(action for action in tray.icon.contextMenu().actions() if action.text() == words)


def test_its_picture_tells_what_goes_on(tray: Tray) -> None:
    pictures = {}
    for phase in ("watching", "indexing", "paused"):
        tray.set_state(IndexingState(phase, 20, 100))
        pictures[phase] = _image(tray)
    assert pictures["watching"] != pictures["indexing"] != pictures["paused"] != pictures["watching"]
    # Told without colour, too.
    grey = {
        phase: picture.convertToFormat(QImage.Format.Format_Grayscale8) for phase, picture in pictures.items()
    }
    assert grey["indexing"] != grey["paused"]
    tray.set_state(IndexingState("scanning"))
    assert _image(tray) == pictures["indexing"]


def test_its_words_tell_how_far_it_is(tray: Tray) -> None:
    tray.set_state(IndexingState("indexing", 1234, 50_000))
    assert "1,234 of 50,000" in tray.icon.toolTip()
    tray.set_state(IndexingState("watching"))
    assert "Up to date" in tray.icon.toolTip()


def test_its_menu_pauses_and_goes_on(qtbot: QtBot, tray: Tray) -> None:
    tray.set_state(IndexingState("indexing"))
    with qtbot.waitSignal(tray.pause):
        _entry(tray, "Pause reading photos").trigger()
    tray.set_state(IndexingState("paused"))
    with qtbot.waitSignal(tray.resume):
        _entry(tray, "Go on reading photos").trigger()


def test_its_menu_opens_and_quits(qtbot: QtBot, tray: Tray) -> None:
    with qtbot.waitSignal(tray.open_wanted):
        _entry(tray, "Open Photosearch").trigger()
    with qtbot.waitSignal(tray.quit_wanted):
        _entry(tray, "Quit").trigger()
    with qtbot.waitSignal(tray.open_wanted):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    with qtbot.assertNotEmitted(tray.open_wanted):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
