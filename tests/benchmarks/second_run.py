"""A run over a library in which nothing changed."""

import json
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.corpus import filled_library
from tests.benchmarks.figures import Figure

COUNT = 100_000


def run(workdir: Path) -> list[Figure]:
    """Wall time of `photosearch index`, the process's start included; the median of three."""
    library, photos = workdir / "library", workdir / "photos"
    filled_library(library, photos, COUNT)
    command = [sys.executable, "-m", "photosearch", "index", photos, "--library", library, "--json"]
    times = []
    for _ in range(3):
        started = time.perf_counter()
        report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        times.append(time.perf_counter() - started)
        assert (report["unchanged"], report["indexed"]) == (COUNT, 0)
    return [Figure(f"second run over {COUNT:,} unchanged files", sorted(times)[1], "s", 5)]
