"""Acts on the person's files: to the trash, to another folder, replaced by links; each can be taken back as a
whole, also after the program was killed in the middle of it.
"""

import contextlib
import os
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from photosearch.errors import PhotosearchError
from photosearch.imaging.metadata import Metadata
from photosearch.library.acts import linking, metadata, performing
from photosearch.library.acts.journal import Act, Journal, is_undoable
from photosearch.library.acts.journal_file import FILE_NAME
from photosearch.library.acts.planning import planned
from photosearch.library.acts.reading import MetadataReader
from photosearch.library.acts.step import (
    BEGUN,
    COPY_METADATA,
    DONE,
    FAILED,
    LINK,
    PLANNED,
    RETURNING,
    UNDONE,
    Step,
)
from photosearch.library.connection import LibraryReadOnlyError, printable

LOCK_NAME = "acts.lock"
BACKUPS_NAME = "acts.kept"
KEPT_ACTS = 200
KEPT_DAYS = 30
_PATIENCE_S = 5.0
_NOTHING = "There is nothing to undo, or it was undone already."
_INTERRUPTED = "Photosearch was ended before this was done."

Progress = Callable[[Step], object]


class ActsBusyError(PhotosearchError):
    """Another process is moving files."""


class NothingToUndoError(PhotosearchError):
    """There is no such act, or nothing of it is left to take back."""


class Acts:
    """The acts of one library; any number of processes may have one: they take turns.

    metadata_of: reads what a photo says of itself; without it a process is started for that when needed.
    patience_s: so long an act waits for that of another process to end.
    """

    def __init__(
        self,
        folder: Path,
        metadata_of: Callable[[bytes], Metadata] | None = None,
        patience_s: float = _PATIENCE_S,
    ) -> None:
        self._folder = folder
        self._backups = os.path.join(os.path.abspath(os.fsencode(folder)), os.fsencode(BACKUPS_NAME))
        self._metadata_of = metadata_of
        self._patience_s = patience_s

    def act(
        self,
        steps: Sequence[Step],
        progress: Progress = lambda step: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Act:
        """Take the steps; one that fails does not keep the others from it, and says why in its `reason`.

        `progress` has each step as it is then; after `stop` says so no further one is begun. An act that did
        nothing is not remembered. Raises ActRefusedError before anything is done where the plan is unsound,
        PhotosearchError.
        """
        kind, ready = planned(steps)
        with self._turn(self._patience_s) as journal:
            self._settle(journal)
            self._forget_old(journal)
            act_id = journal.add(kind, [self._equipped(step) for step in ready])
            act = journal.act(act_id)
            assert act is not None
            with MetadataReader() as reader:
                metadata_of = self._metadata_of or reader
                performing.perform_all(act.steps, journal.note, metadata_of, progress, stop)
            journal.set_state(act_id, "done")
            return self._ended(journal, act_id)

    def undo(self, act_id: int | None = None, progress: Progress = lambda step: None) -> Act:
        """Take back an act, or the last one that was not; the last step first.

        What cannot be taken back keeps the `reason` in its step, and can be tried again by the act's number.
        Raises NothingToUndoError, PhotosearchError.
        """
        self._check_known(act_id)
        with self._turn(self._patience_s) as journal:
            self._settle(journal)
            number = journal.last_to_undo() if act_id is None else act_id
            act = journal.act(number) if number is not None else None
            if act is None and act_id is not None:
                raise _unknown(act_id)
            if act is None or not any(is_undoable(step) for step in act.steps):
                raise NothingToUndoError(_NOTHING)
            journal.set_state(act.id, "undoing")
            for step in reversed(act.steps):
                if is_undoable(step):
                    progress(performing.take_back(step, journal.note))
            journal.set_state(act.id, "undone")
            undone = journal.act(act.id)
            assert undone is not None
            return undone

    def acts(self, limit: int = KEPT_ACTS) -> list[Act]:
        """The last acts, newest first, without their steps. What was interrupted is settled before."""
        if not (self._folder / FILE_NAME).exists():
            return []
        with contextlib.suppress(ActsBusyError), self._turn(0) as journal:
            self._settle(journal)
        with Journal(self._folder) as journal:
            return journal.acts(limit)

    def forget(self, act_id: int) -> None:
        """Give up taking an act back: what was kept for that is deleted.

        Raises NothingToUndoError where there is none of this number, PhotosearchError.
        """
        self._check_known(act_id)
        with self._turn(self._patience_s) as journal:
            self._settle(journal)
            _forget(journal, act_id)

    def forget_all(self) -> None:
        """The same for every act, for the end of the library; what cannot be deleted now stays."""
        if not (self._folder / FILE_NAME).exists():
            return
        with self._turn(self._patience_s) as journal:
            self._settle(journal)
            for act in journal.acts(-1):
                with contextlib.suppress(PhotosearchError, OSError):
                    _forget(journal, act.id)
        with contextlib.suppress(OSError):
            os.rmdir(self._backups)

    def _check_known(self, act_id: int | None) -> None:
        """Raises NothingToUndoError where nothing was ever done: looking must not leave a journal behind."""
        if not (self._folder / FILE_NAME).exists():
            raise NothingToUndoError(_NOTHING) if act_id is None else _unknown(act_id)

    @contextmanager
    def _turn(self, patience_s: float) -> Iterator[Journal]:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(self._folder / LOCK_NAME)
        try:
            lock.acquire(timeout=patience_s)
        except Timeout:
            raise ActsBusyError(
                "Another Photosearch is moving photos just now. Try again when it is done."
            ) from None
        except (OSError, NotImplementedError):
            raise LibraryReadOnlyError(
                f"The library {printable(self._folder)} cannot be written to: nothing could be undone."
            ) from None
        try:
            with Journal(self._folder) as journal:
                yield journal
        finally:
            lock.release()

    def _equipped(self, step: Step) -> Step:
        step = replace(step, token=secrets.token_hex(8))
        if step.do == LINK:
            return replace(step, place=step.hidden())
        if step.do == COPY_METADATA:
            return replace(step, place=metadata.kept_place(step, self._backups))
        return step

    def _settle(self, journal: Journal) -> None:
        """Bring acts to an end in whose middle the program was killed: nobody else can be at them now.

        A step that was begun is taken back, and so is one whose taking back was begun.
        """
        for act in journal.unsettled():
            for step in reversed(act.steps):
                if step.state == PLANNED:
                    journal.note(replace(step, state=FAILED, reason=_INTERRUPTED))
                elif step.state == BEGUN:
                    performing.take_back(step, journal.note, FAILED, _INTERRUPTED)
                elif step.state == RETURNING:
                    performing.take_back(step, journal.note)
            journal.set_state(act.id, "done")
            self._ended(journal, act.id)

    def _ended(self, journal: Journal, act_id: int) -> Act:
        act = journal.act(act_id)
        assert act is not None
        if any(is_undoable(step) for step in act.steps):
            return act
        if any(step.state == UNDONE for step in act.steps):
            journal.set_state(act_id, "undone")
        else:
            journal.remove(act_id)
        return replace(act, state="undone")

    def _forget_old(self, journal: Journal) -> None:
        for act_id in journal.old(time.time() - KEPT_DAYS * 86_400, KEPT_ACTS):
            # A drive that is not there now: with the next act.
            with contextlib.suppress(PhotosearchError, OSError):
                _forget(journal, act_id)


def _unknown(act_id: int) -> NothingToUndoError:
    return NothingToUndoError(f"There is no act {act_id}.")


def _forget(journal: Journal, act_id: int) -> None:
    act = journal.act(act_id)
    if act is None:
        raise _unknown(act_id)
    for step in act.steps:
        if step.state == DONE and step.do == LINK:
            linking.forget(step)
        elif step.state == DONE and step.do == COPY_METADATA:
            metadata.forget(step)
    journal.remove(act_id)
