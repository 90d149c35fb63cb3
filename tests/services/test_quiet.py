"""Standing aside for other programs."""

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import accumulate

import pytest

from photosearch.services.load import at_priority, load_named
from photosearch.services.quiet import QuietWatch, Use, now, others

if sys.platform != "linux":
    pytest.skip("measured on Linux", allow_module_level=True)


def test_own_work_does_not_count() -> None:
    before, after = Use(100, 10, 0), Use(106, 14, 2)
    assert others(before, after) == 1


def test_other_programs_work_counts_and_own_does_not() -> None:
    before = now()
    own = sum(range(20_000_000))
    between = now()
    assert own and between.own - before.own > 0.1
    busy = subprocess.run([sys.executable, "-c", "sum(range(20_000_000))"], check=True)
    after = now()
    assert busy.returncode == 0
    # A child that has ended is one of ours: its time is in both.
    assert after.own - between.own > 0.1
    assert after.everyone - between.everyone > 0.1


def _uses(cores: list[float]) -> Iterator[Use]:
    """One second after the other, in which others use so many cores."""
    for at, total in enumerate(accumulate(cores)):
        yield Use(total, 0, at)
    while True:
        at += 1
        yield Use(total, 0, at)


@pytest.fixture
def ending() -> Iterator[threading.Event]:
    """Ends what a test began."""
    event = threading.Event()
    yield event
    event.set()


def test_busy_computer_is_told_and_a_quiet_one_again(ending: threading.Event) -> None:
    told: queue.Queue[bool] = queue.Queue()
    uses = _uses([0, 0.1, 0.1, 2, 0.4, 0.4, 0.1])
    watch = QuietWatch(told.put, ending, lambda: next(uses), every_s=0.01)
    watch.watch(True)
    watch.start()
    assert told.get(timeout=30) is False
    assert told.get(timeout=30) is True, "between the two limits it stays what it was"
    assert watch.quiet and told.empty()


def test_quiet_as_soon_as_nobody_asks_any_more(ending: threading.Event) -> None:
    told: queue.Queue[bool] = queue.Queue()
    uses = _uses([float(number) for number in range(1000)])
    watch = QuietWatch(told.put, ending, lambda: next(uses), every_s=0.01)
    watch.watch(True)
    watch.start()
    assert told.get(timeout=30) is False
    watch.watch(False)
    assert told.get(timeout=30) is True and watch.quiet


@pytest.mark.parametrize(("name", "niceness"), [("full", 5), ("low", 10), ("idle", 19)])
def test_priority_counts_for_what_is_started_and_for_nothing_else(name: str, niceness: int) -> None:
    before = os.getpriority(os.PRIO_PROCESS, 0)
    code = "import os; print(os.getpriority(os.PRIO_PROCESS, 0))"

    def work() -> int:
        return int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)

    assert at_priority(load_named(name).niceness, work) == max(before, niceness)
    assert os.getpriority(os.PRIO_PROCESS, 0) == before
    assert at_priority(0, work) == before, "and it can be taken back"


def test_what_fails_at_a_priority_fails_for_the_asker() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        at_priority(10, fail)
    assert time.monotonic() > 0
