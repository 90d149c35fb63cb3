"""From the start of the program until its window is on the screen, with a library of 100,000 photos."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.corpus import filled_library, linked_thumbnails
from tests.benchmarks.figures import Figure
from tests.benchmarks.screens import display, own_folders

COUNT = 100_000
RUNS = 7
_PROGRAM = str(Path(sys.executable).with_name("photosearch"))


def run(workdir: Path) -> list[Figure]:
    """Wall time until the window is mapped, median and slowest; and of the end after the window is closed."""
    folders = own_folders(str(workdir / "person"))
    os.environ.update(folders)
    library, photos = workdir / "library", workdir / "photos"
    filled_library(library, photos, COUNT)
    linked_thumbnails(photos)
    starts, ends = [], []
    with display() as name:
        environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        for _ in range(RUNS):
            start, end = _once(library, environment)
            starts.append(start)
            ends.append(end)
    return [
        Figure(f"window visible, {COUNT:,} photos, median of {RUNS}", sorted(starts)[RUNS // 2], "s", 1.5),
        Figure("window visible, slowest", max(starts), "s"),
        Figure("all ended after the window was closed, slowest", max(ends), "s", 2.0),
    ]


def _once(library: Path, environment: dict[str, str]) -> tuple[float, float]:
    started = time.perf_counter()
    program = subprocess.Popen([_PROGRAM, "--library", str(library)], env=environment)
    while not _is_visible(environment):
        assert program.poll() is None
    visible = time.perf_counter() - started
    # Let it begin with its work, so that there is something to end.
    time.sleep(3)
    started = time.perf_counter()
    program.send_signal(signal.SIGTERM)
    assert program.wait(30) == 0
    return visible, time.perf_counter() - started


def _is_visible(environment: dict[str, str]) -> bool:
    command = ["xdotool", "search", "--onlyvisible", "--name", "Photosearch"]
    return bool(subprocess.run(command, env=environment, capture_output=True).stdout.strip())
