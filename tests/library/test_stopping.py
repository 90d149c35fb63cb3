"""Index runs that are stopped or paused."""

import multiprocessing
import os
import signal
import threading
from pathlib import Path

import pytest

from photosearch.library.folders import Target, add_folder
from photosearch.library.indexing import Control, Indexer, Progress
from photosearch.library.library import Library
from photosearch.library.scanning import Scan
from tests.conftest import Run


def test_scan_stops_within_a_folder_and_misses_nothing(run: Run, photos: Path) -> None:
    run(photos)
    (photos / "new.jpg").write_bytes(b"x")
    asked = iter(range(1000))
    scan = Scan(run.library.connection, 1, stopped=lambda: next(asked) > 4)
    report = scan.run([Target(folder) for folder in run.library.folders()])
    assert (report.pending, report.missing) == (0, 0)
    assert next(asked) < 10, "it asked for every file, and did not go on"


def test_stopped_run_keeps_what_it_has_and_removes_nothing(run: Run, photos: Path) -> None:
    run(photos)
    (photos / "dogs.jpg").unlink()
    run.control.stop()
    report = run(photos)
    assert report.stopped
    assert len(run.paths()) == 8


@pytest.mark.skipif(os.name != "posix", reason="processes are halted as POSIX does")
def test_stop_does_not_wait_for_a_file_that_hangs(run: Run, photos: Path) -> None:
    control = Control()

    def hang(progress: Progress) -> None:
        for worker in multiprocessing.active_children():
            if worker.name == "photosearch-decoder" and worker.pid:
                os.kill(worker.pid, signal.SIGSTOP)
        control.stop()

    describer = run.indexer.describer
    indexer = Indexer(run.library, describer, workers=1, timeout_s=3600, control=control, progress=hang)
    add_folder(run.library.connection, os.fsencode(photos))
    reports = []
    thread = threading.Thread(
        target=lambda: reports.append(indexer.run([Target(f) for f in run.library.folders()]))
    )
    thread.start()
    thread.join(timeout=60)
    assert reports and reports[0].stopped
    assert run().indexed + reports[0].indexed == 8


def test_pause_holds_until_resumed_or_stopped(run: Run, photos: Path, tmp_path: Path) -> None:
    run.control.pause()
    thread = threading.Thread(target=run, args=(photos,))
    thread.start()
    try:
        with Library.writing(tmp_path / "other") as other:
            assert Run(other, run.indexer.describer)(photos).indexed == 8, "one that is not paused goes on"
        assert thread.is_alive() and run.library.counts()["photos"] == 0
    finally:
        run.control.resume()
        thread.join(timeout=60)
    assert len(run.paths()) == 8
    run.control.pause()
    run.control.stop()
    assert run(photos).stopped, "a pause does not hold up a stop"
