"""The menu of photos: what it offers, and what it does."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from photosearch.gui.photo_actions.actions import PhotoActions
from photosearch.gui.photo_actions.acts import WITH_QUERY
from photosearch.gui.shortcuts import Shortcuts
from photosearch.services.records import Photo

EVERY = (
    "find_similar",
    "find_part",
    "compare",
    "same",
    "different",
    "add_to_search",
    "unlike",
    "open",
    "open_with",
    "show_in_folder",
    "copy_file",
    "copy_image",
    "copy_path",
    "exclude_folder",
    "trash",
    "properties",
)


@pytest.fixture
def menu_of(qtbot: QtBot, actions: PhotoActions) -> Callable[..., QMenu]:
    def make(*photos: Photo) -> QMenu:
        made = actions.menu(photos)
        qtbot.addWidget(made)
        made.popup(QPoint(5, 5))
        return made

    return make


def item(menu: QMenu, name: str) -> QAction:
    return next(action for action in menu.actions() if action.objectName() == name)


def choose(qtbot: QtBot, menu: QMenu, name: str) -> None:
    at = menu.actionGeometry(item(menu, name)).center()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=at)


def test_the_menu_offers_everything_with_its_keys(
    menu_of: Callable[..., QMenu], actions: PhotoActions, known: dict[str, Photo]
) -> None:
    menu = menu_of(known["china"])
    assert tuple(action.objectName() for action in menu.actions() if not action.isSeparator()) == EVERY
    assert set(actions.actions) == {*EVERY, "undo"}
    assert item(menu, "trash").shortcut().toString() == "Del"
    enabled = {name for name in EVERY if item(menu, name).isEnabled()}
    assert enabled == set(EVERY) - {"compare", *WITH_QUERY}
    assert all("Search for a picture first" in item(menu, name).toolTip() for name in WITH_QUERY)
    assert "two photos" in item(menu, "compare").toolTip()


def test_with_a_query_photos_can_be_judged_and_added(
    qtbot: QtBot, menu_of: Callable[..., QMenu], actions: PhotoActions, known: dict[str, Photo]
) -> None:
    query, photo = known["china"], known["dogs"]
    actions.set_query(query)
    for name, says in (("same", "same"), ("different", "different")):
        with qtbot.waitSignal(actions.marked) as marked:
            choose(qtbot, menu_of(photo), name)
        assert marked.args == [[photo], says]
    for name, wanted in (("add_to_search", True), ("unlike", False)):
        with qtbot.waitSignal(actions.added) as added:
            choose(qtbot, menu_of(photo), name)
        assert added.args == [[photo], wanted]
    menu = menu_of(query)
    assert not item(menu, "different").isEnabled()
    with qtbot.waitSignal(actions.find_part) as part:
        choose(qtbot, menu_of(photo), "find_part")
    assert part.args == [[photo]]


def test_find_similar_and_compare_hand_the_photos_on(
    qtbot: QtBot, menu_of: Callable[..., QMenu], actions: PhotoActions, known: dict[str, Photo]
) -> None:
    one, other = known["china"], known["dogs"]
    with qtbot.waitSignal(actions.find_similar) as found:
        choose(qtbot, menu_of(one), "find_similar")
    assert found.args == [[one]]
    with qtbot.waitSignal(actions.compare) as compared:
        choose(qtbot, menu_of(one, other), "compare")
    assert compared.args == [[one, other]]


def test_one_photo_is_compared_with_the_picture_searched_for(
    qtbot: QtBot, menu_of: Callable[..., QMenu], actions: PhotoActions, known: dict[str, Photo]
) -> None:
    query = Photo.outside("/elsewhere/query.jpg")
    actions.set_query(query)
    assert item(menu_of(known["china"]), "compare").isEnabled()
    assert not item(menu_of(query), "compare").isEnabled()


def test_a_menu_acts_on_its_own_photos(
    qtbot: QtBot, menu_of: Callable[..., QMenu], actions: PhotoActions, known: dict[str, Photo]
) -> None:
    actions.set_photos([known["dogs"]])
    menu = menu_of(known["china"])
    actions.set_photos([known["giraffe"]])
    with qtbot.waitSignal(actions.find_similar) as found:
        choose(qtbot, menu, "find_similar")
    assert found.args == [[known["china"]]]
    with qtbot.waitSignal(actions.find_similar) as found:
        actions.actions["find_similar"].trigger()
    assert found.args == [[known["giraffe"]]]


def test_keys_act_on_the_chosen_photos(
    qtbot: QtBot, window: QMainWindow, actions: PhotoActions, known: dict[str, Photo]
) -> None:
    actions.set_photos([known["dogs"]])
    with qtbot.waitSignal(actions.find_similar) as found:
        qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert found.args == [[known["dogs"]]]


def test_a_key_that_was_changed_is_the_one_that_works_and_shows(
    qtbot: QtBot,
    window: QMainWindow,
    menu_of: Callable[..., QMenu],
    actions: PhotoActions,
    known: dict[str, Photo],
    shortcuts: Shortcuts,
) -> None:
    shortcuts.set_key("find_similar", "Ctrl+J")
    actions.set_photos([known["dogs"]])
    menu = menu_of(known["dogs"])
    assert item(menu, "find_similar").shortcut().toString() == "Ctrl+J"
    menu.close()
    with qtbot.waitSignal(actions.find_similar):
        qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)


def test_without_photos_nothing_can_be_done(actions: PhotoActions, known: dict[str, Photo]) -> None:
    actions.set_photos([known["china"]])
    actions.set_photos([])
    assert not any(actions.actions[name].isEnabled() for name in EVERY)


def test_what_needs_the_file_waits_for_its_drive(
    menu_of: Callable[..., QMenu], known: dict[str, Photo]
) -> None:
    menu = menu_of(replace(known["china"], offline=True))
    about_the_query = {"compare", *WITH_QUERY}
    disabled = {name for name in EVERY if not item(menu, name).isEnabled()} - about_the_query
    assert disabled == {
        "find_part",
        "open",
        "open_with",
        "show_in_folder",
        "copy_file",
        "copy_image",
        "trash",
    }
    assert menu.toolTipsVisible()
    assert all("not connected" in item(menu, name).toolTip() for name in disabled)


def test_what_goes_with_one_photo_says_so(menu_of: Callable[..., QMenu], known: dict[str, Photo]) -> None:
    menu = menu_of(*known.values())
    for name in ("copy_image", "exclude_folder", "properties"):
        assert not item(menu, name).isEnabled()
        assert "one photo" in item(menu, name).toolTip()
    assert item(menu, "copy_file").isEnabled()
