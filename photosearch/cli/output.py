"""What commands print: JSON on stdout, progress on stderr, paths that any terminal can show."""

import json
import os
import sys
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from photosearch.library.indexing import Progress as State

# A plain line so often where stderr is no terminal, seconds.
_LINE_EVERY = 5.0


def print_json(document: object) -> None:
    """One JSON document on stdout. Bytes of names that are not UTF-8 come as lone surrogates, escaped."""
    print(json.dumps(document, ensure_ascii=True, indent=1))


def text_path(path: bytes) -> str:
    """A path for JSON: `os.fsencode` gives the bytes back."""
    return os.fsdecode(path)


def duration(seconds: float) -> str:
    """Seconds as a person says them: 45 s, 3 min 20 s, 2 h 5 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def describe_state(state: State) -> str:
    """What is done, where it is no indexing; rate and remaining time in words."""
    what = "parts of known photos, " if state.filling else ""
    remaining = "" if state.remaining_s is None else f", {duration(state.remaining_s)} left"
    failed = f", {state.failed} could not be read" if state.failed else ""
    return f"{what}{state.rate:.1f} photos/s{remaining}{failed}"


class ProgressLine:
    """Progress on stderr: a bar in a terminal, else a plain line now and then. Use in a `with` block."""

    def __init__(self, work: str = "Indexing", first: str = "looking for changes") -> None:
        self._console = Console(stderr=True)
        self._bar = Progress(
            TextColumn(work),
            BarColumn(),
            TextColumn("{task.completed}/{task.total}"),
            TextColumn("{task.fields[words]}"),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task = self._bar.add_task("", total=None, words=first)
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def note(self, words: str) -> None:
        """A line that stays."""
        # Nobody may be reading stderr any more, which is no reason to end the run.
        with suppress(OSError):
            self._console.print(words, markup=False, highlight=False)

    def show(self, state: State) -> None:
        """Show where the run stands."""
        with suppress(OSError):
            self._show(state)

    def _show(self, state: State) -> None:
        self._bar.update(self._task, total=state.total, completed=state.done, words=describe_state(state))
        now = time.monotonic()
        is_due = now - self._last >= _LINE_EVERY or state.done == state.total > 0
        if not self._console.is_terminal and is_due:
            self._last = now
            print(
                f"{state.done} of {state.total} photos, {describe_state(state)}", file=sys.stderr, flush=True
            )
