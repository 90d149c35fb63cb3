"""The longest time the window does not answer, while it indexes, searches and scrolls among 50,000 photos."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.corpus import SAMPLE, filled_library, large_photos, linked_thumbnails
from tests.benchmarks.figures import Figure
from tests.benchmarks.screens import display, own_folders

COUNT = 50_000
NEW = 60
SECONDS = 40
_FRAME_MS = 16
_SEARCH_MS = 2000


def run(workdir: Path) -> list[Figure]:
    """Measured by the watchdog in the program itself, on a real screen."""
    os.environ.update(own_folders(str(workdir / "person")))
    library, photos = workdir / "library", workdir / "photos"
    filled_library(library, photos, COUNT)
    linked_thumbnails(photos)
    large_photos(workdir / "new", NEW)
    with display() as name:
        environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-m", "tests.benchmarks.window_stalls", str(library), str(workdir / "new")]
        answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    found = json.loads(answer)
    for stall in found["stalls"]:
        print(stall, file=sys.stderr)
    assert found["searches"] >= 5 and found["indexed"] == COUNT + NEW, found
    return [
        Figure(
            f"longest stall, {COUNT:,} photos, indexing, searching, scrolling", found["longest"], "ms", 100
        ),
        Figure("searches answered meanwhile", found["searches"], ""),
    ]


def measure(library: str, new: str) -> dict[str, object]:
    """Drive a window for some seconds; run in a fresh process."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from photosearch.gui import theme
    from photosearch.gui.context import Context
    from photosearch.gui.engine import Engine
    from photosearch.gui.indexing import Indexing
    from photosearch.gui.main_window import MainWindow
    from photosearch.gui.settings.store import Settings
    from photosearch.gui.shortcuts import Shortcuts
    from photosearch.gui.watchdog import StallWatchdog
    from photosearch.services.records import QueryPart

    app = QApplication([])
    theme.apply(app, "light")
    settings = Settings()
    engine, indexing = Engine(library), Indexing(library)
    window = MainWindow(Context(engine, indexing, settings, Shortcuts(settings), library))
    window.resize(1600, 1000)
    # Every stall is told, to know the longest also where none is over the limit.
    stalls = []
    watchdog = StallWatchdog(limit_s=0.02)
    watchdog.stalled.connect(stalls.append)
    window.show()
    indexing.start("full", "cpu")
    indexing.add_folder(new)
    answered = []
    window.browser.found.connect(lambda place, results: answered.append(len(results)))
    bar = window.parts.results.grid.verticalScrollBar()
    queries = [None, *sorted(SAMPLE.glob("*.jpg"))]

    def search() -> None:
        queries.append(queries.pop(0))
        window.search([QueryPart(str(queries[0]))] if queries[0] else [])

    def scroll() -> None:
        bar.setValue(0 if bar.value() >= bar.maximum() else bar.value() + 400)

    scroller, searcher = QTimer(interval=_FRAME_MS), QTimer(interval=_SEARCH_MS)
    scroller.timeout.connect(scroll)
    searcher.timeout.connect(search)
    for timer in (scroller, searcher):
        timer.start()
    QTimer.singleShot(1000, window, watchdog.start)
    QTimer.singleShot(1000 * SECONDS, app, app.quit)
    app.exec()
    watchdog.stop()
    for timer in (scroller, searcher):
        timer.stop()
    photos = window.overview.photos if window.overview else 0
    window.thumbnails.stop()
    engine.stop()
    indexing.stop()
    longest = max((stall.seconds for stall in stalls), default=0.0)
    over = [str(stall) for stall in stalls if stall.seconds > 0.1]
    return {"longest": 1000 * longest, "stalls": over, "searches": len(answered), "indexed": photos}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sys.argv[2])))
