"""Where no window can be opened, the program says so and what to do, instead of being aborted."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the displays of Linux")


def _start(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-m", "photosearch", *arguments],
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "There is no display to open the window on"),
        ({"DISPLAY": ":977"}, "The display :977 does not answer"),
        ({"DISPLAY": "nonsense"}, "The display nonsense does not answer"),
        ({"WAYLAND_DISPLAY": "wayland-977"}, "There is no display to open the window on"),
    ],
)
def test_without_a_display_it_says_what_to_do(environment: dict[str, str], words: str) -> None:
    ended = _start(**environment)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"photosearch: {words}")
    assert "photosearch --help" in ended.stderr
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1


def test_a_display_that_lets_nobody_in_is_told(tmp_path: Path) -> None:
    """A server that hangs up at once, as one does that a user has no right to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        server.close()
    ended = _start(DISPLAY=f"127.0.0.1:{number}")
    assert ended.returncode == 1
    assert "does not answer" in ended.stderr


def test_missing_parts_of_the_system_are_named(tmp_path: Path) -> None:
    """A library that cannot be loaded stands for one that is not installed."""
    (tmp_path / "libEGL.so.1").write_text("not a library")
    ended = _start(DISPLAY=":977", LD_LIBRARY_PATH=str(tmp_path))
    assert ended.returncode == 1
    assert "libEGL.so.1" in ended.stderr
    assert "sudo apt install" in ended.stderr
    assert "libegl1" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_missing_parts_of_x11_are_named(tmp_path: Path) -> None:
    (tmp_path / "libxcb-cursor.so.0").write_text("not a library")
    ended = _start(DISPLAY=":977", LD_LIBRARY_PATH=str(tmp_path))
    assert ended.returncode == 1
    assert "libxcb-cursor.so.0" in ended.stderr
    assert "libxcb-cursor0" in ended.stderr
