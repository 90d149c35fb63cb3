"""Work on threads: what comes of it, and that nothing of Qt ends there."""

import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from photosearch.gui.jobs import Problem, in_thread

_MANY = 300


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_the_result_comes_to_the_main_thread(qtbot: QtBot) -> None:
    threads: list[int] = []

    def work() -> int:
        threads.append(threading.get_ident())
        return 7

    job = in_thread(work)
    job.then(lambda value: threads.append(threading.get_ident()))
    with qtbot.waitSignal(job.succeeded) as told:
        pass
    assert told.args == [7]
    assert threads[0] != threads[1] == threading.get_ident()


def test_what_goes_wrong_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    problems: list[Problem] = []
    in_thread((tmp_path / "none").read_bytes).then(lambda _: None, problems.append)
    in_thread(lambda: 1 // 0).then(lambda _: None, problems.append)
    qtbot.waitUntil(lambda: len(problems) == 2)
    missing, mistake = sorted(problems, key=lambda problem: problem.details is not None)
    assert missing == Problem(f"{tmp_path / 'none'}: No such file or directory")
    assert mistake.details is not None and "1 // 0" in mistake.details


def _nothing(held: QObject) -> None:
    pass


def test_no_object_of_qt_ends_on_another_thread(qtbot: QtBot, hurried: None) -> None:
    """It would wait for Python there while the main thread, with Python in its hand, waits for Qt."""
    ended: list[int] = []

    def note(*_: object) -> None:
        ended.append(threading.get_ident())

    for _ in range(_MANY):
        # Nobody but the work has it, and nobody but the thread has the job.
        held = QObject()
        job = in_thread(partial(_nothing, held))
        for thing in (held, job):
            thing.destroyed.connect(note, Qt.ConnectionType.DirectConnection)
        del held, job, thing
    qtbot.waitUntil(lambda: len(ended) == 2 * _MANY, timeout=60_000)
    assert set(ended) == {threading.get_ident()}
