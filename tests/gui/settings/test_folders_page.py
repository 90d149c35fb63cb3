"""The folders of a real library, changed by its real indexer."""

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from photosearch.gui.errors import ProblemDialog
from photosearch.gui.settings.folders_page import FoldersPage
from photosearch.gui.sidebar.excludes import ExcludesDialog
from photosearch.gui.sidebar.folder_menu import RemovalQuestion
from tests.gui.settings.conftest import WAIT_MS, Home


@pytest.fixture
def page(qtbot: QtBot, home: Home, own_photo_folder: str) -> FoldersPage:
    found = home.open("folders").findChild(FoldersPage)
    assert isinstance(found, FoldersPage)
    qtbot.waitUntil(lambda: "8" in _words(found, own_photo_folder), timeout=WAIT_MS)
    return found


def _words(page: FoldersPage, path: str) -> str:
    try:
        return page.line(path).words.text()
    except KeyError:
        return ""


def _press(page: FoldersPage, path: str, words: str) -> None:
    found = [button for button in page.line(path).findChildren(QPushButton) if words in button.text()]
    found[0].click()


def test_a_folder_is_added_by_the_dialog(
    qtbot: QtBot, home: Home, page: FoldersPage, own_photo_folder: str, tmp_path: Path
) -> None:
    added = os.path.realpath(tmp_path / "Été & more")
    shutil.copytree(own_photo_folder, added)
    page.add.click()
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(added)
    dialog.accept()
    qtbot.waitUntil(lambda: "8" in _words(page, added), timeout=WAIT_MS)
    assert "8" in _words(page, own_photo_folder)


def test_a_name_that_is_no_text_is_added_and_removed(
    qtbot: QtBot, page: FoldersPage, own_photo_folder: str, tmp_path: Path
) -> None:
    odd = os.fsdecode(os.path.join(os.path.realpath(os.fsencode(tmp_path)), b"odd \xff"))
    shutil.copytree(own_photo_folder, odd)
    page.add_folder(odd)
    qtbot.waitUntil(lambda: "8" in _words(page, odd), timeout=WAIT_MS)
    _press(page, odd, "Remove")
    _answer(qtbot, page, remove=True)
    qtbot.waitUntil(lambda: not _words(page, odd), timeout=WAIT_MS)
    assert len(os.listdir(odd)) == 8


def test_what_is_left_out_is_gone_and_said(qtbot: QtBot, page: FoldersPage, own_photo_folder: str) -> None:
    _press(page, own_photo_folder, "Leave out")
    dialog = page.findChild(ExcludesDialog)
    assert isinstance(dialog, ExcludesDialog)
    QTest.keyClicks(dialog.field, "c*.jpg")
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    qtbot.waitUntil(lambda: "c*.jpg" in _words(page, own_photo_folder), timeout=WAIT_MS)
    # china, citrus, colosseum
    qtbot.waitUntil(lambda: "5" in _words(page, own_photo_folder), timeout=WAIT_MS)
    assert len(os.listdir(own_photo_folder)) == 8


def _answer(qtbot: QtBot, page: FoldersPage, *, remove: bool) -> None:
    question = page.findChild(RemovalQuestion)
    assert isinstance(question, RemovalQuestion)
    (question.remove_button if remove else question.defaultButton()).click()
    qtbot.waitUntil(lambda: not isValid(question))


def test_removing_is_asked_and_leaves_the_files(
    qtbot: QtBot, page: FoldersPage, own_photo_folder: str
) -> None:
    for remove in (False, True):
        _press(page, own_photo_folder, "Remove")
        assert page.line(own_photo_folder).isVisible()
        _answer(qtbot, page, remove=remove)
    qtbot.waitUntil(lambda: not _words(page, own_photo_folder), timeout=WAIT_MS)
    qtbot.waitUntil(page.empty.isVisible, timeout=WAIT_MS)
    assert len(os.listdir(own_photo_folder)) == 8


def test_what_cannot_be_added_is_told(qtbot: QtBot, page: FoldersPage, tmp_path: Path) -> None:
    file = tmp_path / "no-folder.txt"
    file.write_text("text")
    page.add_folder(str(file))
    qtbot.waitUntil(lambda: bool(_problems()), timeout=WAIT_MS)
    (problem,) = _problems()
    assert "not a folder" in problem.details()
    problem.close()


def _problems() -> list[ProblemDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, ProblemDialog)]


def test_an_answer_after_the_dialog_is_closed_finds_nobody(
    qtbot: QtBot, home: Home, page: FoldersPage, own_photo_folder: str
) -> None:
    dialog = page.window()
    job = home.context.indexing.set_excludes(own_photo_folder, ["*.gif"])
    page._do(job)
    dialog.close()
    qtbot.waitUntil(lambda: not isValid(dialog) and job.ended, timeout=WAIT_MS)


def test_a_change_elsewhere_shows_here(
    qtbot: QtBot, home: Home, page: FoldersPage, own_photo_folder: str
) -> None:
    line = page.line(own_photo_folder)
    os.unlink(os.path.join(own_photo_folder, "china.jpg"))
    qtbot.waitUntil(lambda: "7" in _words(page, own_photo_folder), timeout=WAIT_MS)
    assert page.line(own_photo_folder) is line, "its buttons stay where they were"
