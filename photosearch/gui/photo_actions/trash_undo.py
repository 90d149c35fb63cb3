"""Moving photos to the trash, and taking that back, also after a restart."""

import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Problem, in_thread
from photosearch.gui.settings import file
from photosearch.services.records import Trashed, from_json

_KEPT = 100


@dataclass
class _Act:
    """Photos that went together. `moving`: that goes on still; `unwanted`: it is to be taken back as soon as
    it is done.
    """

    id: str
    at: str
    photos: list[Trashed]
    moving: bool = False
    unwanted: bool = False


class TrashUndo(QObject):
    """The acts of moving to the trash, newest last, kept in the file at `path`.

    `going` has Trashed of photos that are on their way, `kept_at` still empty, at once; `moved` those that
    arrived in the trash; `back` those that are where they were, because they were restored or could not be
    moved. `failed` has a Problem. `changed`: another act is the last one now.
    """

    going = Signal(object)
    moved = Signal(object)
    back = Signal(object)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, engine: Engine, path: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._path = path
        self._acts: list[_Act] = []
        # One thread, so that what is written later cannot be overtaken.
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        in_thread(lambda: file.load(path).values, self._pool).then(self._remember)

    def last(self) -> int:
        """How many photos the last act moved; 0 where there is nothing to take back."""
        return len(self._acts[-1].photos) if self._acts else 0

    def trash(self, paths: Sequence[str]) -> None:
        """Move files to the trash."""
        act = _Act(uuid.uuid4().hex, datetime.now(UTC).isoformat(), [], moving=True)
        act.photos = [Trashed(path, "") for path in dict.fromkeys(paths)]
        self._acts.append(act)
        self.going.emit(list(act.photos))
        self.changed.emit()
        arrived: list[Trashed] = []
        job = self._engine.trash([photo.path for photo in act.photos])
        job.progressed.connect(lambda value: arrived.append(_trashed(value)))
        job.failed.connect(self.failed)
        job.finished.connect(lambda: self._ended(act, arrived))

    def undo(self) -> None:
        """Put the photos of the last act back."""
        if not self._acts:
            return
        if self._acts[-1].moving:
            self._acts[-1].unwanted = True
            return
        act = self._acts.pop()
        self.changed.emit()
        restored: list[Trashed] = []
        job = self._engine.restore(act.photos)
        job.progressed.connect(lambda value: restored.append(_trashed(value)))
        job.failed.connect(self.failed)
        job.finished.connect(lambda: self._restored(act, restored))

    def flush(self) -> None:
        """Wait until all is written: for the end of the program."""
        self._pool.waitForDone()

    def _ended(self, act: _Act, arrived: list[Trashed]) -> None:
        there = {photo.path for photo in arrived}
        left = [photo for photo in act.photos if photo.path not in there]
        act.photos, act.moving = arrived, False
        if left:
            self.back.emit(left)
        if not arrived:
            self._acts.remove(act)
        else:
            self._write({act.id: _values(act)})
            self._forget_oldest()
            self.moved.emit(arrived)
        self.changed.emit()
        if act.unwanted and arrived:
            self.undo()

    def _restored(self, act: _Act, restored: list[Trashed]) -> None:
        # What could not be put back is told of once, and does not stand before the acts below it for ever.
        self._write({act.id: file.REMOVED})
        if restored:
            self.back.emit(restored)

    def _remember(self, values: dict[str, Any]) -> None:
        known = [act for name, value in values.items() if (act := _act(name, value)) is not None]
        self._acts = sorted(known, key=lambda act: act.at) + self._acts
        self.changed.emit()

    def _forget_oldest(self) -> None:
        old, self._acts = self._acts[:-_KEPT], self._acts[-_KEPT:]
        if old:
            self._write({act.id: file.REMOVED for act in old})

    def _write(self, changes: dict[str, Any]) -> None:
        in_thread(lambda: file.update(self._path, changes), self._pool).failed.connect(self._not_written)

    def _not_written(self, problem: Problem) -> None:
        # The photos are in the system's trash all the same, and can be taken out there.
        self.failed.emit(Problem(self.tr("What was moved to the trash could not be noted."), problem.message))


def path_beside(settings_path: str) -> str:
    """Where the acts are kept: beside the settings."""
    return os.path.join(os.path.dirname(settings_path), "trash-undo.json")


def _trashed(value: Any) -> Trashed:
    return value if isinstance(value, Trashed) else from_json(Trashed, value)


def _values(act: _Act) -> dict[str, Any]:
    return {"at": act.at, "photos": [[photo.path, photo.kept_at] for photo in act.photos]}


def _act(name: str, value: Any) -> _Act | None:
    """An act as it was written; None for what is none."""
    try:
        photos = [Trashed(str(path), str(kept_at)) for path, kept_at in value["photos"]]
        return _Act(name, str(value["at"]), photos) if photos else None
    except (KeyError, TypeError, ValueError):
        return None
