"""What the indexer tells, and how often."""

import queue
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from photosearch.library.indexing import Progress
from photosearch.services.reporting import WAITS_FOR_QUIET, Reporter


class Told:
    """A reporter and what it sent, with the time of each."""

    def __init__(self) -> None:
        self.sent: queue.Queue[tuple[str, Any, float]] = queue.Queue()
        self.ending = threading.Event()
        self.reporter = Reporter(
            lambda name, value: self.sent.put((name, value, time.monotonic())), self.ending
        )
        self.reporter.start()

    def until(self, name: str, **values: Any) -> dict[str, Any]:
        """Wait for an event of that name with these values."""
        while True:
            found, value, _ = self.sent.get(timeout=30)
            if found == name and (value or {}).items() >= values.items():
                return dict(value or {})


@pytest.fixture
def told() -> Iterator[Told]:
    """A reporter at work."""
    made = Told()
    yield made
    made.ending.set()
    made.reporter.phase("starting")


def test_progress_comes_seldom_but_its_last_always(told: Told) -> None:
    for done in range(1, 2001):
        told.reporter.progress(Progress(2000, done, 3, 100.0, 1.5))
    seen = []
    while not seen or seen[-1][0] != "state" or seen[-1][1]["done"] != 2000:
        seen.append(told.sent.get(timeout=30))
    assert seen[-1][1] == {
        "phase": "indexing", "done": 2000, "total": 2000, "failed": 3, "rate": 100.0, "remaining_s": 1.5,
        "message": "",
    }  # fmt: skip
    assert "committed" in {name for name, _, _ in seen}
    assert len(seen) < 20, "two thousand steps are a handful of events"


def test_spacing_of_events(told: Told) -> None:
    times: dict[str, list[float]] = {"state": [], "committed": []}
    for done in range(1, 200):
        told.reporter.progress(Progress(200, done))
        told.ending.wait(0.01)
    told.reporter.phase("watching")
    while True:
        name, value, at = told.sent.get(timeout=30)
        times[name].append(at)
        if name == "state" and value["phase"] == "watching":
            break
    for name, least in (("state", 0.25), ("committed", 1.0)):
        gaps = [after - before for before, after in zip(times[name], times[name][1:], strict=False)]
        assert gaps and min(gaps) >= least - 0.02, name


def test_failures_are_no_photos_that_came(told: Told) -> None:
    told.reporter.progress(Progress(2, 2, 2))
    told.reporter.phase("watching")
    seen = []
    while not seen or seen[-1] != "watching":
        name, value, _ = told.sent.get(timeout=30)
        assert name == "state"
        seen.append(value["phase"])


def test_pause_and_other_programs_show_in_the_phase(told: Told) -> None:
    told.reporter.progress(Progress(10, 5, 0, 3.0, 2.0))
    told.until("state", phase="indexing")
    told.reporter.busy(True)
    waiting = told.until("state", phase="waiting", message=WAITS_FOR_QUIET)
    assert (waiting["done"], waiting["rate"], waiting["remaining_s"]) == (5, 0.0, None)
    told.reporter.paused(True)
    assert told.until("state", phase="paused")["message"] == ""
    told.reporter.paused(False)
    told.until("state", phase="waiting")
    told.reporter.phase("watching")
    told.until("state", phase="watching")  # with nothing to do there is nothing to wait for
    told.reporter.paused(True)
    told.until("state", phase="paused")
    told.reporter.phase("stopped", "The disk is full.")
    told.until("state", phase="stopped", message="The disk is full.")
