"""The networks dialog with a real engine and indexer."""

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from photosearch.gui.context import Context
from photosearch.gui.engine import Engine
from photosearch.gui.errors import ProblemDialog
from photosearch.gui.indexing import Indexing
from photosearch.gui.models import ModelsDialog, open_models
from photosearch.gui.models.model_card import ModelCardFrame
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts
from photosearch.gui.watchdog import Stall
from photosearch.network.models import DEFAULT_MODEL, default_model, find_model, own_models_folder
from photosearch.services.records import ModelInfo
from tests.network.reprojected import BUNDLED, reprojected

_WAIT = 60_000


@pytest.fixture
def mine() -> str:
    """A network of the person's own."""
    return reprojected(own_models_folder() / "mine").name


@pytest.fixture
def context(
    mine: str,
    own_engine: Engine,
    indexing: Indexing,
    settings: Settings,
    shortcuts: Shortcuts,
    own_library: str,
) -> Context:
    return Context(own_engine, indexing, settings, shortcuts, own_library)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(qtbot: QtBot, window: QMainWindow, context: Context) -> ModelsDialog:
    made = open_models(window, context)
    qtbot.waitUntil(lambda: "looked at" in text(made, DEFAULT_MODEL, "described"), timeout=_WAIT)
    return made


def text(dialog: ModelsDialog, model: str, name: str) -> str:
    card = dialog.cards.get(model)
    return str(card.findChild(QLabel, name).text()) if card is not None else ""


def shown(dialog: ModelsDialog, model: str, name: str) -> bool:
    return bool(dialog.cards[model].findChild(QWidget, name).isVisible())


def click(qtbot: QtBot, dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button.isVisible() and button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def problem(qtbot: QtBot) -> ProblemDialog:
    """The problem that comes up."""

    def found() -> list[ProblemDialog]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, ProblemDialog) and w.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=_WAIT)
    return found()[0]


def test_each_network_has_a_card(qtbot: QtBot, dialog: ModelsDialog, mine: str) -> None:
    assert list(dialog.cards) == [*BUNDLED, mine]
    assert shown(dialog, DEFAULT_MODEL, "badge") and not shown(dialog, mine, "badge")
    assert not shown(dialog, DEFAULT_MODEL, "use") and shown(dialog, mine, "use")
    assert dialog.cards[DEFAULT_MODEL].findChild(QPushButton, "remove") is None, "the bundled one stays"
    assert text(dialog, DEFAULT_MODEL, "described") == "All of your photos were looked at with it"
    assert text(dialog, mine, "described") == "No photo was looked at with it yet"
    card = dialog.cards[DEFAULT_MODEL]
    facts = [label for label in card.findChildren(QLabel) if "Apache-2.0" in label.text()]
    assert facts and not facts[0].isVisible()
    qtbot.mouseClick(card.findChild(QToolButton, "more"), Qt.MouseButton.LeftButton)
    assert facts[0].isVisible()
    figures = find_model(DEFAULT_MODEL).figures
    shown_now = " ".join(label.text() for label in card.findChildren(QLabel))
    assert figures and all(f"{value:.2f}" in shown_now for value in figures.values())


def test_use_another_and_go_back(
    qtbot: QtBot, dialog: ModelsDialog, mine: str, no_stalls: list[Stall]
) -> None:
    with qtbot.waitSignal(dialog.changed, timeout=_WAIT):
        click(qtbot, dialog.cards[mine], "use")
    qtbot.waitUntil(
        lambda: text(dialog, mine, "described") == "All of your photos were looked at with it", timeout=_WAIT
    )
    assert default_model() == mine and shown(dialog, mine, "badge")
    assert not shown(dialog, mine, "remove"), "not while it is in use"
    with qtbot.waitSignal(dialog.changed, timeout=_WAIT):
        click(qtbot, dialog.cards[DEFAULT_MODEL], "use")
    qtbot.waitUntil(lambda: shown(dialog, DEFAULT_MODEL, "badge"), timeout=_WAIT)
    assert default_model() == DEFAULT_MODEL


def test_remove_asks_first(qtbot: QtBot, dialog: ModelsDialog, mine: str) -> None:
    for role, left in (
        (QMessageBox.ButtonRole.RejectRole, [*BUNDLED, mine]),
        (QMessageBox.ButtonRole.DestructiveRole, BUNDLED),
    ):
        click(qtbot, dialog.cards[mine], "remove")
        box = dialog.findChild(QMessageBox)
        assert mine in box.text()
        button = next(button for button in box.buttons() if box.buttonRole(button) == role)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is None, timeout=_WAIT)
        qtbot.waitUntil(lambda left=left: list(dialog.cards) == left, timeout=_WAIT)
    assert not (own_models_folder() / mine).exists()


def test_import_from_a_folder(qtbot: QtBot, dialog: ModelsDialog, mine: str, tmp_path: Path) -> None:
    exported = reprojected(tmp_path / "other", seed=2).folder
    dialog.import_from(str(exported))
    cancel = dialog.findChild(QPushButton, "cancelImport")
    assert cancel.isVisible() and not dialog.findChild(QPushButton, "import").isEnabled()
    qtbot.waitUntil(lambda: "other" in dialog.cards and not cancel.isVisible(), timeout=_WAIT)
    assert dialog.findChild(QPushButton, "import").isEnabled()
    qtbot.waitUntil(lambda: shown(dialog, "other", "use") and shown(dialog, "other", "remove"))


def test_file_that_is_no_network_says_so(qtbot: QtBot, dialog: ModelsDialog, tmp_path: Path) -> None:
    (tmp_path / "holiday.pt").write_bytes(b"no network")
    dialog.import_from(str(tmp_path / "holiday.pt"))
    told = problem(qtbot)
    assert "holiday.pt" in told.findChild(QLabel, "message").text()
    told.close()
    assert dialog.findChild(QPushButton, "import").isEnabled()
    assert list(dialog.cards) == [*BUNDLED, "mine"]


def test_until_all_is_looked_at_the_former_answers(qtbot: QtBot) -> None:
    card = find_model(DEFAULT_MODEL)
    values = {"input_size": card.input_size, "dimension": card.dimension, "origin": "", "licence": ""}
    values |= {"training_data": "", "backbone": "", "pooling": ""}
    frame = ModelCardFrame(ModelInfo("mine", "mine@1", True, 250, True, values))
    qtbot.addWidget(frame)
    frame.show()
    frame.show_state(frame.model, 900, DEFAULT_MODEL)
    assert frame.findChild(QLabel, "described").text() == (
        "250 of 900 photos were looked at with it. "
        f"Until your photos were looked at with it, {DEFAULT_MODEL} answers."
    )
    bar = frame.findChild(QProgressBar)
    assert bar.isVisible() and bar.value() == pytest.approx(bar.maximum() * 250 / 900, abs=1)
    frame.show_state(dataclasses.replace(frame.model, described=900), 900, "mine")
    assert not bar.isVisible()


def test_opened_twice_it_is_the_same(dialog: ModelsDialog, window: QMainWindow, context: Context) -> None:
    assert open_models(window, context) is dialog
