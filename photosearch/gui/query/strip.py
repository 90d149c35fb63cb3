"""The query at the top of the window: an invitation to drop a photo, or the pictures searched for."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QMimeData, QPoint, QRectF, QStandardPaths, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from photosearch.gui.engine import Engine
from photosearch.gui.file_names import local_path
from photosearch.gui.jobs import Problem
from photosearch.gui.query.buttons import QueryButtons
from photosearch.gui.query.card import SIDE
from photosearch.gui.query.card_row import CardRow
from photosearch.gui.query.incoming import Incoming, is_own, read
from photosearch.gui.query.intake import Intake, Sorted
from photosearch.gui.query.part_dialog import choose_part
from photosearch.gui.query.pictures import QueryPictures
from photosearch.gui.query.recent import Recent
from photosearch.gui.query.web import WebPictures
from photosearch.gui.query.words import QueryWords, photo_filter
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings
from photosearch.gui.sidebar.saved import SavedSearches
from photosearch.gui.theme import SPACE, tokens
from photosearch.services.records import Filters, Photo, QueryPart

MOST_PICTURES = 16
_ROUND = 10
# Less than this is not enough for the invitation and for words on the buttons.
_NARROW = 96 * SPACE


class QueryStrip(QWidget):
    """What is searched for. `searched` has the list of QueryPart to search for now, `cleared`: nothing is
    searched for any more; `menu_wanted` has a QueryPart and where; `folders_dropped` a list of paths that
    might join the library; `message` a sentence for the person, the words on a button or "", and what that
    does.
    """

    searched = Signal(object)
    cleared = Signal()
    menu_wanted = Signal(object, QPoint)
    folders_dropped = Signal(object)
    message = Signal(str, str, object)

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine, self._thumbnails = engine, thumbnails
        self.parts: list[QueryPart] = []
        self.filters = Filters()
        self.recent = Recent(settings, self)
        self._saved = SavedSearches(settings, self)
        self._lit = False
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self._intake = Intake(self)
        self._intake.sorted.connect(self._sorted)
        self._intake.failed.connect(self._failed)
        self.web = WebPictures(engine, self)
        self.web.fetched.connect(lambda path, add: self.take_paths([path], add))
        self.web.failed.connect(self._failed)
        self.web.told.connect(self.message)
        self._pictures = QueryPictures(engine, thumbnails, self)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("What to search for"))
        self._build()
        self._show()

    def set_parts(self, parts: Sequence[QueryPart]) -> None:
        """Show a query that is searched for already; none shows the invitation."""
        parts = list(parts)[:MOST_PICTURES]
        self.recent.add(parts)
        if parts != self.parts:
            self.parts = parts
            self._show()

    def set_filters(self, filters: Filters) -> None:
        """The filters a search is saved with."""
        self.filters = filters

    def search(self, parts: Sequence[QueryPart]) -> None:
        """Search for these pictures; without any, stop searching."""
        parts = list(dict.fromkeys(parts))
        if len(parts) > MOST_PICTURES:
            words = self.tr("Up to {0} pictures can be searched for together. The others were left out.")
            self._say(words.format(MOST_PICTURES))
        self.set_parts(parts)
        if self.parts:
            self.searched.emit(list(self.parts))
        else:
            self.cleared.emit()

    def add(self, paths: Sequence[str], *, wanted: bool = True) -> None:
        """Search for these pictures too, or for what is not like them."""
        weight = 1.0 if wanted else -1.0
        others = [part for part in self.parts if part.path not in paths]
        self._search_if_wanted([*others, *(QueryPart(path, None, weight) for path in paths)])

    def find_part(self, photo: Photo) -> None:
        """Let the person choose a part of a photo, and search for it."""
        choose_part(
            self.window(), self._engine, self._thumbnails, photo,
            lambda region: self.search([QueryPart(photo.path, region)]),
        )  # fmt: skip

    def clear(self) -> None:
        """Search for nothing any more."""
        self.search([])

    def take_paths(self, paths: Sequence[str], add: bool = False) -> None:
        """Search for files; folders among them are offered to the library."""
        self._intake.take(Incoming(tuple(paths)), add)

    def take(self, mime: QMimeData, add: bool = False) -> None:
        """Search for what was dropped, or for it together with what is searched for now."""
        self._take(read(mime), add, self.tr("There is no picture in what was dropped."))

    def paste(self, add: bool = False) -> None:
        """Search for the picture, or the files, on the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        nothing = self.tr("There is no picture to paste. Copy a picture or a photo file first.")
        self._take(read(mime) if mime is not None else None, add, nothing)

    def open_pictures(self, add: bool = False) -> None:
        """Let the person choose files."""
        dialog = QFileDialog(self, self.tr("Open pictures to search for"), self._folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([photo_filter(self.tr("Photos")), self.tr("All files") + " (*)"])
        dialog.accepted.connect(lambda: self._chosen(dialog, add))
        dialog.open()

    def _chosen(self, dialog: QFileDialog, add: bool) -> None:
        self._folder = dialog.directory().absolutePath()
        paths = [path for url in dialog.selectedUrls() if (path := local_path(url)) is not None]
        self.take_paths(paths, add)

    def _take(self, incoming: Incoming | None, add: bool, nothing: str) -> None:
        if incoming is None:
            self._say(nothing)
        elif incoming.address:
            self.web.offer(incoming.address, add)
        else:
            self._intake.take(incoming, add)

    def _sorted(self, found: Sorted, add: bool) -> None:
        if found.missing:
            self._say(self.tr("%n file(s) are not there any more.", "", found.missing))
        if found.folders:
            self.folders_dropped.emit(list(found.folders))
        if found.pictures:
            before = self.parts if add else []
            self.search([*before, *(QueryPart(path) for path in found.pictures)])

    def _failed(self, problem: Problem) -> None:
        self._say(self.tr("The picture could not be taken in: {0}").format(problem.message))

    def _remove(self, part: QueryPart) -> None:
        left = [other for other in self.parts if other != part]
        # What is unlike nothing is everything.
        self.search(left if any(other.weight > 0 for other in left) else [])

    def _turn(self, part: QueryPart) -> None:
        turned = replace(part, weight=-part.weight)
        self._search_if_wanted([turned if other == part else other for other in self.parts])

    def _search_if_wanted(self, parts: Sequence[QueryPart]) -> None:
        if any(part.weight > 0 for part in parts):
            self.search(parts)
        else:
            self._say(self.tr("Of the pictures searched for, one at least has to be wanted."))

    def _choose_part(self, part: QueryPart) -> None:
        choose_part(
            self.window(), self._engine, self._thumbnails, part,
            lambda region: self._change(part, replace(part, region=region)),
        )  # fmt: skip

    def _change(self, part: QueryPart, changed: QueryPart) -> None:
        self.search([changed if other == part else other for other in self.parts])

    def _say(self, words: str) -> None:
        self.message.emit(words, "", None)

    def _whole(self) -> None:
        self.search([replace(part, region=None) for part in self.parts])

    def _star(self, on: bool) -> None:
        found = self._saved.of(self.parts)
        if on and found is None:
            name = self._saved.add(self.parts, self.filters).name
            self._say(self.tr("Saved as “{0}”, to be found on the left.").format(name))
        elif not on and found is not None:
            self._saved.remove(found.name)

    def _build(self) -> None:
        self._cards = CardRow(self._pictures, self)
        self._cards.removed.connect(self._remove)
        self._cards.part_wanted.connect(self._choose_part)
        self._cards.turned.connect(self._turn)
        self._cards.menu_wanted.connect(self.menu_wanted)
        self._cards.open_wanted.connect(lambda: self.open_pictures(add=True))
        self._cards.paste_wanted.connect(lambda: self.paste(add=True))
        self._words = QueryWords(self)
        self._words.whole_wanted.connect(self._whole)
        self._buttons = QueryButtons(self.recent, self._pictures, self)
        self._buttons.open_wanted.connect(self.open_pictures)
        self._buttons.paste_wanted.connect(self.paste)
        self._buttons.recent_chosen.connect(self.search)
        self._buttons.star_wanted.connect(self._star)
        self._buttons.clear_wanted.connect(self.clear)
        self._saved.changed.connect(self._show_star)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._cards)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._buttons)
        self.setFixedHeight(SIDE + 4 * SPACE)

    def _show(self) -> None:
        there = bool(self.parts)
        # What becomes narrower comes first, or the window would grow for a moment, and for good.
        if there:
            self._buttons.show_query(there)
        self._cards.setVisible(there)
        self._cards.show_parts(self.parts, room=len(self.parts) < MOST_PICTURES)
        self._words.show_parts(self.parts)
        if not there:
            self._buttons.show_query(there)
        self._show_star()
        self.update()

    def _show_star(self) -> None:
        self._buttons.show_saved(self._saved.of(self.parts) is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._buttons.set_narrow(self.width() < _NARROW)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        # What comes from elsewhere may be dropped anywhere on the window, which takes it.
        if not is_own(event):
            event.ignore()
            return
        self._move_drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        self._move_drag(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        self._end_drag()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        add = self._over_add_tile(event)
        self._end_drag()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(event.mimeData(), add)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            look = tokens(self.palette())
            dashed = Qt.PenStyle.SolidLine if self.parts else Qt.PenStyle.DashLine
            painter.setPen(QPen(look.accent if self._lit else look.border, 1.5, dashed))
            painter.setBrush(look.selection if self._lit else look.card)
            frame = QRectF(self.rect()).adjusted(SPACE + 1, SPACE + 1, -SPACE - 1, -SPACE - 1)
            painter.drawRoundedRect(frame, _ROUND, _ROUND)

    def _move_drag(self, event: QDragMoveEvent) -> None:
        add = self._over_add_tile(event)
        self._cards.add_tile.light(add)
        self._lit = not add
        self.update()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _end_drag(self) -> None:
        self._cards.add_tile.light(False)
        self._lit = False
        self.update()

    def _over_add_tile(self, event: QDropEvent) -> bool:
        if not self._cards.add_tile.isVisible():
            return False
        return self._cards.over_add_tile(self._cards.mapFrom(self, event.position().toPoint()))
