"""The processes that a service started."""

import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tests.services.client import PATIENCE_S


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # threads come and go
            found += map(int, (task / "children").read_text().split())
    return found


def wait_until_ended(pids: Iterable[int]) -> None:
    """Fails where one of them lives on."""
    deadline = time.monotonic() + PATIENCE_S
    for pid in pids:
        while _lives(pid):
            assert time.monotonic() < deadline, f"process {pid} is left"
            threading.Event().wait(0.02)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] != b"Z"
    except FileNotFoundError:
        return False
