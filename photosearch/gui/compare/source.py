"""Getting a picture as sharp as the screen can show it, and no sharper: a thumbnail at once, then more."""

from threading import Event

from PySide6.QtCore import QObject, QSizeF, QTimer, Signal
from PySide6.QtGui import QPixmap

from photosearch.gui.compare.levels import Levels, StoppedError, read_levels
from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Job, Problem, in_thread
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.services.records import Photo, Picture

MOST_PIXELS = 50_000_000
"""A picture of more is shown scaled down to so many; with its halves it takes five bytes for each."""

# Sizes asked for grow in steps, so that a few pixels more of window do not decode the picture anew.
_STEP = 512
# The wheel passes by many zooms.
_PAUSE_MS = 120


class PictureSource(QObject):
    """One picture of the two, of at most so many pixels. `changed`: there is something else to paint, or to
    say.
    """

    changed = Signal()

    def __init__(
        self,
        engine: Engine,
        thumbnails: Thumbnails,
        parent: QObject | None = None,
        most_pixels: int = MOST_PIXELS,
    ) -> None:
        super().__init__(parent)
        self._most_pixels = most_pixels
        self._engine = engine
        self._thumbnails = thumbnails
        self._wanted = 0
        self._asked = 0
        self._job: Job | None = None
        self._stop = Event()
        self._full: QSizeF | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.photo: Photo | None = None
        self.levels: Levels | None = None
        self.problem = ""
        thumbnails.loaded.connect(self._thumbnail_loaded)

    def show(self, photo: Photo | None) -> None:
        """Get another picture; what is still on its way for the one before is given up."""
        self._give_up()
        self.photo, self.levels, self._full, self.problem = photo, None, None, ""
        self._asked = 0
        if photo is not None and photo.offline:
            self.problem = self.tr("The drive or folder it is on is not connected.")
        self.changed.emit()
        self._ask()

    def want(self, longest: float) -> None:
        """Say how many device pixels the longer side takes now; a sharper picture is fetched if need be."""
        self._wanted = int(longest)
        if self._asked == 0:
            self._ask()
        elif self._needed() > self._asked:
            self._pause.start()

    @property
    def size(self) -> QSizeF:
        """The upright picture's size; empty while that is not known."""
        if self._full is not None:
            return self._full
        if self.photo is not None and self.photo.width:
            return QSizeF(self.photo.width, self.photo.height)
        thumbnail = self.thumbnail
        return QSizeF() if thumbnail is None else QSizeF(thumbnail.size())

    @property
    def thumbnail(self) -> QPixmap | None:
        """What there is to show before the picture comes."""
        return None if self.photo is None else self._thumbnails.get(self.photo)

    def _needed(self) -> int:
        stepped = -(-self._wanted // _STEP) * _STEP
        return min(stepped, self._most())

    def _most(self) -> int:
        size = self._full or (QSizeF() if self.photo is None else QSizeF(self.photo.width, self.photo.height))
        if size.isEmpty():
            # Nothing is known of it: a square one of this size is within the limit.
            return int(self._most_pixels**0.5)
        pixels = size.width() * size.height()
        return int(max(size.width(), size.height()) * min(1.0, (self._most_pixels / pixels) ** 0.5))

    def _ask(self) -> None:
        needed = self._needed()
        if self.photo is None or self.problem or needed <= self._asked:
            return
        # Zoomed in beyond what fits, the next thing wanted is still closer: everything at once.
        self._give_up()
        self._asked = needed if self.levels is None else self._most()
        self._job = self._engine.picture(self.photo.path, self._asked)
        self._job.then(self._decoded, self._failed)

    def _decoded(self, picture: Picture) -> None:
        self._full = QSizeF(*picture.full)
        self._stop = stop = Event()
        self._job = in_thread(lambda: _read(picture, stop))
        self._job.then(self._read_in, self._failed)

    def _read_in(self, levels: Levels | None) -> None:
        self._job = None
        if levels is not None:
            self.levels = levels
            self.changed.emit()

    def _failed(self, problem: Problem) -> None:
        self._job = None
        self.problem = problem.message
        self.changed.emit()

    def _give_up(self) -> None:
        self._pause.stop()
        self._stop.set()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _thumbnail_loaded(self, path: str) -> None:
        if self.photo is not None and path == self.photo.path and self.levels is None:
            self.changed.emit()


def _read(picture: Picture, stop: Event) -> Levels | None:
    try:
        return read_levels(picture.file, picture.width, picture.height, stop)
    except StoppedError:
        return None
