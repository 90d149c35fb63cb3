"""From what was dropped or pasted to files that can be searched for; all looking at the disk on a thread."""

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QThreadPool, Signal
from PySide6.QtGui import QImageWriter

from photosearch.gui.jobs import Problem, in_thread
from photosearch.gui.query.incoming import ImageData, Incoming

_KEPT_IMAGES = 100


@dataclass(frozen=True)
class Sorted:
    """What a drop held: `pictures` and `folders` that are there, and how many are not."""

    pictures: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    missing: int = 0


class Intake(QObject):
    """Takes in one thing after the other. `sorted` has a Sorted and what was given along with it."""

    sorted = Signal(object, object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # One thread, so that they come out in the order they came in.
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def take(self, incoming: Incoming, purpose: object = None) -> None:
        """Sort out what came in; image data becomes a file."""
        job = in_thread(partial(_sort, incoming), self._pool)
        job.then(lambda found: self.sorted.emit(found, purpose), self._fail)

    def _fail(self, problem: Problem) -> None:
        self.failed.emit(problem)


def keep_folder() -> str:
    """Where images without a file are kept."""
    import appdirs

    return os.path.join(appdirs.user_cache_dir("photosearch"), "queries")


def _sort(incoming: Incoming) -> Sorted:
    if incoming.image is not None:
        return Sorted((_keep(incoming.image),))
    folders = [path for path in incoming.paths if os.path.isdir(path)]
    files = [path for path in incoming.paths if os.path.isfile(path)]
    missing = len(incoming.paths) - len(folders) - len(files)
    return Sorted(_pictures(files), tuple(folders), missing)


def _pictures(files: list[str]) -> tuple[str, ...]:
    """Of several files those named like photos, if any are: all of a folder may have been dragged."""
    from photosearch.imaging.formats import is_photo_name

    named = [path for path in files if is_photo_name(path)]
    return tuple(named or files)


def _keep(image: ImageData) -> str:
    """Write an image to a file of its own, named after its content: pasted twice, it is one file."""
    data = image.encoded or _encode(image)
    folder = keep_folder()
    os.makedirs(folder, mode=0o700, exist_ok=True)
    path = os.path.join(folder, hashlib.sha256(data).hexdigest()[:20] + image.suffix)
    if os.path.exists(path):
        os.utime(path)
    else:
        _write(folder, path, data)
        _forget_oldest(folder)
    return path


def _encode(image: ImageData) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    # To Qt's PNG writer this quality means little compression, which is quickest.
    writer.setQuality(80)
    if image.decoded is None or not writer.write(image.decoded):
        raise OSError(writer.errorString())
    return bytes(buffer.data().data())


def _write(folder: str, path: str, data: bytes) -> None:
    number, part = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise


def _forget_oldest(folder: str) -> None:
    with os.scandir(folder) as entries:
        files = sorted(((entry.stat().st_mtime_ns, entry.path) for entry in entries), reverse=True)
    for _, path in files[_KEPT_IMAGES:]:
        with contextlib.suppress(OSError):
            os.unlink(path)
