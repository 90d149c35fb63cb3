"""Bursts under their best photo, and out again by mouse and keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.results.page import ResultsPage
from photosearch.services.records import Result, Verification
from tests.gui.answers import WAIT_MS, all_photos
from tests.gui.results.conftest import names
from tests.gui.results.test_page import texts

TOP, OTHERS = 2, (3, 5, 6)


@pytest.fixture
def ids(qtbot: QtBot, page: ResultsPage, engine: Engine) -> list[int]:
    """The photos of a list, three of them of the burst of a fourth."""
    photos = list(all_photos(qtbot, engine).values())[:9]
    results = [Result(photo, 0.5, "alike", False, 0.5) for photo in photos]
    for rank in OTHERS:
        results[rank] = replace(results[rank], burst_of=photos[TOP].id)
    page.wait()
    page.show_results(results)
    qtbot.waitUntil(page.grid.all_there, timeout=WAIT_MS)
    return [photo.id for photo in photos]


def visible(page: ResultsPage, ids: list[int]) -> list[int]:
    """What is shown, by rank."""
    return [ids.index(number) for number in page.model.ids]


def badge(page: ResultsPage) -> QPoint:
    """Where the number of the burst stands."""
    fold = page.model.fold(TOP)
    assert fold is not None
    return page.grid._cards.fold_spot(page.grid.visualRect(page.model.index(TOP)), fold).center()


def test_a_burst_is_one_card_that_counts_for_all(page: ResultsPage, ids: list[int]) -> None:
    assert visible(page, ids) == [0, 1, 2, 4, 7, 8]
    assert any(text.startswith("9 photo") for text in texts(page)), "none is lost"
    assert "3 more of this burst" in page.model.index(TOP).data(Qt.ItemDataRole.ToolTipRole)
    assert "burst" not in page.model.index(1).data(Qt.ItemDataRole.ToolTipRole)


def test_a_click_on_the_number_shows_them_and_puts_them_back(
    qtbot: QtBot, page: ResultsPage, ids: list[int]
) -> None:
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=badge(page))
    assert visible(page, ids) == [0, 1, 2, 3, 5, 6, 4, 7, 8]
    assert page.selected() == [], "it was no click on the photo"
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=badge(page))
    assert visible(page, ids) == [0, 1, 2, 4, 7, 8]


def test_plus_and_minus_do_the_same(qtbot: QtBot, page: ResultsPage, ids: list[int]) -> None:
    page.grid.setCurrentIndex(page.model.index(TOP))
    qtbot.keyClick(page.grid, Qt.Key.Key_Minus)
    assert len(page.model.ids) == 6
    qtbot.keyClick(page.grid, Qt.Key.Key_Plus)
    assert visible(page, ids) == [0, 1, 2, 3, 5, 6, 4, 7, 8]
    page.grid.setCurrentIndex(page.model.index(TOP + 2))
    qtbot.keyClick(page.grid, Qt.Key.Key_Minus)
    assert visible(page, ids) == [0, 1, 2, 4, 7, 8]
    assert page.current() is not None and page.current().id == ids[TOP], "from any of them"
    qtbot.waitUntil(lambda: len(page.selected()) == 1)
    assert names(page.selected()) == names([page.current()])


def test_only_what_is_under_one_heading_is_folded(page: ResultsPage, ids: list[int]) -> None:
    page.model.settle({ids[5]: Verification(ids[5], "same", 80, 0.97, False)})
    assert visible(page, ids) == [5, 0, 1, 2, 4, 7, 8]
    fold = page.model.fold(3)
    assert fold is not None and fold.count == 2
    page.model.set_kinds(["alike"])
    assert visible(page, ids) == [0, 1, 2, 4, 7, 8]


def test_without_its_best_photo_a_burst_is_shown_as_it_is(page: ResultsPage, ids: list[int]) -> None:
    page.model.hide([ids[TOP]])
    assert visible(page, ids) == [0, 1, 3, 4, 5, 6, 7, 8]
