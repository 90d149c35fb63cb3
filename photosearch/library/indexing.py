"""Indexing: scan the folders, read what is new in worker processes, describe it, commit photo by photo."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from photosearch.imaging.reading import ReadRequest, ReadResult
from photosearch.imaging.workers import ReadFailure
from photosearch.library.connection import explained
from photosearch.library.describing import Vectors, describe_files
from photosearch.library.filling import RegionFiller
from photosearch.library.folders import Target
from photosearch.library.library import Library, joined
from photosearch.library.recording import Recorder
from photosearch.library.redescribing import Redescriber
from photosearch.library.runs import Control, Meter, Progress
from photosearch.library.scanning import Scan, ScanReport
from photosearch.network.describer import Describer

__all__ = ["Control", "IndexReport", "Indexer", "Progress"]

# While watching, a file changed within so many times the settling time is not called damaged yet.
_FRESH = 10


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
        self._filler = RegionFiller(
            library, describer, self._model_id, self._workers, timeout_s, self._control, progress
        )
        self._fresh_ns = 0
        self._redescribed = False
        self._offline: set[bytes] = set()

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
            if not self._offline <= set(scan.offline):
                self._filler.look_again()
            self._offline = set(scan.offline)
            self._fresh_ns = int(_FRESH * settle_s * 1e9)
            if scan.pending and not self._control.stopped:
                self._work_off(scan, report)
            report.stopped = self._control.stopped
            if not report.stopped:
                report.removed = self._recorder.remove_missing()
        report.seconds = time.monotonic() - started
        return report

    def fill(self, interrupted: Callable[[], bool] = lambda: False) -> int:
        """Describe the regions of photos that are described without them, by decoding those anew.

        To be called when nothing else is to be done; it costs next to nothing where there is nothing to fill
        in. Ends early where `interrupted` says so, and goes on with the next call. Returns how many it did.
        """
        with explained(self._library.folder):
            return self._filler.run(interrupted)

    def _redescribe(self) -> int:
        """Before the scan, which takes all for new that the network has not described."""
        if self._redescribed:
            return 0
        redescriber = Redescriber(self._library.connection, self.describer.card, self._model_id)
        described = 0
        if left := redescriber.left():
            meter = Meter(left, self._on_progress)
            described = redescriber.run(lambda: not self._control.wait(), meter.count)
            meter.show()
        self._redescribed = not self._control.stopped
        return described

    def _work_off(self, scan: ScanReport, report: IndexReport) -> None:
        meter = Meter(scan.pending, self._on_progress)
        with closing(
            describe_files(
                self._requests(),
                self.describer,
                min(self._workers, scan.pending),
                self._timeout_s,
                self._control,
            )
        ) as outcomes:
            for outcome in outcomes:
                if isinstance(outcome, ReadFailure):
                    self._note_failure(outcome, report, meter)
                else:
                    self._commit(*outcome, report, meter)
        meter.show()

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

    def _commit(self, result: ReadResult, vectors: Vectors | None, report: IndexReport, meter: Meter) -> None:
        assert isinstance(result.key, int)
        if self._recorder.described(result.key, result, *(vectors or (None, None, None))):
            report.moved += 1
        else:
            report.indexed += 1
        meter.count()

    def _note_failure(self, failure: ReadFailure, report: IndexReport, meter: Meter) -> None:
        assert isinstance(failure.key, int)
        folder_id, directory, mtime_ns = self._recorder.place(failure.key)
        if abs(time.time_ns() - mtime_ns) < self._fresh_ns:
            # Perhaps only half of it has arrived yet.
            report.settling.add((folder_id, directory))
        elif failure.error.kind != "missing":
            # A file that went away since the scan is no failure: the next scan takes it off the list.
            self._recorder.failed(failure.key, failure.error)
        meter.count(failed=True)
