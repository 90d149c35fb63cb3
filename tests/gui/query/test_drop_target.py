"""Dragging over the window: what it says will happen, and that it happens."""

import os

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from photosearch.gui.photo_actions.dragging import mime_data
from photosearch.gui.query.drop_target import DropOverlay
from photosearch.gui.query.strip import QueryStrip
from photosearch.services.records import Photo, QueryPart
from tests.gui.query.drags import Drag, files


def overlay(strip: QueryStrip) -> DropOverlay:
    found = strip.window().findChild(DropOverlay)
    assert found is not None
    return found


def own(paths: list[str]) -> QMimeData:
    return mime_data([Photo.outside(path) for path in paths])


def low(window: QWidget) -> QPoint:
    return QPoint(window.width() // 2, window.height() - 60)


def test_the_whole_window_says_that_it_takes_a_photo(strip: QueryStrip, photo_folder: str) -> None:
    window = strip.window()
    drag = Drag(files([os.path.join(photo_folder, "china.jpg")]))
    assert drag.over(window, low(window))
    assert overlay(strip).isVisible()
    assert overlay(strip).geometry() == window.rect()
    drag.leave(window)
    assert not overlay(strip).isVisible()


def test_words_are_not_taken(strip: QueryStrip) -> None:
    mime = QMimeData()
    mime.setText("words")
    assert not Drag(mime).over(strip.window())
    assert not overlay(strip).isVisible()


def test_an_encoded_image_is_taken(strip: QueryStrip) -> None:
    mime = QMimeData()
    mime.setData("image/jpeg", b"bytes")
    assert Drag(mime).over(strip.window())


def test_the_other_program_never_deletes_its_file(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    mime, shift = files([os.path.join(photo_folder, "china.jpg")]), Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(strip.searched):
        event = Drag(mime, shift).drop(strip.window())
    assert event.dropAction() == Qt.DropAction.CopyAction
    # Where nothing but moving is allowed, it is not taken.
    assert not Drag(mime, actions=Qt.DropAction.MoveAction).over(strip.window())


def test_the_lower_part_adds_to_a_query(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    first, second, third = (
        QueryPart(os.path.join(photo_folder, name)) for name in ("china.jpg", "dogs.jpg", "citrus.jpg")
    )
    window = strip.window()
    # Without a query there is nothing to add to.
    with qtbot.waitSignal(strip.searched) as searched:
        Drag(files([first.path])).drop(window, low(window))
    assert searched.args == [[first]]
    with qtbot.waitSignal(strip.searched) as searched:
        Drag(files([second.path])).drop(window, low(window))
    assert searched.args == [[first, second]]
    with qtbot.waitSignal(strip.searched) as searched:
        Drag(files([third.path])).drop(window, QPoint(300, 100))
    assert searched.args == [[third]]
    assert not overlay(strip).isVisible()


def test_our_own_photos_are_taken_by_the_strip_alone(
    qtbot: QtBot, strip: QueryStrip, photo_folder: str
) -> None:
    path = os.path.join(photo_folder, "china.jpg")
    window = strip.window()
    drag = Drag(own([path]))
    assert not drag.over(window, low(window))
    assert not overlay(strip).isVisible()
    drag.leave(window)
    with qtbot.waitSignal(strip.searched) as searched:
        Drag(own([path])).drop(strip)
    assert searched.args == [[QueryPart(path)]]


def test_our_own_photo_joins_the_query_on_the_plus(
    qtbot: QtBot, strip: QueryStrip, photo_folder: str
) -> None:
    first, second = (QueryPart(os.path.join(photo_folder, name)) for name in ("china.jpg", "dogs.jpg"))
    strip.search([first])
    tile = strip.findChild(QWidget, "addPicture")
    assert tile is not None
    with qtbot.waitSignal(strip.searched) as searched:
        Drag(own([second.path])).drop(tile)
    assert searched.args == [[first, second]]


def test_thousands_of_dropped_files_hold_up_nothing(
    qtbot: QtBot, strip: QueryStrip, photo_folder: str, no_stalls: object
) -> None:
    paths = [os.path.join(photo_folder, f"missing {number}.jpg") for number in range(5000)]
    real = os.path.join(photo_folder, "china.jpg")
    with qtbot.waitSignal(strip.searched) as searched:
        Drag(files([*paths, real])).drop(strip.window())
    assert searched.args == [[QueryPart(real)]]
