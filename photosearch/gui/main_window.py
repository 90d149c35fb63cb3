"""The main window: its parts, and what leads from one to the other."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QMainWindow

from photosearch.gui import session
from photosearch.gui.browsing import WITHOUT_PHOTOS, Browser
from photosearch.gui.context import Context
from photosearch.gui.errors import show_problem
from photosearch.gui.file_names import base_name
from photosearch.gui.folder_dialog import ask_for_folder
from photosearch.gui.jobs import Job, Problem
from photosearch.gui.layout import Layout
from photosearch.gui.menus import Menus
from photosearch.gui.navigation import Navigation, Place
from photosearch.gui.photo_actions.actions import PhotoActions
from photosearch.gui.photo_actions.marking import Marking
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.services.act_records import FileStep
from photosearch.services.records import Filters, IndexingState, Overview, Photo, QueryPart, Result


class MainWindow(QMainWindow):
    """Drop a picture, see its copies and the other photos of the same place, be sure, act."""

    closed = Signal()
    quit_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.engine, self.indexing, self.settings = context.engine, context.indexing, context.settings
        self.navigation = Navigation(self)
        self.browser = Browser(self.engine, self)
        self.thumbnails = Thumbnails(self.engine, self.settings)
        self.photo_actions = PhotoActions(self.engine, self.indexing, self.settings, context.shortcuts, self)
        self.overview: Overview | None = None
        self.parts = Layout(self)
        self.menus = Menus(self)
        self._connect_library()
        self._connect_photos()
        self._begin()

    def open_pictures(self, paths: Sequence[str]) -> None:
        """Search for pictures, as when they are dropped on the window."""
        if paths:
            self.search([QueryPart(path) for path in paths])

    def search(self, parts: Sequence[QueryPart]) -> None:
        """Show what is like the pictures; nothing to look for shows the library."""
        self.navigation.go(Place(tuple(parts)))

    def show_library(self, filters: Filters | None = None) -> None:
        """Show all photos, or those that pass the filters."""
        self.navigation.go(Place(filters=filters or Filters()))

    def show_view(self, view: str) -> None:
        """Show the photos as a grid or on the map, groups of copies, or what could not be read."""
        place = self.navigation.place
        if view == "copies":
            # Those of the library or of a folder, whatever is searched for.
            if self.parts.compare.isVisible():
                self._compare_closed()
            below = None if place.parts else place.filters.below
            self.navigation.go(Place(filters=Filters(below=below), view=view))
        else:
            self.navigation.go(place.seen_as(view))

    def choose_folders(self) -> None:
        """Ask for a folder and take it into the library."""
        ask_for_folder(self, self.tr("Add a folder with photos"), self.add_folder)

    def add_folder(self, path: str) -> None:
        """Take a folder into the library."""
        self.parts.welcome.wait_for_photos()
        self.indexing.add_folder(path).then(lambda _: self.browser.look_over(), self._not_added)

    def compare(self, photos: Sequence[Photo]) -> None:
        """Show two photos beside each other: the first with the query, or the first two."""
        place = self.navigation.place
        if len(photos) >= 2:
            self.parts.show_compare(photos[0], photos[1])
        elif photos and place.parts:
            self.parts.show_result(place.parts, photos[0])
        elif photos:
            self.parts.show_compare(photos[0], None)

    def show_problem(self, problem: Problem) -> None:
        """Tell the person that something could not be done."""
        show_problem(self, problem)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Keep the session; whether the program ends is for whoever made the window."""
        self.settings.set("window", session.saved(self, self.parts.splitter, self.navigation.place))
        event.accept()
        self.closed.emit()

    def _connect_library(self) -> None:
        parts, browser = self.parts, self.browser
        self.navigation.went.connect(self._went)
        browser.began.connect(lambda place: None if place.view in WITHOUT_PHOTOS else parts.results.wait())
        browser.found.connect(self._found)
        browser.checked.connect(parts.results.settle)
        browser.left_out.connect(parts.results.tell_left_out)
        browser.listed.connect(lambda place, ids: parts.results.show_ids(ids))
        browser.dated.connect(parts.timeline.set_months)
        browser.located.connect(lambda places: parts.map.show_places(places))
        browser.overview.connect(self._looked_over)
        browser.failed.connect(self._not_found)
        self.indexing.changed.connect(self._indexing_changed)
        self.indexing.committed.connect(browser.look_over)
        self.indexing.crashed.connect(self.show_problem)
        self.engine.crashed.connect(self.show_problem)
        parts.bar.pause.connect(self.indexing.pause)
        parts.bar.resume.connect(self.indexing.resume)
        parts.bar.show_failures.connect(lambda: self.show_view("failures"))
        parts.failures.check_again.connect(self.indexing.check_now)
        parts.failures.show_in_folder.connect(self._show_in_folder)
        parts.failures.failed.connect(self.show_problem)
        parts.welcome.add_folder_wanted.connect(self.choose_folders)
        parts.welcome.folder_offered.connect(self.add_folder)
        self._connect_sidebar()

    def _connect_sidebar(self) -> None:
        sidebar = self.parts.sidebar
        sidebar.all_photos.connect(self.show_library)
        sidebar.folder_chosen.connect(lambda path: self.show_library(Filters(below=path)))
        sidebar.map_chosen.connect(lambda: self.show_view("map"))
        sidebar.copies_chosen.connect(lambda: self.show_view("copies"))
        sidebar.failures_chosen.connect(lambda: self.show_view("failures"))
        sidebar.saved_chosen.connect(lambda place: self.navigation.go(session.place_in({"place": place})))
        sidebar.add_folder.connect(self.choose_folders)
        sidebar.folders_dropped.connect(self._add_folders)
        sidebar.open_folder.connect(self._show_in_folder)
        sidebar.check_now.connect(lambda path: self._do(self.indexing.check_now(path)))
        sidebar.remove_folder.connect(lambda path: self._do(self.indexing.remove_folder(path)))
        sidebar.set_excludes.connect(
            lambda path, patterns: self._do(self.indexing.set_excludes(path, patterns))
        )
        sidebar.message.connect(self.parts.toast.say)

    def _connect_photos(self) -> None:
        parts, actions = self.parts, self.photo_actions
        parts.strip.searched.connect(self.search)
        parts.strip.cleared.connect(self.show_library)
        parts.strip.menu_wanted.connect(lambda part, where: self._menu([Photo.outside(part.path)], where))
        parts.strip.folders_dropped.connect(self._add_folders)
        parts.strip.message.connect(parts.toast.say)
        parts.results.activated.connect(lambda photo: self.compare([photo]))
        parts.results.selection_changed.connect(self._selected)
        parts.results.filters_changed.connect(self._filter)
        parts.results.menu_wanted.connect(self._menu)
        parts.timeline.range_changed.connect(self._date)
        parts.map.chosen.connect(self._only)
        parts.compare.menu_wanted.connect(self._menu)
        parts.compare.full_screen_toggled.connect(parts.set_compare_full)
        parts.compare.closed.connect(self._compare_closed)
        parts.compare.next_wanted.connect(lambda: parts.results.step(1))
        parts.compare.previous_wanted.connect(lambda: parts.results.step(-1))
        actions.find_similar.connect(lambda photos: self.search([QueryPart(p.path) for p in photos]))
        actions.find_part.connect(lambda photos: parts.strip.find_part(photos[0]))
        actions.added.connect(lambda photos, wanted: parts.strip.add([p.path for p in photos], wanted=wanted))
        actions.compare.connect(self.compare)
        self._connect_copies()
        self._connect_marks()
        actions.going.connect(self._going)
        actions.restored.connect(self._restored)
        actions.message.connect(parts.toast.say)
        self._limit_trash()

    def _connect_copies(self) -> None:
        copies, acting = self.parts.copies, self.photo_actions.acting
        copies.compare_wanted.connect(self.parts.show_compare)
        copies.menu_wanted.connect(self._menu)
        copies.decided.connect(acting.do)
        copies.marked.connect(lambda path, others: self.engine.mark([path], others, "different"))
        copies.failed.connect(self.show_problem)
        # What is back may be a copy again.
        acting.back.connect(lambda steps: copies.look_again())

    def _connect_marks(self) -> None:
        marking = Marking(self.engine, self)
        self.photo_actions.marked.connect(
            lambda photos, says: marking.mark(self.navigation.place.parts, photos, says)
        )
        marking.message.connect(self.parts.toast.say)
        marking.failed.connect(self.show_problem)
        self.engine.marked.connect(self._marks_changed)
        self.parts.results.marks_wanted.connect(self.menus.actions["marks"].trigger)

    def _marks_changed(self, notice: str) -> None:
        self.browser.refresh()
        if notice:
            self.parts.toast.say(notice)

    def _limit_trash(self) -> None:
        parts, actions = self.parts, self.photo_actions
        # Elsewhere, such as in the list of folders, Delete must not reach for photos.
        trash = actions.actions["trash"]
        trash.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for widget in (parts.results, parts.compare):
            widget.addAction(trash)

    def _begin(self) -> None:
        known = self.settings.get("window")
        if not session.restore(self, self.parts.splitter, known):
            self.parts.first_size()
        self.parts.results.setFocus()
        self.browser.look_over()
        QTimer.singleShot(0, self, lambda: self._resume(session.place_in(known)))

    def _resume(self, place: Place) -> None:
        # A picture the program was started for is wanted more than what was shown last time.
        if not self.navigation.place.parts:
            self.navigation.go(place)

    def _went(self, place: Place) -> None:
        parts = self.parts
        parts.strip.set_parts(list(place.parts))
        parts.strip.set_filters(place.filters)
        query = Photo.outside(place.parts[0].path) if place.parts else None
        self.photo_actions.set_query(query)
        parts.results.set_filters(place.filters)
        parts.timeline.set_range(place.filters.since, place.filters.until)
        parts.show(place, self.overview is not None and not self.overview.photos)
        if place.view == "copies":
            parts.copies.show_below(place.filters.below)
        self.menus.update(place)
        self.setWindowTitle(_title(place))
        self.browser.show(place)

    def _found(self, place: Place, results: list[Result]) -> None:
        self.parts.results.show_results(results)

    def _not_found(self, problem: Problem) -> None:
        self.parts.results.clear()
        self.show_problem(problem)

    def _looked_over(self, overview: Overview) -> None:
        had_photos = self.overview is not None and self.overview.photos > 0
        self.overview = overview
        self.parts.set_overview(overview)
        if overview.photos and not had_photos:
            self.browser.refresh()
        if not had_photos or not overview.photos:
            self.parts.show(self.navigation.place, not overview.photos)

    def _indexing_changed(self, state: IndexingState) -> None:
        self.parts.bar.set_state(state)
        self.parts.sidebar.set_indexing(state)
        self.parts.welcome.set_state(state)
        self.menus.set_indexing(state)

    def _selected(self) -> None:
        parts = self.parts
        photos = parts.results.selected()
        row, last = parts.results.grid.currentIndex().row(), parts.results.model.rowCount() - 1
        parts.compare.set_neighbours(row > 0, 0 <= row < last)
        self.photo_actions.set_photos(photos)
        if self.parts.compare.isVisible() and len(photos) in (1, 2):
            self.compare(photos)

    def _compare_closed(self) -> None:
        if self.isFullScreen():
            self.parts.set_compare_full(False)
        self.parts.compare.hide()
        self.parts.compare.release()
        self.parts.results.setFocus()

    def _menu(self, photos: list[Photo], where: QPoint, above: Sequence[QAction] = ()) -> None:
        menu = self.photo_actions.menu(photos)
        if above:
            menu.insertActions(menu.insertSeparator(menu.actions()[0]), list(above))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def _filter(self, filters: Filters) -> None:
        self.navigation.replace(self.navigation.place.within(filters))

    def _date(self, since: str | None, until: str | None) -> None:
        self._filter(replace(self.navigation.place.filters, since=since, until=until))

    def _only(self, ids: list[int]) -> None:
        place = self.navigation.place
        self.navigation.go(Place(place.parts, place.filters, tuple(ids)))

    def _not_added(self, problem: Problem) -> None:
        self.parts.welcome.invite()
        self.show_problem(problem)

    def _do(self, job: Job) -> None:
        job.then(lambda _: self.browser.look_over(), self.show_problem)

    def _add_folders(self, paths: Sequence[str]) -> None:
        for path in paths:
            self.add_folder(path)

    def _show_in_folder(self, path: str) -> None:
        self.photo_actions.opening.show_in_folder([path])

    def _going(self, files: list[FileStep]) -> None:
        self.parts.results.remove_paths({file.path for file in files})

    def _restored(self, files: list[FileStep]) -> None:
        # The indexer has to see them again first; until then they are where they were in this list.
        self.parts.results.put_back({file.path for file in files})


def _title(place: Place) -> str:
    """What is shown, for the task bar; the system adds the program's name."""
    if place.parts:
        return base_name(place.parts[0].path)
    return base_name(place.filters.below) if place.filters.below else "Photosearch"
