"""Telling the window what the indexer does, not more often than it can be read."""

import dataclasses
import threading
import time
from collections.abc import Callable
from typing import Any

from photosearch.library.indexing import Progress
from photosearch.services.records import IndexingState, to_json

_STATE_EVERY_S = 0.25
_COMMITTED_EVERY_S = 1.0
_WORKING = frozenset({"scanning", "indexing"})
WAITS_FOR_QUIET = "Waiting until the computer is not busy with other things."


class Reporter:
    """Sends the events `state` and `committed`; the last of each is never lost, only late."""

    def __init__(self, send: Callable[[str, Any], None], ending: threading.Event) -> None:
        self._send = send
        self._ending = ending
        self._state = IndexingState()
        self._paused = False
        self._busy = False
        self._told: IndexingState | None = None
        self._state_at = self._committed_at = float("-inf")
        self._committed = False
        self._changed = threading.Condition()

    def start(self) -> None:
        """Begin, on a thread of its own."""
        threading.Thread(target=self._run, name="reporting", daemon=True).start()

    def phase(self, phase: str, message: str = "") -> None:
        """Something else is done now: the numbers begin anew."""
        self._set(IndexingState(phase, message=message))

    def progress(self, progress: Progress) -> None:
        """Photos are being indexed, or described more fully."""
        self._set(
            IndexingState(
                "indexing",
                progress.done,
                progress.total,
                progress.failed,
                round(progress.rate, 3),
                progress.remaining_s,
                self._state.message,
            )
        )
        if progress.done > progress.failed and not progress.filling:
            self.committed()

    def committed(self) -> None:
        """Photos came, went or moved."""
        with self._changed:
            self._committed = True
            self._changed.notify()

    def paused(self, paused: bool) -> None:
        """The person wants a pause, or no longer."""
        with self._changed:
            self._paused = paused
            self._changed.notify()

    def busy(self, busy: bool) -> None:
        """Indexing stands aside for other programs, or no longer."""
        with self._changed:
            self._busy = busy
            self._changed.notify()

    def _set(self, state: IndexingState) -> None:
        with self._changed:
            self._state = state
            self._changed.notify()

    def _shown(self) -> IndexingState:
        state = self._state
        if self._paused and state.phase not in ("waiting", "stopped"):
            return dataclasses.replace(state, phase="paused", rate=0.0, remaining_s=None)
        if self._busy and state.phase in _WORKING:
            return dataclasses.replace(
                state, phase="waiting", rate=0.0, remaining_s=None, message=WAITS_FOR_QUIET
            )
        return state

    def _run(self) -> None:
        with self._changed:
            while not self._ending.is_set():
                self._changed.wait(self._tell())

    def _tell(self) -> float | None:
        """Send what may be sent; returns the seconds until more may be, None where nothing waits."""
        now = time.monotonic()
        waits = []
        if self._committed:
            if now - self._committed_at >= _COMMITTED_EVERY_S:
                self._committed, self._committed_at = False, now
                self._send("committed", None)
            else:
                waits.append(self._committed_at + _COMMITTED_EVERY_S - now)
        shown = self._shown()
        if shown != self._told:
            if now - self._state_at >= _STATE_EVERY_S:
                self._told, self._state_at = shown, now
                self._send("state", to_json(shown))
            else:
                waits.append(self._state_at + _STATE_EVERY_S - now)
        return min(waits, default=None)
