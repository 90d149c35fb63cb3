"""The log: what went wrong, in a few small files that a person can send; written by a thread of its own."""

import contextlib
import faulthandler
import logging
import logging.handlers
import os
import queue
import sys
from typing import IO, Any

LOGGER = logging.getLogger("photosearch")
_NAME = "photosearch.log"
_CRASHES = "crashes.log"
_LARGEST = 1_000_000
_KEPT = 3
_FORMAT = "%(asctime)s %(process)d %(levelname)s %(message)s"


def log_folder() -> str:
    """Where the log lies; it need not exist."""
    import appdirs

    return str(appdirs.user_log_dir("photosearch", "photosearch"))


class Log:
    """Takes what is logged under "photosearch" into the log folder, from now until `close`."""

    def __init__(self, folder: str | None = None) -> None:
        self.folder = folder or log_folder()
        pending: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._handler = logging.handlers.QueueHandler(pending)
        self._file = _File(self.folder)
        self._listener = logging.handlers.QueueListener(pending, self._file)
        self._listener.start()
        LOGGER.addHandler(self._handler)
        LOGGER.setLevel(logging.INFO)

    def close(self) -> None:
        """Write what is pending and let go of the files; again does nothing."""
        if self._handler not in LOGGER.handlers:
            return
        LOGGER.removeHandler(self._handler)
        self._listener.stop()
        self._file.close()


class _File(logging.handlers.RotatingFileHandler):
    """Makes its folder when it first writes, on the listener's thread; also notes crashes."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            os.path.join(folder, _NAME), maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8",
            delay=True, errors="backslashreplace",
        )  # fmt: skip
        self._folder = folder
        self._crashes: IO[str] | None = None
        self.setFormatter(logging.Formatter(_FORMAT))

    def _open(self) -> Any:
        os.makedirs(self._folder, exist_ok=True)
        if self._crashes is None:
            self._note_crashes()
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        # A full disk must not fill the terminal, too.
        pass

    def close(self) -> None:
        super().close()
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()
            self._crashes = None

    def _note_crashes(self) -> None:
        """Where Qt or a driver ends the program, Python's stack is all there will be to tell from."""
        with contextlib.suppress(OSError):
            path = os.path.join(self._folder, _CRASHES)
            begin = "a" if not os.path.exists(path) or os.path.getsize(path) < _LARGEST else "w"
            self._crashes = open(path, begin, encoding="utf-8")  # noqa: SIM115
            faulthandler.enable(self._crashes)


def system_description() -> str:
    """The versions a report needs."""
    import platform

    from PySide6.QtCore import qVersion

    from photosearch import __version__

    system = platform.platform(terse=False)
    return f"Photosearch {__version__}, Python {sys.version.split()[0]}, Qt {qVersion()}, {system}"
