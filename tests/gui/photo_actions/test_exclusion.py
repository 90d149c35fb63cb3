"""Leaving a folder out of the library, with the real engine and indexer."""

import os
import shutil
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QMessageBox
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.errors import ProblemDialog
from photosearch.gui.indexing import Indexing
from photosearch.gui.photo_actions.actions import PhotoActions
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts
from photosearch.services.records import Filters, Photo
from tests.gui.answers import WAIT_MS, all_photos, answer


@pytest.fixture
def own_photo_folder(photos: object) -> str:
    """Some of the photos lie in a folder within."""
    folder = os.path.realpath(str(photos))
    inner = os.path.join(folder, "Old & <b>new")
    os.mkdir(inner)
    for name in ("china.jpg", "dogs.jpg"):
        shutil.move(os.path.join(folder, name), inner)
    return folder


@pytest.fixture
def actions(
    own_engine: Engine, indexing: Indexing, settings: Settings, shortcuts: Shortcuts, window: QMainWindow
) -> PhotoActions:
    return PhotoActions(own_engine, indexing, settings, shortcuts, window)


@pytest.fixture
def asked(qtbot: QtBot, actions: PhotoActions, window: QMainWindow) -> Callable[[Photo], QMessageBox]:
    """The question that comes when a photo's folder is to be excluded."""

    def ask(photo: Photo) -> QMessageBox:
        actions.set_photos([photo])
        actions.actions["exclude_folder"].trigger()
        qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None, timeout=WAIT_MS)
        return window.findChild(QMessageBox)

    return ask


def count(qtbot: QtBot, engine: Engine) -> int:
    return len(answer(qtbot, engine.browse(Filters())))


def test_a_folder_is_left_out_after_a_question_and_taken_in_again(
    qtbot: QtBot, actions: PhotoActions, own_engine: Engine, asked: Callable[[Photo], QMessageBox]
) -> None:
    known = all_photos(qtbot, own_engine)
    box = asked(known["china"])
    assert "Old & <b>new" in box.text() and box.textFormat() == Qt.TextFormat.PlainText
    assert "2" in box.informativeText() and "untouched" in box.informativeText()
    with qtbot.waitSignal(actions.message, timeout=WAIT_MS) as message:
        qtbot.mouseClick(box.defaultButton(), Qt.MouseButton.LeftButton)
    words, button, take_back = message.args
    assert "left out" in words and button == "Undo"
    qtbot.waitUntil(lambda: count(qtbot, own_engine) == len(known) - 2, timeout=WAIT_MS)
    assert os.path.exists(known["china"].path)
    take_back()
    qtbot.waitUntil(lambda: count(qtbot, own_engine) == len(known), timeout=WAIT_MS)


def test_who_thinks_better_of_it_keeps_the_folder(
    qtbot: QtBot,
    own_engine: Engine,
    asked: Callable[[Photo], QMessageBox],
    window: QMainWindow,
) -> None:
    known = all_photos(qtbot, own_engine)
    box = asked(known["china"])
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is None)
    overview = answer(qtbot, own_engine.overview())
    assert [folder.excludes for folder in overview.folders] == [()]


def test_a_folder_of_the_library_itself_is_not_excluded(
    qtbot: QtBot, actions: PhotoActions, own_engine: Engine, window: QMainWindow
) -> None:
    known = all_photos(qtbot, own_engine)
    actions.set_photos([known["giraffe"]])
    actions.actions["exclude_folder"].trigger()
    qtbot.waitUntil(lambda: window.findChild(ProblemDialog) is not None, timeout=WAIT_MS)
    assert "remove it" in window.findChild(ProblemDialog).details()
