"""From a place to what is in it: asks the engine, and drops answers that came too late."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Job, Problem
from photosearch.gui.navigation import Place
from photosearch.gui.verifying import Verifying
from photosearch.services.records import Filters, Result

WITHOUT_PHOTOS = "failures", "copies"
"""Views that ask for what they show by themselves."""

RESULTS = 500
"""Photos a search answers with; more are of no use to a person."""

# While photos stream in, what is shown is brought up to date at most this often.
_REFRESH_MS = 3000


class Browser(QObject):
    """Fetches what the window shows. `found` has the Place and a list of Result, `listed` the Place and a
    list of photo ids, `dated` months with counts, `located` (id, latitude, longitude), `overview` an
    Overview. `began`: an answer is awaited. `checked` has a Checked: how far the results of a search are
    looked at closer, which begins by itself; `left_out` how many the person said are no match.
    """

    began = Signal(object)
    found = Signal(object, object)
    listed = Signal(object, object)
    dated = Signal(object)
    located = Signal(object)
    overview = Signal(object)
    checked = Signal(object)
    left_out = Signal(int)
    failed = Signal(object)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._place = Place()
        self._jobs: dict[str, Job] = {}
        self._verifying = Verifying(engine, self)
        self._verifying.told.connect(self.checked)
        self._refresh = QTimer(self, interval=_REFRESH_MS, singleShot=True)
        self._refresh.timeout.connect(self.refresh)
        engine.changed.connect(self._changed)
        engine.marked.connect(self._marked)

    def show(self, place: Place) -> None:
        """Fetch what is at a place; what was asked for before is forgotten."""
        before, self._place = self._place, place
        if place != before and place.of_any_kind() == before.of_any_kind():
            # Which kinds are shown is no question to the engine: the photos are there, or coming.
            return
        if place.parts != before.parts:
            self._verifying.stop()
        self.began.emit(place)
        self._fetch()

    def refresh(self) -> None:
        """Fetch again what is shown, without a sign of it until it is there."""
        self._refresh.stop()
        self.look_over()
        self._fetch()

    def look_over(self) -> None:
        """Fetch the overview of the library."""
        self._ask("overview", self._engine.overview()).succeeded.connect(self.overview)

    def _changed(self) -> None:
        # A list that changes under the mouse is worse than one that is some seconds old.
        if not self._refresh.isActive():
            self._refresh.start()

    def _marked(self) -> None:
        self._verifying.forget_order()
        if self._place.parts:
            self._fetch()

    def _fetch(self) -> None:
        place = self._place
        if place.view in WITHOUT_PHOTOS:
            return
        if place.parts:
            job = self._engine.search(place.parts, RESULTS, place.filters)
            told: list[int] = []
            job.progressed.connect(lambda progress: told.append(progress["hidden"]))
            self._ask("photos", job).succeeded.connect(lambda results: self._take(place, results, sum(told)))
        elif place.only is None:
            job = self._engine.browse(place.filters)
            self._ask("photos", job).succeeded.connect(lambda ids: self.listed.emit(place, ids))
        else:
            self.listed.emit(place, list(place.only))
        if not place.parts:
            self._ask("months", self._engine.months(_any_date(place.filters))).succeeded.connect(self.dated)
            if place.view == "map":
                self._ask("places", self._engine.places(place.filters)).succeeded.connect(self.located)

    def _take(self, place: Place, results: list[Result], left_out: int) -> None:
        only = None if place.only is None else set(place.only)
        kept = [result for result in results if only is None or result.photo.id in only]
        self.found.emit(place, kept)
        self.left_out.emit(left_out)
        self._verifying.begin(place, kept)
        photos = [result.photo for result in results]
        months: dict[str, int] = {}
        for photo in photos:
            if photo.taken:
                months[photo.taken[:7]] = months.get(photo.taken[:7], 0) + 1
        self.dated.emit(sorted(months.items()))
        self.located.emit([(p.id, p.latitude, p.longitude) for p in photos if p.latitude is not None])

    def _ask(self, what: str, job: Job) -> Job:
        """Remember the newest job of its kind; the one before is cancelled, so that it cannot overtake."""
        before = self._jobs.get(what)
        if before is not None:
            before.cancel()
        self._jobs[what] = job
        job.failed.connect(self._fail)
        return job

    def _fail(self, problem: Problem) -> None:
        self.failed.emit(problem)


def _any_date(filters: Filters) -> Filters:
    """The timeline shows the years outside the chosen range too, to choose from."""
    return replace(filters, since=None, until=None)
