"""A window whose photos can be acted on."""

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.indexing import Indexing
from photosearch.gui.photo_actions.actions import PhotoActions
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts
from photosearch.services.records import Photo
from tests.gui.answers import all_photos


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(600, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def make_actions(
    own_engine: Engine, own_library: str, settings: Settings, shortcuts: Shortcuts, window: QMainWindow
) -> Callable[[], PhotoActions]:
    """Actions on the test's own photos; a second call is as after a restart."""
    made: list[PhotoActions] = []

    def make() -> PhotoActions:
        made.append(PhotoActions(own_engine, Indexing(own_library, window), settings, shortcuts, window))
        window.addActions(list(made[-1].actions.values()))
        return made[-1]

    return make


@pytest.fixture
def actions(make_actions: Callable[[], PhotoActions]) -> PhotoActions:
    return make_actions()


@pytest.fixture
def known(qtbot: QtBot, own_engine: Engine) -> dict[str, Photo]:
    """The test's own photos by name."""
    return all_photos(qtbot, own_engine)


class Opened(QObject):
    """Stands in for the desktop: takes what is to be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[bytes] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toEncoded().data())


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    """What the desktop was asked to open."""
    made = Opened()
    QDesktopServices.setUrlHandler("file", made, "take")
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def odd(own_photo_folder: str) -> Photo:
    """A photo outside of the library whose name begins with a dash and holds bytes that are no UTF-8."""
    path = os.fsencode(own_photo_folder) + b"/-rf % &$(touch x) \xff\xe9.jpg"
    with open(os.path.join(own_photo_folder, "china.jpg"), "rb") as source, open(path, "wb") as target:
        target.write(source.read())
    return Photo.outside(os.fsdecode(path))
