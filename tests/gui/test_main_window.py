"""The window as a whole, with its real services: what leads from one part to the other."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosearch.gui.context import Context
from photosearch.gui.engine import Engine
from photosearch.gui.indexing import Indexing
from photosearch.gui.main_window import MainWindow
from photosearch.gui.navigation import Place
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts
from photosearch.services.records import Filters, QueryPart

_WAIT = 60_000
QTS_OWN = {"QScrollBar", "QLineEditIconButton", "QHeaderView", "QComboBoxListView"}

Opened = Callable[[str], MainWindow]


@pytest.fixture
def opened(qtbot: QtBot, settings: Settings) -> Iterator[Opened]:
    """Opens windows on libraries as the program does, and ends them."""
    windows: list[MainWindow] = []

    def open_on(library: str) -> MainWindow:
        engine, indexing = Engine(library), Indexing(library)
        engine.start()
        context = Context(engine, indexing, settings, Shortcuts(settings), library)
        window = MainWindow(context)
        window.resize(1200, 800)
        window.show()
        indexing.start("full", "cpu")
        windows.append(window)
        return window

    yield open_on
    for window in windows:
        window.close()
        window.engine.leave()
        window.indexing.leave()
        window.engine.stop()
        window.indexing.stop()
        window.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, opened: Opened, own_library: str) -> MainWindow:
    """A window that shows a library of eight photos."""
    made = opened(own_library)
    qtbot.waitUntil(lambda: _count(made) == 8, timeout=_WAIT)
    return made


def _count(window: MainWindow) -> int:
    return window.parts.results.model.rowCount()


def _names(window: MainWindow) -> list[str]:
    model = window.parts.results.model
    photos = [model.photo(row) for row in range(model.rowCount())]
    return [os.path.basename(photo.path) for photo in photos if photo is not None]


def _drop(window: MainWindow, paths: list[str]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    where, actions = QPointF(600, 500), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), actions, mime, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(where, actions, mime, left, none))


def test_a_new_person_is_welcomed_and_sees_photos_soon(
    qtbot: QtBot, opened: Opened, own_photo_folder: str, tmp_path: Path
) -> None:
    window = opened(str(tmp_path / "new-library"))
    qtbot.waitUntil(lambda: window.parts.welcome.isVisible() and window.overview is not None, timeout=_WAIT)
    assert not window.parts.sidebar.isVisible()
    window.add_folder(own_photo_folder)
    qtbot.waitUntil(lambda: window.parts.results.isVisible() and _count(window) == 8, timeout=_WAIT)
    assert window.parts.sidebar.isVisible()


def test_a_dropped_picture_is_searched_for(qtbot: QtBot, window: MainWindow, own_photo_folder: str) -> None:
    name = sorted(os.listdir(own_photo_folder))[0]
    _drop(window, [os.path.join(own_photo_folder, name)])
    qtbot.waitUntil(lambda: bool(window.navigation.place.parts), timeout=_WAIT)
    qtbot.waitUntil(lambda: name in _names(window)[:1], timeout=_WAIT)
    assert window.parts.strip.parts[0].path.endswith(name)


def test_back_leads_to_the_library_and_forward_to_the_search(
    qtbot: QtBot, window: MainWindow, own_photo_folder: str
) -> None:
    name = sorted(os.listdir(own_photo_folder))[2]
    window.open_pictures([os.path.join(own_photo_folder, name)])
    qtbot.waitUntil(lambda: _names(window)[:1] == [name], timeout=_WAIT)
    window.menus.actions["back"].trigger()
    qtbot.waitUntil(lambda: not window.parts.strip.parts, timeout=_WAIT)
    assert not window.menus.actions["back"].isEnabled()
    window.menus.actions["forward"].trigger()
    qtbot.waitUntil(lambda: len(window.parts.strip.parts) == 1, timeout=_WAIT)


def test_find_similar_searches_for_the_chosen_photo(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: len(_names(window)) == 8, timeout=_WAIT)
    photo = window.parts.results.model.photo(3)
    assert photo is not None
    window.photo_actions.set_photos([photo])
    window.photo_actions.actions["find_similar"].trigger()
    qtbot.waitUntil(lambda: window.parts.strip.parts == [QueryPart(photo.path)], timeout=_WAIT)
    qtbot.waitUntil(lambda: _names(window)[:1] == [os.path.basename(photo.path)], timeout=_WAIT)


def test_a_copy_settles_and_its_proof_is_in_the_comparison(
    qtbot: QtBot, window: MainWindow, own_photo_folder: str, tmp_path: Path
) -> None:
    name = sorted(os.listdir(own_photo_folder))[1]
    edited = tmp_path / "edited.png"
    with Image.open(os.path.join(own_photo_folder, name)) as image:
        image.convert("RGB").crop((20, 10, image.width - 10, image.height - 20)).save(edited)
    window.open_pictures([str(edited)])
    model = window.parts.results.model
    qtbot.waitUntil(lambda: [s.kind for s in model.sections][:1] == ["copy"], timeout=_WAIT)
    assert _names(window)[: len(model.sections[0].ids)] == [name]
    photo = model.photo(0)
    assert photo is not None
    window.compare([photo])
    said = window.parts.compare.proof_line.words
    qtbot.waitUntil(lambda: said.text().startswith("Copy: 9"), timeout=_WAIT)


def test_a_folder_without_photos_shows_none(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.show_library(Filters(below=str(tmp_path / "elsewhere")))
    qtbot.waitUntil(lambda: _count(window) == 0, timeout=_WAIT)
    window.show_library()
    qtbot.waitUntil(lambda: _count(window) == 8, timeout=_WAIT)


def test_trash_takes_a_photo_off_the_list_and_undo_puts_it_back(
    qtbot: QtBot, window: MainWindow, own_photo_folder: str
) -> None:
    qtbot.waitUntil(lambda: len(_names(window)) == 8, timeout=_WAIT)
    photo = window.parts.results.model.photo(0)
    assert photo is not None
    window.photo_actions.set_photos([photo])
    window.photo_actions.actions["trash"].trigger()
    qtbot.waitUntil(lambda: not os.path.exists(photo.path) and _count(window) == 7, timeout=_WAIT)
    qtbot.waitUntil(window.parts.toast.isVisible, timeout=_WAIT)
    window.photo_actions.actions["undo"].trigger()
    qtbot.waitUntil(lambda: os.path.exists(photo.path) and _count(window) == 8, timeout=_WAIT)


def test_a_photo_that_comes_is_shown_and_one_that_goes_is_not(
    qtbot: QtBot, window: MainWindow, own_photo_folder: str
) -> None:
    qtbot.waitUntil(lambda: window.indexing.state.phase == "watching", timeout=_WAIT)
    names = sorted(os.listdir(own_photo_folder))
    os.unlink(os.path.join(own_photo_folder, names[0]))
    qtbot.waitUntil(lambda: _count(window) == 7, timeout=_WAIT)


def test_two_photos_are_compared_and_escape_closes(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: len(_names(window)) == 8, timeout=_WAIT)
    photos = [window.parts.results.model.photo(row) for row in (0, 1)]
    window.compare([photo for photo in photos if photo is not None])
    assert window.parts.compare.isVisible()
    assert window.parts.compare.photos() == photos
    window.parts.compare.setFocus()
    qtbot.keyClick(window.parts.compare, Qt.Key.Key_Escape)
    assert not window.parts.compare.isVisible()


def test_the_session_is_there_again(
    qtbot: QtBot, window: MainWindow, opened: Opened, own_library: str, own_photo_folder: str
) -> None:
    path = os.path.join(own_photo_folder, sorted(os.listdir(own_photo_folder))[1])
    window.open_pictures([path])
    qtbot.waitUntil(lambda: len(_names(window)) == 8, timeout=_WAIT)
    window.close()
    again = opened(own_library)
    qtbot.waitUntil(lambda: again.parts.strip.parts == [QueryPart(path)], timeout=_WAIT)


def test_a_picture_given_at_the_start_is_searched_for_at_once(
    qtbot: QtBot, opened: Opened, own_library: str, own_photo_folder: str
) -> None:
    name = sorted(os.listdir(own_photo_folder))[4]
    window = opened(own_library)
    window.open_pictures([os.path.join(own_photo_folder, name)])
    qtbot.waitUntil(lambda: _names(window)[:1] == [name], timeout=_WAIT)
    assert len(window.parts.strip.parts) == 1


def test_views_are_reached_from_the_menu(qtbot: QtBot, window: MainWindow) -> None:
    window.menus.actions["view_map"].trigger()
    assert window.parts.map.isVisible()
    window.menus.actions["view_failures"].trigger()
    assert window.parts.failures.isVisible()
    window.menus.actions["view_grid"].trigger()
    assert window.parts.results.isVisible()
    assert window.navigation.place == Place()


def test_every_action_has_words_and_no_two_share_keys(window: MainWindow) -> None:
    shortcuts = window.context.shortcuts
    assert all(shortcut.label for shortcut in shortcuts.all())
    clashes = {s.name: [o.name for o in shortcuts.conflicts(s.name, s.key)] for s in shortcuts.all() if s.key}
    assert {name: others for name, others in clashes.items() if others} == {}


def test_every_menu_entry_does_something(window: MainWindow) -> None:
    for menu in (action.menu() for action in window.menuBar().actions()):
        assert menu is not None
        assert [action for action in menu.actions() if not action.isSeparator() and not action.text()] == []


def test_everything_that_can_be_operated_has_a_name(window: MainWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit

    nameless = []
    for kind in (QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit):
        for widget in window.findChildren(kind):
            name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            # Parts that Qt makes inside its own widgets; those tell a screen reader themselves.
            is_qts = widget.metaObject().className() in QTS_OWN or widget.objectName().startswith("qt_")
            # A button that is hidden gets its words with what it is shown for.
            if not name and not is_qts and widget.isVisible():
                nameless.append(
                    f"{widget.metaObject().className()} {widget.objectName()} in {widget.parent()}"
                )
    assert nameless == []
