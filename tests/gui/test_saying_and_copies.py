"""In the whole window: what is said of results counts, and copies are gone through."""

import os
import shutil

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from photosearch.gui.main_window import MainWindow
from photosearch.gui.marks.dialog import MarksDialog
from photosearch.services.records import Photo
from tests.gui.test_main_window import _WAIT, _count, _names, opened, window

__all__ = ["opened", "window"]


def _photo(window: MainWindow, name: str) -> Photo:
    photo = window.parts.results.model.photo(_names(window).index(name))
    assert photo is not None
    return photo


def _searched(qtbot: QtBot, window: MainWindow, folder: str) -> list[str]:
    """Search for the first photo with nothing hidden; the names of the results."""
    window.settings.set("similarity", 0)
    name = sorted(os.listdir(folder))[0]
    window.open_pictures([os.path.join(folder, name)])
    qtbot.waitUntil(lambda: _names(window)[:1] == [name] and _count(window) == 8, timeout=_WAIT)
    return _names(window)


def _say(window: MainWindow, name: str, says: str) -> None:
    window.photo_actions.set_photos([_photo(window, name)])
    window.photo_actions.actions[says].trigger()


def test_not_a_match_never_comes_up_again_until_it_is_taken_back(
    qtbot: QtBot, window: MainWindow, own_photo_folder: str
) -> None:
    name = _searched(qtbot, window, own_photo_folder)[3]
    _say(window, name, "different")
    qtbot.waitUntil(lambda: name not in _names(window), timeout=_WAIT)
    qtbot.waitUntil(window.parts.toast.isVisible, timeout=_WAIT)
    window.show_library()
    qtbot.waitUntil(lambda: name in _names(window), timeout=_WAIT)
    window.menus.actions["back"].trigger()
    qtbot.waitUntil(lambda: _count(window) == 7 and name not in _names(window), timeout=_WAIT)
    links = window.parts.results.findChildren(QPushButton)
    link = next(one for one in links if one.isVisible() and one.text() == "See what you said…")
    for _ in range(2):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    (said,) = window.findChildren(MarksDialog)
    qtbot.waitUntil(lambda: said.isVisible() and len(said.model.marks) == 1, timeout=_WAIT)
    with qtbot.waitSignal(window.engine.marked, timeout=_WAIT):
        window.engine.unmark([window.navigation.place.parts[0].path], [os.path.join(own_photo_folder, name)])
    qtbot.waitUntil(lambda: name in _names(window), timeout=_WAIT)


def test_same_place_is_shown_as_such(qtbot: QtBot, window: MainWindow, own_photo_folder: str) -> None:
    name = _searched(qtbot, window, own_photo_folder)[5]
    _say(window, name, "same")
    model = window.parts.results.model

    def is_same() -> bool:
        same = [section for section in model.sections if section.kind == "same"]
        return bool(same) and _photo(window, name).id in same[0].ids

    qtbot.waitUntil(is_same, timeout=_WAIT)


def test_copies_are_found_compared_trashed_and_back(
    qtbot: QtBot, window: MainWindow, own_photo_folder: str
) -> None:
    name = sorted(os.listdir(own_photo_folder))[2]
    stem, end = os.path.splitext(name)
    copy = os.path.join(own_photo_folder, f"{stem} (1){end}")
    shutil.copy2(os.path.join(own_photo_folder, name), copy)
    window.indexing.check_now()
    qtbot.waitUntil(lambda: _count(window) == 9, timeout=_WAIT)
    window.menus.actions["view_copies"].trigger()
    page = window.parts.copies
    assert page.isVisible()
    qtbot.waitUntil(lambda: len(page.model.reviews) == 1 and not page.finder.is_looking, timeout=_WAIT)
    review = page.model.reviews[0]
    qtbot.waitUntil(lambda: bool(review.going), timeout=_WAIT)
    page.view.compare_wanted.emit(review, review.going[0])
    qtbot.waitUntil(window.parts.compare.isVisible, timeout=_WAIT)
    page.act("trash")
    boxes: list[QMessageBox] = []

    def asked() -> bool:
        boxes[:] = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]
        return bool(boxes)

    qtbot.waitUntil(asked, timeout=_WAIT)
    boxes[0].accept()
    qtbot.waitUntil(lambda: not os.path.exists(copy) and not page.model.reviews, timeout=_WAIT)
    assert os.path.exists(os.path.join(own_photo_folder, name))
    undo = window.photo_actions.actions["undo"]
    qtbot.waitUntil(undo.isEnabled, timeout=_WAIT)
    undo.trigger()
    qtbot.waitUntil(lambda: os.path.exists(copy), timeout=_WAIT)
    qtbot.waitUntil(lambda: len(page.model.reviews) == 1, timeout=_WAIT)
