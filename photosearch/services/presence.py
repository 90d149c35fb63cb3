"""Whether folders can be reached now, asked without ever waiting for a drive that does not answer."""

import os
import threading
import time
from collections.abc import Iterable

# How long an answer is worth waiting for, and how long it counts, seconds.
_PATIENCE_S = 0.2
_FRESH_S = 2.0


class Presence:
    """Looks at folders on threads of its own: one that hangs on a dead network drive is left alone."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[bool, float]] = {}
        self._looking: dict[bytes, threading.Thread] = {}

    def look(self, folders: Iterable[bytes]) -> dict[bytes, bool]:
        """Which of the folders are there. One that does not answer counts as away until it does."""
        wanted = list(folders)
        now = time.monotonic()
        for folder in wanted:
            if folder not in self._known or now - self._known[folder][1] > _FRESH_S:
                self._begin(folder)
        deadline = now + _PATIENCE_S
        for folder in wanted:
            if thread := self._looking.get(folder):
                thread.join(max(0.0, deadline - time.monotonic()))
        return {folder: self._last(folder) for folder in wanted}

    def _begin(self, folder: bytes) -> None:
        running = self._looking.get(folder)
        if running is None or not running.is_alive():
            thread = threading.Thread(target=self._look_at, args=(folder,), name="presence", daemon=True)
            self._looking[folder] = thread
            thread.start()

    def _look_at(self, folder: bytes) -> None:
        self._known[folder] = (os.path.isdir(folder), time.monotonic())

    def _last(self, folder: bytes) -> bool:
        if self._looking[folder].is_alive():
            return False
        return self._known.get(folder, (False, 0.0))[0]
