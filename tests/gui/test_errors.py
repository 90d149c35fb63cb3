"""What goes wrong is told beside the work, can be copied, is in the log, and ends nothing."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from photosearch.gui.catching import Catcher
from photosearch.gui.errors import ProblemDialog, show_problem
from photosearch.gui.jobs import Problem
from photosearch.gui.logs import LOGGER, Log


def _dialogs() -> list[ProblemDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, ProblemDialog) and w.isVisible()]


def _button(dialog: QWidget, words: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == words)


@pytest.fixture(autouse=True)
def no_dialog_left(qtbot: QtBot) -> Iterator[None]:
    yield
    for dialog in _dialogs():
        dialog.close()
    qtbot.waitUntil(lambda: not _dialogs())


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_stands_beside_the_work_and_its_details_can_be_copied(qtbot: QtBot, window: QWidget) -> None:
    show_problem(window, Problem("The photo could not be opened.", "trace: line 1"))
    (dialog,) = _dialogs()
    assert not dialog.isModal()
    assert window.isEnabled()
    qtbot.mouseClick(_button(dialog, "Copy details"), Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "The photo could not be opened." in copied
    assert "trace: line 1" in copied
    assert "Photosearch 0." in copied
    assert "Qt 6." in copied


def test_the_details_are_shown_when_asked_for(qtbot: QtBot, window: QWidget) -> None:
    show_problem(window, Problem("Oh.", "trace: line 1"))
    (dialog,) = _dialogs()
    details = dialog.findChild(QPlainTextEdit)
    assert not details.isVisible()
    qtbot.mouseClick(_button(dialog, "Show details"), Qt.MouseButton.LeftButton)
    assert details.isVisible()
    assert "trace: line 1" in details.toPlainText()
    qtbot.mouseClick(_button(dialog, "Hide details"), Qt.MouseButton.LeftButton)
    assert not details.isVisible()


def test_a_plain_sentence_has_nothing_to_copy(window: QWidget) -> None:
    show_problem(window, Problem("The folder is not there any more."))
    (dialog,) = _dialogs()
    shown = [button.text() for button in dialog.findChildren(QPushButton) if button.isVisible()]
    assert shown == ["Close"]


def test_more_problems_join_the_one_that_is_shown(window: QWidget) -> None:
    for number in range(30):
        show_problem(window, Problem(f"Problem {number}.", f"trace {number}"))
    show_problem(window, Problem("Problem 0.", "trace 0"))
    (dialog,) = _dialogs()
    assert "29 more" in dialog.findChild(QWidget, "message").text()
    assert "trace 0" in dialog.details()
    assert "trace 7" in dialog.details()


def test_escape_closes_it_and_the_next_is_shown_anew(qtbot: QtBot, window: QWidget) -> None:
    show_problem(window, Problem("One."))
    qtbot.keyClick(_dialogs()[0], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _dialogs())
    show_problem(window, Problem("Two."))
    assert _dialogs()[0].findChild(QWidget, "message").text() == "Two."


class Now:
    """A clock that a test sets."""

    time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def catcher(qtbot: QtBot, now: Now) -> Iterator[Catcher]:
    made = Catcher(clock=now)
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    # Qt's messages stay with those that make a test fail.
    sys.excepthook = made._uncaught
    threading.excepthook = made._uncaught_in_thread
    yield made
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


class Painted(QWidget):
    """Fails whenever it is painted."""

    paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        self.paints += 1
        raise ZeroDivisionError("no brush")


def test_an_exception_in_a_slot_is_shown(qtbot: QtBot, catcher: Catcher, window: QWidget) -> None:
    button = QPushButton("Press", window)
    button.clicked.connect(lambda: [][1])
    button.show()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(_dialogs()) == 1)
    assert "IndexError" in _dialogs()[0].details()
    assert __file__ in _dialogs()[0].details()


def test_one_that_comes_with_every_paint_is_shown_once(qtbot: QtBot, catcher: Catcher, now: Now) -> None:
    painted = Painted()
    qtbot.addWidget(painted)
    painted.show()
    qtbot.waitUntil(lambda: len(_dialogs()) == 1)
    dialog = _dialogs()[0]
    dialog.close()
    for _ in range(5):
        paints = painted.paints
        painted.update()
        qtbot.waitUntil(lambda paints=paints: painted.paints > paints)
    qtbot.wait(1)
    assert not _dialogs()
    now.time += 60
    painted.update()
    qtbot.waitUntil(lambda: len(_dialogs()) == 1)


def test_one_in_a_thread_is_shown_from_the_main_thread(qtbot: QtBot, catcher: Catcher) -> None:
    thread = threading.Thread(target=lambda: {}["key"], name="worker")
    thread.start()
    qtbot.waitUntil(lambda: len(_dialogs()) == 1)
    assert "KeyError" in _dialogs()[0].details()
    thread.join()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    made = Log(str(tmp_path / "logs"))
    yield made
    made.close()


def test_problems_are_in_the_log(window: QWidget, log: Log) -> None:
    show_problem(window, Problem("The photo \udcff could not be read.", "trace: line 1"))
    log.close()
    text = (Path(log.folder) / "photosearch.log").read_text()
    assert "could not be read" in text
    assert "trace: line 1" in text


def test_the_log_does_not_grow_for_ever(log: Log) -> None:
    for number in range(700):
        LOGGER.error("%d %s", number, "x" * 10_000)
    log.close()
    files = list(Path(log.folder).glob("photosearch.log*"))
    assert sum(file.stat().st_size for file in files) < 5_000_000
    assert "699 x" in (Path(log.folder) / "photosearch.log").read_text()


def test_a_log_that_cannot_be_written_stops_nothing(
    window: QWidget, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    log = Log(str(tmp_path / "file" / "logs"))
    show_problem(window, Problem("Oh."))
    log.close()
    assert len(_dialogs()) == 1
    assert capsys.readouterr().err == ""


_PROGRAM = """
import sys
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication
from photosearch.gui.catching import Catcher
from photosearch.gui.logs import Log
app = QApplication([])
log, catcher = Log(sys.argv[1]), Catcher()
catcher.install()
class Bad:
    def __del__(self): raise RuntimeError("at the end")
def fail():
    qWarning("a warning of Qt's")
    bad = Bad()
    del bad
    QTimer.singleShot(0, lambda: print("lives on", flush=True) or app.quit())
    raise ValueError("in a timer")
QTimer.singleShot(0, fail)
app.exec()

catcher.remove()
log.close()
"""


def test_a_program_lives_on_and_its_log_tells_all(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path)], capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == "lives on\n"
    text = (tmp_path / "photosearch.log").read_text()
    for told in ("a warning of Qt's", "at the end", "ValueError: in a timer"):
        assert told in text
    assert "ValueError: in a timer" in ended.stderr


def test_a_crash_of_the_program_itself_leaves_its_stack(tmp_path: Path) -> None:
    program = (
        "import faulthandler, logging, sys, time\n"
        "from pathlib import Path\n"
        "from photosearch.gui.logs import LOGGER, Log\n"
        "log = Log(sys.argv[1])\n"
        "LOGGER.info('started')\n"
        "while not (Path(sys.argv[1]) / 'crashes.log').exists() or not faulthandler.is_enabled(): pass\n"
        "def deep_in_the_code(): faulthandler._sigsegv()\n"
        "deep_in_the_code()\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, timeout=60)
    assert ended.returncode != 0
    assert "deep_in_the_code" in (tmp_path / "crashes.log").read_text()
