"""What Ctrl-C does while a command runs."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photosearch.library.indexing import Control


def end_at_once(number: int, frame: object) -> None:
    """A signal handler that ends the program: reading loses nothing, and what writes survives even a kill.

    An exception instead, in the middle of an import or of the network's work, leaves a trail nobody can read.
    """
    _say(b"photosearch: Interrupted.\n")
    for worker in multiprocessing.active_children():
        # One that hangs in a decoder would not notice that its parent is gone.
        worker.kill()
    os._exit(1)


@contextmanager
def stopping(control: "Control") -> Iterator[None]:
    """Ctrl-C and a termination signal end the run in order; a second Ctrl-C ends the program at once."""

    def stop(number: int, frame: object) -> None:
        if control.stopped:
            end_at_once(number, frame)
        control.stop()
        _say(b"Stopping ...\n")

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(words: bytes) -> None:
    # Not by `print`: the signal may have come in the middle of one.
    with suppress(OSError, ValueError):
        os.write(sys.stderr.fileno(), words)
