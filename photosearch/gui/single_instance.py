"""One window for each person and library: a second start hands its pictures to the first and ends."""

import contextlib
import hashlib
import json
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_S = 2.0
_LARGEST = 1 << 20
_MOST_PATHS = 10_000
_GUESTS = 8
_GUEST_MS = 5000
_AGAIN_S = 0.02
_ANSWER = b"ok\n"
# Where the desktop leaves the right to come to the front, for the program it started.
_TOKENS = "XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"


@dataclass(frozen=True)
class Request:
    """What a start asks for: pictures by absolute path to search for; without any, just the window.

    `token` is the desktop's permission to come to the front, empty where it gave none. A start in the
    `background`, as at login, wants no window.
    """

    paths: tuple[str, ...] = ()
    token: str = ""
    background: bool = False


class SingleInstance(QObject):
    """Tells whether this process is the first on a library, and hears from the later ones.

    `asked` has a Request.
    """

    asked = Signal(object)

    def __init__(self, library: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = _address(library)
        self._lock = QLockFile(self._address.lock) if self._address else None
        self._guests: set[_Guest] = set()
        self._server = QLocalServer(self)
        self._server.setMaxPendingConnections(_GUESTS)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def hand_over(self, request: Request, patience_s: float = PATIENCE_S) -> bool:
        """Whether there is a first one that took the request. Else this process is to open a window, and is
        the first from now on where it can be: it has to `listen` soon.

        A first one that hangs is given up on after the patience: a second window is better than none.
        """
        if self._address is None or self._lock is None:
            return False
        end = time.monotonic() + patience_s
        while True:
            if self._lock.tryLock(0):
                return False
            left = end - time.monotonic()
            if left > 0 and _send(self._address.name, request, left):
                return True
            if time.monotonic() >= end:
                return False
            # The first one may have the lock and not listen yet, or be about to end.
            time.sleep(_AGAIN_S)

    def listen(self) -> None:
        """Hear from later ones, where this is the first; needs Qt's application to be there already."""
        if self._address is not None and self._lock is not None and self._lock.isLocked():
            # A socket that a crash left behind is replaced: whoever has the lock is alone.
            self._server.listen(self._address.name)

    def close(self) -> None:
        """Let the next start be the first."""
        for guest in list(self._guests):
            guest.turn_away()
        self._server.close()
        if self._lock is not None:
            self._lock.unlock()

    def _welcome(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            # Python would take the socket away under Qt's hands where nothing here held on to it.
            self._guests.add(_Guest(socket, self._guests, self.asked.emit))


class _Guest:
    """A later process at the door; it has little time and a message of bounded length."""

    def __init__(self, socket: QLocalSocket, guests: "set[_Guest]", ask: Callable[[Request], object]) -> None:
        self._socket = socket
        self._guests = guests
        self._ask = ask
        self._said = b""
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self._leave)
        self._time = QTimer(singleShot=True, interval=_GUEST_MS)
        self._time.timeout.connect(self.turn_away)
        self._time.start()
        self._read()

    def _read(self) -> None:
        if b"\n" in self._said:
            return
        self._said += self._socket.read(_LARGEST + 1 - len(self._said)).data()
        if b"\n" in self._said:
            self._answer(_parsed(self._said.split(b"\n")[0]))
        elif len(self._said) > _LARGEST:
            self.turn_away()

    def _answer(self, request: Request | None) -> None:
        if request is None:
            self.turn_away()
            return
        # The guest hangs up once it has the answer; were it to happen here, the answer could be lost.
        self._socket.write(_ANSWER)
        self._socket.flush()
        self._ask(request)

    def turn_away(self) -> None:
        """End the talk."""
        self._socket.abort()

    def _leave(self) -> None:
        self._time.stop()
        self._guests.discard(self)
        self._socket.deleteLater()


def request_of(paths: Sequence[str], background: bool = False) -> Request:
    """What this start asks for."""
    token = next((os.environ[name] for name in _TOKENS if os.environ.get(name)), "")
    return Request(tuple(os.path.abspath(path) for path in paths), token, background)


def _send(name: str, request: Request, patience_s: float) -> bool:
    end = time.monotonic() + patience_s
    socket = QLocalSocket()
    socket.connectToServer(name)
    try:
        if not socket.waitForConnected(_ms_until(end)):
            return False
        _let_come_to_front()
        message = asdict(replace(request, paths=request.paths[:_MOST_PATHS]))
        socket.write(json.dumps(message).encode("ascii") + b"\n")
        answer = b""
        while answer != _ANSWER and _ANSWER.startswith(answer) and time.monotonic() < end:
            socket.waitForReadyRead(_ms_until(end))
            answer += socket.readAll().data()
            if socket.state() != QLocalSocket.LocalSocketState.ConnectedState:
                break
        return answer == _ANSWER
    finally:
        socket.abort()


def _ms_until(end: float) -> int:
    # Qt takes a negative time for ever.
    return max(1, int(1000 * (end - time.monotonic())))


def _let_come_to_front() -> None:
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)


def _parsed(line: bytes) -> Request | None:
    try:
        message: Any = json.loads(line)
        paths, token, background = message["paths"], message["token"], message["background"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not (isinstance(paths, list) and len(paths) <= _MOST_PATHS and isinstance(background, bool)):
        return None
    if not all(_is_text(text) for text in (token, *paths)) or not all(map(os.path.isabs, paths)):
        return None
    return Request(tuple(paths), token, background)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and "\0" not in value


@dataclass(frozen=True)
class _Address:
    name: str
    lock: str


def _address(library: str) -> _Address | None:
    """Where the first one of this person and library listens; None where no place is safe from others."""
    digest = hashlib.sha256(os.fsencode(os.path.realpath(library))).hexdigest()[:20]
    name = f"photosearch-{digest}"
    folder = _private_folder()
    if folder is None:
        return None
    # A pipe's name on Windows is no path, and is shared by all who are logged in.
    person = hashlib.sha256(os.path.expanduser("~").encode("utf-8", "replace")).hexdigest()[:8]
    place = f"{name}-{person}" if sys.platform == "win32" else os.path.join(folder, name)
    return _Address(place, os.path.join(folder, f"{name}.lock"))


def _private_folder() -> str | None:
    """A folder that only this person can write to: what others could put there would be trusted."""
    if sys.platform == "win32":
        return tempfile.gettempdir()
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(given) and _is_own(given):
        return given
    made = os.path.join(tempfile.gettempdir(), f"photosearch-{os.getuid()}")
    with contextlib.suppress(OSError):
        os.mkdir(made, 0o700)
    return made if _is_own(made) else None


def _is_own(folder: str) -> bool:
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
