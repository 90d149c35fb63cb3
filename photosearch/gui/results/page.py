"""The page of photos: the bar that narrows them down, the grid, and what is said where there are none."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QMimeData, QPoint, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Job
from photosearch.gui.results.chosen_photos import ChosenPhotos
from photosearch.gui.results.details import PhotoDetails
from photosearch.gui.results.dragging import drag_out
from photosearch.gui.results.filter_bar import FilterBar
from photosearch.gui.results.found import Found
from photosearch.gui.results.grid import PhotoGrid
from photosearch.gui.results.headings import Progress
from photosearch.gui.results.hidden_line import HiddenLine
from photosearch.gui.results.model import PhotoModel
from photosearch.gui.results.photos_or_message import PhotosOrMessage
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings
from photosearch.gui.verifying import Checked
from photosearch.services.records import Filters, Overview, Photo, Result

# What is quicker than this seems to be there at once; a sign of waiting would only flicker.
_BUSY_AFTER_MS = 150
_HEADINGS_WITHIN_MS = 300
_SETTLE_MS = 150


class ResultsPage(QWidget):
    """`activated` has the Photo of a double click or Enter; `menu_wanted` the selected photos and a point on
    the screen; `filters_changed` the Filters that the person set; `marks_wanted`: what the person said of
    photos is to be shown.

    `wait` says that other photos are coming; what is shown without it is the same list brought up to date: it
    keeps the place and the selection.
    """

    activated = Signal(object)
    selection_changed = Signal()
    menu_wanted = Signal(list, QPoint)
    filters_changed = Signal(object)
    marks_wanted = Signal()

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        thumbnails: Thumbnails,
        drag: Callable[[list[Photo]], QMimeData],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine, self._settings, self._thumbnails, self._drag = engine, settings, thumbnails, drag
        self.model = PhotoModel(PhotoDetails(engine, self), self)
        self.grid = PhotoGrid(self.model, thumbnails)
        self.bar = FilterBar(settings)
        self._pages = PhotosOrMessage(self.grid)
        self._hidden_line = HiddenLine()
        self._chosen = ChosenPhotos(engine, self.grid, self)
        self._hidden: dict[str, int] = {}
        self._new = True
        self._searched = False
        self._overview: Overview | None = None
        self._months: Job | None = None
        self._awaited: Sequence[int] | None = None
        self._menu_at: QPoint | None = None
        self._busy = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MS)
        self._busy.timeout.connect(self._show_busy)
        self._headings_late = QTimer(self, singleShot=True, interval=_HEADINGS_WITHIN_MS)
        self._headings_late.timeout.connect(lambda: self._show_awaited([]))
        self._checked = Checked()
        self._left_out = 0
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self._fresh = QTimer(self, singleShot=True, interval=0)
        self._arrange()
        self._connect()
        self._set("thumbnail_size")
        self.model.set_threshold(self.bar.similarity)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        column.addWidget(self._hidden_line)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.bar.filters_changed.connect(self.filters_changed)
        self.bar.similarity_changed.connect(self._set_threshold)
        self._hidden_line.show_wanted.connect(self.bar.lift_similarity)
        self._hidden_line.marks_wanted.connect(self.marks_wanted)
        self.grid.opened.connect(self.activated)
        self.grid.menu_wanted.connect(self._want_menu)
        self.grid.pulled_out.connect(self._pull_out)
        self.grid.size_steps.connect(self.bar.resize_by)
        self._chosen.changed.connect(self._chosen_changed)
        self._settings.changed.connect(self._set)
        self._engine.changed.connect(self._library_changed)

    # --- what to show

    def wait(self) -> None:
        """Other photos are coming."""
        self._forget_awaited()
        self._settling.stop()
        self._checked = Checked()
        self.grid.set_progress(None)
        self._new = True
        self._busy.start()

    def show_results(self, results: Sequence[Result]) -> None:
        """Show what a search found."""
        self._forget_awaited()
        self._searched = True
        self.model.set_kinds(self.filters.kinds)
        if self._new:
            self._fresh.start()
            self.bar.restore_similarity()
        self.model.show_results(results, same_list=self._arrived())
        self._update()

    def tell_left_out(self, count: int) -> None:
        """Say how many photos are not shown since the person said that they are no match."""
        self._left_out = count
        self._update()

    def settle(self, checked: Checked) -> None:
        """Put what was looked at closer under its heading, as soon as nobody is about to click on it."""
        self._checked = checked
        self.grid.set_progress(self._progress())
        if self._fresh.isActive():
            self._settle()
        elif not self._settling.isActive():
            self._settling.start()

    def _settle(self) -> None:
        if self._fresh.isActive() or self.grid.is_at_rest():
            checked = self._checked
            self.model.settle(checked.verified, checked.added, checked.drawn)
            self._update()
        else:
            self._settling.start()

    def _progress(self) -> Progress | None:
        done, total = self._checked.done, self._checked.total
        if not self._checked.busy:
            return None
        words = self.tr("Checking %1 of %2")
        locale = QLocale()
        words = words.replace("%1", locale.toString(done)).replace("%2", locale.toString(total))
        return Progress(done / max(total, 1), words)

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show photos of the library in this order."""
        self._forget_awaited()
        # Shown together with their headings: photos that move down a moment later would hurt the eye.
        self._awaited = ids
        self._months = self._engine.months(self.filters)
        self._months.then(self._show_awaited, lambda _: self._show_awaited([]))
        self._headings_late.start()

    def _show_awaited(self, months: Sequence[tuple[str, int]]) -> None:
        ids, self._awaited = self._awaited, None
        if ids is None:
            self.model.set_months(months)
            return
        self._searched = False
        self._headings_late.stop()
        self.model.show_ids(ids, months, same_list=self._arrived())
        self._update()

    def clear(self) -> None:
        """Show nothing, and say nothing of it."""
        self._forget_awaited()
        self._searched = False
        self._arrived()
        self.model.show_ids([])
        self._pages.show_photos()
        self._show_count()

    def restrict(self, ids: set[int] | None) -> None:
        """Show no photos but these, such as those chosen on the map; None lifts it."""
        self.model.restrict(ids)
        self._update()

    def remove_paths(self, paths: set[str]) -> None:
        """Take out photos that were moved to the trash."""
        self._hidden.update((path, number) for path in paths if (number := self._id_of(path)) is not None)
        self.model.hide(self._hidden.values())
        self._update()

    def put_back(self, paths: set[str]) -> None:
        """Show photos again that were taken out."""
        self.model.unhide([self._hidden.pop(path) for path in paths if path in self._hidden])
        self._update()

    # --- what is shown

    @property
    def filters(self) -> Filters:
        """What the person lets through."""
        return self.bar.filters

    def set_filters(self, filters: Filters) -> None:
        """Show filters as set, without a signal."""
        self.bar.set_filters(filters)
        # Where other photos are coming, those that are shown go as they are.
        QTimer.singleShot(0, self, self._set_kinds)

    def _set_kinds(self) -> None:
        if not self._new:
            self.model.set_kinds(self.filters.kinds)
            self._update()

    def set_overview(self, overview: Overview) -> None:
        """Tell what is in the library, to choose from."""
        self._overview = overview
        self.bar.set_overview(overview)
        if not self.model.ids and not self._busy.isActive() and not self._new:
            self._update()

    def selected(self) -> list[Photo]:
        """The selected photos. Of a selection beyond what is in view they are fetched first: until then there
        are none, and `selection_changed` comes again.
        """
        return self._chosen.photos()

    def current(self) -> Photo | None:
        """The photo the keyboard is at."""
        row = self.grid.currentIndex().row()
        return self.model.photo(row) if row >= 0 else None

    def found_of(self, photo: Photo) -> Found | None:
        """What the search says of a photo; None where it is no result."""
        return self.model.found_by_id(photo.id)

    def select_all(self) -> None:
        """Select all photos shown."""
        self.grid.selectAll()

    def step(self, by: int) -> None:
        """Select the photo so many places further."""
        if self.model.ids:
            row = self.grid.currentIndex().row()
            row = min(max(row + by, 0), len(self.model.ids) - 1)
            self.grid.setCurrentIndex(self.model.index(row))

    # --- inside

    def _arrived(self) -> bool:
        """Note that the photos are there; returns whether they are the same list as before."""
        self._busy.stop()
        same, self._new = not self._new, False
        return same

    def _forget_awaited(self) -> None:
        self._awaited = None
        self._headings_late.stop()
        if self._months is not None:
            self._months.cancel()
            self._months = None

    def _id_of(self, path: str) -> int | None:
        known = next((photo.id for photo in self.selected() if photo.path == path), None)
        return known if known is not None else self.model.details.id_of(path)

    def _update(self) -> None:
        self.bar.set_searched(self._searched)
        self._show_count()
        some = bool(self.model.ids)
        hidden, left_out = (self.model.too_unlike if some else 0), (self._left_out if self._searched else 0)
        self._hidden_line.tell(hidden, left_out, self._checked.problem)
        if some:
            self._pages.show_photos()
        else:
            self._say_why()

    def _show_count(self) -> None:
        self.bar.set_count(self.model.shown, self.model.total, self.grid.selected_count())

    def _show_busy(self) -> None:
        self._pages.wait(self.tr("Looking through your photos…"))

    def _say_why(self) -> None:
        say = self._pages.say
        if self.model.too_unlike:
            found = self.tr("%Ln photo(s) were found, but none is that much alike.", "", self.model.total)
            lower = self.tr("Show all of them")
            say("similar", self.tr("Nothing so similar"), found, lower, self.bar.lift_similarity)
        elif self.filters != Filters():
            sentence = self.tr("Other folders, dates or cameras may have what you are looking for.")
            headline = self.tr("No photo passes the filters")
            say("filter", headline, sentence, self.tr("Clear filters"), self.bar.clear)
        elif self._overview is not None and not self._overview.photos:
            sentence = self.tr("Photos appear here as soon as the first of them are read.")
            say("photos", self.tr("No photos yet"), sentence)
        elif self._searched:
            sentence = self.tr("No photo of your folders looks like this one.")
            say("search", self.tr("Nothing similar found"), sentence)
        else:
            say("photos", self.tr("No photos here"))

    def _set(self, name: str) -> None:
        if name == "thumbnail_size":
            self.grid.set_photo_width(self._settings.get(name))

    def _set_threshold(self, percent: int) -> None:
        self.model.set_threshold(percent)
        if self._searched and not self._busy.isActive():
            self._update()

    def _library_changed(self) -> None:
        self.model.details.age()
        self._thumbnails.retry()
        self.grid.look_again()

    def _chosen_changed(self) -> None:
        self._show_count()
        self.bar.set_chosen(self.current())
        self.selection_changed.emit()
        if self._menu_at is not None and self._chosen.complete():
            place, self._menu_at = self._menu_at, None
            self.menu_wanted.emit(self.selected(), place)

    def _want_menu(self, place: QPoint) -> None:
        if self._chosen.complete():
            self.menu_wanted.emit(self.selected(), place)
        else:
            self._menu_at = place

    def _pull_out(self) -> None:
        photos, current = self.selected(), self.current()
        if photos:
            picture = self._thumbnails.peek(current) if current else None
            drag_out(self.grid, photos, self._drag(photos), picture)
