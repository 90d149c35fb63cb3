"""A window that has the query strip at its top."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.query.drop_target import DropTarget
from photosearch.gui.query.strip import QueryStrip
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings


@pytest.fixture
def strip(qtbot: QtBot, engine: Engine, settings: Settings) -> Iterator[QueryStrip]:
    """The strip in a window that takes drops."""
    thumbnails = Thumbnails(engine, settings)
    window = QMainWindow()
    qtbot.addWidget(window)
    made = QueryStrip(engine, settings, thumbnails)
    centre = QWidget()
    column = QVBoxLayout(centre)
    column.addWidget(made)
    column.addStretch()
    window.setCentralWidget(centre)
    DropTarget(window, made)
    window.resize(1000, 600)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    thumbnails.stop()
