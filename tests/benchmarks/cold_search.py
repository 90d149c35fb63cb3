"""A search from the start of the process to its results."""

import json
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.corpus import SAMPLE, filled_library
from tests.benchmarks.figures import Figure

COUNT = 10_000
RUNS = 7
_PROGRAM = """
import sys
from photosearch.cli import main
try:
    main()
finally:
    assert "torch" not in sys.modules
"""


def run(workdir: Path) -> list[Figure]:
    """Wall time of `photosearch search --no-verify`; median and slowest, files in the system's cache."""
    library = workdir / "library"
    filled_library(library, workdir / "photos", COUNT)
    query = SAMPLE / "eiffel-tower-1.jpg"
    command = [sys.executable, "-c", _PROGRAM, "search", query, "--no-verify", "--json", "--library", library]
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        times.append(time.perf_counter() - started)
        assert len(found["results"]) == 20
    return [
        Figure(f"cold search, {COUNT:,} photos, median of {RUNS}", sorted(times)[RUNS // 2], "s", 1.5),
        Figure("cold search, slowest", max(times), "s"),
    ]
