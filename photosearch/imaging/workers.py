"""Photos read by worker processes, so that what a codec does to a process costs one photo and not the run."""

from __future__ import annotations

import contextlib
import itertools
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from types import TracebackType

from photosearch.errors import PhotosearchError
from photosearch.imaging import messages
from photosearch.imaging.limits import MIB
from photosearch.imaging.reading import ReadError, ReadRequest, ReadResult
from photosearch.imaging.worker_link import Task, WorkerLink, ended_by_processor_limit

DEFAULT_MEMORY = 768 * MIB
# So that a worker never waits for its parent: while one photo is decoded the next is in the pipe already.
_QUEUE = 2
_TICK_S = 0.25
# A longer gap between two looks at the workers means that this program stood still (Ctrl-Z, a laptop's lid, a
# busy consumer): the workers may have stood still as well, so it does not count against them.
_LONGEST_TICK_S = 1.0
_START_S = 60.0
_START_ATTEMPTS = 3


@dataclass(frozen=True)
class ReadFailure:
    """A photo that could not be read, and why."""

    key: object
    path: bytes
    error: ReadError


class WorkerStartError(PhotosearchError):
    """No decoding worker can be started at all: the installation is broken, not a photo."""


class DecoderPool:
    """`workers` processes that read photos, each photo within `timeout_s` seconds and `memory_limit` bytes.

    A context manager. One run at a time, from any thread. Processes start with the first request and stay
    until `close`; one that crashes or exceeds a limit is replaced, and only the photo it was working on
    fails.
    """

    def __init__(self, workers: int, timeout_s: float = 30.0, memory_limit: int = DEFAULT_MEMORY) -> None:
        if workers < 1:
            raise ValueError("a pool needs at least one worker")
        self._count = workers
        self._timeout_s = timeout_s
        # Processor time stands in for the time limit should the parent die;
        # never reached before the real limit.
        self._settings = messages.Settings(memory_limit, processor_seconds=2 * timeout_s + 5)
        self._links: list[WorkerLink] = []
        self._failed_starts = 0
        self._last_look = 0.0
        self._is_running = False
        self._is_closed = False

    def __enter__(self) -> DecoderPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def process_ids(self) -> list[int]:
        """Of the workers alive now."""
        return [link.pid for link in self._links if link.pid is not None]

    def start(self) -> None:
        """Start the processes now rather than with the first request."""
        self._start_missing()

    def run(self, requests: Iterable[ReadRequest]) -> Iterator[ReadResult | ReadFailure]:
        """Read the photos; results come in the order of completion, requests are pulled as workers become
        free.

        Closing the generator early drops what is under way. Raises WorkerStartError.
        """
        if self._is_running or self._is_closed:
            raise RuntimeError("the pool is closed" if self._is_closed else "the pool is already running")
        self._is_running = True
        try:
            yield from self._run(deque(), (Task(request) for request in requests))
        finally:
            self._is_running = False
            for task in itertools.chain.from_iterable(link.tasks for link in self._links):
                task.wanted = False

    def read(self, request: ReadRequest) -> ReadResult:
        """Read one photo; raises its ReadError."""
        outcome = next(iter(list(self.run([request]))))
        if isinstance(outcome, ReadFailure):
            raise outcome.error
        return outcome

    def close(self) -> None:
        """End all workers, busy or not."""
        self._is_closed = True
        links, self._links = self._links, []
        for link in links:
            link.hang_up()
        deadline = time.monotonic() + 0.3
        for link in links:
            link.end(patience=0 if link.tasks else max(0.0, deadline - time.monotonic()))

    def _run(self, returned: deque[Task], fresh: Iterator[Task]) -> Iterator[ReadResult | ReadFailure]:
        tasks = _Source(returned, fresh)
        self._last_look = time.monotonic()
        while not self._is_closed:
            self._feed(tasks)
            if tasks.is_empty() and not any(task.wanted for link in self._links for task in link.tasks):
                return
            # Closed by `close` from within the consumer's loop,
            # `_links` is empty and there is nothing to wait for.
            yield from self._look(returned)

    def _feed(self, tasks: _Source) -> None:
        """First one photo for each worker; a second one in advance once none is still starting."""
        for queue in range(1, _QUEUE + 1):
            if queue > 1 and not all(link.is_ready for link in self._links):
                return
            while not tasks.is_empty():
                self._start_missing()
                link = next((link for link in self._links if link.accepts(queue)), None)
                if link is None:
                    break
                # A worker that is gone is found out, and its tasks are dealt with, when reading from it.
                with contextlib.suppress(OSError):
                    link.send(tasks.take())

    def _start_missing(self) -> None:
        while len(self._links) < self._count:
            self._links.append(WorkerLink(self._settings))

    def _look(self, returned: deque[Task]) -> Iterator[ReadResult | ReadFailure]:
        """Wait for news for a moment, pass results on, end workers that take too long."""
        speaking = set(wait([link.pipe for link in self._links], _TICK_S))
        now = time.monotonic()
        elapsed = min(now - self._last_look, _LONGEST_TICK_S)
        self._last_look = now
        outcomes: list[ReadResult | ReadFailure | None] = []
        for link in list(self._links):
            if link.pipe in speaking:
                outcomes.append(self._listen(link, returned))
            elif not link.is_ready or (link.tasks and not link.waits_for_leave):
                link.seconds_used += elapsed
                if link.seconds_used > (self._timeout_s if link.is_ready else _START_S):
                    outcomes.append(self._replace(link, returned, too_slow=True))
        self._share_leave()
        yield from (outcome for outcome in outcomes if outcome is not None)

    def _listen(self, link: WorkerLink, returned: deque[Task]) -> ReadResult | ReadFailure | None:
        try:
            message = link.pipe.recv()
        except (EOFError, OSError):
            return self._replace(link, returned)
        if isinstance(message, messages.Ready):
            link.is_ready, link.seconds_used, self._failed_starts = True, 0.0, 0
        elif isinstance(message, messages.StartFailed):
            raise WorkerStartError(f"The part that opens photos cannot start: {message.reason}")
        elif isinstance(message, messages.Alive):
            link.seconds_used = 0.0
        elif isinstance(message, messages.Heavy):
            link.waits_for_leave = True
        elif isinstance(message, messages.Done | messages.Failed):
            task = link.finish_first()
            return _outcome(task.request, message) if task.wanted else None
        return None

    def _replace(
        self, link: WorkerLink, returned: deque[Task], too_slow: bool = False
    ) -> ReadResult | ReadFailure | None:
        """Take leave of a worker that ended or must end; a new one is started when there is work for it."""
        self._links.remove(link)
        code = link.end(patience=0 if too_slow else 1)
        if not link.is_ready:
            self._failed_starts += 1
            if self._failed_starts >= _START_ATTEMPTS:
                raise WorkerStartError(f"The part that opens photos cannot start (exit code {code}).")
        if not link.tasks:
            return None
        first, *rest = link.tasks
        returned.extendleft(task for task in reversed(rest) if task.wanted)
        if not first.wanted:
            return None
        late = too_slow or ended_by_processor_limit(code)
        return ReadFailure(first.request.key, first.request.path, self._late() if late else _crashed())

    def _late(self) -> ReadError:
        return ReadError("timeout", f"opening the picture took longer than {self._timeout_s:g} seconds")

    def _share_leave(self) -> None:
        """One decode that takes much memory at a time."""
        if not any(link.has_leave for link in self._links):
            waiting = next((link for link in self._links if link.waits_for_leave), None)
            if waiting is not None:
                waiting.give_leave()


class _Source:
    """The tasks still to be given out: those a lost worker left behind first, then the caller's."""

    def __init__(self, returned: deque[Task], fresh: Iterator[Task]) -> None:
        self._returned = returned
        self._fresh = fresh

    def is_empty(self) -> bool:
        if not self._returned:
            self._returned.extend(itertools.islice(self._fresh, 1))
        return not self._returned

    def take(self) -> Task:
        return self._returned.popleft()


def _crashed() -> ReadError:
    return ReadError("crash", "the program part that opens pictures broke down on this file")


def _outcome(request: ReadRequest, message: messages.Done | messages.Failed) -> ReadResult | ReadFailure:
    if isinstance(message, messages.Failed):
        return ReadFailure(request.key, request.path, message.error)
    pixels = None
    if message.pixels is not None and message.size is not None:
        import numpy as np

        width, height = message.size
        # A bytearray, because an array over immutable bytes could not be written to.
        pixels = np.frombuffer(bytearray(message.pixels), np.uint8).reshape(height, width, 3)
    return ReadResult(
        request.key,
        request.path,
        message.content_hash,
        message.file_size,
        message.mtime_ns,
        pixels,
        message.metadata,
    )
