"""Killed at random moments, an index run loses nothing."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from photosearch.library.library import Library
from photosearch.library.mending import check
from tests.benchmarks.corpus import small_photos
from tests.benchmarks.figures import Figure

KILLS = 50
PHOTOS = 150


def run(workdir: Path) -> list[Figure]:
    """50 libraries, each killed once, checked, finished and compared with an undisturbed one."""
    photos = workdir / "photos"
    small_photos(photos, PHOTOS)
    started = time.perf_counter()
    _index(photos, workdir / "undisturbed").wait()
    duration = time.perf_counter() - started
    expected = _state(workdir / "undisturbed")
    rng = random.Random(1)
    unclean = unequal = 0
    for number in range(KILLS):
        library = workdir / f"library-{number}"
        process = _index(photos, library)
        time.sleep(rng.uniform(0, duration))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (library / "catalogue.sqlite").exists():
            unclean += bool(check(library))
        assert _index(photos, library).wait() == 0, "the library opens and the run is finished"
        unclean += bool(check(library))
        unequal += _state(library) != expected
        shutil.rmtree(library)
    return [
        Figure(f"libraries of {KILLS} killed that are not clean", unclean, "", 0),
        Figure(f"libraries of {KILLS} killed that end otherwise than undisturbed", unequal, "", 0),
    ]


def _index(photos: Path, library: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "photosearch", "index", photos, "--library", library]
    environment = os.environ | {"XDG_CACHE_HOME": str(photos.parent / "cache")}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _state(library: Path) -> set[tuple[object, ...]]:
    with Library.reading(library) as opened:
        rows = opened.connection.execute(
            "SELECT r.path, p.name, p.size, p.mtime_ns, c.hash, c.width, c.height, d.descriptor, o.feature"
            " FROM photos p JOIN directories r ON r.id = p.directory_id"
            " JOIN contents c ON c.id = p.content_id JOIN descriptors d ON d.content_id = c.id"
            " JOIN pooled o ON o.descriptor_id = d.id"
        )
        return set(rows)
