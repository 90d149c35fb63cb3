"""Reading thumbnails on threads: PNG files of the shared cache into pictures of the size they are shown at.

Qt lets go of Python's lock while it decodes (0.8 ms each), so the main thread hardly notices.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from photosearch.services.records import Photo

# The largest the standard knows; what is larger is no thumbnail, and might be made to fill the memory.
_LARGEST = 1024

Size = tuple[int, int]
Key = tuple[str, Size]
STORED: Size = (0, 0)
"""The size that a thumbnail has in the cache: at most 256 pixels."""


@dataclass(frozen=True)
class Request:
    """A thumbnail wanted, to fit into `size` device pixels; `data` holds it where it is not to be read from
    the cache.
    """

    photo: Photo
    size: Size
    data: bytes | None = None

    @property
    def key(self) -> Key:
        """What distinguishes it from others."""
        return self.photo.path, self.size


def read(request: Request) -> QImage | None:
    """The picture; None where none lies there or it is of another state of the photo."""
    buffer = QBuffer()
    if request.data is not None:
        buffer.setData(QByteArray(request.data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer, b"png")
    elif request.photo.thumbnail:
        reader = QImageReader(request.photo.thumbnail, b"png")
    else:
        return None
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > _LARGEST:
        return None
    image = reader.read()
    # The image is asked, not the reader: that one cuts names at their first colon.
    if request.data is None and image.text("Thumb::MTime") != _seconds(request.photo):
        return None
    return None if image.isNull() else _fitted(image, request)


def _seconds(photo: Photo) -> str:
    return str(photo.modified_ns // 1_000_000_000)


def _fitted(image: QImage, request: Request) -> QImage:
    """Scaled here, so that painting it is copying; not beyond what the photo itself has."""
    if request.size != STORED:
        fit = min(request.size[0] / image.width(), request.size[1] / image.height())
        photo = max(request.photo.width, request.photo.height)
        fit = min(fit, max(1.0, photo / max(image.width(), image.height())))
        size = QSize(max(1, round(image.width() * fit)), max(1, round(image.height() * fit)))
        if size != image.size():
            image = image.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
    plain = not image.hasAlphaChannel()
    return image.convertToFormat(
        QImage.Format.Format_RGB32 if plain else QImage.Format.Format_ARGB32_Premultiplied
    )


class Reader(QObject):
    """Reads on threads, in the order asked. `arrived`: there is something to `take`.

    It has no parent: a thread that still reads holds it, so it cannot be deleted under the thread's feet.
    """

    arrived = Signal()

    def __init__(self, threads: int) -> None:
        super().__init__()
        self._most = threads
        self._guard = threading.Lock()
        self._asked: OrderedDict[Key, Request] = OrderedDict()
        self._expected: OrderedDict[Key, Request] = OrderedDict()
        self._under_way: set[Key] = set()
        self._done: deque[tuple[Request, QImage | None]] = deque()
        self._threads: set[threading.Thread] = set()

    def ask(self, request: Request) -> None:
        """Read one soon, before all that is expected."""
        with self._guard:
            if request.key not in self._under_way:
                self._asked.setdefault(request.key, request)
        self._start()

    def expect(self, requests: Mapping[Key, Request]) -> None:
        """Read these, in this order; those expected before and not yet begun are dropped."""
        with self._guard:
            under_way = self._under_way
            self._expected = OrderedDict(
                (key, request) for key, request in requests.items() if key not in under_way
            )
        self._start()

    def forget(self) -> None:
        """Drop all that is not yet begun."""
        with self._guard:
            self._asked.clear()
            self._expected.clear()

    def take(self) -> tuple[Request, QImage | None] | None:
        """The next that is read; None where there is none now."""
        return self._done.popleft() if self._done else None

    def stop(self) -> None:
        """Drop all, and wait the milliseconds that what is begun takes."""
        self.forget()
        with self._guard:
            threads = list(self._threads)
        for thread in threads:
            thread.join()

    def _start(self) -> None:
        with self._guard:
            wanted = len(self._asked) + len(self._expected)
            count = max(0, min(wanted, self._most - len(self._threads)))
            threads = [threading.Thread(target=self._work, name="thumbnails") for _ in range(count)]
            self._threads.update(threads)
        for thread in threads:
            thread.start()

    def _next(self) -> Request | None:
        with self._guard:
            queue = self._asked or self._expected
            if not queue:
                self._threads.discard(threading.current_thread())
                return None
            key, request = queue.popitem(last=False)
            self._under_way.add(key)
            return request

    def _work(self) -> None:
        # A thread ends with the queue: one that waited for more would hold up the end of the program.
        while (request := self._next()) is not None:
            image = read(request)
            with self._guard:
                self._under_way.discard(request.key)
                first = not self._done
                self._done.append((request, image))
            if first:
                self.arrived.emit()
