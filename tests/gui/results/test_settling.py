"""Results that settle under their headings while a person looks at them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.results.page import ResultsPage
from photosearch.gui.settings.store import Settings
from photosearch.gui.verifying import Checked
from photosearch.services.records import Filters, QueryPart, Result, Verification
from tests.gui.answers import WAIT_MS, answer
from tests.gui.results.conftest import names, shown

TIP = Qt.ItemDataRole.ToolTipRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def results(
    qtbot: QtBot, engine: Engine, photo_folder: str, page: ResultsPage, settings: Settings
) -> list[Result]:
    """What is like a photo, on the page."""
    parts = [QueryPart(f"{photo_folder}/eiffel-tower-1.jpg")]
    found: list[Result] = answer(qtbot, engine.search(parts, 100, Filters()))
    settings.set("similarity", 0)
    page.wait()
    page.show_results(found)
    qtbot.waitUntil(page.grid.all_there, timeout=WAIT_MS)
    return found


def checked(results: list[Result], kinds: dict[int, str], done: int = 40, total: int = 40) -> Checked:
    """A verification of some results by their rank."""
    return Checked(
        {
            results[rank].photo.id: Verification(
                results[rank].photo.id, kind.removesuffix("-burst"), 143, 0.964, kind.endswith("-burst")
            )
            for rank, kind in kinds.items()
        },
        done=done,
        total=total,
        busy=done < total,
    )


def move(page: ResultsPage, spot: QPoint) -> None:
    """Move the mouse over the photos."""
    viewport, buttons = page.grid.viewport(), Qt.MouseButton.NoButton
    here = viewport.mapToGlobal(spot)
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(spot), QPointF(here), buttons, buttons, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(viewport, event)


def titles(page: ResultsPage) -> list[tuple[str, int]]:
    return [(section.title, len(section.ids)) for section in page.model.sections]


def test_results_move_under_their_headings_in_the_order_found(
    qtbot: QtBot, page: ResultsPage, results: list[Result]
) -> None:
    assert titles(page) == [("Copies", 1), ("Looks alike", 50)]
    page.settle(checked(results, {5: "same", 3: "same", 7: "copy-burst", 9: "copy", 2: "alike"}))
    qtbot.waitUntil(lambda: len(page.model.sections) == 3)
    assert titles(page) == [("Copies", 3), ("Same place or thing", 2), ("Looks alike", 46)]
    expected = [results[rank].photo.id for rank in (0, 9, 7, 3, 5, 1, 2, 4)]
    assert page.model.ids[:8] == expected, "bursts after true copies, else as they were"


def test_what_is_known_is_said_of_each(qtbot: QtBot, page: ResultsPage, results: list[Result]) -> None:
    page.settle(checked(results, {3: "same", 7: "copy-burst", 9: "copy", 2: "alike"}))
    qtbot.waitUntil(lambda: len(page.model.sections) == 3)

    def tip(rank: int) -> str:
        row = page.model.row_of(results[rank].photo.id)
        assert row is not None
        assert page.model.index(row).data(SPOKEN)
        return str(page.model.index(row).data(TIP))

    assert "Same place: 96 % sure, 143 point(s) agree" in tip(3)
    assert "Burst: 96 % sure, 143 point(s) agree" in tip(7)
    assert "Copy: 96 % sure, 143 point(s) agree" in tip(9)
    assert "Looks alike only: 143 point(s) agree, which may be chance" in tip(2)
    assert "sure" not in tip(4) and "% alike" in tip(4)


def test_the_heading_in_view_tells_how_far_it_is(
    qtbot: QtBot, page: ResultsPage, results: list[Result]
) -> None:
    def corner() -> object:
        width = page.grid.viewport().width()
        return page.grid.viewport().grab().toImage().copy(width - 200, 0, 200, 40)

    quiet = corner()
    page.settle(checked(results, {}, 12, 40))
    assert corner() != quiet
    page.grid.verticalScrollBar().setValue(700)
    assert corner() != quiet, "also further down"
    page.grid.verticalScrollBar().setValue(0)
    page.settle(checked(results, {}, 40, 40))
    assert corner() == quiet


def test_selection_current_photo_and_place_stay(
    qtbot: QtBot, page: ResultsPage, results: list[Result]
) -> None:
    bar = page.grid.verticalScrollBar()
    bar.setValue(1000)
    row = page.grid.visible_rows()[0] + 1
    page.grid.setCurrentIndex(page.model.index(row))
    chosen = names(page.selected())
    top = page.grid.visualRect(page.grid.currentIndex()).top()
    page.settle(checked(results, dict.fromkeys(range(2, 9), "same")))
    qtbot.waitUntil(lambda: len(page.model.sections) == 3)
    assert names(page.selected()) == chosen == names([page.current() or results[0].photo])
    assert page.grid.visualRect(page.grid.currentIndex()).top() == top


def test_a_photo_that_moves_away_does_not_take_the_view_with_it(
    qtbot: QtBot, page: ResultsPage, results: list[Result]
) -> None:
    page.grid.verticalScrollBar().setValue(1000)
    first, end = page.grid.visible_rows()
    page.grid.setCurrentIndex(page.model.index(first + 1))
    seen = shown(page)[first:end]
    rank = next(n for n, item in enumerate(results) if item.photo.id == page.model.ids[first + 1])
    page.settle(checked(results, {rank: "same"}))
    qtbot.waitUntil(lambda: len(page.model.sections) == 3)
    start, end = page.grid.visible_rows()
    assert len(set(seen) & set(shown(page)[start:end])) >= len(seen) // 2
    assert page.selected()[0].id == results[rank].photo.id, "it is selected where it is now"


def test_nothing_moves_under_a_hand_that_is_about_to_click(
    qtbot: QtBot, page: ResultsPage, results: list[Result]
) -> None:
    spot = page.grid.visualRect(page.model.index(6)).center()
    move(page, spot)
    meant = page.model.ids[6]
    page.settle(checked(results, {4: "same"}))
    assert not page.grid.is_at_rest()
    QTest.qWait(page._settling.interval() * 2)
    assert page.model.ids[6] == meant
    qtbot.waitUntil(lambda: len(page.model.sections) == 3)


def test_what_is_known_already_is_there_with_the_list(
    qtbot: QtBot, page: ResultsPage, results: list[Result]
) -> None:
    page.wait()
    move(page, QPoint(50, 50))
    page.show_results(results)
    page.settle(checked(results, {3: "same"}))
    assert len(page.model.sections) == 3, "before it was ever painted"


def test_another_search_begins_without_what_was_known(page: ResultsPage, results: list[Result]) -> None:
    page.model.settle(checked(results, {3: "same"}).verified)
    page.show_results(results)
    assert len(page.model.sections) == 3, "the same list, brought up to date"
    page.wait()
    page.show_results(results)
    assert len(page.model.sections) == 2


def test_the_word_of_the_person_stands(page: ResultsPage, results: list[Result]) -> None:
    said = [replace(results[0], kind="copy"), replace(results[1], kind="same", said=True)]
    page.show_results(said)
    page.model.settle(checked(said, {0: "alike", 1: "alike"}).verified)
    assert titles(page) == [("Copies", 1), ("Same place or thing", 1)]
    assert "you said so" in page.model.index(1).data(TIP)


def test_settling_hundreds_of_results_stalls_nothing(
    qtbot: QtBot, page: ResultsPage, results: list[Result], no_stalls: object
) -> None:
    many = [
        replace(
            results[1],
            photo=replace(results[1].photo, id=10**6 + n),
            burst_of=10**6 + n - n % 5 if n % 5 else None,
        )
        for n in range(500)
    ]
    page.wait()
    page.show_results(many)
    for done in range(0, 41, 4):
        page.settle(checked(many, dict.fromkeys(range(done), "same"), done))
        page._settle()
        QApplication.processEvents()
    assert titles(page)[0] == ("Same place or thing", 8), "forty, in bursts of five"
