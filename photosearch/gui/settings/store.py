"""The settings: read once at the start, kept in memory, written to their file on a thread."""

import copy
import os
from collections.abc import Set as AbstractSet
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from photosearch.gui.jobs import in_thread
from photosearch.gui.settings import file
from photosearch.gui.settings.table import BY_NAME

_WRITE_AFTER_MS = 300


class Settings(QObject):
    """The settings of SETTINGS, by name. `changed` has the name; `unwritable` a Problem, once until writing
    works again.

    Only what was set is stored: a default that a later version changes reaches whoever never touched it.
    """

    changed = Signal(str)
    unwritable = Signal(object)

    def __init__(self, path: str | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path or file.default_path()
        loaded = file.load(self.path)
        self.set_aside = loaded.set_aside
        self._values = {
            name: value
            for name, value in loaded.values.items()
            if name in BY_NAME and BY_NAME[name].accepts(value)
        }
        self._unwritten: set[str] = set()
        self._failing = False
        # One thread, so that a later write can never be overtaken by an earlier one.
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WRITE_AFTER_MS)
        self._timer.timeout.connect(self._write)

    def get(self, name: str) -> Any:
        """The value; a copy where it could be changed in place."""
        value = self._values.get(name, BY_NAME[name].default)
        return copy.deepcopy(value) if isinstance(value, dict | list) else value

    def set(self, name: str, value: Any) -> None:
        """Take a value and have it written soon.

        Raises ValueError where the setting cannot take it.
        """
        if not BY_NAME[name].accepts(value):
            raise ValueError(f"{name} cannot be {value!r}")
        if self.get(name) == value:
            return
        self._values[name] = copy.deepcopy(value)
        self._unwritten.add(name)
        self._timer.start()
        self.changed.emit(name)

    def reset(self, name: str) -> None:
        """Back to the default."""
        if name not in self._values:
            return
        changed = self.get(name) != BY_NAME[name].default
        del self._values[name]
        self._unwritten.add(name)
        self._timer.start()
        if changed:
            self.changed.emit(name)

    def flush(self) -> None:
        """Write what is unwritten and wait for it: for the end of the program, when no window can hang."""
        self._timer.stop()
        self._write()
        self._pool.waitForDone()

    def _write(self) -> None:
        if not self._unwritten:
            return
        names, self._unwritten = self._unwritten, set()
        changes = {name: copy.deepcopy(self._values.get(name, file.REMOVED)) for name in names}
        job = in_thread(lambda: file.update(self.path, changes), self._pool)
        job.then(lambda _: self._written(), lambda problem: self._not_written(names, problem))

    def _written(self) -> None:
        self._failing = False

    def _not_written(self, names: AbstractSet[str], problem: Any) -> None:
        # They are tried again with the next change.
        self._unwritten |= names
        if not self._failing:
            self._failing = True
            self.unwritable.emit(problem)


def folder_of(settings: Settings) -> str:
    """The folder of the settings file, to show it."""
    return os.path.dirname(settings.path)
