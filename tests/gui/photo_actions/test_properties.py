"""Everything that is known of a photo, beside the window."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from photosearch.gui.photo_actions.actions import PhotoActions
from photosearch.gui.photo_actions.properties import PropertiesDialog
from photosearch.services.records import Photo
from tests.gui.answers import WAIT_MS


@pytest.fixture
def dialog_of(
    qtbot: QtBot, actions: PhotoActions, window: QMainWindow
) -> Callable[[Photo], PropertiesDialog]:
    def make(photo: Photo) -> PropertiesDialog:
        actions.set_photos([photo])
        actions.actions["properties"].trigger()
        return window.findChildren(PropertiesDialog)[-1]

    return make


def labels(dialog: PropertiesDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def test_the_dialog_shows_picture_and_facts_beside_the_window(
    qtbot: QtBot, dialog_of: Callable[[Photo], PropertiesDialog], known: dict[str, Photo]
) -> None:
    dialog = dialog_of(known["china"])
    assert dialog.isVisible() and not dialog.isModal()
    qtbot.waitUntil(lambda: not dialog.preview.pixmap().isNull(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "Size" in labels(dialog), timeout=WAIT_MS)
    assert {"Folder", "Dimensions", "Modified"} <= set(labels(dialog))
    other = dialog_of(known["dogs"])
    assert other is not dialog and dialog.isVisible()


def test_all_of_it_can_be_copied(
    qtbot: QtBot, dialog_of: Callable[[Photo], PropertiesDialog], known: dict[str, Photo]
) -> None:
    dialog = dialog_of(known["china"])
    qtbot.waitUntil(lambda: "Size" in labels(dialog), timeout=WAIT_MS)
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Name: china.jpg"
    assert any(line.startswith("Size: ") for line in lines)
    value = next(label for label in dialog.findChildren(QLabel) if label.text().startswith("200"))
    assert value.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_an_offline_photo_shows_what_the_library_knows(
    qtbot: QtBot, dialog_of: Callable[[Photo], PropertiesDialog], known: dict[str, Photo]
) -> None:
    dialog = dialog_of(replace(known["china"], offline=True, camera="Leica M3"))
    assert "Leica M3" in labels(dialog)
    assert any("not connected" in text for text in labels(dialog))


def test_an_odd_name_is_shown_and_read(
    qtbot: QtBot, dialog_of: Callable[[Photo], PropertiesDialog], odd: Photo
) -> None:
    dialog = dialog_of(odd)
    qtbot.waitUntil(lambda: "Size" in labels(dialog), timeout=WAIT_MS)
    assert "-rf % &$(touch x)" in dialog.windowTitle()
    qtbot.waitUntil(lambda: not dialog.preview.pixmap().isNull(), timeout=WAIT_MS)


def test_a_broken_file_says_why(
    qtbot: QtBot, dialog_of: Callable[[Photo], PropertiesDialog], own_photo_folder: str
) -> None:
    path = f"{own_photo_folder}/broken.jpg"
    with open(path, "wb") as file:
        file.write(b"nothing")
    dialog = dialog_of(Photo.outside(path))
    qtbot.waitUntil(lambda: any("cannot be" in text for text in labels(dialog)), timeout=WAIT_MS)
