"""Run all benchmarks, or those named: `python -m tests.benchmarks [NAME...]`; 1 where a demand is missed."""

import importlib
import sys
import tempfile
from pathlib import Path

NAMES = (
    "index_speed",
    "second_run",
    "query_speed",
    "cold_search",
    "index_memory",
    "kill",
    "hostile",
    "training_memory",
    "redescribing",
    "grouping",
    "scrolling",
    "window_start",
    "window_stalls",
)


def main() -> None:
    """Print one Markdown table."""
    missed = False
    print("| figure | measured | demand | |\n| --- | --- | --- | --- |", flush=True)
    for name in sys.argv[1:] or NAMES:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        with tempfile.TemporaryDirectory(prefix="photosearch-bench-") as folder:
            for figure in module.run(Path(folder)):
                print(figure.row(), flush=True)
                missed |= not figure.met
    sys.exit(missed)


if __name__ == "__main__":
    main()
