"""How smoothly 100,000 photos scroll, their thumbnails read from files, their details from the catalogue.

The results page runs in a window of a process of its own, on the offscreen platform and, where Xvfb is there,
on a real screen. Sixty times a second the grid is moved on; all that the main thread computes until the next
time is the frame's work. A frame is late when the next one could not begin in time, a stall is the longest
single turn of the event loop: these two count whatever else the machine does, so it should do nothing else.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from photosearch.imaging import thumbnails
from photosearch.library.folders import add_folder
from photosearch.library.library import Library
from tests.benchmarks.corpus import SAMPLE
from tests.benchmarks.figures import Figure
from tests.benchmarks.screens import display

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from photosearch.gui.results.grid import PhotoGrid

COUNT = 100_000
PER_FOLDER = 500
TAKEN_NS = 1_600_000_000 * 10**9
FRAME_S = 1 / 60
# Pixels a frame: a wheel turned briskly, a fling, and the handle of the scroll bar pulled down.
PACES = {"wheel": 50, "fling": 400, "handle": 20_000}
FRAMES = 300
SHARES = {"median": 0.5, "95th percentile": 0.95, "99th percentile": 0.99}
# A turn of the event loop that was over so soon had nothing to do.
IDLE_S = 0.0003
SCREENS = {"1280 x 720": (1280, 720, "1"), "3840 x 2160": (1920, 1080, "2")}


def run(workdir: Path) -> list[Figure]:
    """All paces on all screens; `workdir` takes 100,000 links and 60 MB."""
    os.environ["XDG_CACHE_HOME"] = str(workdir / "cache")
    library = _library(workdir)
    figures = []
    for screen in SCREENS:
        figures += _measured(library, "offscreen", screen, {"QT_QPA_PLATFORM": "offscreen"})
    if shutil.which("Xvfb"):
        for screen in SCREENS:
            figures += _on_display(library, screen)
    return figures


def _library(workdir: Path) -> Path:
    """A catalogue of photos that are not there, but their thumbnails are."""
    folder = workdir / "photos"
    folder.mkdir()
    sources = []
    for path in sorted(SAMPLE.glob("*.jpg")):
        with Image.open(path) as image:
            image.thumbnail((thumbnails.SIZE, thumbnails.SIZE))
            thumbnails.store(os.fsencode(path), TAKEN_NS, 4_000_000, image.convert("RGB"))
        sources.append(thumbnails.thumbnail_path(os.fsencode(path)))
    with Library.writing(workdir / "library") as library:
        target = add_folder(library.connection, os.fsencode(folder))
        names = [b"IMG_%06d.jpg" % number for number in range(COUNT)]
        _insert(library, target.folder.id, names)
    for number, name in enumerate(names):
        photo = os.path.join(os.fsencode(folder), b"%04d" % (number // PER_FOLDER), name)
        os.link(sources[number % len(sources)], thumbnails.thumbnail_path(photo))
    return workdir / "library"


def _insert(library: Library, folder_id: int, names: list[bytes]) -> None:
    begin = time.mktime((2010, 1, 1, 0, 0, 0, 0, 0, 0))
    dates = [
        time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(begin + number * 4500)) for number in range(COUNT)
    ]
    connection = library.connection
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO directories (id, folder_id, path) VALUES (?, ?, ?)",
        [(1000 + n, folder_id, b"%04d" % n) for n in range(COUNT // PER_FOLDER)],
    )
    connection.executemany(
        "INSERT INTO contents (id, hash, file_size, width, height, format, taken, camera)"
        " VALUES (?, ?, 4000000, 4000, 3000, 'JPEG', ?, 'Example One')",
        [(n + 1, n.to_bytes(16, "big"), dates[n]) for n in range(COUNT)],
    )
    connection.executemany(
        "INSERT INTO photos (id, directory_id, name, size, mtime_ns, content_id)"
        " VALUES (?, ?, ?, 4000000, ?, ?)",
        [(n + 1, 1000 + n // PER_FOLDER, name, TAKEN_NS, n + 1) for n, name in enumerate(names)],
    )
    connection.execute("COMMIT")


def _on_display(library: Path, screen: str) -> list[Figure]:
    with display(screen.replace(" ", "")) as name:
        return _measured(library, "X11", screen, {"QT_QPA_PLATFORM": "xcb", "DISPLAY": name})


def _measured(library: Path, platform: str, screen: str, environment: dict[str, str]) -> list[Figure]:
    width, height, scale = SCREENS[screen]
    command = [sys.executable, "-m", "tests.benchmarks.scrolling", str(library), str(width), str(height)]
    environment = {**os.environ, **environment, "QT_SCALE_FACTOR": scale}
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    figures = []
    for pace, values in json.loads(answer).items():
        name = f"{platform} {screen}, {pace}:"
        for share in SHARES:
            limit = 1e3 * FRAME_S if share == "99th percentile" else None
            figures.append(Figure(f"{name} work a frame, {share}", values[share], "ms", limit))
        figures += [
            Figure(f"{name} late frames", values["late"], "%", 5),
            Figure(f"{name} longest stall", values["stall"], "ms", 100),
            Figure(f"{name} until all in view is there", values["settled"], "ms", 1000),
        ]
    return figures


def measure(library: str, width: int, height: int) -> dict[str, dict[str, float]]:
    """Scroll at all paces; run in a fresh process."""
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QApplication

    from photosearch.gui import theme
    from photosearch.gui.engine import Engine
    from photosearch.gui.results.page import ResultsPage
    from photosearch.gui.results.thumbnails import Thumbnails
    from photosearch.gui.settings.store import Settings
    from photosearch.services.records import Filters

    app = QApplication([])
    theme.apply(app, "light")
    engine = Engine(library)
    settings = Settings(os.path.join(library, "settings.json"))
    loader = Thumbnails(engine, settings)
    page = ResultsPage(engine, settings, loader, lambda photos: QMimeData())
    page.resize(width, height)
    page.show()
    engine.browse(Filters()).then(page.show_ids)
    while not page.model.ids:
        app.processEvents()
    assert len(page.model.ids) == COUNT
    scroller = _Scroller(app, page.grid)
    scroller.settle()
    figures = {pace: scroller.scroll(pixels) for pace, pixels in PACES.items()}
    loader.stop()
    engine.stop()
    return figures


class _Scroller:
    def __init__(self, app: "QApplication", grid: "PhotoGrid") -> None:
        self._app, self._grid = app, grid

    def scroll(self, pixels: int) -> dict[str, float]:
        """Frames at one pace, down and back up where the end is reached."""
        bar = self._grid.verticalScrollBar()
        work: list[float] = []
        late, stall, down = 0, 0.0, 1
        due = time.perf_counter()
        for _ in range(FRAMES):
            begun = time.perf_counter()
            late += begun > due + 0.001
            due = max(due, begun) + FRAME_S
            computed = time.thread_time()
            if not 0 < bar.value() + down * pixels < bar.maximum():
                down = -down
            bar.setValue(bar.value() + down * pixels)
            while time.perf_counter() < due:
                stall = max(stall, self._turn())
            work.append(time.thread_time() - computed)
        work.sort()
        figures = {name: work[int(len(work) * share)] * 1e3 for name, share in SHARES.items()}
        settled = self.settle()
        return {**figures, "late": 100 * late / FRAMES, "stall": stall * 1e3, "settled": settled * 1e3}

    def settle(self) -> float:
        """Wait until all photos in view are there; how long that took."""
        begun = time.perf_counter()
        while not self._grid.all_there():
            self._turn()
        return time.perf_counter() - begun

    def _turn(self) -> float:
        begun = time.perf_counter()
        self._app.processEvents()
        taken = time.perf_counter() - begun
        if taken < IDLE_S:
            time.sleep(IDLE_S)
        return taken


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
