"""Indexing: scan the folders, read what is new in worker processes, describe it, commit photo by photo."""

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import numpy as np

from photosearch.imaging.reading import ReadRequest, ReadResult
from photosearch.imaging.workers import DecoderPool, ReadFailure
from photosearch.library.connection import explained
from photosearch.library.folders import Target
from photosearch.library.library import Library, joined
from photosearch.library.recording import Recorder
from photosearch.library.redescribing import Redescriber
from photosearch.library.scanning import Scan, ScanReport
from photosearch.network.describer import Describer

# While watching, a file changed within so many times the settling time is not called damaged yet.
_FRESH = 10
# How soon a stop or the end of a pause is noticed, seconds.
_TICK_S = 0.1


@dataclass
class Progress:
    """Where a run stands; `rate` in photos a second lately, `remaining_s` None while unknown."""

    total: int = 0
    done: int = 0
    failed: int = 0
    rate: float = 0.0
    remaining_s: float | None = None


@dataclass
class IndexReport:
    """What a run did, in photos; `stopped`: it was ended early and the next run goes on from here.

    redescribed: contents described without decoding them, see `redescribing`.
    """

    indexed: int = 0
    redescribed: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    offline: list[bytes] = field(default_factory=list)
    settling: set[tuple[int, bytes]] = field(default_factory=set)
    seconds: float = 0.0
    stopped: bool = False

    def add(self, other: "IndexReport") -> None:
        """Count a later run in: changes add up, the rest is as the later run found it."""
        self.indexed += other.indexed
        self.redescribed += other.redescribed
        self.moved += other.moved
        self.removed += other.removed
        self.unchanged = max(self.unchanged, other.unchanged)
        self.offline = other.offline
        self.seconds += other.seconds


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
            time.sleep(_TICK_S)
        return not self._stopped


_Described = tuple[list[ReadResult], "Future[tuple[np.ndarray, np.ndarray]]"]


class Indexer:
    """Brings a library, opened for writing, up to date with its folders.

    `workers`: decoding processes (default: one a core). Progress is reported at most four times a second.
    """

    def __init__(
        self,
        library: Library,
        describer: Describer,
        *,
        workers: int | None = None,
        timeout_s: float = 30.0,
        control: Control | None = None,
        progress: Callable[[Progress], None] = lambda progress: None,
    ) -> None:
        self._library = library
        self.describer = describer
        self._workers = workers or os.cpu_count() or 1
        self._timeout_s = timeout_s
        self._control = control or Control()
        self._on_progress = progress
        self._model_id = library.register(describer.card)
        self._recorder = Recorder(library.connection, self._model_id)
        self._fresh_ns = 0
        self._redescribed = False

    def run(self, targets: Iterable[Target], *, settle_s: float = 0.0) -> IndexReport:
        """Scan the targets and index what is new or changed; see `Scan` for `settle_s`."""
        started = time.monotonic()
        with explained(self._library.folder):
            redescribed = self._redescribe()
            scan = Scan(
                self._library.connection,
                self._model_id,
                settle_s=settle_s,
                stopped=lambda: not self._control.wait(),
            ).run(targets)
            report = IndexReport(
                redescribed=redescribed,
                unchanged=scan.unchanged,
                offline=scan.offline,
                settling=scan.settling,
            )
            self._fresh_ns = int(_FRESH * settle_s * 1e9)
            if scan.pending and not self._control.stopped:
                self._work_off(scan, report)
            report.stopped = self._control.stopped
            if not report.stopped:
                report.removed = self._recorder.remove_missing()
        report.seconds = time.monotonic() - started
        return report

    def _redescribe(self) -> int:
        """Before the scan, which takes all for new that the network has not described."""
        if self._redescribed:
            return 0
        redescriber = Redescriber(self._library.connection, self.describer.card, self._model_id)
        described = 0
        if left := redescriber.left():
            meter = _Meter(left, self._on_progress)
            described = redescriber.run(lambda: not self._control.wait(), meter.count)
            meter.show()
        self._redescribed = not self._control.stopped
        return described

    def _work_off(self, scan: ScanReport, report: IndexReport) -> None:
        meter = _Meter(scan.pending, self._on_progress)
        concurrency = self.describer.concurrency
        described: deque[_Described] = deque()
        batch: list[ReadResult] = []
        with (
            DecoderPool(min(self._workers, scan.pending), self._timeout_s) as pool,
            ThreadPoolExecutor(concurrency, "describe") as threads,
        ):
            for outcome in self._outcomes(pool):
                if isinstance(outcome, ReadFailure):
                    self._note_failure(outcome, report, meter)
                elif outcome.pixels is None:
                    self._commit(outcome, None, None, report, meter)
                else:
                    batch.append(outcome)
                if len(batch) >= self.describer.batch_size:
                    described.append(self._submit(threads, batch))
                    batch = []
                while described and (described[0][1].done() or len(described) > 2 * concurrency):
                    self._commit_batch(described.popleft(), report, meter)
            if batch:
                described.append(self._submit(threads, batch))
            while described:
                self._commit_batch(described.popleft(), report, meter)
        meter.show()

    def _outcomes(self, pool: DecoderPool) -> Iterator[ReadResult | ReadFailure]:
        """What the workers make of the photos. A stop ends it at once, whatever file they hang on."""
        with self._closing_when_stopped(pool):
            try:
                yield from pool.run(self._requests())
            except (OSError, ValueError, RuntimeError):
                # The pool was closed while it listened to a worker, or before it began.
                if not self._control.stopped:
                    raise

    @contextmanager
    def _closing_when_stopped(self, pool: DecoderPool) -> Iterator[None]:
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(_TICK_S):
                if self._control.stopped:
                    # The pool may be about to end the same worker; what is left of it, it ends on leaving.
                    with suppress(OSError, ValueError):
                        pool.close()
                    return

        thread = threading.Thread(target=watch, name="stop", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(1)

    def _requests(self) -> Iterator[ReadRequest]:
        last = 0
        while True:
            rows = self._library.connection.execute(
                "SELECT n.id, f.path, d.path, n.name, n.size FROM temp.pending n"
                " JOIN directories d ON d.id = n.directory_id JOIN folders f ON f.id = d.folder_id"
                " WHERE n.id > ? ORDER BY n.id LIMIT 200",
                (last,),
            ).fetchall()
            if not rows:
                return
            for pending_id, folder, directory, name, size in rows:
                if not self._control.wait():
                    return
                yield ReadRequest(
                    joined(folder, directory, name),
                    size=self.describer.card.input_size,
                    known_hashes=self._recorder.known_hashes(size),
                    key=pending_id,
                )
                last = pending_id

    def _submit(self, threads: ThreadPoolExecutor, batch: list[ReadResult]) -> _Described:
        pixels = [result.pixels for result in batch if result.pixels is not None]
        return batch, threads.submit(self.describer.describe, pixels)

    def _commit_batch(self, described: _Described, report: IndexReport, meter: "_Meter") -> None:
        results, future = described
        descriptors, pooled = future.result()
        for result, descriptor, feature in zip(results, descriptors, pooled, strict=True):
            self._commit(result, descriptor, feature, report, meter)

    def _commit(
        self,
        result: ReadResult,
        descriptor: np.ndarray | None,
        pooled: np.ndarray | None,
        report: IndexReport,
        meter: "_Meter",
    ) -> None:
        assert isinstance(result.key, int)
        if self._recorder.described(result.key, result, descriptor, pooled):
            report.moved += 1
        else:
            report.indexed += 1
        meter.count()

    def _note_failure(self, failure: ReadFailure, report: IndexReport, meter: "_Meter") -> None:
        assert isinstance(failure.key, int)
        folder_id, directory, mtime_ns = self._recorder.place(failure.key)
        if abs(time.time_ns() - mtime_ns) < self._fresh_ns:
            # Perhaps only half of it has arrived yet.
            report.settling.add((folder_id, directory))
        elif failure.error.kind != "missing":
            # A file that went away since the scan is no failure: the next scan takes it off the list.
            self._recorder.failed(failure.key, failure.error)
        meter.count(failed=True)


class _Meter:
    """Counts photos and tells the rate over the last ten seconds."""

    def __init__(self, total: int, report: Callable[[Progress], None]) -> None:
        self._progress = Progress(total)
        self._report = report
        self._marks: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])
        self._shown = 0.0

    def count(self, number: int = 1, *, failed: bool = False) -> None:
        self._progress.done += number
        self._progress.failed += failed
        if time.monotonic() - self._shown > 0.25:
            self.show()

    def show(self) -> None:
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
