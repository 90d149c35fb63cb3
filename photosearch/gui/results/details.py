"""What is known of the photos of a list: fetched in pages when looked at, forgotten when long unseen."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Job, Problem
from photosearch.services.records import Photo

_KEPT = 5000
_AT_ONCE = 200
# More would queue up behind what is no longer looked at.
_JOBS = 2


class PhotoDetails(QObject):
    """Photos by id. `loaded` has the set of ids that are known now; `failed` a Problem."""

    loaded = Signal(object)
    failed = Signal(object)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._kept: OrderedDict[int, Photo] = OrderedDict()
        self._found: dict[int, Photo] = {}
        self._old: set[int] = set()
        self._gone: set[int] = set()
        self._wanted: list[int] = []
        self._asked: dict[int, tuple[Job, frozenset[int]]] = {}
        self._number = 0

    def get(self, photo_id: int) -> Photo | None:
        """The photo, where it is known."""
        photo = self._found.get(photo_id)
        return photo if photo is not None else self._kept.get(photo_id)

    def id_of(self, path: str) -> int | None:
        """The id of a known photo by its path."""
        photos = (*self._found.values(), *self._kept.values())
        return next((photo.id for photo in photos if photo.path == path), None)

    def hold(self, photos: Iterable[Photo]) -> None:
        """Keep photos that are known already, such as those a search found, in place of those held before."""
        self._found = {photo.id: photo for photo in photos}
        self._gone.clear()

    def age(self) -> None:
        """The library changed: everything stays known, and is fetched again when it is looked at."""
        self._old = set(self._kept) | set(self._found)
        self._gone.clear()

    def want(self, ids: Sequence[int]) -> None:
        """Fetch those that are not known, in this order; what was wanted before and not yet asked for is
        dropped.
        """
        under_way = {photo_id for _, ids in self._asked.values() for photo_id in ids}
        self._wanted = [photo_id for photo_id in ids if self._lacks(photo_id) and photo_id not in under_way]
        for photo_id in ids:
            if photo_id in self._kept:
                self._kept.move_to_end(photo_id)
        self._ask()

    def _lacks(self, photo_id: int) -> bool:
        if photo_id in self._gone:
            return False
        return photo_id in self._old or (photo_id not in self._found and photo_id not in self._kept)

    def _ask(self) -> None:
        while self._wanted and len(self._asked) < _JOBS:
            page, self._wanted = self._wanted[:_AT_ONCE], self._wanted[_AT_ONCE:]
            self._number += 1
            self._asked[self._number] = job, ids = self._engine.photos(page), frozenset(page)
            # A job that is held by what it calls would never be freed: they know its number alone.
            job.succeeded.connect(lambda photos, ids=ids: self._take(ids, photos))
            job.failed.connect(self._fail)
            job.finished.connect(lambda number=self._number: self._answered(number))

    def _answered(self, number: int) -> None:
        del self._asked[number]
        self._ask()

    def _take(self, asked: frozenset[int], photos: list[Photo]) -> None:
        self._old -= asked
        self._gone |= asked
        for photo in photos:
            self._gone.discard(photo.id)
            if photo.id in self._found:
                self._found[photo.id] = photo
            else:
                self._kept[photo.id] = photo
                self._kept.move_to_end(photo.id)
        while len(self._kept) > _KEPT:
            self._old.discard(self._kept.popitem(last=False)[0])
        self.loaded.emit({photo.id for photo in photos})

    def _fail(self, problem: Problem) -> None:
        self._wanted.clear()
        self.failed.emit(problem)
