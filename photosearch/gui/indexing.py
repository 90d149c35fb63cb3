"""Keeping the library up to date: the indexer process watches the folders while the window is there."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal

from photosearch.gui.jobs import Job, Service
from photosearch.gui.service_words import translated
from photosearch.services.records import IndexingState, from_json


class Indexing(QObject):
    """The indexer, the library's one writer. `changed` has an IndexingState, at most four times a second;
    `committed`: photos came, went or moved. `crashed` has a Problem.
    """

    changed = Signal(object)
    committed = Signal()
    crashed = Signal(object)

    def __init__(self, library: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = IndexingState()
        self._service = Service("indexer", [library], self)
        self._service.told.connect(self._heard)
        self._service.crashed.connect(self.crashed)

    def start(self, load: str, device: str) -> None:
        """Begin to watch. load: idle, low or full; device as on the command line."""
        self._service.call("begin", load=load, device=device)

    def leave(self) -> None:
        """Ask the process to end, without waiting for it."""
        self._service.leave()

    def stop(self) -> None:
        """End it; what was indexed is kept, and the next start goes on there."""
        self._service.stop()

    def add_folder(self, path: str) -> Job:
        """Take a folder into the library and index it."""
        return self._service.call("add_folder", path=path)

    def remove_folder(self, path: str) -> Job:
        """Forget a folder and its photos; the files stay untouched."""
        return self._service.call("remove_folder", path=path)

    def set_excludes(self, path: str, patterns: Iterable[str]) -> Job:
        """Replace what the folder leaves out: names with * and ?, or paths below it."""
        return self._service.call("set_excludes", path=path, patterns=list(patterns))

    def exclude(self, path: str) -> Job:
        """Leave out a folder below one of the library: it joins the exclude patterns."""
        return self._service.call("exclude", path=path)

    def check_now(self, path: str | None = None) -> Job:
        """Look through all folders, or one, at once."""
        return self._service.call("check_now", path=path)

    def pause(self) -> Job:
        """Take up no further photo until `resume`."""
        return self._service.call("pause")

    def resume(self) -> Job:
        """Go on."""
        return self._service.call("resume")

    def set_load(self, load: str, device: str) -> Job:
        """How much of the computer to use: idle, low or full; where the network runs."""
        return self._service.call("set_load", load=load, device=device)

    def renew(self) -> Job:
        """Begin anew with the network now in use."""
        return self._service.call("renew")

    def _heard(self, name: str, value: Any) -> None:
        if name == "state":
            self.state = from_json(IndexingState, value | {"message": translated(value["message"])})
            self.changed.emit(self.state)
        elif name == "committed":
            self.committed.emit()
