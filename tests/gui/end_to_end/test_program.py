"""The installed program on a real screen, with keys and mouse alone.

With PHOTOSEARCH_SCREENSHOTS a folder, a picture of the screen is saved there at every step.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.conftest import SAMPLE
from tests.gui.end_to_end.screen import Screen, missing, until

PROGRAM = str(Path(sys.executable).with_name("photosearch"))
_WIDTH, _HEIGHT = 1280, 800

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")


class Desktop:
    """A person's home with photos in it, the screen, and the program."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "person"
        self.photos = self.home / "Pictures" / "Été & more"
        self.photos.mkdir(parents=True)
        for path in SAMPLE.glob("*.jpg"):
            shutil.copy2(path, self.photos)
        # As short as a real one: the name of a socket holds some hundred characters.
        runtime = tempfile.mkdtemp(prefix="photosearch-")
        places = {"DATA": ".local/share", "CONFIG": ".config", "CACHE": ".cache", "STATE": ".local/state"}
        environment = {
            **os.environ,
            **{f"XDG_{name}_HOME": str(self.home / place) for name, place in places.items()},
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": runtime,
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "LANGUAGE": "en",
            "LC_ALL": "C.UTF-8",
        }
        self.screen = Screen(f"{_WIDTH}x{_HEIGHT}", environment)
        self.program = subprocess.Popen([PROGRAM], env=self.screen.environment)
        self._pictures = os.environ.get("PHOTOSEARCH_SCREENSHOTS")
        self._number = 0
        self._scratch = folder / "now.png"

    def close(self) -> None:
        self.step("end")
        if self.program.poll() is None:
            self.program.send_signal(signal.SIGTERM)
            self.program.wait(20)
        self.screen.close()
        shutil.rmtree(self.screen.environment["XDG_RUNTIME_DIR"])

    def run(self, *arguments: str) -> dict:
        done = subprocess.run(
            [PROGRAM, *arguments, "--json"], env=self.screen.environment, capture_output=True, timeout=60
        )
        return json.loads(done.stdout) if done.returncode == 0 else {}

    def settings(self) -> dict:
        path = self.home / ".config" / "photosearch" / "settings.json"
        return json.loads(path.read_text("utf-8")) if path.exists() else {}

    def picture(self) -> QImage:
        self.screen.save(self._scratch)
        return QImage(str(self._scratch))

    def step(self, name: str) -> None:
        self._number += 1
        if self._pictures:
            self.screen.save(Path(self._pictures) / f"{self._number:02}-{name}.png")


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(tmp_path)
    yield made
    made.close()


def _difference(one: QImage, other: QImage, left: float, right: float) -> float:
    """The share of points that differ between two pictures, in a part of their width."""
    columns = range(int(left * one.width()), int(right * one.width()), 7)
    points = [(x, y) for x in columns for y in range(60, one.height() - 60, 7)]
    return sum(one.pixel(x, y) != other.pixel(x, y) for x, y in points) / len(points)


def _add_folder(desktop: Desktop) -> None:
    screen = desktop.screen
    until(lambda: bool(screen.window("Photosearch")), "the window")
    screen.tool("windowactivate", "--sync", screen.window("Photosearch"))
    desktop.step("welcome")
    screen.keys("ctrl+shift+o")
    until(lambda: "folder" in screen.active_title(), "the folder dialog")
    screen.write(str(desktop.photos.parent))
    desktop.step("folder-dialog")
    # The first may only take what the dialog proposes.
    until(lambda: _answered(screen), "the dialog to close")
    until(
        lambda: desktop.run("library", "info").get("photos") == len(os.listdir(desktop.photos)),
        "the index",
        120,
    )


def _answered(screen: Screen) -> bool:
    if "folder" in screen.active_title():
        screen.keys("Return")
        return False
    return True


def test_a_person_finds_compares_trashes_and_restores(desktop: Desktop) -> None:
    screen = desktop.screen
    _add_folder(desktop)
    # The list is brought up to date some seconds after the last photo came.
    until(lambda: _shows_photos(desktop), "photos in the window")
    desktop.step("library")

    wanted = desktop.photos / "eiffel-tower-1.jpg"
    source = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("drag_source.py")), str(wanted), "1190", "640"],
        env=screen.environment,
    )
    until(lambda: bool(screen.window("file manager")), "the file manager")
    screen.drag((1230, 680), (700, 400))
    until(lambda: bool(screen.window("eiffel-tower-1.jpg")), "the search")
    source.terminate()
    source.wait(10)
    desktop.step("search")
    # Settings are written a moment later, and quietly.
    until(lambda: "eiffel-tower-1.jpg" in json.dumps(desktop.settings()), "the query to be remembered")

    # The first result is the picture itself; the context menu key works on it.
    screen.tool("windowactivate", "--sync", screen.window("eiffel-tower-1.jpg"))
    before = desktop.picture()
    screen.click(800, 430)
    screen.keys("Home", "Right")
    screen.keys("Menu")
    until(lambda: _difference(before, desktop.picture(), 0.2, 1) > 0.02, "the context menu")
    desktop.step("context-menu")
    screen.keys("Escape")

    before = desktop.picture()
    screen.keys("Return")
    until(lambda: _difference(before, desktop.picture(), 0.7, 1) > 0.3, "the comparison")
    desktop.step("compare")
    screen.keys("Escape")

    _trash_and_restore(desktop)
    screen.keys("ctrl+q")
    assert desktop.program.wait(20) == 0


def _shows_photos(desktop: Desktop) -> bool:
    picture = desktop.picture()
    colours = {picture.pixel(x, y) for x in range(300, 1200, 9) for y in range(220, 700, 9)}
    return len(colours) > 500


def _trash_and_restore(desktop: Desktop) -> None:
    screen = desktop.screen
    screen.click(800, 430)
    screen.keys("Home", "Right")
    names = set(os.listdir(desktop.photos))
    screen.keys("Delete")
    until(lambda: len(os.listdir(desktop.photos)) == len(names) - 1, "the trash")
    desktop.step("trashed")
    (gone,) = names - set(os.listdir(desktop.photos))
    trash = desktop.home / ".local" / "share" / "Trash" / "files"
    assert os.listdir(trash) == [gone]
    screen.keys("ctrl+z")
    until(lambda: set(os.listdir(desktop.photos)) == names, "the photo to be back")
    assert os.listdir(trash) == []
    desktop.step("restored")


def test_a_second_start_opens_the_search_in_the_window(desktop: Desktop) -> None:
    _add_folder(desktop)
    wanted = desktop.photos / "taj-mahal-1.jpg"
    done = subprocess.run([PROGRAM, str(wanted)], env=desktop.screen.environment, timeout=30)
    assert done.returncode == 0
    until(lambda: bool(desktop.screen.window("taj-mahal-1.jpg")), "the search")
    desktop.step("second-start")


def test_closing_the_window_ends_everything(desktop: Desktop) -> None:
    screen = desktop.screen
    until(lambda: bool(screen.window("Photosearch")), "the window")
    screen.tool("windowactivate", "--sync", screen.window("Photosearch"))
    screen.keys("alt+F4")
    assert desktop.program.wait(20) == 0
    assert [line for line in _command_lines() if os.fsencode(desktop.home) in line] == []


def _command_lines() -> Iterator[bytes]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield path.read_bytes()
