"""Asking the library: every method returns a job at once, answered by the engine process."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from photosearch.gui.jobs import Job, Service
from photosearch.gui.service_words import translated
from photosearch.services.records import (
    FailureInfo,
    Filters,
    ModelInfo,
    Overview,
    Photo,
    Picture,
    QueryPart,
    Result,
    StoredPart,
    Trashed,
    Verification,
    from_json,
    to_json,
)


class Engine(QObject):
    """Searches, lists and decodes. `changed`: the catalogue holds more or other photos than before; comes at
    most once a second. `crashed` has a Problem; the next request starts the process anew.
    """

    changed = Signal()
    crashed = Signal(object)

    def __init__(self, library: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = Service("engine", [library], self)
        self._service.told.connect(self._heard)
        self._service.crashed.connect(self.crashed)

    def start(self) -> None:
        """Start the process before the first request, to have it warm."""
        self._service.start()

    def leave(self) -> None:
        """Ask the process to end, without waiting for it."""
        self._service.leave()

    def stop(self) -> None:
        """End the process."""
        self._service.stop()

    def search(self, parts: Sequence[QueryPart], count: int, filters: Filters) -> Job:
        """The nearest photos; a list of Result, copies first, best first."""
        return self._service.call(
            "search",
            lambda value: [from_json(Result, item) for item in value],
            parts=[to_json(part) for part in parts],
            count=count,
            filters=to_json(filters),
        )

    def verify(self, parts: Sequence[QueryPart], ids: Iterable[int]) -> Job:
        """Compare photos with the pictures of a query, in their order; a list of Verification, without photos
        that cannot be read. Each comes as progress as well, its values as a dict.
        """
        return self._service.call(
            "verify",
            lambda value: [from_json(Verification, item) for item in value],
            parts=[to_json(part) for part in parts],
            ids=list(ids),
        )

    def browse(self, filters: Filters) -> Job:
        """The ids of all photos that pass, newest taken first, those without a date last; a list of int."""
        return self._service.call("browse", filters=to_json(filters))

    def photos(self, ids: Iterable[int]) -> Job:
        """Some hundreds of photos by id; a list of Photo, without those that are gone."""
        return self._service.call("photos", _photos, ids=list(ids))

    def photos_at(self, paths: Iterable[str]) -> Job:
        """Photos by path; a list of Photo, without paths that are not in the library."""
        return self._service.call("photos_at", _photos, paths=list(paths))

    def overview(self) -> Job:
        """What is in the library; an Overview."""
        return self._service.call("overview", lambda value: from_json(Overview, value))

    def failures(self, below: str | None = None) -> Job:
        """What could not be read; a list of FailureInfo."""
        return self._service.call(
            "failures",
            lambda value: [FailureInfo(item["path"], translated(item["reason"])) for item in value],
            below=below,
        )

    def months(self, filters: Filters) -> Job:
        """How many photos were taken when; a list of (month as YYYY-MM, count), oldest first."""
        return self._service.call("months", _tuples, filters=to_json(filters))

    def places(self, filters: Filters) -> Job:
        """Where photos were taken; a list of (photo id, latitude, longitude)."""
        return self._service.call("places", _tuples, filters=to_json(filters))

    def picture(self, path: str, size: int) -> Job:
        """Decode a file upright, its longer side at most `size` pixels; a Picture."""
        return self._service.call("picture", lambda value: from_json(Picture, value), path=path, size=size)

    def thumbnail(self, path: str) -> Job:
        """Make the thumbnail of a file where none lies in the cache; PNG as bytes."""
        return self._service.call("thumbnail", _base64, path=path)

    def metadata(self, path: str) -> Job:
        """What a file says of itself, for showing; a list of (name, value), both text."""
        return self._service.call("metadata", _tuples, path=path)

    def trash(self, paths: Sequence[str]) -> Job:
        """Move files to the system's trash; a list of Trashed. Told as progress one by one; the first that
        cannot be moved ends it as a failure, and what was moved before stays in the trash.
        """
        return self._service.call("trash", _trashed, paths=list(paths))

    def restore(self, trashed: Sequence[Trashed]) -> Job:
        """Put files back from the trash where they were; a list of Trashed that were."""
        return self._service.call("restore", _trashed, trashed=[to_json(item) for item in trashed])

    def models(self) -> Job:
        """The networks at hand; a list of ModelInfo."""
        return self._service.call("models", lambda value: [from_json(ModelInfo, item) for item in value])

    def import_model(self, path: str) -> Job:
        """Import a checkpoint or a model folder; the new model's name."""
        return self._service.call("import_model", path=path)

    def use_model(self, name: str) -> Job:
        """Choose the network; the former one answers until the library is described with it."""
        return self._service.call("use_model", name=name)

    def remove_model(self, name: str) -> Job:
        """Delete one of the person's own networks, and what the library holds of it is dropped later."""
        return self._service.call("remove_model", name=name)

    def storage(self) -> Job:
        """What Photosearch keeps on disk, and how much of it; a list of StoredPart."""
        return self._service.call("storage", lambda value: [from_json(StoredPart, item) for item in value])

    def clear(self, name: str) -> Job:
        """Throw a part away that is made anew when it is needed."""
        return self._service.call("clear", name=name)

    def export_data(self, path: str) -> Job:
        """Write library, settings and networks of one's own into a ZIP file; progress: bytes done, in all."""
        return self._service.call("export_data", path=path)

    def _heard(self, name: str, value: Any) -> None:
        if name == "changed":
            self.changed.emit()


def _photos(value: Any) -> list[Photo]:
    return [from_json(Photo, item) for item in value]


def _trashed(value: Any) -> list[Trashed]:
    return [from_json(Trashed, item) for item in value]


def _tuples(value: Any) -> list[tuple[Any, ...]]:
    return [tuple(item) for item in value]


def _base64(value: str) -> bytes:
    import base64

    return base64.b64decode(value)
