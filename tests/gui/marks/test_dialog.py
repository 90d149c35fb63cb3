"""What the person said of photos can be looked at and taken back."""

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.marks.dialog import MarksDialog
from photosearch.gui.photo_actions.marking import Marking
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings
from photosearch.services.records import Photo, QueryPart


@pytest.fixture
def dialog(qtbot: QtBot, own_engine: Engine, settings: Settings) -> Iterator[MarksDialog]:
    thumbnails = Thumbnails(own_engine, settings)
    made = MarksDialog(own_engine, thumbnails)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    thumbnails.stop()


def test_what_is_said_is_listed_and_taken_back(
    qtbot: QtBot, dialog: MarksDialog, own_engine: Engine, photo_folder: str
) -> None:
    query, same, other = (os.path.join(photo_folder, name) for name in ("china.jpg", "dogs.jpg", "cat.png"))
    marking = Marking(own_engine)
    marking.mark([QueryPart(query)], [Photo.outside(same)], "same")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=20_000)
    marking.mark([QueryPart(query)], [Photo.outside(other)], "different")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2, timeout=20_000)
    assert dialog.model.index(0).data().startswith("Not a match")
    assert dialog.model.index(1).data().startswith("Same place")
    assert "china.jpg" in dialog.model.index(1).data() and "dogs.jpg" in dialog.model.index(1).data()
    assert not dialog.take_back.isEnabled()
    dialog.view.setCurrentIndex(dialog.model.index(0))
    qtbot.mouseClick(dialog.take_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=20_000)
    assert dialog.model.index(0).data().startswith("Same place")
    dialog.view.setFocus()
    dialog.view.setCurrentIndex(dialog.model.index(0))
    qtbot.keyClick(dialog.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0, timeout=20_000)


def test_a_word_is_taken_back_at_once(
    qtbot: QtBot, dialog: MarksDialog, own_engine: Engine, photo_folder: str
) -> None:
    query, other = (os.path.join(photo_folder, name) for name in ("china.jpg", "dogs.jpg"))
    marking = Marking(own_engine)
    with qtbot.waitSignal(marking.message, timeout=20_000) as message:
        # An unwanted picture of the query is none that anything is said of.
        parts = [QueryPart(query), QueryPart(other, None, -1.0)]
        marking.mark(parts, [Photo.outside(other)], "different")
    assert "will not come up" in message.args[0]
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=20_000)
    message.args[2]()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0, timeout=20_000)
