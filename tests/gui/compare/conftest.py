"""A comparison of real photos, with the real engine behind it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from photosearch.gui.compare.view import CompareView
from photosearch.gui.engine import Engine
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts
from photosearch.services.records import Photo
from tests.gui.answers import WAIT_MS, all_photos


@pytest.fixture
def thumbnails(engine: Engine, settings: Settings) -> Iterator[Thumbnails]:
    """Thumbnails of the shared library."""
    made = Thumbnails(engine, settings)
    yield made
    made.stop()


@pytest.fixture
def photo(qtbot: QtBot, engine: Engine) -> Callable[[str], Photo]:
    """Photos of the library by name."""
    known = all_photos(qtbot, engine)
    return lambda name: known[name]


@pytest.fixture
def view(
    qtbot: QtBot, engine: Engine, thumbnails: Thumbnails, settings: Settings, shortcuts: Shortcuts
) -> CompareView:
    """A comparison in a window of its own, with nothing in it yet."""
    made = CompareView(engine, thumbnails, settings, shortcuts)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def shown(qtbot: QtBot, view: CompareView) -> Callable[[Photo, Photo], CompareView]:
    """Shows two photos and waits until both are there."""

    def show(left: Photo, right: Photo) -> CompareView:
        view.show_pair(left, right)
        qtbot.waitUntil(lambda: all(source.levels is not None for source in view.sources), timeout=WAIT_MS)
        return view

    return show


def colour_at(widget: QWidget, point: QPoint) -> tuple[int, int, int]:
    """What is seen there."""
    ratio = widget.devicePixelRatioF()
    colour = widget.grab().toImage().pixelColor((point.toPointF() * ratio).toPoint())
    return colour.red(), colour.green(), colour.blue()
