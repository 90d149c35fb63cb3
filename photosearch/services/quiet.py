"""Whether the rest of the computer is quiet: how much processor time other programs use."""

import ctypes
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# Others keep so many cores busy: more is not quiet; quiet again below the lower one.
BUSY_CORES = 0.5
QUIET_CORES = 0.25
_EVERY_S = 2.0


@dataclass(frozen=True)
class Use:
    """Processor seconds so far, summed over the cores: of all programs, and of this one's processes."""

    everyone: float
    own: float
    at: float


def others(before: Use, after: Use) -> float:
    """How many cores other programs kept busy between the two, on average."""
    elapsed = max(after.at - before.at, 1e-3)
    return max(0.0, (after.everyone - before.everyone) - (after.own - before.own)) / elapsed


class QuietWatch:
    """Tells `changed` whether the computer is quiet, as often as that changes, while it is `watching`."""

    def __init__(
        self,
        changed: Callable[[bool], object],
        ending: threading.Event,
        use: "Callable[[], Use] | None" = None,
        every_s: float = _EVERY_S,
    ) -> None:
        self._changed = changed
        self._ending = ending
        self._use = use or now
        self._every_s = every_s
        self._wanted = threading.Event()
        self.quiet = True

    def start(self) -> None:
        """Begin, on a thread of its own."""
        threading.Thread(target=self._run, name="quiet", daemon=True).start()

    def watch(self, wanted: bool) -> None:
        """Watch from now on, or stop watching, which makes the computer count as quiet."""
        if wanted:
            self._wanted.set()
        else:
            self._wanted.clear()
            self._tell(True)

    def _run(self) -> None:
        before: Use | None = None
        while not self._ending.wait(self._every_s):
            if not self._wanted.is_set():
                before = None
                continue
            after = self._use()
            if before is not None:
                busy = others(before, after)
                if busy > BUSY_CORES and self._wanted.is_set():
                    self._tell(False)
                elif busy < QUIET_CORES:
                    self._tell(True)
            before = after

    def _tell(self, quiet: bool) -> None:
        if quiet != self.quiet:
            self.quiet = quiet
            self._changed(quiet)


def now() -> Use:
    """As it stands now."""
    if sys.platform == "win32":
        everyone = _everyone_on_windows()
    elif sys.platform == "linux":
        everyone = _everyone_on_linux()
    else:
        everyone = _everyone_by_load()
    return Use(everyone, _own(), time.monotonic())


def _everyone_on_linux() -> float:
    """/proc/stat: user, nice, system, idle, iowait, irq, softirq, steal; guests are in user already."""
    fields = [int(field) for field in Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()[1:9]]
    return float(sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")


def _everyone_on_windows() -> float:
    idle, kernel, user = (ctypes.c_uint64() for _ in range(3))
    if sys.platform == "win32":
        ctypes.windll.kernel32.GetSystemTimes(ctypes.byref(idle), ctypes.byref(kernel), ctypes.byref(user))
    return (kernel.value + user.value - idle.value) / 1e7  # kernel's contains idle's


_load_seconds = 0.0
_load_read = 0.0


def _everyone_by_load() -> float:
    """Where the system does not tell: the load average of the last minute, summed up over time."""
    global _load_seconds, _load_read
    moment = time.monotonic()
    _load_seconds += os.getloadavg()[0] * (moment - (_load_read or moment))
    _load_read = moment
    return _load_seconds


def _own() -> float:
    """Of this process, of its decoders, and of those that have ended."""
    times = os.times()
    total = times.user + times.system + times.children_user + times.children_system
    return total + sum(_seconds_of(child.pid) for child in multiprocessing.active_children())


def _seconds_of(pid: int | None) -> float:
    if sys.platform == "win32":
        return _seconds_on_windows(pid or 0)
    try:
        # After the name, which may hold anything, in parentheses: utime and stime are fields 14 and 15.
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0


def _seconds_on_windows(pid: int) -> float:
    created, ended, kernel, user = (ctypes.c_uint64() for _ in range(4))
    if sys.platform == "win32":
        library = ctypes.windll.kernel32
        handle = ctypes.c_void_p(library.OpenProcess(0x1000, False, pid))
        library.GetProcessTimes(handle, *(ctypes.byref(value) for value in (created, ended, kernel, user)))
        library.CloseHandle(handle)
    return (kernel.value + user.value) / 1e7
