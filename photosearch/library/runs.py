"""How a long run is paused and stopped, and how it tells where it stands."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

# How soon a stop or the end of a pause is noticed, seconds.
TICK_S = 0.1


@dataclass
class Progress:
    """Where a run stands; `rate` in photos a second lately, `remaining_s` None while unknown.

    filling: no photos come by it, those that are there are described more fully.
    """

    total: int = 0
    done: int = 0
    failed: int = 0
    rate: float = 0.0
    remaining_s: float | None = None
    filling: bool = False


class Control:
    """Pause, resume and stop a run from another thread or a signal handler.

    Without a lock: a signal handler could find it held by the very thread it interrupted.
    """

    def __init__(self) -> None:
        self._stopped = False
        self._paused = False

    def pause(self) -> None:
        """Take up no further photo until `resume`."""
        self._paused = True

    def resume(self) -> None:
        """Go on."""
        self._paused = False

    def stop(self) -> None:
        """End the run; what was committed stays."""
        self._stopped = True

    def begin_again(self) -> None:
        """Take a stop back, once the run it ended has ended."""
        self._stopped = False

    @property
    def stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopped

    def wait(self) -> bool:
        """Wait out a pause; returns False when the run is to end."""
        while self._paused and not self._stopped:
            time.sleep(TICK_S)
        return not self._stopped


class Meter:
    """Counts photos and tells the rate over the last ten seconds."""

    def __init__(self, total: int, report: Callable[[Progress], None], *, filling: bool = False) -> None:
        self._progress = Progress(total, filling=filling)
        self._report = report
        self._marks: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])
        self._shown = 0.0

    def count(self, number: int = 1, *, failed: bool = False) -> None:
        """So many more are done; now and then that is told."""
        self._progress.done += number
        self._progress.failed += failed
        if time.monotonic() - self._shown > 0.25:
            self.show()

    def show(self) -> None:
        """Tell where the run stands."""
        now = time.monotonic()
        progress = self._progress
        self._marks.append((now, progress.done))
        while len(self._marks) > 2 and now - self._marks[0][0] > 10:
            self._marks.popleft()
        elapsed = now - self._marks[0][0]
        if elapsed > 0.5:
            progress.rate = (progress.done - self._marks[0][1]) / elapsed
        if progress.rate:
            progress.remaining_s = (progress.total - progress.done) / progress.rate
        self._shown = now
        self._report(progress)
