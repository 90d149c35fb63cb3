"""Finding what keeps the window from answering: a thread looks where the main thread is while it does not."""

import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer, Signal

LIMIT_S = 0.1
_TICK_MS = 20
_SAMPLE_S = 0.01
# From so late on it is worth noting where the main thread is.
_LATE_S = 0.05
# The innermost so many are enough to tell what it did.
_FRAMES = 12


@dataclass(frozen=True)
class Stall:
    """For `seconds` nothing else was answered; time in which the machine gave the thread no processor is not
    counted. `stack` is where the main thread was for most of it.
    """

    seconds: float
    stack: str

    def __str__(self) -> str:
        return f"The window did not answer for {1000 * self.seconds:.0f} ms; it was here:\n{self.stack}"


@dataclass
class _Sample:
    seconds: float
    stack: str


class StallWatchdog(QObject):
    """Tells of each stall of the main thread's event loop longer than `limit_s`, once it is over.

    `counts` says of a stack of the main thread whether time spent there matters; a test leaves out its own.
    """

    stalled = Signal(object)

    def __init__(
        self,
        limit_s: float = LIMIT_S,
        counts: Callable[[FrameType], bool] = lambda frame: True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit_s = limit_s
        self._counts = counts
        self._main = threading.get_ident()
        self._queue_time = _QueueTime(threading.get_native_id())
        self._lock = threading.Lock()
        self._samples: list[_Sample] = []
        self._ended = threading.Event()
        self._ticked = self._sampled = time.monotonic()
        self._waited = self._queue_time.seconds()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._thread = threading.Thread(target=self._watch, name="stall-watchdog", daemon=True)

    def start(self) -> None:
        """Begin to look; from the thread that made it."""
        self._ticked = self._sampled = time.monotonic()
        self._waited = self._queue_time.seconds()
        self._timer.start()
        self._thread.start()

    def stop(self) -> None:
        """End it; a stall that has not ended is told now."""
        if not self._ended.is_set():
            self._tick()
            self._timer.stop()
            self._ended.set()
            self._thread.join()
            self._queue_time.close()

    def _tick(self) -> None:
        with self._lock:
            now, waited = time.monotonic(), self._queue_time.seconds()
            late = now - self._ticked - _TICK_MS / 1000
            queued = waited - self._waited
            samples, self._samples = self._samples, []
            self._ticked = self._sampled = now
            self._waited = waited
        if late - queued <= self._limit_s or not samples:
            return
        seconds = min(late, sum(sample.seconds for sample in samples)) - queued
        if seconds > self._limit_s:
            self.stalled.emit(Stall(seconds, _longest(samples)))

    def _watch(self) -> None:
        while not self._ended.wait(_SAMPLE_S):
            # Held to the end: work that lets no thread run leaves time for a single sample, and the main
            # thread must not close the account before that is in it.
            with self._lock:
                self._look()

    def _look(self) -> None:
        now = time.monotonic()
        since, self._sampled = now - self._sampled, now
        late = now - self._ticked - _TICK_MS / 1000
        frame = sys._current_frames().get(self._main)
        if frame is not None and late >= 0 and self._counts(frame):
            self._samples.append(_Sample(since, _formatted(frame) if late > _LATE_S else ""))


def _formatted(frame: FrameType) -> str:
    # Without the source's text: reading it takes its time, and files.
    stack = traceback.StackSummary.extract(traceback.walk_stack(frame), lookup_lines=False)
    return "".join(f"  {step.filename}:{step.lineno} {step.name}\n" for step in reversed(stack[:_FRAMES]))


def _longest(samples: list[_Sample]) -> str:
    seconds: dict[str, float] = {}
    for sample in samples:
        if sample.stack:
            seconds[sample.stack] = seconds.get(sample.stack, 0.0) + sample.seconds
    return max(seconds, key=lambda stack: seconds[stack], default="(unknown)")


class _QueueTime:
    """How long a thread was ready to run and no processor was free for it; only Linux tells."""

    def __init__(self, thread: int) -> None:
        try:
            self._file = os.open(f"/proc/self/task/{thread}/schedstat", os.O_RDONLY | os.O_CLOEXEC)
        except (OSError, AttributeError):
            self._file = -1

    def seconds(self) -> float:
        if self._file < 0:
            return 0.0
        try:
            return int(os.pread(self._file, 64, 0).split()[1]) / 1e9
        except (OSError, ValueError, IndexError):
            return 0.0

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
