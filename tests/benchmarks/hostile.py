"""A folder full of files made to break programs."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests import hostile_corpus
from tests.benchmarks.figures import Figure


def run(workdir: Path) -> list[Figure]:
    """One index run over more than 5,000 hostile files."""
    folder = workdir / "hostile"
    corpus = hostile_corpus.build(folder)
    command = [
        sys.executable,
        "-m",
        "photosearch",
        "index",
        folder,
        "--library",
        workdir / "library",
        "--json",
    ]
    environment = os.environ | {"XDG_CACHE_HOME": str(workdir / "cache")}
    started = time.perf_counter()
    ended = subprocess.run(command, env=environment, capture_output=True)
    seconds = time.perf_counter() - started
    report = json.loads(ended.stdout)
    failed = {os.fsencode(failure["path"]) for failure in report["failed"] if failure["reason"]}
    unlisted = [path for path in corpus.bad if path not in failed and _is_file(path)]
    wronged = [path for path in corpus.good if path in failed]
    return [
        Figure("hostile corpus: exit code", ended.returncode, "", 0),
        Figure("hostile corpus: files indexed", report["indexed"], ""),
        Figure("hostile corpus: files refused with a reason", len(failed), ""),
        Figure("hostile corpus: broken files not listed", len(unlisted), "", 0),
        Figure("hostile corpus: sound files refused", len(wronged), "", 0),
        Figure("hostile corpus: wall time", seconds, "s"),
    ]


def _is_file(path: bytes) -> bool:
    # The corpus names folders and absent files too; a walk does not meet those as files.
    return os.path.lexists(path) and not os.path.isdir(path)
