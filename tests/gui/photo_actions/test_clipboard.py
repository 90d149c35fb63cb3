"""What other programs find on the clipboard, or get dropped."""

import json
import os

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from photosearch.gui.file_names import local_path
from photosearch.gui.photo_actions.actions import PhotoActions
from photosearch.services.records import Photo
from tests.gui.answers import WAIT_MS


def clipboard() -> QMimeData:
    return QGuiApplication.clipboard().mimeData()


def test_copied_files_are_files_for_other_programs(
    qtbot: QtBot, actions: PhotoActions, known: dict[str, Photo], odd: Photo, window: QMainWindow
) -> None:
    chosen = [known["china"], odd]
    actions.set_photos(chosen)
    with qtbot.waitSignal(actions.message):
        qtbot.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    found = clipboard()
    assert [local_path(url) for url in found.urls()] == [photo.path for photo in chosen]
    folder = os.path.dirname(odd.path)
    addresses = [
        f"file://{folder}/china.jpg",
        f"file://{folder}/-rf%20%25%20%26%24%28touch%20x%29%20%FF%E9.jpg",
    ]
    assert found.data("text/uri-list").data().decode() == "".join(line + "\r\n" for line in addresses)
    assert found.data("x-special/gnome-copied-files").data().decode() == "\n".join(["copy", *addresses])
    assert found.text().splitlines()[0] == known["china"].path


def test_a_copied_path_is_text(actions: PhotoActions, known: dict[str, Photo]) -> None:
    actions.set_photos([known["china"], known["dogs"]])
    actions.actions["copy_path"].trigger()
    assert clipboard().text() == f"{known['china'].path}\n{known['dogs'].path}"
    assert not clipboard().hasUrls()


def test_a_copied_picture_is_its_pixels(
    qtbot: QtBot, actions: PhotoActions, known: dict[str, Photo], no_stalls: list[object]
) -> None:
    actions.set_photos([known["china"]])
    with qtbot.waitSignal(actions.message, timeout=WAIT_MS):
        actions.actions["copy_image"].trigger()
    original = QImage(known["china"].path).convertToFormat(QImage.Format.Format_RGB32)
    encoded = QImage.fromData(clipboard().data("image/png"), "png").convertToFormat(
        QImage.Format.Format_RGB32
    )
    assert encoded.size() == original.size()
    middle = original.rect().center()
    for image in (encoded, clipboard().imageData()):
        found, wanted = image.pixelColor(middle), original.pixelColor(middle)
        assert abs(found.red() - wanted.red()) + abs(found.blue() - wanted.blue()) < 12


def test_a_drag_carries_files_and_a_mark_of_our_own(
    actions: PhotoActions, known: dict[str, Photo], odd: Photo
) -> None:
    mime = actions.mime_data([odd, known["china"]])
    assert [local_path(url) for url in mime.urls()] == [odd.path, known["china"].path]
    own = json.loads(mime.data("application/x-photosearch-photos").data())
    assert own == [odd.path, known["china"].path]
