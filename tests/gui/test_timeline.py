"""The timeline as a person uses it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from photosearch.gui.theme import tokens
from photosearch.gui.timeline import Timeline


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(800, made.sizeHint().height())
    made.show()
    return made


def _middle(timeline: Timeline, number: int) -> QPoint:
    return timeline.bar_rect(number).center().toPoint()


def _foot(timeline: Timeline, number: int) -> QColor:
    room = timeline.bar_rect(number)
    return timeline.grab().toImage().pixelColor(int(room.center().x()), int(room.bottom()) - 1)


def test_months_without_photos_keep_their_room(timeline: Timeline) -> None:
    timeline.set_months([("2023-11", 3), ("2024-02", 1)])
    assert timeline.bars == [("2023-11", 3), ("2023-12", 0), ("2024-01", 0), ("2024-02", 1)]


def test_many_years_are_shown_by_year(timeline: Timeline) -> None:
    timeline.set_months([("2001-05", 3), ("2001-06", 4), ("2024-02", 1)])
    assert timeline.bars[0] == ("2001", 7)
    assert timeline.bars[-1] == ("2024", 1)
    assert len(timeline.bars) == 24


def test_a_click_chooses_a_month_and_the_next_click_lets_it_go(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.set_months([("2024-01", 3), ("2024-02", 1), ("2024-03", 5)])
    with qtbot.waitSignal(timeline.range_changed) as caught:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=_middle(timeline, 1))
    assert caught.args == ["2024-02-01", "2024-02-29"]
    colours = tokens(timeline.palette())
    assert _foot(timeline, 1) == colours.accent
    assert _foot(timeline, 0) == colours.outline
    with qtbot.waitSignal(timeline.range_changed) as caught:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=_middle(timeline, 1))
    assert caught.args == [None, None]


def test_dragging_chooses_all_between_in_either_direction(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.set_months([("2024-01", 3), ("2024-02", 1), ("2024-03", 5)])
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=_middle(timeline, 2))
    qtbot.mouseMove(timeline, _middle(timeline, 0))
    with qtbot.waitSignal(timeline.range_changed) as caught:
        qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=_middle(timeline, 0))
    assert caught.args == ["2024-01-01", "2024-03-31"]


def test_the_keyboard_chooses_and_lets_go(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.set_months([("2024-01", 3), ("2024-02", 1)])
    timeline.setFocus()
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    with qtbot.waitSignal(timeline.range_changed) as caught:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert caught.args == ["2024-02-01", "2024-02-29"]
    with qtbot.waitSignal(timeline.range_changed) as caught:
        qtbot.keyClick(timeline, Qt.Key.Key_Escape)
    assert caught.args == [None, None]


def test_one_bar_takes_no_room(timeline: Timeline) -> None:
    timeline.set_months([("2024-01", 3)])
    assert timeline.maximumHeight() == 0
