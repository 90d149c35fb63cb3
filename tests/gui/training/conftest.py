"""A window beside which Photosearch learns."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from photosearch.gui.context import Context
from photosearch.gui.engine import Engine
from photosearch.gui.indexing import Indexing
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts
from photosearch.gui.training import Training, TrainingDialog, open_training
from tests.training.sample_places import sample_places


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """13 places with 32 photos; not to be changed."""
    folder = tmp_path_factory.mktemp("training") / "My places"
    sample_places(folder)
    return folder


@pytest.fixture
def context(
    own_engine: Engine, indexing: Indexing, settings: Settings, shortcuts: Shortcuts, own_library: str
) -> Context:
    """What the program hands to its window, with real services on a library of eight photos."""
    settings.set("device", "cpu")
    return Context(own_engine, indexing, settings, shortcuts, own_library)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    """A window; what was started for it is ended."""
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    yield made
    for training in made.findChildren(Training):
        training.end()


Said = list[tuple[str, str, Callable[[], object] | None]]


@pytest.fixture
def said() -> Said:
    """What the window told the person."""
    return []


@pytest.fixture
def dialog(qtbot: QtBot, window: QMainWindow, context: Context, said: Said) -> TrainingDialog:
    """The dialog at its beginning."""
    made = open_training(window, context, lambda words, action, act: said.append((words, action, act)))
    with qtbot.waitExposed(made):
        made.show()
    return made
