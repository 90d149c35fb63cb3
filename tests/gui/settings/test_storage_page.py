"""What is stored: measured, cleared, exported, and deleted after a question."""

import os
import shutil
import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from photosearch.gui.settings.dialog import SettingsDialog
from photosearch.gui.settings.storage_page import StoragePage
from photosearch.gui.watchdog import Stall
from photosearch.services.own_data import cache_folder, data_folder
from tests.gui.settings.conftest import WAIT_MS, Home


@pytest.fixture
def pasted() -> Path:
    path = cache_folder() / "queries" / "pasted.png"
    # Other tests paste pictures, too.
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x" * 2_000_000)
    return path


@pytest.fixture
def dialog(qtbot: QtBot, home: Home, pasted: Path) -> SettingsDialog:
    return home.open("storage")


@pytest.fixture
def page(qtbot: QtBot, dialog: SettingsDialog) -> StoragePage:
    found = dialog.findChild(StoragePage)
    assert isinstance(found, StoragePage)
    qtbot.waitUntil(lambda: _size(found, "queries") == "2.0 MB", timeout=WAIT_MS)
    return found


def _size(page: StoragePage, part: str) -> str:
    return page.sizes[part].text()


def test_every_part_has_its_size(page: StoragePage) -> None:
    assert all(any(letter.isdigit() for letter in size.text()) for size in page.sizes.values())
    assert _size(page, "library") != "0 bytes" and _size(page, "models") == "0 bytes"
    offered = {name for name, button in page.clears.items() if button.isVisible()}
    assert "queries" in offered and "library" not in offered


def test_clearing_frees_the_space(
    qtbot: QtBot, page: StoragePage, pasted: Path, no_stalls: list[Stall]
) -> None:
    page.clears["queries"].click()
    qtbot.waitUntil(lambda: _size(page, "queries") == "0 bytes", timeout=WAIT_MS)
    assert not pasted.exists()
    assert not page.clears["queries"].isVisible(), "there is nothing left to clear"


def test_export_by_the_dialog(qtbot: QtBot, page: StoragePage, tmp_path: Path) -> None:
    page.export.button.click()
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("Über alles")
    dialog.accept()
    target = tmp_path / "Über alles.zip"
    qtbot.waitUntil(lambda: "Exported" in page.export.words.text(), timeout=WAIT_MS)
    assert str(target) in page.export.words.text()
    with zipfile.ZipFile(target) as archive:
        assert "library/catalogue.sqlite" in archive.namelist()
    assert not page.export.progress.isVisible()


def test_an_export_can_be_stopped(qtbot: QtBot, page: StoragePage, tmp_path: Path) -> None:
    weights = data_folder() / "models" / "mine" / "weights.onnx"
    weights.parent.mkdir(parents=True)
    with open(weights, "wb") as file:
        # Takes longer than the time to press the button.
        file.truncate(4 << 30)
    place = tmp_path / "there"
    place.mkdir()
    page.export.export_to(str(place / "all.zip"))
    qtbot.waitUntil(lambda: page.export.progress.maximum() > 0, timeout=WAIT_MS)
    page.export.button.click()
    qtbot.waitUntil(lambda: "Nothing" in page.export.words.text(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: os.listdir(place) == [], timeout=WAIT_MS)


def test_deleting_is_asked_first(qtbot: QtBot, home: Home, page: StoragePage) -> None:
    for role, acts in (
        (QMessageBox.ButtonRole.RejectRole, []),
        (QMessageBox.ButtonRole.AcceptRole, ["erase"]),
    ):
        page.delete.click()
        box = next(box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox))
        assert box.buttonRole(box.defaultButton()) == QMessageBox.ButtonRole.RejectRole
        next(button for button in box.buttons() if box.buttonRole(button) == role).click()
        qtbot.waitUntil(lambda box=box: not isValid(box))
        assert home.told.acts == acts
