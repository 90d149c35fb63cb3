"""The program around the window: makes the parts, keeps them for as long as it runs, ends them."""

import gc
import os
import signal
import socket
import sys
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSocketNotifier, QThreadPool, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from photosearch import __version__
from photosearch.gui import autostart, icons, theme, translation
from photosearch.gui.catching import Catcher
from photosearch.gui.context import Context
from photosearch.gui.engine import Engine
from photosearch.gui.errors import show_problem
from photosearch.gui.indexing import Indexing
from photosearch.gui.jobs import Problem, Service, in_thread
from photosearch.gui.logs import LOGGER, Log, system_description
from photosearch.gui.service_words import translated
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts
from photosearch.gui.single_instance import Request, SingleInstance
from photosearch.gui.tray import Tray

DEBUG = "PHOTOSEARCH_DEBUG"
_COLLECT_MS = 10_000
# What a thread may still take at the end, such as a look at a drive that is gone.
_THREADS_MS = 300


class Application(QApplication):
    """Qt's application; macOS tells it of files to open."""

    file_opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Take what is meant for the program as a whole."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(event.file())
            return True
        return bool(super().event(event))


class Program(QObject):
    """One window on one library, and what stays when it is closed to the tray."""

    def __init__(self, arguments: list[str], library: str, instance: SingleInstance) -> None:
        self.app = _application(arguments)
        super().__init__()
        self._log = Log()
        self._catcher = Catcher(self)
        self._catcher.install()
        self.settings = Settings(parent=self)
        theme.apply(self.app, self.settings.get("theme"))
        translation.install(self.app, self.settings.get("language"))
        self.engine = Engine(library, self)
        self.engine.start()
        self.indexing = Indexing(library, self)
        # Here, so that the engine gets ready meanwhile.
        from photosearch.gui.main_window import MainWindow

        shortcuts = Shortcuts(self.settings, self)
        self._library = library
        self._erasing = False
        self.restarting = False
        context = Context(
            self.engine, self.indexing, self.settings, shortcuts, library, self._erase, self._restart
        )
        self.window = MainWindow(context)
        self.tray = Tray(self)
        self._signals = _Signals(self)
        self._watchdog = _watchdog(self)
        self._connect(instance)

    def run(self, request: Request) -> int:
        """Show the window, or the tray alone, and run until the end. Returns the exit code."""
        in_tray = Tray.available() and (request.background or self.settings.get("tray"))
        self.tray.set_shown(in_tray)
        if not (request.background and in_tray):
            self.window.show()
        self.window.open_pictures(list(request.paths))
        QTimer.singleShot(0, self, self._begin)
        code = self.app.exec()
        self._end()
        return code

    def answer(self, request: Request) -> None:
        """Do what a second start asks for."""
        if request.background:
            return
        if request.token:
            # Qt takes it from here when the window asks to come to the front.
            os.environ["XDG_ACTIVATION_TOKEN"] = request.token
        self.show_window()
        self.window.open_pictures(list(request.paths))

    def show_window(self) -> None:
        """Bring the window to the front, from wherever it is."""
        window = self.window
        if window.isMinimized():
            window.showNormal()
        window.show()
        window.raise_()
        window.activateWindow()

    def _connect(self, instance: SingleInstance) -> None:
        instance.asked.connect(self.answer)
        instance.listen()
        self.app.file_opened.connect(lambda path: self.window.open_pictures([path]))
        self.app.commitDataRequest.connect(lambda manager: self.window.close())
        self.app.aboutToQuit.connect(self.window.hide)
        self._signals.received.connect(self.app.quit)
        self.window.closed.connect(self._window_closed)
        self.window.quit_wanted.connect(self._quit)
        self.tray.open_wanted.connect(self.show_window)
        self.tray.quit_wanted.connect(self._quit)
        self.tray.pause.connect(self.indexing.pause)
        self.tray.resume.connect(self.indexing.resume)
        self.indexing.changed.connect(self.tray.set_state)
        self.settings.changed.connect(self._setting_changed)
        self.settings.unwritable.connect(self._show_problem)

    def _begin(self) -> None:
        """What can wait until the window is there."""
        # What is there now stays: looking through it for garbage again and again would only make stalls.
        gc.freeze()
        # Python collects garbage on whatever thread happens to be running. A part of Qt's must not end on
        # another than this one: both could wait for each other for good.
        gc.disable()
        self._collecting = QTimer(self, interval=_COLLECT_MS)
        self._collecting.timeout.connect(gc.collect)
        self._collecting.start()
        LOGGER.info("%s", system_description())
        self.indexing.start(self.settings.get("load"), self.settings.get("device"))
        if self.settings.set_aside:
            words = self.tr(
                "Your settings could not be read. They were set aside, and Photosearch starts anew."
            )
            self._show_problem(Problem(words, self.settings.set_aside))
        in_thread(autostart.is_enabled).then(self._is_started_at_login)

    def _is_started_at_login(self, enabled: bool) -> None:
        # The person may have switched it off in the system's own settings: that counts.
        self.settings.set("start_at_login", enabled)

    def _setting_changed(self, name: str) -> None:
        value = self.settings.get(name)
        if name == "theme":
            theme.apply(self.app, value)
        elif name == "tray":
            self.tray.set_shown(value and Tray.available())
        elif name == "start_at_login":
            in_thread(lambda: _start_at_login(value)).then(lambda _: None, self._show_problem)
        elif name in ("load", "device"):
            self.indexing.set_load(self.settings.get("load"), self.settings.get("device"))

    def _show_problem(self, problem: Problem) -> None:
        show_problem(self.window, problem)

    def _window_closed(self) -> None:
        # Where the tray is gone there is no way back to a window that is not shown.
        if not (self.settings.get("tray") and self.tray.icon.isVisible() and Tray.available()):
            self.app.quit()

    def _quit(self) -> None:
        self.window.close()
        self.app.quit()

    def _restart(self) -> None:
        self.restarting = True
        self._quit()

    def _erase(self) -> None:
        self._erasing = True
        self._quit()

    def _end(self) -> None:
        self.tray.set_shown(False)
        # Both at the same time, so that it takes the longer of the two.
        self.window.thumbnails.stop()
        self.engine.leave()
        self.indexing.leave()
        # Whatever the window started for itself, such as the trainer.
        services = self.window.findChildren(Service)
        for service in services:
            service.leave()
        self.settings.flush()
        self.engine.stop()
        self.indexing.stop()
        for service in services:
            service.stop()
        if self._watchdog is not None:
            self._watchdog.stop()
        self._catcher.remove()
        self._log.close()
        if self._erasing:
            _erase_all(self._library)
        pool = QThreadPool.globalInstance()
        pool.clear()
        if not pool.waitForDone(_THREADS_MS):
            # Qt would wait for it, perhaps for ever; all there was to save is saved.
            os._exit(0)


def _erase_all(library: str) -> None:
    """Delete what the program stored, after everything that writes has ended."""
    from pathlib import Path

    from photosearch.errors import PhotosearchError
    from photosearch.services.own_data import delete_all

    try:
        autostart.set_enabled(False)
        delete_all(Path(library))
    except (OSError, PhotosearchError) as error:
        QMessageBox.warning(None, "Photosearch", translated(str(error)))


class _Signals(QObject):
    """Ctrl-C in the terminal, or the system's wish that the program ends, as a Qt signal."""

    received = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ours, self._pythons = socket.socketpair()
        for one in (self._ours, self._pythons):
            one.setblocking(False)
        # Python runs its handlers only when it gets to run: the socket wakes Qt's loop, which runs Python.
        signal.set_wakeup_fd(self._pythons.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def _woken(self) -> None:
        numbers = self._ours.recv(64)
        if {signal.SIGINT, signal.SIGTERM} & set(numbers):
            self.received.emit()


def _application(arguments: list[str]) -> Application:
    QCoreApplication.setApplicationName("photosearch")
    QCoreApplication.setApplicationVersion(__version__)
    app = Application(arguments)
    app.setApplicationDisplayName("Photosearch")
    app.setDesktopFileName("photosearch")
    app.setWindowIcon(icons.app_icon())
    app.setQuitOnLastWindowClosed(False)
    return app


def _watchdog(parent: QObject) -> Any:
    if not os.environ.get(DEBUG):
        return None
    from photosearch.gui.watchdog import StallWatchdog

    made = StallWatchdog(parent=parent)
    made.stalled.connect(_tell_stall)
    made.start()
    return made


def _tell_stall(stall: object) -> None:
    LOGGER.warning("%s", stall)
    print(stall, file=sys.stderr)


def _start_at_login(enabled: bool) -> None:
    if enabled != autostart.is_enabled():
        autostart.set_enabled(enabled)
