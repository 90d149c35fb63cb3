"""Noticing that the catalogue changed, or the marks, whoever changed them."""

import threading
from collections.abc import Callable

# A look costs some microseconds.
_EVERY_S = 1.0


class Changes:
    """Calls `changed` when `state` is another one than before, at most once a second."""

    def __init__(
        self, state: Callable[[], object], changed: Callable[[], object], ending: threading.Event
    ) -> None:
        self._state = state
        self._changed = changed
        self._ending = ending

    def start(self) -> None:
        """Watch, on a thread of its own, until `ending`."""
        threading.Thread(target=self._watch, name="changes", daemon=True).start()

    def _watch(self) -> None:
        last = self._look()
        while not self._ending.wait(_EVERY_S):
            state = self._look()
            if state is not None and state != last:
                last = state
                self._changed()

    def _look(self) -> object | None:
        try:
            return self._state()
        except Exception:
            # Whoever asks for something will be told what is wrong.
            return None
