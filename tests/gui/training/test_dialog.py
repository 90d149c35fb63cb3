"""Learning from places: the whole way, with the real trainer process on real photos."""

import dataclasses
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from photosearch.gui.context import Context
from photosearch.gui.training import TrainingDialog, open_training
from photosearch.gui.watchdog import Stall
from photosearch.network.models import DEFAULT_MODEL, default_model
from photosearch.services.records import ModelInfo
from photosearch.services.training_records import TrainingRun
from photosearch.services.training_runs import list_runs, runs_folder
from tests.gui.answers import answer
from tests.gui.training.conftest import Said

_WAIT = 120_000


def click(qtbot: QtBot, page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button.isVisible() and button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def words(page: QWidget, name: str) -> str:
    return str(page.findChild(QLabel, name).text())


def drop(page: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    common = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, QDragEnterEvent(QPointF(9, 9).toPoint(), *common))
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), *common))


def answer_box(qtbot: QtBot, dialog: TrainingDialog, role: QMessageBox.ButtonRole) -> None:
    """Press the button of that role in the question that comes up."""
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is not None)
    box = dialog.findChild(QMessageBox)
    button = next(button for button in box.buttons() if box.buttonRole(button) == role)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def start(qtbot: QtBot, dialog: TrainingDialog, places: Path) -> None:
    """Choose the folder and begin."""
    drop(dialog.folder, places)
    begin = dialog.verdict.findChild(QPushButton, "start")
    qtbot.waitUntil(begin.isEnabled, timeout=_WAIT)
    click(qtbot, dialog.verdict, "start")


def test_from_folder_to_use_and_back(
    qtbot: QtBot, dialog: TrainingDialog, context: Context, places: Path, no_stalls: list[Stall]
) -> None:
    start(qtbot, dialog, places)
    assert words(dialog.verdict, "heading") == "My places"
    assert words(dialog.verdict, "intro") == "13 place(s) with 2 to 4 photos each"
    assert "will change little" in words(dialog.verdict, "verdict")
    assert dialog.pages.currentWidget() is dialog.progress
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.result_page, timeout=_WAIT)
    assert "%" in dialog.progress.quality.accessibleDescription()
    assert "%" in dialog.progress.loss.accessibleDescription()
    run = dialog.result_page.run
    assert run is not None and run.finished and runs_folder().exists()
    assert len(dialog.result_page.findChildren(QWidget, "example")) == len(run.examples) > 5
    assert words(dialog.result_page, "keptAside").startswith("Kept aside: ")
    assert default_model() == DEFAULT_MODEL, "nothing is used before the person says so"

    click(qtbot, dialog.result_page, "adopt")
    qtbot.waitUntil(lambda: words(dialog.result_page, "intro") == "It is in use.", timeout=_WAIT)
    assert default_model() == run.id

    def described() -> dict[str, ModelInfo]:
        return {model.name: model for model in answer(qtbot, context.engine.models())}

    qtbot.waitUntil(lambda: described()[run.id].described == 8, timeout=_WAIT)
    click(qtbot, dialog.result_page, "former")
    qtbot.waitUntil(lambda: default_model() == DEFAULT_MODEL, timeout=_WAIT)
    qtbot.waitUntil(dialog.result_page.findChild(QPushButton, "adopt").isVisible, timeout=_WAIT)


def test_from_what_was_said_of_photos(
    qtbot: QtBot, dialog: TrainingDialog, context: Context, places: Path
) -> None:
    assert not dialog.folder.findChild(QPushButton, "fromLibrary").isVisible(), "nothing was said yet"
    said = [sorted(map(str, place.iterdir())) for place in sorted(places.iterdir())]
    pairs = 0
    for first, *others in [photos for photos in said if len(photos) > 1][:3]:
        pairs += answer(qtbot, context.engine.mark([first], others, "same")) or len(others)
    button = dialog.folder.findChild(QPushButton, "fromLibrary")
    qtbot.waitUntil(lambda: button.isVisible() and str(pairs) in button.text(), timeout=_WAIT)
    click(qtbot, dialog.folder, "fromLibrary")
    qtbot.waitUntil(lambda: dialog.verdict.findChild(QLabel, "verdict").isVisible(), timeout=_WAIT)
    assert words(dialog.verdict, "heading") == "What you said of your photos"
    assert "5 more place(s) are needed" in words(dialog.verdict, "verdict")
    assert "Same place" in words(dialog.verdict, "advice")
    click(qtbot, dialog.verdict, "back")
    for first, *others in [photos for photos in said if len(photos) > 1][3:]:
        answer(qtbot, context.engine.mark([first], others, "same"))
    click(qtbot, dialog.folder, "fromLibrary")
    begin = dialog.verdict.findChild(QPushButton, "start")
    qtbot.waitUntil(begin.isEnabled, timeout=_WAIT)
    click(qtbot, dialog.verdict, "start")
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.result_page, timeout=_WAIT)
    run = dialog.result_page.run
    assert run is not None and run.finished and run.from_library and run.folder == ""


def test_goes_on_while_the_dialog_is_closed(
    qtbot: QtBot, dialog: TrainingDialog, window: QMainWindow, context: Context, places: Path, said: Said
) -> None:
    start(qtbot, dialog, places)
    click(qtbot, dialog.progress, "leave")
    assert not dialog.isVisible()
    assert open_training(window, context) is dialog and dialog.pages.currentWidget() is dialog.progress
    dialog.close()
    qtbot.waitUntil(lambda: bool(said), timeout=_WAIT)
    (told, action, act) = said[0]
    assert "has learned" in told and action == "Look at it" and act is not None
    act()
    assert dialog.isVisible() and dialog.pages.currentWidget() is dialog.result_page
    click(qtbot, dialog.result_page, "later")
    open_training(window, context)
    dialog._show_beginning()
    card = f"run-{list_runs()[0].id}"
    qtbot.waitUntil(lambda: dialog.folder.earlier.findChild(QWidget, card) is not None, timeout=_WAIT)


def test_stop_goes_back_to_the_beginning(qtbot: QtBot, dialog: TrainingDialog, places: Path) -> None:
    start(qtbot, dialog, places)
    qtbot.waitUntil(lambda: dialog.training.run_id != "", timeout=_WAIT)
    click(qtbot, dialog.progress, "stop")
    assert words(dialog.progress, "phase") == "Stopping…"
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.folder, timeout=_WAIT)
    assert list_runs() == [] and not dialog.training.is_busy


def test_folder_that_is_not_enough_says_what_to_do(
    qtbot: QtBot, dialog: TrainingDialog, places: Path
) -> None:
    drop(dialog.folder, places / "china")
    qtbot.waitUntil(lambda: "not sorted by place" in words(dialog.verdict, "verdict"), timeout=_WAIT)
    assert "a folder of its own" in words(dialog.verdict, "advice")
    assert not dialog.verdict.findChild(QPushButton, "start").isVisible()
    assert not dialog.verdict.findChild(QRadioButton, "quick").isVisible()
    click(qtbot, dialog.verdict, "back")
    assert dialog.pages.currentWidget() is dialog.folder


def test_what_is_left_out_is_said(qtbot: QtBot, dialog: TrainingDialog, places: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(places, tmp_path / "places"))
    shutil.copy(places / "china" / "china.jpg", folder / "loose.jpg")
    (folder / "lone").mkdir()
    shutil.copy(places / "china" / "china.jpg", folder / "lone" / "one.jpg")
    drop(dialog.folder, folder)
    label = dialog.verdict.findChild(QLabel, "leftOut")
    qtbot.waitUntil(label.isVisible, timeout=_WAIT)
    assert label.text() == (
        "1 place(s) with a single photo: nothing to compare it with.\n"
        "1 photo(s) outside of the places are left out."
    )
    assert dialog.verdict.list.tree.topLevelItemCount() == 13
    card = dialog.verdict.findChild(QRadioButton, "thorough")
    qtbot.mouseClick(card.parentWidget(), Qt.MouseButton.LeftButton)
    assert dialog.verdict.kind() == "thorough"


RUN = TrainingRun(
    id="trained-2024-05-01",
    folder="/photos/places",
    kind="quick",
    begun="2024-05-01T10:00:00",
    network=DEFAULT_MODEL,
    finished=True,
    held_out=("Garden",),
    queries=10,
    before=0.8,
    after=0.7,
    better=1,
    worse=6,
)


def test_a_loss_is_said_and_not_offered(dialog: TrainingDialog) -> None:
    page = dialog.result_page
    dialog._show_result(RUN)
    assert words(page, "heading") == "It finds your places less well now"
    assert words(page, "before") == "80.0 %" and words(page, "after") == "70.0 %"
    assert words(page, "changes") == "1 search(es) better · 6 worse · 3 as before"
    adopt, discard = (page.findChild(QPushButton, name) for name in ("adopt", "discard"))
    assert discard.isDefault() and not adopt.isDefault()
    assert adopt.text() == "Use it all the same" and adopt.property("kind") == "flat"
    dialog._show_result(dataclasses.replace(RUN, after=0.9))
    assert words(page, "heading") == "It finds your places better now"
    assert adopt.isDefault() and not discard.isDefault() and adopt.text() == "Use it"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0.801, 0.802, "It made no difference"),
        (1.0, 1.0, "Everything was found before already"),
        (0.5, 0.506, "It finds your places better now"),
    ],
)
def test_headline_is_honest(dialog: TrainingDialog, before: float, after: float, said: str) -> None:
    dialog._show_result(dataclasses.replace(RUN, before=before, after=after))
    assert words(dialog.result_page, "heading") == said


def test_discarding_is_asked_for_first(qtbot: QtBot, dialog: TrainingDialog, context: Context) -> None:
    from photosearch.services.training_runs import save_run

    save_run(RUN)
    dialog._show_beginning()
    dialog.show_run(RUN.id)
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.result_page, timeout=_WAIT)
    click(qtbot, dialog.result_page, "discard")
    answer_box(qtbot, dialog, QMessageBox.ButtonRole.RejectRole)
    assert len(list_runs()) == 1
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is None)
    click(qtbot, dialog.result_page, "discard")
    answer_box(qtbot, dialog, QMessageBox.ButtonRole.DestructiveRole)
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.folder, timeout=_WAIT)
    assert list_runs() == []


def test_every_control_has_a_name(dialog: TrainingDialog) -> None:
    for button in dialog.findChildren(QPushButton):
        assert button.accessibleName() or button.text(), button
