"""The lowest line of the window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from photosearch.gui.indexing import Indexing
from photosearch.gui.indexing_bar import IndexingBar
from photosearch.services.records import IndexingState, Overview

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(qtbot: QtBot) -> IndexingBar:
    made = IndexingBar()
    qtbot.addWidget(made)
    made.resize(1000, made.height())
    with qtbot.waitExposed(made):
        made.show()
    return made


def overview(photos: int, failures: int = 0) -> Overview:
    return Overview(photos, failures, (), (), None, None, 0, "network")


def words(bar: IndexingBar) -> str:
    labels = [label for label in bar.findChildren(QLabel) if label.isVisible() and label.text()]
    return " | ".join(label.text() for label in sorted(labels, key=lambda label: label.x()))


def button(bar: IndexingBar, name: str) -> QPushButton:
    return bar.findChild(QPushButton, name)


def test_quiet_where_nothing_happens(bar: IndexingBar) -> None:
    bar.set_state(IndexingState("watching"))
    bar.set_overview(overview(12))
    assert words(bar).startswith("Up to date · 12 photo")
    assert not bar.findChild(QProgressBar).isVisible()
    assert not button(bar, "pauseOrResume").isVisible() and not button(bar, "failures").isVisible()


def test_how_far_it_is(bar: IndexingBar) -> None:
    bar.set_state(IndexingState("indexing", 250, 1000, 0, 12.4, 61.0))
    found = words(bar)
    assert found.startswith("Reading new photos | 250 of 1")
    assert "12 photo(s) a second" in found and "about 2 minute(s) left" in found
    progress = bar.findChild(QProgressBar)
    assert progress.value() * 4 == progress.maximum()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (IndexingState("starting"), "Starting…"),
        (IndexingState("scanning"), "Looking for new photos…"),
        (IndexingState("paused", 5, 10), "Paused | 5 of 10"),
        (
            IndexingState("waiting", message="Waiting until the computer is idle"),
            "Waiting until the computer is idle",
        ),
        (IndexingState("stopped"), "New photos are not being looked for"),
    ],
)
def test_every_phase_in_words(bar: IndexingBar, state: IndexingState, said: str) -> None:
    bar.set_state(state)
    assert words(bar) == said


def test_pause_and_go_on(qtbot: QtBot, bar: IndexingBar) -> None:
    bar.set_state(IndexingState("indexing", 1, 10))
    assert button(bar, "pauseOrResume").text() == "Pause"
    with qtbot.assertNotEmitted(bar.resume), qtbot.waitSignal(bar.pause):
        qtbot.mouseClick(button(bar, "pauseOrResume"), LEFT)
    bar.set_state(IndexingState("paused", 1, 10))
    assert button(bar, "pauseOrResume").text() == "Go on"
    with qtbot.assertNotEmitted(bar.pause), qtbot.waitSignal(bar.resume):
        qtbot.mouseClick(button(bar, "pauseOrResume"), LEFT)


def test_the_way_to_what_could_not_be_read(qtbot: QtBot, bar: IndexingBar) -> None:
    bar.set_overview(overview(10, failures=3))
    assert button(bar, "failures").text().startswith("3 ")
    with qtbot.waitSignal(bar.show_failures):
        qtbot.mouseClick(button(bar, "failures"), LEFT)


def test_nothing_moves_while_numbers_change(bar: IndexingBar) -> None:
    def places() -> list[tuple[int, int]]:
        kinds = QLabel, QProgressBar, QPushButton
        shown = [child for kind in kinds for child in bar.findChildren(kind) if child.isVisible()]
        return [(child.x(), child.y()) for child in shown]

    bar.set_state(IndexingState("indexing", 1, 9999, 0, 1.2, 100_000.0))
    QApplication.sendPostedEvents()
    before, height = places(), bar.height()
    bar.set_state(IndexingState("indexing", 9998, 9999, 0, 1234.0, 3.0))
    QApplication.sendPostedEvents()
    assert places() == before
    bar.set_state(IndexingState("watching"))
    assert bar.height() == height


def test_a_photo_read_in_a_moment_is_no_news(bar: IndexingBar) -> None:
    bar.set_state(IndexingState("watching"))
    quiet = words(bar)
    bar.set_state(IndexingState("scanning"))
    bar.set_state(IndexingState("indexing", 0, 1))
    assert words(bar) == quiet
    bar.set_state(IndexingState("watching"))
    assert words(bar) == quiet


def test_longer_work_is_shown(qtbot: QtBot, bar: IndexingBar) -> None:
    bar.set_state(IndexingState("watching"))
    bar.set_state(IndexingState("indexing", 0, 100))
    qtbot.waitUntil(lambda: words(bar).startswith("Reading new photos"))


def test_long_words_do_not_widen_a_narrow_window(bar: IndexingBar) -> None:
    bar.set_state(IndexingState("waiting", message="Waiting for another Photosearch " * 10))
    assert bar.minimumSizeHint().width() < 700


def test_with_the_real_indexer(qtbot: QtBot, bar: IndexingBar, indexing: Indexing) -> None:
    indexing.changed.connect(bar.set_state)
    bar.pause.connect(indexing.pause)
    bar.resume.connect(indexing.resume)
    bar.set_state(indexing.state)
    until(qtbot, lambda: words(bar).startswith("Up to date"))
    bar.pause.emit()
    until(qtbot, lambda: words(bar).startswith("Paused"))
    qtbot.mouseClick(button(bar, "pauseOrResume"), LEFT, pos=QPoint(5, 5))
    until(qtbot, lambda: words(bar).startswith("Up to date"))


def until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=60_000)
