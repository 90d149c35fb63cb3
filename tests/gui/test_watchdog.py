"""Stalls of the main thread are found, measured and put down to the code that made them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from types import FrameType

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from photosearch.gui.watchdog import Stall, StallWatchdog
from tests.gui.conftest import is_the_windows


def _busy(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def _add_up() -> None:
    sum(range(40_000_000))


@pytest.fixture
def stalls(qtbot: QtBot) -> Iterator[list[Stall]]:
    found: list[Stall] = []
    watchdog = StallWatchdog()
    watchdog.stalled.connect(found.append)
    watchdog.start()
    # From here on the loop runs; what came before is not the window's.
    qtbot.wait(50)
    found.clear()
    yield found
    watchdog.stop()


def test_work_in_the_main_thread_is_found_with_its_place(qtbot: QtBot, stalls: list[Stall]) -> None:
    QTimer.singleShot(0, lambda: _busy(0.4))
    qtbot.waitUntil(lambda: bool(stalls))
    assert stalls[0].seconds > 0.3
    assert "_busy" in stalls[0].stack
    assert __file__ in str(stalls[0])


def test_native_work_that_lets_no_thread_run_is_found(qtbot: QtBot, stalls: list[Stall]) -> None:
    """On a busy machine the thread that looks may come too late for one piece of work, not for each."""
    timer = QTimer()
    timer.timeout.connect(_add_up)
    timer.start(0)
    qtbot.waitUntil(lambda: any("_add_up" in stall.stack for stall in stalls), timeout=30_000)


def test_waiting_is_a_stall(qtbot: QtBot, stalls: list[Stall]) -> None:
    QTimer.singleShot(0, lambda: subprocess.run([sys.executable, "-c", "import time; time.sleep(0.4)"]))
    qtbot.waitUntil(lambda: bool(stalls))
    assert "subprocess" in stalls[0].stack


def test_many_short_pieces_are_none(qtbot: QtBot, stalls: list[Stall]) -> None:
    left = list(range(60))
    timer = QTimer()
    timer.timeout.connect(lambda: (left.pop(), _busy(0.01)) if left else timer.stop())
    timer.start(0)
    qtbot.waitUntil(lambda: not left)
    assert stalls == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how long a thread was kept waiting")
def test_a_busy_machine_is_no_stall(qtbot: QtBot, stalls: list[Stall]) -> None:
    """Rivals on the same core: the piece of work takes many times as long, and none of it is its fault."""
    cores = os.sched_getaffinity(0)
    rivals = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(6)]
    try:
        for process in (0, *(rival.pid for rival in rivals)):
            os.sched_setaffinity(process, {min(cores)})
        took: list[float] = []

        def work() -> None:
            began = time.monotonic()
            _busy(0.04)
            took.append(time.monotonic() - began)

        for number in range(1, 6):
            QTimer.singleShot(0, work)
            qtbot.waitUntil(lambda number=number: len(took) == number, timeout=20_000)
            qtbot.wait(1)
    finally:
        os.sched_setaffinity(0, cores)
        for rival in rivals:
            rival.kill()
            rival.wait()
    assert min(took) > 0.15, "the rivals did not rival"
    # That the thread that looks has to wait, with the interpreter's lock in its hands, is not accounted for.
    assert len(stalls) <= 2


def test_a_test_of_the_window_fails_by_a_stall_and_not_by_its_own_work() -> None:
    def frame_of(code: str, file: str) -> FrameType:
        space: dict[str, FrameType] = {}
        exec(compile(f"import sys\ndef f(): return sys._getframe()\n{code} = f()", file, "exec"), space)
        return space[code]

    import photosearch.gui.theme

    assert is_the_windows(frame_of("a", photosearch.gui.theme.__file__))
    assert not is_the_windows(frame_of("a", __file__))
