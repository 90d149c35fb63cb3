"""Handing photos to other programs."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListWidget, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from photosearch.gui.errors import ProblemDialog
from photosearch.gui.photo_actions.actions import PhotoActions
from photosearch.gui.photo_actions.open_with_menu import ProgramDialog
from photosearch.services.records import Photo
from tests.gui.answers import WAIT_MS
from tests.gui.photo_actions.conftest import Opened


@pytest.fixture
def recorder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two programs that write what they are called with into a file, one of them for JPEG files."""
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "system"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "etc"))
    applications = tmp_path / "data" / "applications"
    applications.mkdir(parents=True)
    program = tmp_path / "record"
    target = tmp_path / "called"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{target}.new"\nmv "{target}.new" "{target}"\n')
    program.chmod(0o755)
    for name, types in (("Recorder", "image/jpeg;"), ("Other", "text/plain;")):
        (applications / f"{name}.desktop").write_text(
            f"[Desktop Entry]\nType=Application\nName={name} & Co\n"
            f"Exec={program} {name} %F\nMimeType={types}\n"
        )
    return target


def open_submenu(qtbot: QtBot, menu: QMenu) -> QMenu:
    """The filled menu of programs."""
    action = next(action for action in menu.actions() if action.objectName() == "open_with")
    programs = action.menu()
    assert isinstance(programs, QMenu)
    menu.popup(QPoint(10, 10))
    programs.popup(QPoint(200, 10))
    qtbot.waitUntil(lambda: any(item.text() == "Another program…" for item in programs.actions()))
    return programs


def click(qtbot: QtBot, menu: QMenu, text: str) -> None:
    action = next(action for action in menu.actions() if action.text() == text)
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_open_hands_the_exact_file_to_the_desktop(
    qtbot: QtBot, actions: PhotoActions, odd: Photo, opened: Opened
) -> None:
    actions.set_photos([odd])
    actions.actions["open"].trigger()
    qtbot.waitUntil(lambda: bool(opened.urls), timeout=WAIT_MS)
    assert opened.urls[0].endswith(b"%FF%E9.jpg")
    assert opened.urls[0].startswith(b"file:///")


def test_a_file_that_is_gone_is_told(
    qtbot: QtBot, actions: PhotoActions, known: dict[str, Photo], opened: Opened, window: QMainWindow
) -> None:
    os.unlink(known["china"].path)
    actions.set_photos([known["china"]])
    actions.actions["open"].trigger()
    qtbot.waitUntil(lambda: window.findChild(ProblemDialog) is not None, timeout=WAIT_MS)
    assert "china.jpg" in window.findChild(ProblemDialog).details()
    assert opened.urls == []


@pytest.mark.parametrize("name", ["run.desktop", "run.exe", "photo.jpg.lnk", "no-ending"])
def test_what_is_not_named_as_a_photo_is_never_handed_on(
    actions: PhotoActions, tmp_path: Path, opened: Opened, name: str
) -> None:
    """A file can be a picture by its content and a program by its name."""
    (tmp_path / name).write_bytes(b"\xff\xd8\xff\xe0")
    actions.set_photos([Photo.outside(str(tmp_path / name))])
    for action in (actions.actions["open"], actions.actions["open_with"]):
        assert not action.isEnabled()
        assert "program" in action.toolTip()
    assert actions.actions["show_in_folder"].isEnabled()


def test_open_with_a_program_of_the_menu(
    qtbot: QtBot, actions: PhotoActions, odd: Photo, known: dict[str, Photo], recorder: Path
) -> None:
    menu = actions.menu([odd, known["dogs"]])
    qtbot.addWidget(menu)
    programs = open_submenu(qtbot, menu)
    assert [action.text() for action in programs.actions()] == ["Recorder && Co", "", "Another program…"]
    click(qtbot, programs, "Recorder && Co")
    qtbot.waitUntil(recorder.exists, timeout=WAIT_MS)
    called = recorder.read_bytes().splitlines()
    assert called == [b"Recorder", os.fsencode(odd.path), os.fsencode(known["dogs"].path)]


def test_open_with_any_other_program(
    qtbot: QtBot, actions: PhotoActions, known: dict[str, Photo], recorder: Path, window: QMainWindow
) -> None:
    menu = actions.menu([known["dogs"]])
    qtbot.addWidget(menu)
    click(qtbot, open_submenu(qtbot, menu), "Another program…")
    dialog = window.findChild(ProgramDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.filter, "oth")
    found = dialog.findChild(QListWidget)
    assert found.currentItem().text() == "Other & Co"
    qtbot.keyClick(dialog.filter, Qt.Key.Key_Return)
    qtbot.waitUntil(recorder.exists, timeout=WAIT_MS)
    assert recorder.read_text().splitlines() == ["Other", known["dogs"].path]


def test_a_program_that_does_not_start_is_told(
    qtbot: QtBot,
    actions: PhotoActions,
    known: dict[str, Photo],
    recorder: Path,
    window: QMainWindow,
    tmp_path: Path,
) -> None:
    (tmp_path / "record").unlink()
    menu = actions.menu([known["dogs"]])
    qtbot.addWidget(menu)
    click(qtbot, open_submenu(qtbot, menu), "Recorder && Co")
    qtbot.waitUntil(lambda: window.findChild(ProblemDialog) is not None, timeout=WAIT_MS)
    assert "Recorder & Co could not be started" in window.findChild(ProblemDialog).details()


def test_without_a_file_manager_the_folder_is_opened(
    qtbot: QtBot, actions: PhotoActions, known: dict[str, Photo], opened: Opened
) -> None:
    actions.set_photos([known["china"], known["dogs"]])
    actions.actions["show_in_folder"].trigger()
    qtbot.waitUntil(lambda: bool(opened.urls), timeout=WAIT_MS)
    assert opened.urls == [b"file://" + os.fsencode(os.path.dirname(known["china"].path))]


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A session bus of the test's own, and the file in which everything that is said on it is noted."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    noted = tmp_path / "noted"
    with noted.open("wb") as file:
        monitor = subprocess.Popen(
            ["dbus-monitor", "--address", address, "interface=org.freedesktop.FileManager1"],
            stdout=file,
            stderr=subprocess.DEVNULL,
        )
    yield noted
    for process in (monitor, daemon):
        process.send_signal(signal.SIGTERM)
        process.wait()
    daemon.stdout.close()


@pytest.mark.skipif(
    subprocess.run(["which", "dbus-daemon", "dbus-monitor"], capture_output=True).returncode != 0,
    reason="needs a message bus",
)
def test_the_file_manager_is_asked_to_choose_the_photos(
    qtbot: QtBot, actions: PhotoActions, known: dict[str, Photo], odd: Photo, opened: Opened, bus: Path
) -> None:
    qtbot.waitUntil(lambda: bus.stat().st_size > 0, timeout=WAIT_MS)
    actions.set_photos([known["china"], odd])
    actions.actions["show_in_folder"].trigger()
    # Nobody answers on this bus, so the folder is opened in the end.
    qtbot.waitUntil(lambda: bool(opened.urls), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: b"ShowItems" in bus.read_bytes(), timeout=WAIT_MS)
    said = bus.read_text()
    asked = re.findall(r'string "(file:.*)"', said)
    folder = os.path.dirname(odd.path)
    assert asked[0] == f"file://{folder}/china.jpg"
    assert asked[1].endswith("%FF%E9.jpg")
