"""The map as a person uses it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.map.page import MapPage
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings
from photosearch.services.records import Filters

_WAIT = 20_000


@pytest.fixture
def page(qtbot: QtBot, engine: Engine, settings: Settings) -> MapPage:
    made = MapPage(engine, Thumbnails(engine, settings))
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def _ids(qtbot: QtBot, engine: Engine) -> list[int]:
    with qtbot.waitSignal(job := engine.browse(Filters()).succeeded, timeout=_WAIT) as caught:
        assert job
    return list(caught.args[0])


def _mark(page: MapPage, number: int) -> QPoint:
    where = page.view.position_of(number)
    assert where is not None
    return where.toPoint()


def test_a_click_on_a_mark_offers_its_photos(qtbot: QtBot, engine: Engine, page: MapPage) -> None:
    first, second, third = _ids(qtbot, engine)[:3]
    page.show_places([(first, 48.85, 2.35), (second, 48.851, 2.351), (third, 35.7, 139.7)])
    qtbot.waitUntil(lambda: len(page.view.clusters) == 2, timeout=_WAIT)
    qtbot.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=_mark(page, first))
    qtbot.waitUntil(lambda: page._panel.isVisible(), timeout=_WAIT)
    assert "2" in page._show.text()
    with qtbot.waitSignal(page.chosen) as caught:
        qtbot.mouseClick(page._show, Qt.MouseButton.LeftButton)
    assert sorted(caught.args[0]) == sorted([first, second])
    qtbot.waitUntil(lambda: not page._samples[0].icon().isNull(), timeout=_WAIT)


def test_the_keyboard_reaches_every_mark(qtbot: QtBot, engine: Engine, page: MapPage) -> None:
    first, second = _ids(qtbot, engine)[:2]
    page.show_places([(first, 48.85, 2.35), (second, -33.9, 151.2)])
    qtbot.waitUntil(lambda: len(page.view.clusters) == 2, timeout=_WAIT)
    page.view.setFocus()
    chosen = set()
    for _ in range(2):
        qtbot.keyClick(page.view, Qt.Key.Key_Tab)
        with qtbot.waitSignal(page.view.chosen) as caught:
            qtbot.keyClick(page.view, Qt.Key.Key_Return)
        chosen |= set(caught.args[0])
    assert chosen == {first, second}


def test_zooming_in_parts_a_mark_and_back_joins_it(qtbot: QtBot, engine: Engine, page: MapPage) -> None:
    first, second, third = _ids(qtbot, engine)[:3]
    page.show_places([(first, 48.85, 2.35), (second, 48.95, 2.45), (third, -33.9, 151.2)])
    qtbot.waitUntil(lambda: len(page.view.clusters) == 2, timeout=_WAIT)
    where = page.view.position_of(first)
    page.view.zoom(512, where)
    qtbot.waitUntil(lambda: len(page.view.clusters) == 3, timeout=_WAIT)
    qtbot.keyClick(page.view, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: len(page.view.clusters) == 2, timeout=_WAIT)


def test_more_photos_leave_the_view_where_it_is(qtbot: QtBot, engine: Engine, page: MapPage) -> None:
    first, second = _ids(qtbot, engine)[:2]
    page.show_places([(first, 48.85, 2.35)])
    qtbot.waitUntil(lambda: len(page.view.clusters) == 1, timeout=_WAIT)
    before = page.view.position_of(first)
    page.show_places([(first, 48.85, 2.35), (second, -33.9, 151.2)])
    qtbot.waitUntil(lambda: len(page.view.clusters) == 2, timeout=_WAIT)
    assert page.view.position_of(first) == before


def test_photos_without_a_place_are_said_to_be_so(page: MapPage) -> None:
    page.show_places([])
    assert page._empty.isVisible()
