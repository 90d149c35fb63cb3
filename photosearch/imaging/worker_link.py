"""The parent's end of one decoding worker: starting, feeding, timing and ending its process."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import types
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from photosearch.imaging import messages, worker_process
from photosearch.imaging.reading import ReadRequest

_starting = threading.Lock()


@dataclass
class Task:
    """A request on its way; `wanted` turns false when the caller has stopped listening."""

    request: ReadRequest
    wanted: bool = True


class WorkerLink:
    """A worker process and what it has been given to do, the first of it in work."""

    def __init__(self, settings: messages.Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe(duplex=True)
        # A daemon process is ended at interpreter exit even if nobody closed the pool.
        self._process = context.Process(
            target=worker_process.main, args=(theirs, settings), name="photosearch-decoder", daemon=True
        )
        try:
            with _without_main_module():
                self._process.start()
        finally:
            theirs.close()
        self.tasks: deque[Task] = deque()
        self.is_ready = False
        self.seconds_used = 0.0
        self.waits_for_leave = False
        self.has_leave = False

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def accepts(self, queue: int) -> bool:
        """Whether the worker is ready and has fewer than `queue` tasks."""
        return self.is_ready and len(self.tasks) < queue

    def send(self, task: Task) -> None:
        """Raises OSError if the worker is gone; the task counts as given to it all the same."""
        request = task.request
        if not self.tasks:
            self.seconds_used = 0.0
        self.tasks.append(task)
        path = os.path.abspath(request.path)
        self.pipe.send(
            messages.Work(
                path,
                request.size,
                request.known_hashes,
                request.thumbnail,
                request.region,
                request.enlarge,
                request.header_only,
            )
        )

    def give_leave(self) -> None:
        self.waits_for_leave, self.has_leave = False, True
        with contextlib.suppress(OSError):  # its end will be noticed when reading
            self.pipe.send(messages.Granted())

    def finish_first(self) -> Task:
        """The task in work is done; the next one's time begins."""
        self.seconds_used = 0.0
        self.waits_for_leave = self.has_leave = False
        return self.tasks.popleft()

    def hang_up(self) -> None:
        """Ask the worker to end: it does so when it has nothing to read from."""
        self.pipe.close()

    def end(self, patience: float = 0.0) -> int | None:
        """Make sure the process is gone, by force after `patience` seconds; return its exit code if known."""
        with contextlib.suppress(OSError):
            self.pipe.close()
        self._process.join(patience)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(2)
        code = self._process.exitcode
        # Deep in a dead network drive a process cannot even be killed; then it is left to the system.
        with contextlib.suppress(ValueError):
            self._process.close()
        return code


def ended_by_processor_limit(code: int | None) -> bool:
    return sys.platform != "win32" and code == -signal.SIGXCPU


@contextlib.contextmanager
def _without_main_module() -> Iterator[None]:
    """Keep `multiprocessing` from running the parent's main script again in the worker.

    It would import whatever that script imports (the window, the network) only to make names available that
    no worker uses. It finds the script through `sys.modules['__main__']`, so a blank module stands there
    while the process is started, a millisecond or two.
    """
    with _starting:
        main = sys.modules.get("__main__")
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            if main is not None:
                sys.modules["__main__"] = main
