"""How much of the computer indexing may use: `full`, `low`, or `idle` (what others leave over)."""

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from photosearch.errors import UsageError

T = TypeVar("T")


@dataclass(frozen=True)
class Load:
    """`workers`: decoding processes, None is one a core; `describing`: photos in the network at a time, None
    is as many as it takes; `niceness` as Unix counts it; `only_when_quiet`: stand aside for other programs.
    """

    workers: int | None
    describing: int | None
    niceness: int
    only_when_quiet: bool


# Even `full` leaves the window its share: with nothing else to do, a low priority costs nothing.
_LOADS = {
    "full": Load(None, None, 5, False),
    "low": Load(1, 1, 10, False),
    "idle": Load(1, 1, 19, True),
}


def load_named(name: str) -> Load:
    """The load of that name. Raises UsageError."""
    if name not in _LOADS:
        raise UsageError(f"There is no load {name!r}: one of {', '.join(_LOADS)}.")
    return _LOADS[name]


def at_priority(niceness: int, work: Callable[[], T]) -> T:
    """Do the work on a thread of that priority, with all threads and processes that it starts.

    A thread of its own, as nobody may raise a priority again that he lowered. Raises what the work raises.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            _lower(niceness)
            results.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name="indexing", daemon=True)
    thread.start()
    thread.join()
    if sys.platform == "win32":
        _set_class_on_windows(0)
    if errors:
        raise errors[0]
    return results[0]


def stand_back(niceness: int) -> None:
    """Lower the priority of this thread, with all threads and processes that it starts from now on, where the
    system counts it by thread: the rest of the process keeps its own.
    """
    if sys.platform == "linux":
        own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
        _lower(min(own + niceness, 19))


def _lower(niceness: int) -> None:
    if sys.platform == "win32":
        _set_class_on_windows(niceness)
    elif sys.platform == "darwin":
        _set_background_on_macos(niceness >= 10)
    elif niceness:
        # Linux counts it by thread, and what a thread starts begins with its own.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)


def _set_class_on_windows(niceness: int) -> None:
    """The whole process's class: of the processes it starts, those below normal inherit it."""
    normal, below_normal, idle = 0x20, 0x4000, 0x40
    chosen = normal if niceness < 1 else below_normal if niceness < 15 else idle
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(ctypes.c_void_p(kernel.GetCurrentProcess()), chosen)


def _set_background_on_macos(background: bool) -> None:
    """The thread's `PRIO_DARWIN_BG`: little processor, disk and network; unlike a nice value it is taken back
    with the thread.
    """
    this_thread, prio_darwin_bg = 3, 0x1000
    if background:
        ctypes.CDLL(None).setpriority(this_thread, 0, prio_darwin_bg)
