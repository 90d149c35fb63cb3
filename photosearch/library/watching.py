"""Following the folders: changes are indexed as they happen, or looked for where nobody reports them."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from photosearch.imaging.formats import is_photo_name
from photosearch.library.folders import Folder, Target, relative_to
from photosearch.library.indexing import Control, IndexReport
from photosearch.library.library import Library
from photosearch.library.mounts import sends_events
from photosearch.library.walking import Walk

# It complains about its own threads when they end.
logging.getLogger("watchdog").addHandler(logging.NullHandler())

_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]

# Of files that are no photos these say nothing. The catalogue may be one of them, inside a watched folder:
# its changes would follow from each other without end. (Others count: a link to a folder has any name.)
_WRITTEN = (FileModifiedEvent, FileClosedEvent)


@dataclass
class Timing:
    """Seconds: a change is taken up once all was quiet for `settle`, at the latest after `patience`.

    Folders without events are looked through every `poll`, all others every `recheck`: an event may be lost.
    """

    settle: float = 2.0
    patience: float = 15.0
    poll: float = 60.0
    recheck: float = 1800.0


class Passes(Protocol):
    """What brings targets up to date: an `Indexer`, or what decides when and how one may run."""

    def run(self, targets: Iterable[Target], *, settle_s: float = 0.0) -> IndexReport:
        """See `Indexer.run`."""

    def fill(self, interrupted: Callable[[], bool] = lambda: False) -> int:
        """See `Indexer.fill`."""


class Watcher:
    """Keeps a library up to date until the control stops it; `updated` gets the report of every update.

    `run` does all of it; whoever changes folders meanwhile has a loop of his own around `start`, `look` and
    `end`, all of them on one thread.
    """

    def __init__(
        self,
        library: Library,
        indexer: Passes,
        control: Control,
        updated: Callable[[IndexReport], None] = lambda report: None,
        timing: Timing | None = None,
    ) -> None:
        self._library = library
        self._indexer = indexer
        self._control = control
        self._updated = updated
        self._timing = timing or Timing()
        self._changes = _Changes()
        self._observer = Observer()
        self._watched: dict[bytes, tuple[Folder, ObservedWatch]] = {}
        self._due: dict[tuple[int, bytes], bool] = {}
        self._polled = self._rechecked = 0.0
        self._total = IndexReport()

    @property
    def pause_s(self) -> float:
        """How long to wait between two looks, seconds."""
        return min(0.5, self._timing.settle / 2)

    def run(self) -> IndexReport:
        """Catch up with what happened meanwhile, then follow; returns the sum of all updates when stopped."""
        try:
            self.start()
            while not self._control.stopped:
                self.look()
                time.sleep(self.pause_s)
        finally:
            self.end()
        return self._total

    def start(self) -> None:
        """Watch the folders; the first look catches up with what happened before."""
        self._observer.start()
        self._watch_folders()
        self._note_all()

    def end(self) -> None:
        """Stop watching."""
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def note(self, target: Target) -> None:
        """Have this looked at with the next look."""
        key = (target.folder.id, target.below)
        self._due[key] = target.deep or self._due.get(key, False)

    def renew_watches(self) -> None:
        """Follow the folders as they are now in the catalogue, with their exclude patterns."""
        now = {folder.path: folder for folder in self._library.folders()}
        for path, (folder, _) in list(self._watched.items()):
            current = now.get(path)
            if current is None or (current.id, current.excludes) != (folder.id, folder.excludes):
                self._forget_watches([path])
        self._watch_folders()

    def look(self) -> None:
        """Bring up to date what is due: what changed, and now and then what sends no events.

        Where nothing is, fill in what is not described yet of photos, until something becomes due.
        """
        if self._is_due():
            self._update()
        else:
            self._indexer.fill(self._is_due)

    def _is_due(self) -> bool:
        now = time.monotonic()
        if now - self._rechecked > self._timing.recheck:
            self._note_all()
        elif now - self._polled > self._timing.poll:
            self._polled = now
            for folder in self._library.folders():
                if folder.path not in self._watched:
                    self.note(Target(folder))
        return bool(self._due) or self._changes.ripe(now, self._timing)

    def _note_all(self) -> None:
        self._polled = self._rechecked = time.monotonic()
        for folder in self._library.folders():
            self.note(Target(folder))

    def _watch_folders(self) -> list[Folder]:
        """Set the watches that are missing; returns the folders that are watched only now."""
        added = []
        for folder in self._library.folders():
            if (
                folder.path in self._watched
                or not os.path.isdir(folder.path)
                or not sends_events(folder.path)
            ):
                continue
            handler = _Handler(folder, self._changes)
            try:
                watch = self._observer.schedule(
                    handler, os.fsdecode(folder.path), recursive=True, event_filter=_EVENTS
                )
            except OSError:
                # The system's limit on watches is reached, or the folder just went away: polled instead.
                continue
            self._watched[folder.path] = folder, watch
            added.append(folder)
        return added

    def _forget_watches(self, paths: Iterable[bytes]) -> None:
        """A folder that comes back is another one to the system: its watch has to be set anew."""
        for path in paths:
            _, watch = self._watched.pop(path, (None, None))
            if watch is not None:
                self._observer.unschedule(watch)

    def _update(self) -> None:
        folders = {folder.id: folder for folder in self._library.folders()}
        due, self._due = self._due, {}
        for place, deep in self._changes.take().items():
            due[place] = deep or due.get(place, False)
        # In one run, or a photo moved from one place to the other would be a new one.
        targets = [
            Target(folders[number], path, deep)
            for (number, path), deep in sorted(due.items())
            if number in folders
        ]
        if not targets:
            return
        report = self._indexer.run(targets, settle_s=self._timing.settle)
        if report.stopped:
            for target in targets:
                self.note(target)
        self._finish(report)

    def _finish(self, report: IndexReport) -> None:
        # What is still being written is looked at again when it had time to become whole.
        for number, path in report.settling:
            self._changes.note(number, path, deep=False)
        self._forget_watches(report.offline)
        self._total.add(report)
        self._updated(report)
        for folder in self._watch_folders():
            # It may have come back after it was looked for and before it was watched.
            self._changes.note(folder.id, b"", deep=True)


@dataclass
class _Changes:
    """Directories (folder id, path below it) in which something happened, and whether below them too."""

    places: dict[tuple[int, bytes], bool] = field(default_factory=dict)
    first: float = 0.0
    last: float = 0.0
    # The observer's threads note, the watcher's own takes.
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, folder_id: int, path: bytes, *, deep: bool) -> None:
        with self.lock:
            self.last = time.monotonic()
            if not self.places:
                self.first = self.last
            self.places[folder_id, path] = deep or self.places.get((folder_id, path), False)

    def ripe(self, now: float, timing: Timing) -> bool:
        with self.lock:
            waited = now - self.last >= timing.settle or now - self.first >= timing.patience
            return bool(self.places) and waited

    def take(self) -> dict[tuple[int, bytes], bool]:
        with self.lock:
            taken, self.places = self.places, {}
            return taken


class _Handler(FileSystemEventHandler):
    """Notes the directories in which a folder's events happened, where they can concern photos."""

    def __init__(self, folder: Folder, changes: _Changes) -> None:
        self._folder = folder
        self._changes = changes
        self._walk = Walk(folder.path, folder.excludes)

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            below = relative_to(os.fsencode(path), self._folder.path) if path else None
            if below is None or self._walk.leaves_out(below):
                continue
            if event.is_directory:
                self._changes.note(self._folder.id, below, deep=True)
            elif below and (is_photo_name(below) or not isinstance(event, _WRITTEN)):
                self._changes.note(self._folder.id, os.path.dirname(below), deep=False)
