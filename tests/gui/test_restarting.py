"""The real program, in a process of its own: it starts anew, and it deletes all it stored."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from photosearch.services import own_data
from tests.gui.end_to_end.screen import until

_PATIENCE_S = 90

# The program as it is; only the hand that would press the buttons is Python's.
_HAND = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from photosearch.gui import application, autostart, program
from photosearch.gui.settings.dialog import open_settings
from photosearch.gui.settings.general_page import GeneralPage
from photosearch.gui.settings.storage_page import StoragePage

class Handled(program.Program):
    def run(self, request):
        QTimer.singleShot(0, lambda: self.indexing.committed.connect(self.act))
        QTimer.singleShot(0, lambda: self.indexing.add_folder(sys.argv[2]))
        return super().run(request)

    def act(self):
        self.indexing.committed.disconnect(self.act)
        dialog = open_settings(self.window, self.window.context)
        if sys.argv[3] == "restart":
            self.settings.set("language", "de")
            dialog.findChild(GeneralPage).restart.click()
            return
        self.settings.set("start_at_login", True)
        dialog.findChild(StoragePage).delete.click()
        box = dialog.findChild(QMessageBox)
        next(b for b in box.buttons() if box.buttonRole(b) == QMessageBox.ButtonRole.AcceptRole).click()

program.Program = Handled
sys.exit(application.run([], sys.argv[1]))
"""


@pytest.fixture(autouse=True)
def own_thumbnails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the shared library are not to be deleted."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "the-library"


def _start(library: Path, photos: Path, act: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", _HAND, str(library), str(photos), act])


@pytest.fixture
def restarted(library: Path, photos: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = _start(library, photos, "restart")
    yield process
    process.kill()
    process.wait()


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="what runs can be seen on Linux alone")
def test_a_restart_opens_the_same_library_in_the_new_language(
    restarted: subprocess.Popen[bytes], library: Path
) -> None:
    command = Path(f"/proc/{restarted.pid}/cmdline")
    arguments = b"\0".join([b"-m", b"photosearch", b"--library", os.fsencode(library), b""])
    until(lambda: command.read_bytes().endswith(arguments), "the new start", _PATIENCE_S)
    # Its indexer is started by the window's own loop: it is there, and hears what it is told.
    until(lambda: b"indexer" in _children(restarted.pid), "its services", _PATIENCE_S)
    restarted.send_signal(signal.SIGTERM)
    assert restarted.wait(_PATIENCE_S) == 0
    assert '"language": "de"' in (own_data.config_folder() / "settings.json").read_text()


def _children(pid: int) -> bytes:
    """The command lines of the processes it started."""
    found = b""
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            with contextlib.suppress(OSError):
                found += Path(f"/proc/{child}/cmdline").read_bytes()
    return found


def test_all_is_deleted_and_the_photos_stay(library: Path, photos: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in photos.iterdir()}
    process = _start(library, photos, "erase")
    assert process.wait(_PATIENCE_S) == 0
    for folder in (
        library, own_data.data_folder(), own_data.config_folder(), own_data.cache_folder(),
        own_data.log_folder(), tmp_path / "config" / "autostart" / "photosearch.desktop",
    ):  # fmt: skip
        assert not folder.exists(), folder
    assert list(own_data.own_thumbnails()) == []
    assert {path.name: path.read_bytes() for path in photos.iterdir()} == before
