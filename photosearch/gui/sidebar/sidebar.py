"""Left of the photos: the whole library, its folders, the saved searches, and what could not be read."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from photosearch.gui.icons import icon
from photosearch.gui.jobs import Problem
from photosearch.gui.navigation import Place
from photosearch.gui.query.incoming import Incoming, acceptable, is_own, looks_like_folders, paths_of
from photosearch.gui.query.intake import Intake, Sorted
from photosearch.gui.settings.store import Settings
from photosearch.gui.sidebar.entries import (
    Entries,
    Entry,
    heading,
)
from photosearch.gui.sidebar.entry_list import EntryList
from photosearch.gui.sidebar.folder_menu import FolderMenu, RemovalQuestion
from photosearch.gui.sidebar.growth import Growth
from photosearch.gui.sidebar.saved import SavedSearch, SavedSearches
from photosearch.gui.theme import RADIUS, SPACE, tokens
from photosearch.services.records import FolderInfo, IndexingState, Overview, to_json

_NARROWEST, _WIDTH = 22 * SPACE, 29 * SPACE


class Sidebar(QWidget):
    """Where a person can go. Paths travel as objects, which keeps names of odd bytes whole.

    `folder_chosen`, `open_folder`, `check_now` and `remove_folder` have a path; `set_excludes` a path and its
    patterns; `folders_dropped` a list of paths; `saved_chosen` the parts, filters and view of a Place as JSON
    holds them; `message` what Toast.say takes.
    """

    all_photos = Signal()
    map_chosen = Signal()
    folder_chosen = Signal(object)
    saved_chosen = Signal(object)
    copies_chosen = Signal()
    failures_chosen = Signal()
    add_folder = Signal()
    open_folder = Signal(object)
    check_now = Signal(object)
    remove_folder = Signal(object)
    set_excludes = Signal(object, object)
    folders_dropped = Signal(object)
    message = Signal(str, str, object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved = SavedSearches(settings, self)
        self.saved.changed.connect(self._show)
        self._overview = Overview(0, 0, (), (), None, None, 0, "")
        self._growth = Growth()
        self._entries = Entries(self)
        self._intake = Intake(self)
        self._intake.sorted.connect(self._sorted)
        self._intake.failed.connect(self._not_taken)
        self._lit = False
        self.setAcceptDrops(True)
        self._build()
        self._show()

    def set_overview(self, overview: Overview) -> None:
        """Show what is in the library."""
        self._growth.see(overview)
        self._overview = overview
        self._show()

    def set_indexing(self, state: IndexingState) -> None:
        """Show which folders are being read."""
        if self._growth.follow(state):
            self._show()

    def show_place(self, place: Place) -> None:
        """Select the line of the place that is shown, if it has one."""
        if place.parts:
            found = self.saved.of(place.parts)
            self.list.select("saved" if found else "", found.name if found else "")
        elif place.view in ("failures", "map", "copies"):
            self.list.select(place.view)
        elif place.filters.below is not None:
            self.list.select("folder", place.filters.below)
        else:
            self.list.select("all")

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(_WIDTH, super().sizeHint().height())

    def _build(self) -> None:
        self.list = EntryList(self)
        self.list.setAccessibleName(self.tr("Library"))
        self.list.setMinimumWidth(_NARROWEST)
        self.list.chosen.connect(self._go)
        self.list.menu_wanted.connect(self._menu)
        self.list.renamed.connect(lambda entry, name: self.saved.rename(entry.key, name))
        self.list.delete_wanted.connect(self._delete)
        add = QPushButton(icon("plus"), self.tr("Add folder…"))
        add.setObjectName("addFolder")
        add.setProperty("kind", "flat")
        add.setStyleSheet("text-align: left;")
        add.setToolTip(self.tr("Take the photos of a folder into the library"))
        add.clicked.connect(lambda: self.add_folder.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE, 0, SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(self.list, 1)
        layout.addWidget(add)
        layout.setAlignment(add, Qt.AlignmentFlag.AlignLeft)

    def _show(self) -> None:
        overview, saved, make = self._overview, self.saved.all(), self._entries
        entries = make.of_library(overview)
        if overview.folders:
            busy, paused = self._growth.busy(overview), self._growth.paused
            entries += [heading(self.tr("Folders")), *make.of_folders(overview.folders, busy, paused)]
        if saved:
            entries += [heading(self.tr("Saved searches")), *make.of_saved(saved)]
        if overview.failures:
            entries += [heading(self.tr("To look at")), *make.of_failures(overview.failures)]
        self.list.show_entries(entries)

    def _go(self, entry: Entry) -> None:
        if entry.kind == "folder":
            self.folder_chosen.emit(entry.key)
        elif entry.kind == "saved":
            self._run(self.saved.named(entry.key))
        else:
            {
                "all": self.all_photos,
                "map": self.map_chosen,
                "copies": self.copies_chosen,
                "failures": self.failures_chosen,
            }[entry.kind].emit()

    def _run(self, search: SavedSearch | None) -> None:
        if search is not None:
            parts = [to_json(part) for part in search.parts]
            self.saved_chosen.emit({"parts": parts, "filters": to_json(search.filters), "view": "grid"})

    def _menu(self, entry: Entry, where: QPoint) -> None:
        folder = self._folder(entry)
        if folder is not None:
            self._folder_menu(folder).popup(where)
        elif entry.kind == "saved":
            self._saved_menu(entry).popup(where)

    def _folder_menu(self, folder: FolderInfo) -> FolderMenu:
        menu = FolderMenu(folder, self)
        menu.show_photos.connect(lambda: self.folder_chosen.emit(folder.path))
        menu.open.connect(lambda: self.open_folder.emit(folder.path))
        menu.check.connect(lambda: self.check_now.emit(folder.path))
        menu.exclude.connect(lambda: self._exclude(folder))
        menu.remove.connect(lambda: self._remove(folder))
        return menu

    def _saved_menu(self, entry: Entry) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("search"), self.tr("Search again"), lambda: self._go(entry))
        menu.addAction(icon("edit"), self.tr("Rename"), lambda: self.list.edit_name(entry))
        menu.addSeparator()
        menu.addAction(icon("trash"), self.tr("Delete"), lambda: self._delete(entry))
        return menu

    def _folder(self, entry: Entry) -> FolderInfo | None:
        if entry.kind != "folder":
            return None
        return next((folder for folder in self._overview.folders if folder.path == entry.key), None)

    def _delete(self, entry: Entry) -> None:
        folder = self._folder(entry)
        if folder is not None:
            self._remove(folder)
        elif entry.kind == "saved" and (search := self.saved.named(entry.key)) is not None:
            self.saved.remove(search.name)
            words = self.tr("“{0}” is no longer saved").format(search.name)
            self.message.emit(words, self.tr("Undo"), self._put_back(search))

    def _put_back(self, search: SavedSearch) -> Callable[[], object]:
        return lambda: self.saved.add(search.parts, search.filters, search.name)

    def _remove(self, folder: FolderInfo) -> None:
        box = RemovalQuestion(folder, self)
        box.remove_button.clicked.connect(lambda: self.remove_folder.emit(folder.path))
        box.open()

    def _exclude(self, folder: FolderInfo) -> None:
        from photosearch.gui.sidebar.excludes import ExcludesDialog

        dialog = ExcludesDialog(folder, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda patterns: self.set_excludes.emit(folder.path, patterns))
        dialog.open()

    def _sorted(self, found: Sorted, purpose: object) -> None:
        if found.folders:
            self.folders_dropped.emit(list(found.folders))
        else:
            self.message.emit(self.tr("Only folders can be added to the library."), "", None)

    def _not_taken(self, problem: Problem) -> None:
        self.message.emit(problem.message, "", None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        # Photos are left to the window, which searches for them.
        if is_own(event) or not acceptable(event) or not looks_like_folders(event.mimeData()):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self._light(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._intake.take(Incoming(paths_of(event.mimeData())))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._lit:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                look = tokens(self.palette())
                painter.setPen(QPen(look.accent, 2, Qt.PenStyle.DashLine))
                painter.setBrush(look.selection)
                painter.drawRoundedRect(self.rect().adjusted(4, 4, -4, -4), RADIUS, RADIUS)

    def _light(self, lit: bool) -> None:
        self._lit = lit
        self.update()
