"""Following folders while they change; each test waits for the watcher's reports, never for the clock."""

import os
import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.events import DirCreatedEvent, DirMovedEvent, FileCreatedEvent, FileModifiedEvent

from photosearch.library.folders import Folder
from photosearch.library.indexing import IndexReport
from photosearch.library.library import Library
from photosearch.library.watching import Timing, Watcher, _Changes, _Handler
from tests.conftest import Run

_PATIENCE_S = 60


class Watching:
    """A watcher at work in a thread, and what it reported."""

    def __init__(self, run: Run, timing: Timing) -> None:
        self._run = run
        self._reports: queue.Queue[IndexReport] = queue.Queue()
        watcher = Watcher(run.library, run.indexer, run.control, self._reports.put, timing)
        self._thread = threading.Thread(target=watcher.run)
        self._thread.start()
        assert not self._reports.get(timeout=_PATIENCE_S).stopped, "it caught up"

    def until(self, condition: Callable[[set[str]], bool]) -> None:
        """Wait for the report after which the indexed photos are as wanted."""
        while not condition(self.paths()):
            self._reports.get(timeout=_PATIENCE_S)

    def paths(self) -> set[str]:
        with Library.reading(self._run.library.folder) as reader:
            return Run.paths(type("View", (), {"library": reader})())  # type: ignore[arg-type]

    def stop(self) -> None:
        self._run.control.stop()
        self._thread.join(timeout=_PATIENCE_S)
        assert not self._thread.is_alive()


@pytest.fixture
def watch(run: Run, photos: Path) -> Iterator[Callable[..., Watching]]:
    """Start watching the folder `photos`, indexed before."""
    started: list[Watching] = []
    run(photos)

    def start(timing: Timing | None = None) -> Watching:
        started.append(Watching(run, timing or Timing(settle=0.2, patience=1, poll=600, recheck=600)))
        return started[-1]

    yield start
    for watching in started:
        watching.stop()


def test_new_moved_and_removed_files_and_folders_are_followed(
    watch: Callable[..., Watching], photos: Path
) -> None:
    watching = watch()
    shutil.copy(photos / "dogs.jpg", photos / "more.jpg")
    watching.until(lambda paths: "more.jpg" in paths)
    (photos / "new" / "deep").mkdir(parents=True)
    (photos / "china.jpg").rename(photos / "new" / "deep" / "china.jpg")
    watching.until(lambda paths: "new/deep/china.jpg" in paths and "china.jpg" not in paths)
    (photos / "new").rename(photos / "old")
    watching.until(lambda paths: "old/deep/china.jpg" in paths and "new/deep/china.jpg" not in paths)
    shutil.rmtree(photos / "old")
    (photos / "citrus.jpg").unlink()
    watching.until(lambda paths: not {"old/deep/china.jpg", "citrus.jpg"} & paths)
    assert len(watching.paths()) == 7


def test_it_catches_up_with_what_happened_before(
    watch: Callable[..., Watching], run: Run, photos: Path
) -> None:
    (photos / "dogs.jpg").unlink()
    shutil.copy(photos / "china.jpg", photos / "china-2.jpg")
    os.utime(photos / "china-2.jpg", (1, 1))
    paths = watch().paths()
    assert "dogs.jpg" not in paths and "china-2.jpg" in paths


def test_file_being_written_waits_until_it_is_whole(
    watch: Callable[..., Watching], run: Run, photos: Path
) -> None:
    watching = watch(Timing(settle=0.5, patience=0.5, poll=600, recheck=600))
    content = (photos / "dogs.jpg").read_bytes()
    half = len(content) // 2
    with open(photos / "download.jpg", "wb", buffering=0) as file:
        file.write(content[:half])
        # Other changes make the watcher look at the folder while the file is only half there.
        shutil.copy2(photos / "china.jpg", photos / "first.jpg")
        watching.until(lambda paths: "first.jpg" in paths)
        with Library.reading(run.library.folder) as reader:
            assert reader.failures() == [], "half a file is not a damaged photo"
        file.write(content[half:])
    watching.until(lambda paths: "download.jpg" in paths)


def test_folders_without_events_are_looked_at_again(
    watch: Callable[..., Watching], run: Run, photos: Path
) -> None:
    # A folder that comes back after it was away has no events until it is seen again.
    away = photos.rename(photos.parent / "away")
    watching = watch(Timing(settle=0.1, patience=1, poll=0.3, recheck=600))
    assert len(watching.paths()) == 8
    shutil.copy2(away / "dogs.jpg", away / "more.jpg")
    away.rename(photos)
    watching.until(lambda paths: "more.jpg" in paths)


def test_moved_into_a_new_folder_stays_the_same_photo(
    watch: Callable[..., Watching], run: Run, photos: Path
) -> None:
    def number() -> int:
        with Library.reading(run.library.folder) as reader:
            query = "SELECT id FROM photos WHERE name = CAST('china.jpg' AS BLOB)"
            return int(reader.connection.execute(query).fetchone()[0])

    os.utime(photos / "china.jpg", (1, 1))
    # A file moved out of sight is reported half a second late: in case it comes into sight elsewhere.
    watching = watch(Timing(settle=1.5, patience=30, poll=600, recheck=600))
    before = number()
    (photos / "new").mkdir()
    (photos / "china.jpg").rename(photos / "new" / "china.jpg")
    watching.until(lambda paths: "new/china.jpg" in paths and "china.jpg" not in paths)
    assert number() == before


def test_events_that_concern_no_photo_are_not_followed() -> None:
    # The library may lie in a watched folder: looking there writes to it, and would be an event again.
    changes = _Changes()
    handler = _Handler(Folder(1, b"/pictures", "online", ("cache",)), changes)
    handler.dispatch(FileModifiedEvent("/pictures/library/catalogue.sqlite-wal"))
    handler.dispatch(FileModifiedEvent("/pictures/.hidden/x.jpg"))
    handler.dispatch(DirCreatedEvent("/pictures/cache"))
    assert changes.take() == {}
    handler.dispatch(FileModifiedEvent("/pictures/a/x.jpg"))
    handler.dispatch(FileCreatedEvent("/pictures/b/link-to-a-folder"))
    handler.dispatch(DirMovedEvent("/pictures/c", "/pictures/a"))
    assert changes.take() == {(1, b"a"): True, (1, b"b"): False, (1, b"c"): True}


def test_hidden_and_excluded_places_stay_out(watch: Callable[..., Watching], photos: Path) -> None:
    watching = watch()
    (photos / ".cache").mkdir()
    shutil.copy(photos / "dogs.jpg", photos / ".cache" / "x.jpg")
    shutil.copy(photos / "dogs.jpg", photos / "last.jpg")
    watching.until(lambda paths: "last.jpg" in paths)
    assert len(watching.paths()) == 9
