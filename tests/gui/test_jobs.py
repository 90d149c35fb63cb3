"""A service that crashes is told of, with what it said, and the next request starts it anew."""

import os
import signal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Problem
from photosearch.gui.logs import LOGGER


def _process_of(engine: Engine) -> int:
    """The engine's process, told by its arguments."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (command := _command(entry)) and b"engine" in command:
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == os.getpid():
                return int(entry.name)
    raise AssertionError("there is no engine")


def _command(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells of processes in files")
def test_a_crash_is_reported_with_the_stack_of_the_service(
    qtbot: QtBot, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignal(engine.overview().succeeded, timeout=60_000):
        pass
    problems: list[Problem] = []
    engine.crashed.connect(problems.append)
    with caplog.at_level("WARNING", logger=LOGGER.name):
        os.kill(_process_of(engine), signal.SIGSEGV)
        qtbot.waitUntil(lambda: bool(problems), timeout=20_000)
    assert "engine" in str(problems[0].details)
    assert "Segmentation fault" in str(problems[0].details)
    assert "serve" in str(problems[0].details)
    assert "engine: Fatal Python error: Segmentation fault" in caplog.text
    with qtbot.waitSignal(engine.overview().succeeded, timeout=60_000):
        pass
