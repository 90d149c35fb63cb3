"""Thumbnails as pixmaps, for whoever paints photos: loaded off the main thread, what is visible first, and no
more of them kept than the settings allow.
"""

from collections import OrderedDict
from collections.abc import Iterable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Job
from photosearch.gui.results.thumbnail_reading import STORED, Key, Reader, Request, Size
from photosearch.gui.settings.store import Settings
from photosearch.services.records import Photo

_READERS = 2
_MAKERS = 4
# How long one turn of the event loop may take pictures in; a frame has 16 ms in all.
_TURN_S = 0.004
_BROKEN_KEPT = 20_000


class Thumbnails(QObject):
    """Photos' thumbnails. `loaded` has the path of a photo whose thumbnail is there now, or cannot be had."""

    loaded = Signal(object)

    def __init__(self, engine: Engine, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._settings = settings
        self._kept: OrderedDict[Key, tuple[QPixmap, int]] = OrderedDict()
        self._sides: dict[str, dict[Size, None]] = {}
        self._bytes = 0
        self._broken: OrderedDict[str, int] = OrderedDict()
        self._asked: set[Key] = set()
        self._expected: set[Key] = set()
        self._unmade: OrderedDict[str, Request] = OrderedDict()
        self._making: dict[str, tuple[Job, Request]] = {}
        self._reader = Reader(_READERS)
        self._reader.arrived.connect(self._take)
        settings.changed.connect(self._set_limit)
        self._set_limit("thumbnail_memory_mb")

    def get(self, photo: Photo, size: Size = STORED) -> QPixmap | None:
        """The thumbnail, fitted into `size` device pixels; until it is there another size of it, or None.
        `loaded` tells when it is there.
        """
        key = photo.path, size
        if not self._is_here(photo, size) and key not in self._asked and not self.is_broken(photo):
            self._asked.add(key)
            self._reader.ask(Request(photo, size))
        return self.peek(photo, size)

    def peek(self, photo: Photo, size: Size = STORED) -> QPixmap | None:
        """As `get`, without asking for what is not there."""
        kept = self._kept.get((photo.path, size))
        if kept is None:
            sides = self._sides.get(photo.path)
            return self._kept[photo.path, max(sides)][0] if sides else None
        self._kept.move_to_end((photo.path, size))
        return kept[0]

    def expect(self, photos: Iterable[Photo], size: Size = STORED) -> None:
        """Load these, first things first; what was expected before and not yet begun is dropped."""
        missing = {
            (photo.path, size): photo
            for photo in photos
            if not self._is_here(photo, size) and not self.is_broken(photo) and photo.path not in self._making
        }
        self._expected = set(missing)
        asked = self._asked
        self._reader.expect({key: Request(photo, size) for key, photo in missing.items() if key not in asked})
        self._drop_unwanted()

    def forget_queue(self) -> None:
        """Drop all that is asked for and not yet there."""
        self._asked.clear()
        self._expected.clear()
        self._reader.forget()
        self._drop_unwanted()

    def is_broken(self, photo: Photo) -> bool:
        """Whether no thumbnail of it can be had."""
        return self._broken.get(photo.path) == photo.modified_ns

    def is_settled(self, photo: Photo, size: Size = STORED) -> bool:
        """Whether there is nothing to wait for."""
        return self._is_here(photo, size) or self.is_broken(photo)

    def retry(self) -> None:
        """Forget what could not be had: a drive came back, a file was mended."""
        self._broken.clear()

    def stop(self) -> None:
        """End all work."""
        self.forget_queue()
        self._reader.stop()

    # --- keeping

    def _is_here(self, photo: Photo, size: Size) -> bool:
        kept = self._kept.get((photo.path, size))
        return kept is not None and kept[1] == photo.modified_ns

    def _keep(self, request: Request, image: QImage) -> None:
        key = request.key
        self._drop(key)
        self._kept[key] = QPixmap.fromImage(image), request.photo.modified_ns
        self._sides.setdefault(key[0], {})[key[1]] = None
        self._bytes += image.sizeInBytes()
        self._shrink()

    def _shrink(self) -> None:
        while self._bytes > self._limit and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is None:
            return
        self._bytes -= _bytes_of(kept[0])
        sides = self._sides[key[0]]
        del sides[key[1]]
        if not sides:
            del self._sides[key[0]]

    def _set_limit(self, name: str) -> None:
        if name == "thumbnail_memory_mb":
            self._limit = int(self._settings.get(name)) << 20
            self._shrink()

    # --- loading

    def _take(self) -> None:
        end = perf_counter() + _TURN_S
        while (read := self._reader.take()) is not None:
            self._taken(*read)
            if perf_counter() > end:
                QTimer.singleShot(0, self, self._take)
                return

    def _taken(self, request: Request, image: QImage | None) -> None:
        if image is not None:
            key = request.key
            self._asked.discard(key)
            self._expected.discard(key)
            self._keep(request, image)
            self.loaded.emit(request.photo.path)
        elif request.data is not None:
            self._give_up(request)
        elif self._is_wanted(request):
            self._unmade[request.photo.path] = request
            self._make()

    def _is_wanted(self, request: Request) -> bool:
        return request.key in self._asked or request.key in self._expected

    def _make(self) -> None:
        """Have the engine make what does not lie in the cache."""
        while self._unmade and len(self._making) < _MAKERS:
            path, request = self._unmade.popitem(last=False)
            if path in self._making:
                continue
            job = self._engine.thumbnail(path)
            self._making[path] = job, request
            job.succeeded.connect(lambda data, request=request: self._made(request, data))
            job.failed.connect(lambda _, request=request: self._give_up(request))
            job.finished.connect(lambda path=path: self._ended(path))

    def _made(self, request: Request, data: bytes) -> None:
        self._reader.ask(Request(request.photo, request.size, data))

    def _ended(self, path: str) -> None:
        self._making.pop(path, None)
        self._make()

    def _give_up(self, request: Request) -> None:
        self._asked.discard(request.key)
        self._expected.discard(request.key)
        self._broken[request.photo.path] = request.photo.modified_ns
        if len(self._broken) > _BROKEN_KEPT:
            self._broken.popitem(last=False)
        self.loaded.emit(request.photo.path)

    def _drop_unwanted(self) -> None:
        for path, request in list(self._unmade.items()):
            if not self._is_wanted(request):
                del self._unmade[path]
        for job, request in list(self._making.values()):
            if not self._is_wanted(request):
                job.cancel()


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * pixmap.depth() // 8
