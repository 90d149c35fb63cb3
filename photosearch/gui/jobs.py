"""Work off the main thread: a job reports by signals, and a service is a process that answers with jobs."""

import contextlib
import functools
import itertools
import json
import os
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QRunnable, QThreadPool, QTimer, Signal

from photosearch.gui.logs import LOGGER
from photosearch.gui.service_words import translated

# Of what a service said before it crashed, a report has so many lines: the stacks of all its threads.
_LINES = 200


@dataclass(frozen=True)
class Problem:
    """What went wrong: a sentence for the person; `details` for a report, None where the sentence is all."""

    message: str
    details: str | None = None


class Job(QObject):
    """One piece of work. After `cancel` nothing is told but `finished`; `finished` always comes, last."""

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    finished = Signal()

    def __init__(self, cancel: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self._cancel = cancel
        self.cancelled = False
        self.ended = False

    def cancel(self) -> None:
        """Take the work back; what it already did to the person's files stays and is told in its result."""
        if not self.ended and not self.cancelled:
            self.cancelled = True
            self._cancel()

    def report(self, value: Any) -> None:
        """Progress, from whoever does the work."""
        if not self.cancelled and not self.ended:
            self.progressed.emit(value)

    def succeed(self, value: Any) -> None:
        """The result, from whoever does the work."""
        self._end(self.succeeded, value)

    def fail(self, problem: Problem) -> None:
        """The end of a job that could not be done."""
        self._end(self.failed, problem)

    def drop(self) -> None:
        """The end of a job that was cancelled."""
        self._end(None, None)

    def then(self, take: Callable[[Any], object], fail: Callable[[Problem], object] | None = None) -> "Job":
        """Connect the result, and a problem where it is not to be shown the common way."""
        self.succeeded.connect(take)
        if fail is not None:
            self.failed.connect(fail)
        return self

    def _end(self, signal: Any, value: Any) -> None:
        if self.ended:
            return
        self.ended = True
        if signal is not None and not self.cancelled:
            signal.emit(value)
        self.finished.emit()


class Service(QObject):
    """A service process and its jobs; it is started with the first request and anew after a crash.

    `told` has the event's name and value; `crashed` says why the process ended unasked.
    """

    told = Signal(str, object)
    crashed = Signal(object)

    def __init__(self, name: str, arguments: Iterable[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._arguments = list(arguments)
        self._process: QProcess | None = None
        self._jobs: dict[int, tuple[Job, Callable[[Any], Any]]] = {}
        self._number = 0
        self._buffer = bytearray()
        self._said: deque[str] = deque(maxlen=_LINES)
        self._stopping = False

    def start(self) -> None:
        """Start the process where it does not run."""
        if self._process is not None or self._stopping:
            return
        self._buffer.clear()
        self._said.clear()
        process = QProcess(self)
        process.setProcessEnvironment(QProcessEnvironment.systemEnvironment())
        program, *arguments = service_command(self._name)
        process.setProgram(program)
        process.setArguments([*arguments, *self._arguments])
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._note)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._error)
        self._process = process
        process.start()

    def call(self, name: str, make: Callable[[Any], Any] = lambda value: value, /, **arguments: Any) -> Job:
        """Ask the process; the job's result is what `make` makes of the answer."""
        self._number += 1
        number = self._number
        job = Job(lambda: self._cancel(number))
        if self._stopping:
            QTimer.singleShot(0, job, job.drop)
            return job
        self.start()
        self._jobs[number] = (job, make)
        self._write({"id": number, "call": name, "with": arguments})
        return job

    def leave(self) -> None:
        """Ask the process to end, without waiting: several can end at the same time."""
        self._stopping = True
        if self._process is not None:
            self._process.closeWriteChannel()

    def stop(self, wait_ms: int = 1500) -> None:
        """End the process, by force where it does not go; jobs that are open end as cancelled."""
        self.leave()
        process, self._process = self._process, None
        if process is not None and not process.waitForFinished(wait_ms):
            process.kill()
            process.waitForFinished(500)
        for job, _ in list(self._jobs.values()):
            job.drop()
        self._jobs.clear()

    def _cancel(self, number: int) -> None:
        self._write({"cancel": number})

    def _write(self, message: dict[str, Any]) -> None:
        if self._process is not None:
            self._process.write(json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n")

    def _read(self) -> None:
        if self._process is None:
            return
        self._buffer += self._process.readAllStandardOutput().data()
        *lines, rest = self._buffer.split(b"\n")
        self._buffer = rest
        for line in lines:
            self._take(json.loads(line))

    def _note(self) -> None:
        """What the process says on its standard error goes into the log, its end into a report of a crash."""
        if self._process is None:
            return
        for line in bytes(self._process.readAllStandardError().data()).decode(errors="replace").splitlines():
            if line.strip():
                self._said.append(line)
                LOGGER.warning("%s: %s", self._name, line)

    def _take(self, message: dict[str, Any]) -> None:
        if "event" in message:
            self.told.emit(message["event"], message["with"])
            return
        if "progress" in message:
            if message["id"] in self._jobs:
                self._jobs[message["id"]][0].report(message["progress"])
            return
        job, make = self._jobs.pop(message["id"], (None, None))
        if job is None or make is None:
            return
        if "error" in message:
            error = message["error"]
            job.fail(Problem(translated(error["message"]), error["details"]))
        elif message.get("cancelled"):
            job.drop()
        else:
            job.succeed(None if job.cancelled else make(message["result"]))

    def _error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._ended()

    def _ended(self) -> None:
        process = self._process
        if process is None or self._stopping:
            return
        self._note()
        self._process = None
        self._read_rest(process)
        end = f"{self._name}: exit code {process.exitCode()}, {process.errorString()}"
        problem = Problem(
            self.tr("A part of Photosearch ended unexpectedly. Your photos and your library are safe."),
            "\n".join([end, *self._said]),
        )
        process.deleteLater()
        jobs, self._jobs = list(self._jobs.values()), {}
        for job, _ in jobs:
            job.fail(problem)
        self.crashed.emit(problem)

    def _read_rest(self, process: QProcess) -> None:
        self._buffer += process.readAllStandardOutput().data()
        for line in bytes(self._buffer).split(b"\n"):
            # The last line may be half of one.
            with contextlib.suppress(ValueError):
                self._take(json.loads(line))
        self._buffer.clear()


def service_command(name: str) -> list[str]:
    """Program and arguments that start a service; a frozen program starts itself."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "photosearch"]
    return [*program, "--service", name]


class _Work(QRunnable):
    """Knows its job by number alone.

    A QObject whose last reference a thread lets go of ends on that thread: Qt then waits there for Python,
    while the main thread, with Python in its hand, may be waiting for Qt.
    """

    def __init__(self, deliveries: "_Deliveries", number: int) -> None:
        super().__init__()
        self._deliveries = deliveries
        self._number = number

    def run(self) -> None:
        # Nothing of the work is held here any more when its end is told.
        value, problem = _outcome(self._deliveries, self._number)
        self._deliveries.done.emit(self._number, value, problem)


def _outcome(deliveries: "_Deliveries", number: int) -> tuple[Any, Problem | None]:
    try:
        return deliveries.work(number)(), None
    except OSError as error:
        name = os.fsdecode(error.filename) if error.filename is not None else ""
        reason = error.strerror or str(error)
        return None, Problem(translated(f"{name}: {reason}" if name else reason))
    except Exception as error:
        return None, Problem(f"{type(error).__name__}: {error}", traceback.format_exc())


class _Deliveries(QObject):
    """Lives in the main thread, and as long as the program: what a worker emits arrives there."""

    done = Signal(int, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._open: dict[int, tuple[Job, Callable[[], Any]]] = {}
        self._numbers = itertools.count()
        self.done.connect(self._deliver)

    def add(self, job: Job, work: Callable[[], Any]) -> int:
        """Keep a job, and all that its work holds, until it is delivered."""
        number = next(self._numbers)
        self._open[number] = job, work
        return number

    def work(self, number: int) -> Callable[[], Any]:
        """What is to be done for a job."""
        return self._open[number][1]

    def _deliver(self, number: int, value: Any, problem: Problem | None) -> None:
        job, _ = self._open.pop(number)
        if problem is not None:
            job.fail(problem)
        else:
            job.succeed(value)


@functools.cache
def _deliveries() -> _Deliveries:
    return _Deliveries()


def in_thread(work: Callable[[], Any], pool: QThreadPool | None = None, priority: int = 0) -> Job:
    """Run short blocking work, such as looking at a file, on a thread; its result comes to the main thread,
    which alone may ask.
    """
    job = Job()
    deliveries = _deliveries()
    runnable = _Work(deliveries, deliveries.add(job, work))
    (pool or QThreadPool.globalInstance()).start(runnable, priority)
    return job
