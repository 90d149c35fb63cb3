"""The settings dialog on a real library, with its services at work."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from photosearch.gui.context import Context
from photosearch.gui.engine import Engine
from photosearch.gui.indexing import Indexing
from photosearch.gui.settings.dialog import SettingsDialog, open_settings
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts

WAIT_MS = 60_000


@dataclass
class Told:
    """What the dialog told the program to do."""

    acts: list[str] = field(default_factory=list)


@dataclass
class Home:
    """The window the dialog is opened from, and what it is given."""

    window: QWidget
    context: Context
    told: Told

    def open(self, page: str = "") -> SettingsDialog:
        return open_settings(self.window, self.context, page)


@pytest.fixture
def actions(qtbot: QtBot, shortcuts: Shortcuts) -> dict[str, QAction]:
    """Some actions as the window has them."""
    made = {}
    for name, label, key in (
        ("search", "Search for a picture", "Ctrl+O"),
        ("trash", "Move to trash", "Del"),
        ("larger", "Larger pictures", "Ctrl++; Ctrl+="),
        ("about", "About Photosearch", ""),
    ):
        made[name] = QAction(label)
        shortcuts.register(made[name], name, label, key)
    return made


@pytest.fixture
def home(
    qtbot: QtBot, own_engine: Engine, indexing: Indexing, settings: Settings, shortcuts: Shortcuts,
    actions: dict[str, QAction], own_library: str,
) -> Iterator[Home]:  # fmt: skip
    window, told = QWidget(), Told()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    context = Context(
        own_engine, indexing, settings, shortcuts, own_library,
        lambda: told.acts.append("erase"), lambda: told.acts.append("restart"),
    )  # fmt: skip
    window.show()
    yield Home(window, context, told)
