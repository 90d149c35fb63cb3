"""The page of what could not be read."""

import os

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.failures_page import FailuresPage
from photosearch.services.records import FailureInfo

LEFT = Qt.MouseButton.LeftButton
ODD = b"odd \xff name.jpg"


@pytest.fixture
def broken(own_photo_folder: str) -> str:
    """The folder with three files that are no pictures; they are there before it is indexed."""
    for name, content in (
        (b"empty.jpg", b""),
        (b"Words.jpg", b"not a picture at all"),
        (ODD, b"nor this one"),
    ):
        with open(os.path.join(os.fsencode(own_photo_folder), name), "wb") as file:
            file.write(content)
    return own_photo_folder


@pytest.fixture
def page(qtbot: QtBot, broken: str, own_engine: Engine) -> FailuresPage:
    made = FailuresPage(own_engine)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    qtbot.waitUntil(lambda: table(made).model().rowCount() == 3, timeout=30_000)
    return made


def table(page: FailuresPage) -> QTableView:
    return page.findChild(QTableView)


def column(page: FailuresPage, number: int) -> list[str]:
    model = table(page).model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def press(qtbot: QtBot, page: FailuresPage, text: str) -> None:
    found = next(button for button in page.findChildren(QPushButton) if button.text() == text)
    qtbot.mouseClick(found, LEFT)


def test_each_file_with_its_reason(page: FailuresPage, broken: str) -> None:
    assert column(page, 0) == ["empty.jpg", "odd \N{REPLACEMENT CHARACTER} name.jpg", "Words.jpg"]
    assert all(os.path.basename(broken) in folder for folder in column(page, 1))
    assert all(column(page, 2))
    assert any("untouched" in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_sorted_by_a_click_on_the_header(qtbot: QtBot, page: FailuresPage) -> None:
    header = table(page).horizontalHeader()
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(20, 10))
    assert column(page, 0)[0] == "Words.jpg"
    x = header.sectionViewportPosition(2) + 20
    qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(x, 10))
    assert column(page, 2) == sorted(column(page, 2), key=str.casefold)


def test_only_one_reason(qtbot: QtBot, page: FailuresPage) -> None:
    reasons = page.findChild(QComboBox)
    assert "(3)" in reasons.itemText(0)
    # Two files hold no picture, one holds nothing at all: the most frequent reason comes first.
    assert reasons.count() == 3 and "(2)" in reasons.itemText(1) and "(1)" in reasons.itemText(2)
    reasons.setFocus()
    qtbot.keyClick(reasons, Qt.Key.Key_Down)
    assert len(column(page, 0)) == 2


def test_only_some_names(qtbot: QtBot, page: FailuresPage) -> None:
    field = page.findChild(QLineEdit)
    qtbot.keyClicks(field, "wORD")
    qtbot.waitUntil(lambda: column(page, 0) == ["Words.jpg"])
    press(qtbot, page, "Copy list")
    assert QGuiApplication.clipboard().text().count("Words.jpg") == 1
    assert "empty" not in QGuiApplication.clipboard().text()
    field.clear()
    qtbot.waitUntil(lambda: len(column(page, 0)) == 3)


def test_the_list_as_text(qtbot: QtBot, page: FailuresPage, broken: str) -> None:
    press(qtbot, page, "Copy list")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    path, reason = lines[0].split("\t")
    assert path == os.path.join(broken, "empty.jpg") and reason == column(page, 2)[0]


def test_show_one_in_its_folder(qtbot: QtBot, page: FailuresPage) -> None:
    view = table(page)
    where = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=where)
    view.customContextMenuRequested.emit(where)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(page.show_in_folder) as wanted:
        menu.actions()[0].trigger()
    menu.close()
    assert os.path.basename(os.fsencode(wanted.args[0])) == ODD


def test_check_again(qtbot: QtBot, page: FailuresPage) -> None:
    with qtbot.waitSignal(page.check_again):
        press(qtbot, page, "Check again")


def test_ten_thousand_hold_up_nothing(qtbot: QtBot, page: FailuresPage, no_stalls: object) -> None:
    many = [FailureInfo(f"/photos/{n:05}.jpg", f"Reason {n % 5}") for n in range(10_000)]
    page.show_failures(many)
    for text in ("7", "77", "777"):
        page.findChild(QLineEdit).setText(text)
        left = sum(text in failure.path for failure in many)
        qtbot.waitUntil(lambda left=left: table(page).model().rowCount() == left)


def test_where_everything_could_be_read(qtbot: QtBot, engine: Engine) -> None:
    page = FailuresPage(engine)
    qtbot.addWidget(page)
    page.show()
    words = next(label for label in page.findChildren(QLabel) if label.text() == "Everything could be read")
    qtbot.waitUntil(words.isVisible)
    assert not table(page).isVisible()
