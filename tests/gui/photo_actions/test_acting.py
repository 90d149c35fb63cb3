"""Acting on photos and taking it back, with the real trash of a home of the test's own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from photosearch.gui.errors import ProblemDialog
from photosearch.gui.photo_actions.actions import PhotoActions
from photosearch.library.acts.acting import Acts
from photosearch.library.acts.step import Step
from photosearch.services.act_records import FileStep
from photosearch.services.records import Photo
from tests.gui.answers import WAIT_MS


class Told:
    """What the actions told whoever shows photos."""

    def __init__(self, actions: PhotoActions) -> None:
        self.gone: list[str] = []
        self.back: list[str] = []
        self.messages: list[tuple[str, str, object]] = []
        actions.going.connect(lambda files: self.gone.extend(_paths(files)))
        actions.restored.connect(lambda files: self.back.extend(_paths(files)))
        actions.message.connect(lambda *message: self.messages.append(message))


def _paths(files: list[FileStep]) -> list[str]:
    return [file.path for file in files]


@pytest.fixture
def told(actions: PhotoActions) -> Told:
    return Told(actions)


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)


def in_trash(tmp_path: Path) -> list[str]:
    folder = tmp_path / "data" / "Trash" / "files"
    return sorted(os.listdir(folder)) if folder.exists() else []


def test_photos_are_gone_at_once_and_come_back(
    qtbot: QtBot, actions: PhotoActions, known: dict[str, Photo], told: Told, tmp_path: Path
) -> None:
    chosen = [known["china"], known["dogs"]]
    actions.set_photos(chosen)
    actions.actions["trash"].trigger()
    # Before the disk has answered.
    assert told.gone == [photo.path for photo in chosen]
    until(qtbot, lambda: told.messages)
    assert in_trash(tmp_path) == ["china.jpg", "dogs.jpg"]
    assert not os.path.exists(chosen[0].path)
    words, button, act = told.messages[0]
    assert (words, button) == ("2 photos moved to the trash", "Undo") or "2" in words
    assert callable(act)
    act()
    until(qtbot, lambda: len(told.back) == 2)
    assert all(os.path.exists(photo.path) for photo in chosen)
    assert in_trash(tmp_path) == []
    assert not actions.actions["undo"].isEnabled()


def test_keys_move_to_the_trash_and_undo_act_by_act(
    qtbot: QtBot, actions: PhotoActions, known: dict[str, Photo], told: Told, window: QMainWindow
) -> None:
    for name in ("china", "dogs"):
        actions.set_photos([known[name]])
        qtbot.keyClick(window, Qt.Key.Key_Delete)
        until(qtbot, lambda name=name: not os.path.exists(known[name].path) and told.messages)
        told.messages.clear()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: told.back)
    assert told.back == [known["dogs"].path]
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: len(told.back) == 2)
    assert os.path.exists(known["china"].path)


def test_undo_while_files_still_move_waits_for_them(
    qtbot: QtBot, actions: PhotoActions, known: dict[str, Photo], told: Told, tmp_path: Path
) -> None:
    actions.set_photos(list(known.values()))
    actions.actions["trash"].trigger()
    actions.actions["undo"].trigger()
    until(qtbot, lambda: len(told.back) == len(known))
    assert all(os.path.exists(photo.path) for photo in known.values())
    assert in_trash(tmp_path) == []


def test_undo_works_after_a_restart(
    qtbot: QtBot,
    actions: PhotoActions,
    make_actions: Callable[[], PhotoActions],
    known: dict[str, Photo],
    told: Told,
    odd: Photo,
) -> None:
    for chosen in ([odd], [known["china"], known["dogs"]]):
        actions.set_photos(chosen)
        actions.actions["trash"].trigger()
        until(qtbot, lambda: told.messages)
        told.messages.clear()
    again = make_actions()
    after = Told(again)
    until(qtbot, lambda: again.actions["undo"].isEnabled())
    assert "2" in again.actions["undo"].text()
    again.actions["undo"].trigger()
    until(qtbot, lambda: len(after.back) == 2)
    again.actions["undo"].trigger()
    until(qtbot, lambda: odd.path in after.back)
    assert os.path.exists(os.fsencode(odd.path))
    assert not again.actions["undo"].isEnabled()


def test_what_cannot_be_moved_comes_back_and_is_told(
    qtbot: QtBot,
    actions: PhotoActions,
    known: dict[str, Photo],
    told: Told,
    window: QMainWindow,
) -> None:
    os.unlink(known["dogs"].path)
    chosen = [known["dogs"], known["china"], known["giraffe"]]
    actions.set_photos(chosen)
    actions.actions["trash"].trigger()
    until(qtbot, lambda: told.messages)
    assert "2 " in told.messages[0][0]
    assert not os.path.exists(known["china"].path)
    assert told.back == [known["dogs"].path]
    dialog = window.findChild(ProblemDialog)
    assert dialog is not None and "dogs.jpg" in dialog.details()
    # What did go can be taken back.
    actions.actions["undo"].trigger()
    until(qtbot, lambda: os.path.exists(known["china"].path))


def test_what_is_no_longer_in_the_trash_is_told(
    qtbot: QtBot,
    actions: PhotoActions,
    known: dict[str, Photo],
    told: Told,
    window: QMainWindow,
    tmp_path: Path,
) -> None:
    actions.set_photos([known["china"], known["dogs"]])
    actions.actions["trash"].trigger()
    until(qtbot, lambda: told.messages)
    os.unlink(tmp_path / "data" / "Trash" / "files" / "dogs.jpg")
    actions.actions["undo"].trigger()
    until(qtbot, lambda: window.findChild(ProblemDialog))
    assert told.back == [known["china"].path]
    assert "dogs.jpg" in window.findChild(ProblemDialog).details()
    assert not actions.actions["undo"].isEnabled()


def test_many_photos_are_asked_about(
    qtbot: QtBot, actions: PhotoActions, own_photo_folder: str, told: Told, window: QMainWindow
) -> None:
    paths = [os.path.join(own_photo_folder, f"many-{number}.jpg") for number in range(21)]
    for path in [*paths, f"{paths[0]}.xmp"]:
        Path(path).write_bytes(b"x")
    actions.set_photos([Photo.outside(path) for path in paths])
    actions.actions["trash"].trigger()
    box = window.findChild(QMessageBox)
    assert "21" in box.text()
    until(qtbot, lambda: "1 file" in box.informativeText())
    assert told.gone == []
    # Enter alone does not move them.
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is None)
    assert told.gone == []
    actions.actions["trash"].trigger()
    box = window.findChild(QMessageBox)
    accept = next(button for button in box.findChildren(QPushButton) if "trash" in button.text())
    qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: told.messages)
    assert not any(os.path.exists(path) for path in paths)


def test_each_kind_of_act_is_named_and_undone(
    qtbot: QtBot, actions: PhotoActions, known: dict[str, Photo], told: Told, tmp_path: Path
) -> None:
    path, copy = known["china"].path, known["china"].path.replace("china", "copy")
    Path(copy).write_bytes(Path(path).read_bytes())
    Path(path).with_suffix(".xmp").write_bytes(b"<xmp/>")
    away = str(tmp_path / "away")
    for step, done, undo in (
        (FileStep("link", copy, path), "replaced by", "Undo replacing"),
        (FileStep("move", path, away), "moved to another folder, with 1 file", "to another folder"),
    ):
        told.messages.clear()
        actions.acting.do([step])
        until(qtbot, lambda: told.messages)
        assert done in told.messages[0][0] and undo in actions.actions["undo"].text()
    assert told.gone == [path] and sorted(os.listdir(away)) == ["china.jpg", "china.xmp"]
    actions.actions["undo"].trigger()
    until(qtbot, lambda: told.back)
    assert told.back == [path] and os.path.samefile(path, copy)
    actions.actions["undo"].trigger()
    until(qtbot, lambda: not os.path.samefile(path, copy))
    assert not actions.actions["undo"].isEnabled()


def test_what_the_command_line_did_can_be_undone_here(
    qtbot: QtBot, actions: PhotoActions, known: dict[str, Photo], told: Told, own_library: str
) -> None:
    assert not actions.actions["undo"].isEnabled()
    acts = Acts(Path(own_library))
    acts.act([Step("move", os.fsencode(known["dogs"].path), os.fsencode(own_library))])
    until(qtbot, lambda: actions.actions["undo"].isEnabled())
    actions.actions["undo"].trigger()
    until(qtbot, lambda: told.back)
    assert os.path.exists(known["dogs"].path)


def test_a_plan_that_contradicts_itself_is_told_and_nothing_goes(
    qtbot: QtBot, actions: PhotoActions, known: dict[str, Photo], told: Told, window: QMainWindow
) -> None:
    one, other = known["china"].path, known["dogs"].path
    actions.acting.do([FileStep("trash", one, kept=other), FileStep("trash", other, kept=one)])
    until(qtbot, lambda: window.findChild(ProblemDialog))
    assert told.back == [one, other] and os.path.exists(one) and not told.messages
    assert not actions.actions["undo"].isEnabled()
