"""Passes of indexing, one after the other, without a process around them."""

import os
import threading
from pathlib import Path

import pytest

from photosearch.library.folders import Target, add_folder
from photosearch.library.indexing import Control, Progress
from photosearch.library.library import Library
from photosearch.services.load import load_named
from photosearch.services.passes import Passes
from photosearch.services.reporting import Reporter


class Watched(Reporter):
    """Keeps all it is told, and stops the pass at the third photo."""

    def __init__(self, control: Control) -> None:
        super().__init__(lambda name, value: None, threading.Event())
        self._control = control
        self.told: list[tuple[int, int]] = []

    def progress(self, progress: Progress) -> None:
        self.told.append((progress.done, progress.total))
        if len(self.told) == 1:
            self._control.stop()


@pytest.fixture
def target(library: Library, photos: Path) -> Target:
    """The eight photos."""
    return add_folder(library.connection, os.fsencode(photos))


def test_interrupted_pass_goes_on_where_it_was(library: Library, target: Target) -> None:
    control = Control()
    reporter = Watched(control)
    passes = Passes(library, control, reporter, load_named("low"), "cpu")
    assert passes.run([target]).stopped
    done, total = reporter.told[-1]
    assert 0 < done < total == 8
    control.begin_again()
    report = passes.run([target])
    assert not report.stopped and report.indexed == 8 - done
    assert reporter.told[-1] == (8, 8)
    assert [done for done, _ in reporter.told] == sorted(done for done, _ in reporter.told)
    passes.run([target])
    assert reporter.told[-1] == (8, 8), "nothing to do is nothing to show"


class Listed(Reporter):
    """Keeps the phases and the numbers it is told, and whether photos came."""

    def __init__(self) -> None:
        super().__init__(lambda name, value: None, threading.Event())
        self.told: list[object] = []

    def phase(self, phase: str, message: str = "") -> None:
        self.told.append(phase)

    def progress(self, progress: Progress) -> None:
        super().progress(progress)
        self.told.append((progress.done, progress.total))

    def committed(self) -> None:
        self.told.append("committed")


def test_filling_in_is_told_but_brings_no_photos(library: Library, target: Target) -> None:
    reporter = Listed()
    passes = Passes(library, Control(), reporter, load_named("low"), "cpu")
    passes.run([target])
    assert "committed" in reporter.told
    reporter.told.clear()
    assert passes.fill() == 0 and not reporter.told
    library.connection.execute("DELETE FROM regions")
    passes.renew()  # as with the next start
    assert passes.fill() == 8
    assert reporter.told[-2:] == [(8, 8), "watching"] and "committed" not in reporter.told
    assert library.connection.execute("SELECT count(*) FROM regions").fetchone() == (8,)


def test_index_is_saved_after_the_first_pass_and_then_seldom(
    library: Library, target: Target, photos: Path
) -> None:
    control = Control()
    passes = Passes(library, control, Reporter(lambda *_: None, threading.Event()), load_named("full"), "cpu")
    passes.run([target])
    (saved,) = library.folder.glob("index-*.faiss")
    before = saved.stat().st_mtime_ns
    (photos / "copy.png").write_bytes((photos / "dogs.jpg").read_bytes() + b"x")
    assert passes.run([target]).indexed == 1
    assert saved.stat().st_mtime_ns == before, "a large file is not written for one photo"


def test_network_is_loaded_once(library: Library, target: Target) -> None:
    control = Control()
    passes = Passes(library, control, Reporter(lambda *_: None, threading.Event()), load_named("full"), "cpu")
    passes.run([target])
    loaded = passes._describer
    passes.set_load(load_named("low"), "cpu")
    passes.run([target])
    assert loaded is passes._describer
    passes.renew()
    passes.run([target])
    assert loaded is not passes._describer


def test_gpu_that_is_gone_does_not_stop_it(library: Library, target: Target) -> None:
    control = Control()
    passes = Passes(library, control, Reporter(lambda *_: None, threading.Event()), load_named("full"), "mps")
    assert passes.run([target]).indexed == 8
