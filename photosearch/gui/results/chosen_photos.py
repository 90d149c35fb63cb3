"""The photos that are selected, with all that is known of them: those out of sight are fetched first."""

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Job, Problem
from photosearch.gui.results.arranged_view import ArrangedView
from photosearch.services.records import Photo

_AT_ONCE = 500
# A frame being drawn passes over many photos that are not meant.
_AFTER_MS = 100


class ChosenPhotos(QObject):
    """Follows the selection of a view. `changed`: other photos are selected, or they are known now."""

    changed = Signal()

    def __init__(self, engine: Engine, view: ArrangedView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._view = view
        self._fetched: dict[int, Photo] = {}
        self._missing: list[int] = []
        self._gone: set[int] = set()
        self._photos: list[Photo] | None = None
        self._job: Job | None = None
        self._came = False
        self._telling = QTimer(self, singleShot=True, interval=0)
        self._telling.timeout.connect(self._tell)
        self._fetching = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._fetching.timeout.connect(self._fetch)
        view.selection_changed.connect(self._changed)

    def photos(self) -> list[Photo]:
        """All that are selected, in the order shown; none before all of them are known, since what is done to
        half of them is not what was asked for.
        """
        if self._photos is None:
            self._find()
        return list(self._photos or ())

    def complete(self) -> bool:
        """Whether all that are selected are known."""
        return bool(self.photos()) or (self._job is None and not self._missing)

    def _changed(self) -> None:
        self._photos = None
        if not self._telling.isActive():
            self._telling.start()

    def _tell(self) -> None:
        self.photos()
        if self._missing:
            self._fetching.start()
        self.changed.emit()

    def _find(self) -> None:
        ids, known = self._view.selected_ids(), self._view.photos.details.get
        found = [self._fetched.get(number) or known(number) for number in ids]
        here = [photo for photo in found if photo is not None]
        self._missing = [
            number
            for number, photo in zip(ids, found, strict=True)
            if photo is None and number not in self._gone
        ]
        self._photos = [] if self._missing else here
        # While the rest is fetched these must not be forgotten again.
        self._fetched = {photo.id: photo for photo in here} if self._missing else {}

    def _fetch(self) -> None:
        if self._job is not None or not self._missing:
            return
        asked, self._missing = self._missing[:_AT_ONCE], self._missing[_AT_ONCE:]
        self._job = self._engine.photos(asked)
        self._job.succeeded.connect(lambda photos: self._take(asked, photos))
        self._job.failed.connect(self._give_up)
        self._job.finished.connect(self._answered)

    def _take(self, asked: list[int], photos: list[Photo]) -> None:
        self._fetched.update((photo.id, photo) for photo in photos)
        self._gone.update(set(asked) - self._fetched.keys())
        self._came = True

    def _give_up(self, problem: Problem) -> None:
        # The window tells of the problem; as far as anybody can act on it, nothing is selected.
        self._missing = []
        self._came = False

    def _answered(self) -> None:
        self._job = None
        if self._missing:
            self._fetch()
        elif self._came:
            self._came = False
            self._find()
            if self._missing:
                self._fetching.start()
            else:
                self.changed.emit()
