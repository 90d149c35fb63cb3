"""One window for a library: real second processes, real sockets, and what strangers send to them."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from photosearch.gui.single_instance import PATIENCE_S, Request, SingleInstance

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and files stand in for the pipes")

_SECOND = """
import sys, time
from photosearch.gui.single_instance import SingleInstance, request_of
instance = SingleInstance(sys.argv[1])
began = time.monotonic()
handed = instance.hand_over(request_of(sys.argv[2:]))
print("handed" if handed else "first", time.monotonic() - began, flush=True)
if not handed:
    # Sockets of a process without Qt's application hear nothing: it is one that hangs.
    instance.listen()
    sys.stdin.read()
"""


class Start:
    """A further start of the program, as far as it goes before it opens a window."""

    def __init__(self, library: Path, *paths: str, cwd: Path | None = None, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _SECOND, str(library), *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": os.getcwd(), **environment},
        )

    def said(self) -> tuple[str, float]:
        """first or handed, and after how many seconds."""
        assert self.process.stdout is not None
        word, seconds = self.process.stdout.readline().split()
        return word, float(seconds)

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def first(qtbot: QtBot, place: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(str(place))
    assert not made.hand_over(Request())
    made.listen()
    yield made
    made.close()


@pytest.fixture
def other(place: Path) -> Iterator[Start]:
    """Another process is the first one."""
    started = Start(place)
    assert started.said()[0] == "first"
    yield started
    started.end()


def _asked(qtbot: QtBot, first: SingleInstance, *paths: str, **rest: str) -> Request:
    requests: list[Request] = []
    first.asked.connect(requests.append)
    start = Start(Path(rest.pop("library")), *paths, cwd=Path(rest.pop("cwd", ".")), **rest)
    try:
        qtbot.waitUntil(lambda: bool(requests), timeout=20_000)
        said = start.said()
        assert said[0] == "handed", said
    finally:
        start.end()
    return requests[0]


def test_a_second_start_hands_over_its_pictures_and_its_right_to_the_front(
    qtbot: QtBot, first: SingleInstance, place: Path, tmp_path: Path
) -> None:
    request = _asked(
        qtbot,
        first,
        "a b.jpg",
        "/photos/é\udcff.jpg",
        library=str(place),
        cwd=str(tmp_path),
        XDG_ACTIVATION_TOKEN="token-1",
    )
    assert request == Request((str(tmp_path / "a b.jpg"), "/photos/é\udcff.jpg"), "token-1")


def test_the_older_kind_of_token_is_taken_too(qtbot: QtBot, first: SingleInstance, place: Path) -> None:
    request = _asked(qtbot, first, library=str(place), DESKTOP_STARTUP_ID="id_TIME7")
    assert request == Request((), "id_TIME7")


def test_the_same_library_by_another_path_is_the_same(
    qtbot: QtBot, first: SingleInstance, place: Path, tmp_path: Path
) -> None:
    place.mkdir()
    link = tmp_path / "link"
    link.symlink_to(place)
    _asked(qtbot, first, library=str(link))


def test_another_library_is_another_window(first: SingleInstance, tmp_path: Path) -> None:
    start = Start(tmp_path / "other")
    assert start.said()[0] == "first"
    start.end()


def test_after_the_first_ended_the_next_is_the_first(place: Path, other: Start) -> None:
    other.process.communicate("")
    start = Start(place)
    assert start.said()[0] == "first"
    start.end()


def test_what_a_crash_left_behind_is_no_hindrance(qtbot: QtBot, place: Path, other: Start) -> None:
    other.process.send_signal(signal.SIGKILL)
    other.process.wait()
    assert list(Path(os.environ["XDG_RUNTIME_DIR"]).glob("photosearch-*")), "the crash left nothing behind"
    later = SingleInstance(str(place))
    assert not later.hand_over(Request())
    later.listen()
    _asked(qtbot, later, "/a.jpg", library=str(place))
    later.close()


def test_a_first_one_that_hangs_is_given_up_on(qtbot: QtBot, place: Path, other: Start) -> None:
    other.process.send_signal(signal.SIGSTOP)
    try:
        began = time.monotonic()
        later = SingleInstance(str(place))
        assert not later.hand_over(Request(("/a.jpg",)), patience_s=0.5)
        assert time.monotonic() - began < PATIENCE_S
    finally:
        other.process.send_signal(signal.SIGCONT)


def test_of_many_started_at_once_one_is_the_first(place: Path) -> None:
    starts = [Start(place) for _ in range(4)]
    try:
        words: list[str] = []
        # The first one of this test has no event loop to answer with: the others give up on it.
        for start in starts:
            words.append(start.said()[0])
        holders = [start for start in starts if _has_lock(start)]
        assert len(holders) == 1
    finally:
        for start in starts:
            start.end()


def _has_lock(start: Start) -> bool:
    locks = Path(os.environ["XDG_RUNTIME_DIR"]).glob("photosearch-*.lock")
    return [lock.read_text().split()[0] for lock in locks] == [str(start.process.pid)]


def _socket_path() -> Path:
    found = [p for p in Path(os.environ["XDG_RUNTIME_DIR"]).iterdir() if stat.S_ISSOCK(p.stat().st_mode)]
    assert len(found) == 1
    return found[0]


def test_nobody_else_may_enter(first: SingleInstance) -> None:
    assert stat.S_IMODE(_socket_path().stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize(
    "message",
    [
        b"hello\n",
        b"[]\n",
        b"[" * 5000 + b"\n",
        b'{"paths": "x", "token": "", "background": false}\n',
        b'{"paths": ["relative.jpg"], "token": "", "background": false}\n',
        b'{"paths": ["/a\\u0000b"], "token": "", "background": false}\n',
        b'{"paths": [], "token": 3, "background": false}\n',
        b'{"paths": []}\n',
        b"x" * (2 << 20),
        b"\xff\xfe\n",
    ],
)
def test_nonsense_is_turned_away(qtbot: QtBot, first: SingleInstance, message: bytes) -> None:
    """At once, not when the five seconds of a guest are up."""
    stranger = QLocalSocket()
    answers: list[bytes] = []
    stranger.readyRead.connect(lambda: answers.append(stranger.readAll().data()))
    with qtbot.assertNotEmitted(first.asked), qtbot.waitSignal(stranger.disconnected, timeout=4500):
        stranger.connectToServer(str(_socket_path()))
        stranger.write(message)
    assert answers == []


def test_it_still_hears_after_strangers_that_say_nothing(
    qtbot: QtBot, first: SingleInstance, place: Path
) -> None:
    silent = [QLocalSocket() for _ in range(20)]
    for stranger in silent:
        stranger.connectToServer(str(_socket_path()))
    assert _asked(qtbot, first, "/a.jpg", library=str(place)).paths == ("/a.jpg",)
    for stranger in silent:
        stranger.abort()


def test_a_message_in_pieces_is_put_together(qtbot: QtBot, first: SingleInstance) -> None:
    whole = json.dumps({"paths": ["/a.jpg"], "token": "", "background": True}).encode() + b"\n"
    guest = QLocalSocket()
    with qtbot.waitSignal(first.asked) as told:
        guest.connectToServer(str(_socket_path()))
        for place in range(0, len(whole), 7):
            guest.write(whole[place : place + 7])
            guest.flush()
            qtbot.wait(1)
    assert told.args == [Request(("/a.jpg",), "", True)]


def test_a_folder_of_others_is_not_trusted(
    qtbot: QtBot, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(shared))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    made = SingleInstance(str(place))
    assert not made.hand_over(Request())
    made.listen()
    assert list(shared.iterdir()) == []
    own = tmp_path / f"photosearch-{os.getuid()}"
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    assert list(own.iterdir())
    made.close()
