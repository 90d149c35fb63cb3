"""Several pictures, unwanted ones, parts of them, and pictures from the web."""

import http.server
import os
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from photosearch.gui.query.part_dialog import PartDialog
from photosearch.gui.query.strip import QueryStrip
from photosearch.services.records import QueryPart
from tests.gui.query.drags import Drag, address
from tests.gui.query.looking import cards, says

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def web() -> Iterator[tuple[str, list[str]]]:
    """The address of a picture on this very computer, and what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/tower.jpg", asked
        server.shutdown()
        thread.join()


def question() -> QMessageBox:
    boxes = [
        box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()
    ]
    assert len(boxes) == 1
    return boxes[0]


def test_the_web_is_asked_only_once_the_person_says_so(
    qtbot: QtBot, strip: QueryStrip, web: tuple[str, list[str]]
) -> None:
    url, asked = web
    Drag(address(url)).drop(strip)
    qtbot.waitUntil(lambda: bool(question()))
    assert "127.0.0.1" in question().text()
    question().reject()
    assert asked == []
    Drag(address(url)).drop(strip)
    with qtbot.waitSignal(strip.message) as message:
        question().buttons()[0].click()
    assert message.args[:2] == ["Fetching the picture from 127.0.0.1…", "Cancel"]
    # This computer and its neighbours are never asked: a page could use that to reach what is not its own.
    with qtbot.assertNotEmitted(strip.searched), qtbot.waitSignal(strip.message, timeout=20_000) as message:
        pass
    assert "could not be taken in" in message.args[0]
    assert asked == []


def test_an_address_that_is_none_is_said(qtbot: QtBot, strip: QueryStrip) -> None:
    dialog = strip.web.ask_for_address(False)
    dialog.setTextValue("no address at all")
    with qtbot.waitSignal(strip.message) as message:
        dialog.accept()
    assert "no address of a picture" in message.args[0]


def two(strip: QueryStrip, photo_folder: str) -> list[QueryPart]:
    parts = [QueryPart(os.path.join(photo_folder, name)) for name in ("china.jpg", "dogs.jpg")]
    strip.set_parts(parts)
    return parts


def test_a_picture_can_be_one_that_is_not_wanted(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    china, dogs = two(strip, photo_folder)
    cards(strip)[1].setFocus()
    with qtbot.waitSignal(strip.searched) as searched:
        qtbot.keyClick(cards(strip)[1], Qt.Key.Key_Minus)
    unlike = replace(dogs, weight=-1.0)
    assert searched.args == [[china, unlike]]
    assert "unlike 1" in says(strip, "queryDetail")
    assert cards(strip)[1].accessibleName().startswith("Not to be like")
    with qtbot.assertNotEmitted(strip.searched), qtbot.waitSignal(strip.message) as message:
        qtbot.keyClick(cards(strip)[0], Qt.Key.Key_Minus)
    assert "one at least has to be wanted" in message.args[0]
    with qtbot.waitSignal(strip.searched) as searched:
        qtbot.keyClick(cards(strip)[1], Qt.Key.Key_Plus)
    assert searched.args == [[china, dogs]]


def test_without_a_wanted_picture_nothing_is_searched(
    qtbot: QtBot, strip: QueryStrip, photo_folder: str
) -> None:
    china, dogs = two(strip, photo_folder)
    strip.set_parts([china, replace(dogs, weight=-1.0)])
    with qtbot.waitSignal(strip.cleared):
        qtbot.keyClick(cards(strip)[0], Qt.Key.Key_Delete)


def test_results_can_be_added_to_the_search(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    china, dogs = two(strip, photo_folder)
    cat = os.path.join(photo_folder, "cat.png")
    with qtbot.waitSignal(strip.searched) as searched:
        strip.add([cat], wanted=False)
    assert searched.args == [[china, dogs, QueryPart(cat, None, -1.0)]]


def test_a_part_is_chosen_on_the_card(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    strip.set_parts([QueryPart(os.path.join(photo_folder, "china.jpg"))])
    qtbot.keyClick(cards(strip)[0], Qt.Key.Key_Return)
    dialog = strip.window().findChild(PartDialog)
    assert isinstance(dialog, PartDialog)
    qtbot.waitUntil(lambda: not dialog.view.placed().isEmpty() and dialog.view.source.levels is not None)
    dialog.view.set_frame(QRect(10, 20, 100, 80))
    with qtbot.waitSignal(strip.searched) as searched:
        qtbot.mouseClick(dialog.search, LEFT)
    assert searched.args[0][0].region == (10, 20, 100, 80)
