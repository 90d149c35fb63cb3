"""The life of one decoding worker: it imports little, reads photos until its parent hangs up,
and dies with it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import warnings
from collections import deque
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process

from photosearch.imaging import messages

# One worker a core is enough parallelism;
# read by OpenMP (LibRaw) and OpenBLAS (NumPy) when they are first loaded.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def main(pipe: Connection, settings: messages.Settings) -> None:
    """Entry point of the process."""
    _go_quiet()
    _die_with_parent()
    try:
        from photosearch.imaging.reading import ReadError  # noqa: F401
    except BaseException as error:
        pipe.send(messages.StartFailed(f"{type(error).__name__}: {error}"))
        return
    _limit_memory(settings.memory_limit)
    # The parent has hung up: nothing is left to say, to anyone.
    with contextlib.suppress(EOFError, OSError):
        pipe.send(messages.Ready())
        _Worker(pipe, settings).serve()


class _Worker:
    def __init__(self, pipe: Connection, settings: messages.Settings) -> None:
        self._pipe = pipe
        self._settings = settings
        self._waiting: deque[object] = deque()

    def serve(self) -> None:
        while True:
            message = self._waiting.popleft() if self._waiting else self._pipe.recv()
            if isinstance(message, messages.Work):
                _limit_processor_time(self._settings.processor_seconds)
                self._pipe.send(self._read(message))

    def _read(self, work: messages.Work) -> messages.Done | messages.Failed:
        from photosearch.imaging.reading import ReadError, ReadRequest, Watch, read_image

        request = ReadRequest(*work)
        try:
            raw = read_image(request, Watch(lambda: self._pipe.send(messages.Alive()), self._ask))
        except ReadError as error:
            # Without its cause, which may not be picklable.
            return messages.Failed(ReadError(error.kind, error.reason))
        except MemoryError:
            return messages.Failed(ReadError("memory", "there was not enough memory to open the picture"))
        pixels = None if raw.image is None else raw.image.tobytes()
        size = None if raw.image is None else raw.image.size
        return messages.Done(raw.content_hash, raw.file_size, raw.mtime_ns, size, pixels, raw.metadata)

    def _ask(self, needed: int) -> None:
        """Wait for leave before a decode that takes much memory; work may arrive in between."""
        from photosearch.imaging.limits import HEAVY_BYTES

        if needed <= HEAVY_BYTES:
            return
        self._pipe.send(messages.Heavy())
        while not isinstance(message := self._pipe.recv(), messages.Granted):
            self._waiting.append(message)


def _go_quiet() -> None:
    """Codecs write warnings to the C library's stdout and stderr;
    the terminal is the parent's. Ctrl-C is, too.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")
    for name in _ONE_THREAD:
        os.environ[name] = "1"
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)


def _die_with_parent() -> None:
    """End a worker that is deep in a decode when its parent is killed.

    A thread rather than Linux's PR_SET_PDEATHSIG: that signal comes when the parent's *thread* ends which
    started the worker, and it exists nowhere else. A codec that never returns nor lets other threads run is
    ended by the limit on processor time.
    """
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _limit_memory(limit: int) -> None:
    """Cap private memory and switch core dumps off, where the platform can."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    with contextlib.suppress(OSError, ValueError):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _limit_processor_time(seconds: float) -> None:
    """Allow this many more seconds of processor time from now on."""
    if sys.platform == "win32":
        return
    import resource

    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    with contextlib.suppress(OSError, ValueError):
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1, hard))
