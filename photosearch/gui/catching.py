"""Catching what nobody caught: an exception anywhere is logged and shown, and the window lives on."""

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from photosearch.gui.errors import show_problem
from photosearch.gui.jobs import Problem
from photosearch.gui.logs import LOGGER

# A paint event that fails comes sixty times a second: the same failure is not shown again before it rested.
_REST_S = 10.0
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Catcher(QObject):
    """From `install` to `remove`, takes uncaught exceptions of all threads, and Qt's messages for the log."""

    _caught = Signal(object)

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seen: dict[str, float] = {}
        # Queued always: the exception may come from a thread, or out of a paint event.
        # A method of this object, so that it runs in this object's thread.
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Begin."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(_qt_said)

    def remove(self) -> None:
        """End: what comes now goes to the terminal."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)

    def _uncaught(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        if issubclass(kind, SystemExit):
            return
        details = "".join(traceback.format_exception(kind, error, where))
        if sys.stderr is not None:
            print(details, file=sys.stderr)
        if self._is_news(details):
            message = self.tr("Something went wrong inside Photosearch. You can go on working.")
            self._caught.emit(Problem(message, details))

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._uncaught(args.exc_type, args.exc_value, args.exc_traceback)

    def _unraisable(self, args: Any) -> None:
        LOGGER.error(
            "%s: %r",
            args.err_msg or "Ignored",
            args.object,
            exc_info=(args.exc_type, args.exc_value, args.exc_traceback),
        )

    def _show(self, problem: Problem) -> None:
        show_problem(None, problem)

    def _is_news(self, details: str) -> bool:
        now = self._clock()
        last = self._seen.get(details)
        self._seen[details] = now
        return last is None or now - last > _REST_S


def _qt_said(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    LOGGER.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
    if sys.stderr is not None and kind != QtMsgType.QtDebugMsg:
        print(message, file=sys.stderr)
