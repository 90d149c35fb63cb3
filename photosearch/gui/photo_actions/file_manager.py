"""Showing files in the system's file manager, chosen among their neighbours."""

import os
import sys
import uuid
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
from PySide6.QtGui import QDesktopServices

from photosearch.gui.jobs import Job, in_thread
from photosearch.gui.photo_actions.file_addresses import address, url
from photosearch.gui.photo_actions.launching import launch

_SERVICE = "org.freedesktop.FileManager1"
_PATH = "/org/freedesktop/FileManager1"
# A file manager that is not running is started by this call.
_PATIENCE_MS = 10_000


class FileManager(QObject):
    """Shows files; where the file manager cannot be asked to choose them, it opens their folder."""

    def show(self, paths: Sequence[str]) -> Job | None:
        """Show the files. The job fails where no program can be started; None where the desktop is asked."""
        if sys.platform == "darwin":
            return in_thread(lambda: launch(["open", "-R", *paths]))
        if sys.platform == "win32":
            # The explorer takes one file, and its own kind of quotes; a name cannot hold any.
            return in_thread(lambda: launch(f'explorer /select,"{os.path.abspath(paths[0])}"'))
        self._ask_desktop(list(paths))
        return None

    def _ask_desktop(self, paths: list[str]) -> None:
        if not _has_bus():
            _open_folders(paths)
            return
        # A connection of its own: it is gone with the answer.
        name = f"photosearch-{uuid.uuid4().hex}"
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, name)
        if not bus.isConnected():
            QDBusConnection.disconnectFromBus(name)
            _open_folders(paths)
            return
        message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "ShowItems")
        message.setArguments([[address(path) for path in paths], ""])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(message, _PATIENCE_MS), self)
        watcher.finished.connect(self._answered(paths, name))

    def _answered(self, paths: list[str], connection: str) -> Callable[[QDBusPendingCallWatcher], None]:
        def answered(watcher: QDBusPendingCallWatcher) -> None:
            if watcher.isError():
                _open_folders(paths)
            watcher.deleteLater()
            QDBusConnection.disconnectFromBus(connection)

        return answered


def _has_bus() -> bool:
    """Whether there is a session bus; Qt would start one, and hold up the window for it."""
    given = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    if given is not None:
        return given != "disabled:"
    return os.path.exists(os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), "bus"))


def _open_folders(paths: Sequence[str]) -> None:
    for folder in dict.fromkeys(os.path.dirname(os.path.abspath(path)) for path in paths):
        QDesktopServices.openUrl(url(folder))
