"""Memory of an index run, all its processes together."""

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.corpus import large_photos, small_photos
from tests.benchmarks.figures import Figure

LARGE = 200
SMALL = 4000


def run(workdir: Path) -> list[Figure]:
    """Peak of the sum over the processes (shared pages counted once), and how it grows."""
    large_photos(workdir / "photos" / "large", LARGE)
    small_photos(workdir / "photos" / "small", SMALL)
    library = workdir / "library"
    command = [
        sys.executable,
        "-m",
        "photosearch",
        "index",
        workdir / "photos",
        "--library",
        library,
        "--json",
    ]
    samples = []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            samples.append(_memory_mb(process.pid))
            time.sleep(0.1)
    assert process.returncode == 0
    third = len(samples) // 3
    early, late = max(samples[third : 2 * third]), max(samples[2 * third :])
    return [
        Figure(f"peak memory while indexing {LARGE} large and {SMALL} small photos", max(samples), "MB", 900),
        Figure("peak of the last third less the peak of the second third", late - early, "MB", 40),
    ]


def _memory_mb(pid: int) -> float:
    total = 0
    for process in [pid, *_children(pid)]:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000


def _children(pid: int) -> list[int]:
    try:
        found = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []
    return [*found, *(grandchild for child in found for grandchild in _children(child))]
