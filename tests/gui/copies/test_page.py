"""The copies view, as it is used: looked at, decided, acted on, undone."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from photosearch.gui.copies.page import CopiesPage
from photosearch.gui.copies.review import Review
from photosearch.gui.engine import Engine
from photosearch.gui.photo_actions.acting import Acting

LEFT = Qt.MouseButton.LeftButton


def names(review: Review, numbers: Any) -> set[str]:
    return {os.path.basename(review.group.members[number].photo.path) for number in numbers}


def group_of(page: CopiesPage, name: str) -> Review:
    return next(
        review for review in page.model.reviews if name in names(review, range(len(review.group.members)))
    )


def row_of(page: CopiesPage, name: str) -> int:
    return page.model.reviews.index(group_of(page, name))


def question() -> QMessageBox:
    shown = (widget for widget in QApplication.topLevelWidgets() if widget.isVisible())
    boxes = [widget for widget in shown if isinstance(widget, QMessageBox)]
    assert len(boxes) == 1
    return boxes[0]


@pytest.fixture
def accept(qtbot: QtBot) -> Callable[[], str]:
    """Waits for the question, says yes and returns what was asked."""

    def answer() -> str:
        qtbot.waitUntil(lambda: bool(question()), timeout=20_000)
        box = question()
        text = f"{box.text()}\n{box.informativeText()}"
        box.accept()
        return text

    return answer


def spot(page: CopiesPage, row: int, number: int) -> QPoint:
    view = page.view
    laid = view.painting.layout(view.visualRect(page.model.index(row)))
    return laid.badge(number).center()


def test_groups_are_found_and_the_best_of_each_is_proposed(page: CopiesPage) -> None:
    assert len(page.model.reviews) == 2
    china, dogs = group_of(page, "china.jpg"), group_of(page, "dogs.jpg")
    assert china.group.kind == "copy" and dogs.group.kind == "exact"
    assert names(china, china.staying) == {"china.jpg"}
    assert names(china, china.going) == {"china (1).jpg", "for-the-web.jpg"}
    assert names(dogs, dogs.going) == {"dogs (1).jpg"}
    small = next(number for number in china.going if names(china, [number]) == {"for-the-web.jpg"})
    assert "smaller" in china.reason(small)
    assert page.head.chips["exact"].text().endswith("1") and page.head.chips["copy"].text().endswith("1")
    assert "3 photo(s) can go" in page.head.summary.text()
    assert "3 photo" in page.head.do.text()


def test_a_kind_can_be_left_out(qtbot: QtBot, page: CopiesPage) -> None:
    qtbot.mouseClick(page.head.chips["copy"], LEFT)
    assert [review.group.kind for review in page.model.reviews] == ["exact"]
    assert "1 photo(s) can go" in page.head.summary.text()
    qtbot.mouseClick(page.head.chips["exact"], LEFT)
    assert page.message.isVisible() and not page.head.do.isEnabled()
    qtbot.mouseClick(page.head.chips["copy"], LEFT)
    assert page.view.isVisible()


def test_the_person_turns_a_photo_with_the_mouse_or_a_key(qtbot: QtBot, page: CopiesPage) -> None:
    row = row_of(page, "dogs.jpg")
    dogs = page.model.reviews[row]
    page.view.scrollTo(page.model.index(row))
    (going,) = dogs.going
    qtbot.mouseClick(page.view.viewport(), LEFT, pos=spot(page, row, going))
    assert dogs.going == ()
    page.view.setFocus()
    page.view.setCurrentIndex(page.model.index(row))
    for _ in range(2):
        qtbot.keyClick(page.view, Qt.Key.Key_Left)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert dogs.going == (0,)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    qtbot.keyClick(page.view, Qt.Key.Key_Backspace)
    assert dogs.skipped and dogs.going == ()


def test_what_was_decided_counts_when_one_looks_again(qtbot: QtBot, page: CopiesPage) -> None:
    page.view.skip(row_of(page, "dogs.jpg"))
    page.view.keep_only(row_of(page, "china.jpg"), 0)
    decided = names(group_of(page, "china.jpg"), [0])
    with qtbot.waitSignal(page.finder.ended, timeout=60_000):
        page.look_again()
    qtbot.waitUntil(lambda: len(page.model.reviews) == 2, timeout=20_000)
    assert group_of(page, "dogs.jpg").skipped
    china = group_of(page, "china.jpg")
    assert names(china, china.staying) == decided


def test_other_rules_choose_anew_at_once(qtbot: QtBot, page: CopiesPage) -> None:
    page.head.rules.click()
    qtbot.waitUntil(lambda: page.rules_dialog is not None, timeout=20_000)
    dialog = page.rules_dialog
    assert dialog is not None
    row = next(n for n, rule in enumerate(dialog.rules()) if rule["rule"] == "resolution")
    dialog.list.setCurrentRow(row)
    qtbot.mouseClick(dialog.buttons["turn"], LEFT)
    china = group_of(page, "china.jpg")
    qtbot.waitUntil(lambda: names(china, china.staying) == {"for-the-web.jpg"}, timeout=20_000)
    assert "can go" in dialog.outcome.text()
    assert page._settings.get("keep_rules")[row] == {"rule": "resolution", "reverse": True}
    dialog.close()
    page.finder.choose_by(None)
    qtbot.waitUntil(lambda: names(china, china.staying) == {"china.jpg"}, timeout=20_000)


def test_a_photo_that_is_no_copy_leaves_the_group(qtbot: QtBot, page: CopiesPage) -> None:
    china = group_of(page, "china.jpg")
    number = next(n for n in range(3) if names(china, [n]) == {"for-the-web.jpg"})
    with qtbot.waitSignal(page.view.menu_wanted), qtbot.waitSignal(page.menu_wanted) as menu:
        page.view.menu_wanted.emit(china, number, QPoint(1, 1))
    foreign = menu.args[2][2]
    assert foreign.text() == "No copy of the others"
    with qtbot.waitSignal(page.marked) as marked:
        foreign.trigger()
    assert os.path.basename(marked.args[0]) == "for-the-web.jpg" and len(marked.args[1]) == 2
    left = group_of(page, "china.jpg")
    assert names(left, range(len(left.group.members))) == {"china.jpg", "china (1).jpg"}


def test_copies_go_to_the_trash_and_come_back(
    qtbot: QtBot, page: CopiesPage, own_engine: Engine, own_photo_folder: str, accept: Callable[[], str]
) -> None:
    acting = Acting(own_engine)
    page.decided.connect(acting.do)
    before = {path.name: path.read_bytes() for path in Path(own_photo_folder).iterdir()}
    with qtbot.waitSignal(acting.acted, timeout=20_000):
        qtbot.mouseClick(page.head.do, LEFT)
        asked = accept()
    assert "Move 3 photo(s) to the trash?" in asked and "Undo takes it back" in asked
    left = {path.name for path in Path(own_photo_folder).iterdir()}
    assert left == {"china.jpg", "dogs.jpg", "cat.png", "colosseum.jpg"}
    assert page.model.reviews == [] and page.message.isVisible()
    with qtbot.waitSignal(acting.back, timeout=20_000):
        acting.undo()
    assert {path.name: path.read_bytes() for path in Path(own_photo_folder).iterdir()} == before
    page.look_again()
    qtbot.waitUntil(lambda: len(page.model.reviews) == 2, timeout=60_000)


def test_the_same_file_becomes_a_link(
    qtbot: QtBot, page: CopiesPage, own_engine: Engine, own_photo_folder: str, accept: Callable[[], str]
) -> None:
    acting = Acting(own_engine)
    page.decided.connect(acting.do)
    with qtbot.waitSignal(acting.acted, timeout=20_000):
        page.act("link")
        asked = accept()
    assert "Replace 2 photo(s) by links" in asked
    one, other = (os.stat(os.path.join(own_photo_folder, name)) for name in ("dogs.jpg", "dogs (1).jpg"))
    assert one.st_ino == other.st_ino
    assert os.path.exists(os.path.join(own_photo_folder, "for-the-web.jpg")), "it is another file"
