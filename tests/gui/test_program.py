"""The program as a person starts it, in processes of its own: one window, a second start, the end."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it is ended by a signal")

_PATIENCE_S = 60


class Started:
    """`photosearch` at work."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "photosearch", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ended(self) -> tuple[int, str]:
        """Its exit code and what it said, once it ended by itself."""
        out, err = self.process.communicate(timeout=_PATIENCE_S)
        # The platform for tests says what it cannot do.
        said = [line for line in (out + err).splitlines() if "This plugin does not support" not in line]
        return self.process.returncode, "\n".join(said)

    def stop(self) -> tuple[int, str]:
        """End it as the system does when the person logs out."""
        self.process.send_signal(signal.SIGTERM)
        return self.ended()


@pytest.fixture
def first(own_library: str) -> Iterator[Started]:
    """The program with a window on a library; it answers."""
    started = Started("--library", own_library)
    yield _answering(started, own_library)
    started.process.kill()
    started.process.communicate()


def _answering(first: Started, library: str) -> Started:
    """A second start is taken by it: else it opens a window of its own, and does not end."""
    runtime = Path(os.environ["XDG_RUNTIME_DIR"])
    while not list(runtime.glob("photosearch-*.lock")):
        assert first.process.poll() is None, first.ended()
    assert Started("--library", library).ended() == (0, "")
    return first


def _settings() -> dict[str, Any]:
    file = Path(os.environ["XDG_CONFIG_HOME"]) / "photosearch" / "settings.json"
    return dict(json.loads(file.read_text()))


def test_it_opens_ends_in_order_and_keeps_its_session(first: Started) -> None:
    assert first.stop() == (0, "")
    assert _settings()["window"]["geometry"]


def test_a_second_start_opens_its_picture_in_the_first(
    first: Started, own_library: str, own_photo_folder: str
) -> None:
    picture = os.path.join(own_photo_folder, "dogs.jpg")
    assert Started(picture, "--library", own_library).ended() == (0, "")
    assert first.stop() == (0, "")
    assert [part["path"] for part in _settings()["window"]["place"]["parts"]] == [picture]


def test_ctrl_c_ends_it_in_order(first: Started) -> None:
    first.process.send_signal(signal.SIGINT)
    assert first.ended() == (0, "")
    assert _settings()["window"]["geometry"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there children are told without a tool")
def test_its_services_end_with_it(first: Started) -> None:
    services = _children(first.process.pid)
    assert len(services) >= 2
    first.stop()
    assert [pid for pid in services if _is_running(pid)] == []


def test_a_damaged_settings_file_is_no_hindrance(own_library: str) -> None:
    file = Path(os.environ["XDG_CONFIG_HOME"]) / "photosearch" / "settings.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"theme": "dar')
    started = _answering(Started("--library", own_library), own_library)
    assert started.stop() == (0, "")
    assert file.with_name("settings.json.damaged-1").read_text() == '{"theme": "dar'


def test_it_starts_on_a_library_that_is_not_there_yet(tmp_path: Path) -> None:
    place = str(tmp_path / "new" / "library")
    started = _answering(Started("--library", place), place)
    assert started.stop() == (0, "")


def _children(pid: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
