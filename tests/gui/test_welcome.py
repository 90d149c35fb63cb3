"""The first page: how to begin, and what one sees until there are photos."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from photosearch.gui.welcome import WelcomePage
from photosearch.services.records import FolderInfo, IndexingState, Overview

FOLDER = FolderInfo(1, "/photos", 0, 0, True, ())
EMPTY = Overview(0, 0, (), (), None, None, 0, "network")
WITH_FOLDER = Overview(0, 0, (FOLDER,), (), None, None, 0, "network")


@pytest.fixture
def page(qtbot: QtBot) -> WelcomePage:
    made = WelcomePage()
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def headline(page: WelcomePage) -> str:
    return page.findChild(QLabel, "headline").text()


def detail(page: WelcomePage) -> str:
    return page.findChild(QLabel, "detail").text()


def shown(page: WelcomePage, name: str) -> bool:
    return page.findChild((QPushButton, QLabel)[name == "promise"], name).isVisible()


def test_one_sentence_and_one_button(qtbot: QtBot, page: WelcomePage) -> None:
    assert "copies" in headline(page) and "same place" in headline(page)
    assert page.findChild(QLabel, "promise").text() == "Nothing leaves this computer."
    with qtbot.waitSignal(page.add_folder_wanted):
        qtbot.mouseClick(page.findChild(QPushButton, "addFolders"), Qt.MouseButton.LeftButton)


def test_the_whole_sentence_can_be_read(page: WelcomePage) -> None:
    label = page.findChild(QLabel, "headline")
    assert label.height() >= label.heightForWidth(label.width())


def test_the_folder_for_pictures_is_offered(qtbot: QtBot) -> None:
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    os.makedirs(pictures)
    page = WelcomePage()
    qtbot.addWidget(page)
    page.show()
    offer = page.findChild(QPushButton, "offeredFolder")
    qtbot.waitUntil(offer.isVisible)
    assert Path(pictures).name in offer.text()
    with qtbot.waitSignal(page.folder_offered) as offered:
        qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert offered.args == [pictures]


def test_a_folder_that_is_not_there_is_not_offered(qtbot: QtBot, page: WelcomePage) -> None:
    # The answer of the disk is there before this later question's.
    from photosearch.gui.jobs import in_thread

    with qtbot.waitSignal(in_thread(lambda: None).finished):
        pass
    assert not shown(page, "offeredFolder")


def test_the_first_numbers(page: WelcomePage) -> None:
    page.wait_for_photos()
    assert headline(page).startswith("Looking through")
    assert not shown(page, "addFolders") and not shown(page, "promise")
    page.set_state(IndexingState("indexing", 300, 1200, 0, 10.0, 90.0))
    assert "300 of 1" in detail(page) and "left" in detail(page)
    bar = page.findChild(QProgressBar)
    assert bar.isVisible() and bar.value() * 4 == bar.maximum()


def test_a_library_with_folders_waits_from_the_start(page: WelcomePage) -> None:
    page.set_overview(WITH_FOLDER)
    assert headline(page).startswith("Looking through")
    page.set_overview(EMPTY)
    assert shown(page, "addFolders") and shown(page, "promise")


def test_what_was_known_before_the_folder_came_does_not_end_the_wait(page: WelcomePage) -> None:
    page.wait_for_photos()
    page.set_overview(EMPTY)
    assert headline(page).startswith("Looking through")
    page.invite()
    assert shown(page, "addFolders")


def test_folders_without_photos(qtbot: QtBot, page: WelcomePage) -> None:
    page.set_overview(WITH_FOLDER)
    page.set_state(IndexingState("watching"))
    qtbot.waitUntil(lambda: headline(page).startswith("There are no photos"))
    assert shown(page, "addFolders")
    page.set_state(IndexingState("indexing", 1, 2))
    assert headline(page).startswith("Looking through")
