"""A window's parts on a real small library, apart from the machine's own settings, caches and trash."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosearch.gui import theme
from photosearch.gui.engine import Engine
from photosearch.gui.indexing import Indexing
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts
from photosearch.gui.watchdog import Stall, StallWatchdog
from photosearch.library.folders import add_folder
from photosearch.library.indexing import Indexer
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from tests.conftest import SAMPLE

_BEGIN_MS = 60_000
_GUI = os.path.dirname(theme.__file__) + os.sep
_WATCHDOG = os.path.join(_GUI, "watchdog.py")


@pytest.fixture(scope="session")
def session_caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where thumbnails lie: one place for all tests, since those of the shared library are made once."""
    return tmp_path_factory.mktemp("caches")


@pytest.fixture(autouse=True)
def own_caches(tmp_path: Path, session_caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a test meets what is the person's: settings, trash, logs, folders."""
    home = tmp_path / "home"
    home.mkdir()
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(session_caches))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    # Nobody's bus: a tray or a file manager of the machine is not spoken to.
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: type[QApplication]) -> Iterator[QApplication]:
    """The application, looking as the program does."""
    made = QApplication.instance() or qapp_cls(qapp_args)
    assert isinstance(made, QApplication)
    theme.apply(made, "light")
    yield made
    QThreadPool.globalInstance().waitForDone(5000)
    # The offscreen clipboard lives longer than Python: what Python put there has to go before.
    made.clipboard().clear()


@pytest.fixture(scope="session", autouse=True)
def garbage_is_collected_here() -> Iterator[None]:
    """As in the program: never on another thread, where the end of a part of Qt's could block for good."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def garbage_of_a_test() -> Iterator[None]:
    """What a test leaves is collected before the next one."""
    yield
    gc.collect(1)


@pytest.fixture(scope="session")
def photo_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with all 51 sample photos; not to be changed, see `own_photo_folder`."""
    folder = tmp_path_factory.mktemp("pictures") / "photos"
    folder.mkdir()
    for path in SAMPLE.iterdir():
        if path.suffix != ".md":
            shutil.copy2(path, folder)
    return os.path.realpath(folder)


@pytest.fixture(scope="session")
def library(
    photo_folder: str, session_caches: Path, describer: Describer, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A library of the sample photos, indexed once; not to be changed, see `own_library`."""
    folder = tmp_path_factory.mktemp("library") / "library"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_CACHE_HOME", str(session_caches))
        _index(folder, photo_folder, describer)
    return str(folder)


@pytest.fixture
def own_photo_folder(photos: Path) -> str:
    """Eight small photos in a folder that the test may change."""
    return os.path.realpath(photos)


@pytest.fixture
def own_library(own_photo_folder: str, describer: Describer, tmp_path: Path) -> str:
    """A library of `own_photo_folder`, indexed, that the test may change."""
    _index(tmp_path / "own-library", own_photo_folder, describer)
    return str(tmp_path / "own-library")


def _index(folder: Path, photos: str, describer: Describer) -> None:
    with Library.writing(folder) as opened:
        Indexer(opened, describer, workers=2).run([add_folder(opened.connection, os.fsencode(photos))])
        opened.save_vector_index(describer.card)


@pytest.fixture
def settings(qapp: QApplication, tmp_path: Path) -> Iterator[Settings]:
    """Settings in a file of the test's own."""
    made = Settings(str(tmp_path / "settings" / "settings.json"))
    yield made
    made.flush()


@pytest.fixture
def shortcuts(settings: Settings) -> Shortcuts:
    """The keys of the actions."""
    return Shortcuts(settings)


@pytest.fixture
def engine(qtbot: QtBot, library: str) -> Iterator[Engine]:
    """The real engine process on the shared library."""
    made = Engine(library)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def own_engine(qtbot: QtBot, own_library: str) -> Iterator[Engine]:
    """The real engine process on the test's own library."""
    made = Engine(own_library)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def indexing(qtbot: QtBot, own_library: str) -> Iterator[Indexing]:
    """The real indexer process on the test's own library, at work."""
    made = Indexing(own_library)
    with qtbot.waitSignal(made.changed, timeout=_BEGIN_MS):
        made.start("full", "cpu")
    yield made
    made.stop()


@pytest.fixture
def no_stalls(qapp: QApplication) -> Iterator[list[Stall]]:
    """Fails the test where the window would not have answered for more than 100 ms; says where it was."""
    stalls: list[Stall] = []
    watchdog = StallWatchdog(counts=is_the_windows)
    watchdog.stalled.connect(stalls.append)
    watchdog.start()
    yield stalls
    watchdog.stop()
    assert not stalls, "\n".join(map(str, stalls))


def is_the_windows(frame: FrameType) -> bool:
    """Whether the main thread is in the window's code, or in Qt's loop; a test's own work is no stall."""
    if frame.f_code.co_name in ("exec", "wait") and "pytestqt" in frame.f_code.co_filename:
        return True
    step: FrameType | None = frame
    while step is not None:
        if step.f_code.co_filename.startswith(_GUI) and step.f_code.co_filename != _WATCHDOG:
            return True
        step = step.f_back
    return False
