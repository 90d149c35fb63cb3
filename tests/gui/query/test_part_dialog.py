"""Drawing a frame around what is to be searched for."""

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.query import frame
from photosearch.gui.query.part_dialog import PartDialog, Region
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings
from photosearch.services.records import Photo

LEFT = Qt.MouseButton.LeftButton
# china.jpg of the sample.
FULL = QSize(900, 600)


@pytest.fixture
def chosen() -> list[Region | None]:
    return []


@pytest.fixture
def dialog(
    qtbot: QtBot, engine: Engine, settings: Settings, photo_folder: str, chosen: list[Region | None]
) -> Iterator[PartDialog]:
    thumbnails = Thumbnails(engine, settings)
    photo = Photo.outside(os.path.join(photo_folder, "china.jpg"))
    made = PartDialog(engine, thumbnails, photo, None, chosen.append)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.view.source.levels is not None, timeout=20_000)
    yield made
    thumbnails.stop()


def at(dialog: PartDialog, x: float, y: float) -> QPoint:
    """A point of the view, by shares of the picture's width and height."""
    place = dialog.view.placed()
    return QPointF(place.left() + x * place.width(), place.top() + y * place.height()).toPoint()


def drag(qtbot: QtBot, dialog: PartDialog, start: QPoint, end: QPoint) -> None:
    view = dialog.view
    qtbot.mousePress(view, LEFT, pos=start)
    qtbot.mouseMove(view, (start + end) / 2)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, LEFT, pos=end)
    QApplication.processEvents()


def near(one: QRect, other: tuple[float, float, float, float]) -> bool:
    return all(abs(a - b) <= 6 for a, b in zip(one.getRect(), other, strict=True))  # type: ignore[arg-type]


def test_a_frame_is_drawn_moved_stretched_and_searched_for(
    qtbot: QtBot, dialog: PartDialog, chosen: list[Region | None]
) -> None:
    size = dialog.view.source.size
    width, height = size.width(), size.height()
    assert not dialog.search.isEnabled()
    drag(qtbot, dialog, at(dialog, 0.2, 0.2), at(dialog, 0.6, 0.7))
    assert near(dialog.view.frame, (0.2 * width, 0.2 * height, 0.4 * width, 0.5 * height))
    drag(qtbot, dialog, at(dialog, 0.4, 0.4), at(dialog, 0.5, 0.4))
    assert near(dialog.view.frame, (0.3 * width, 0.2 * height, 0.4 * width, 0.5 * height))
    drag(qtbot, dialog, at(dialog, 0.7, 0.7), at(dialog, 0.9, 0.9))
    assert near(dialog.view.frame, (0.3 * width, 0.2 * height, 0.6 * width, 0.7 * height))
    qtbot.mouseClick(dialog.search, LEFT)
    assert chosen == [dialog.view.frame.getRect()]


def test_a_click_beside_the_frame_takes_it_away(qtbot: QtBot, dialog: PartDialog) -> None:
    drag(qtbot, dialog, at(dialog, 0.2, 0.2), at(dialog, 0.5, 0.5))
    assert dialog.search.isEnabled()
    qtbot.mouseClick(dialog.view, LEFT, pos=at(dialog, 0.9, 0.9))
    assert dialog.region() is None
    assert not dialog.search.isEnabled()


def test_keys_draw_move_and_stretch_it(qtbot: QtBot, dialog: PartDialog) -> None:
    view = dialog.view
    qtbot.keyClick(view, Qt.Key.Key_Right)
    first = QRect(view.frame)
    assert near(first, (first.width() / 2, first.height() / 2, first.width(), first.height()))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.frame.top() > first.top() and view.frame.size() == first.size()
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.frame.width() > first.width() and view.frame.left() == first.left()


def test_the_whole_picture_can_be_chosen(
    qtbot: QtBot, dialog: PartDialog, chosen: list[Region | None]
) -> None:
    qtbot.mouseClick(dialog.whole, LEFT)
    assert chosen == [None]


def test_a_frame_stays_on_the_picture() -> None:
    around = QRect(800, 500, 90, 90)
    assert frame.moved(around, 500, 500, FULL) == QRect(810, 510, 90, 90)
    assert frame.moved(around, -5000, -5000, FULL) == QRect(0, 0, 90, 90)
    assert frame.clipped(QRect(-50, 550, 100, 100), FULL) == QRect(0, 550, 50, 50)


def test_an_edge_pulled_over_the_other_turns_the_frame_inside_out() -> None:
    assert frame.resized(QRect(100, 100, 50, 50), (-1, 0), 80, 30) == QRect(150, 100, 30, 50)
    assert frame.resized(QRect(100, 100, 50, 50), (1, -1), 10, -20) == QRect(100, 80, 60, 70)


def test_what_a_point_takes_hold_of() -> None:
    shown = QRectF(100, 100, 200, 100)
    assert frame.edges_at(shown, QPointF(99, 150), 8) == (-1, 0)
    assert frame.edges_at(shown, QPointF(303, 203), 8) == (1, 1)
    assert frame.edges_at(shown, QPointF(200, 150), 8) == (0, 0)
    assert frame.edges_at(shown, QPointF(50, 150), 8) is None
    small = QRectF(100, 100, 9, 9)
    assert frame.edges_at(small, QPointF(104.5, 104.5), 8) == (0, 0)
