"""Where the parts of the main window lie."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from photosearch.gui.compare.view import CompareView
from photosearch.gui.copies.page import CopiesPage
from photosearch.gui.failures_page import FailuresPage
from photosearch.gui.indexing_bar import IndexingBar
from photosearch.gui.map.page import MapPage
from photosearch.gui.navigation import Place
from photosearch.gui.query.drop_target import DropTarget
from photosearch.gui.query.strip import QueryStrip
from photosearch.gui.results.page import ResultsPage
from photosearch.gui.sidebar.sidebar import Sidebar
from photosearch.gui.timeline import Timeline
from photosearch.gui.toast import Toast
from photosearch.gui.welcome import WelcomePage
from photosearch.services.records import Overview, Photo, QueryPart

if TYPE_CHECKING:
    from photosearch.gui.main_window import MainWindow

_SMALLEST = 900, 560
_FIRST = 1280, 800
_FRAME = QSize(1280, 720)
_SIDEBAR, _COMPARE = 232, 480


class Layout:
    """The parts of the window: the sidebar at the left, the query above the photos, the comparison at the
    right, what the indexer does below.
    """

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        engine, settings, thumbnails = window.engine, window.settings, window.thumbnails
        self.sidebar = Sidebar(settings)
        self.strip = QueryStrip(engine, settings, thumbnails)
        self.results = ResultsPage(engine, settings, thumbnails, window.photo_actions.mime_data)
        self.map = MapPage(engine, thumbnails)
        self.copies = CopiesPage(engine, settings, thumbnails)
        self.failures = FailuresPage(engine)
        self.welcome = WelcomePage()
        self.timeline = Timeline()
        self.compare = CompareView(engine, thumbnails, settings, window.context.shortcuts)
        self.bar = IndexingBar()
        self.pages = QStackedWidget()
        for page in (self.welcome, self.results, self.map, self.copies, self.failures):
            self.pages.addWidget(page)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._arrange()
        self.toast = Toast(window)
        self.drop_target = DropTarget(window, self.strip)

    def first_size(self) -> None:
        """The size of a window that was never open."""
        frame = _FRAME if (screen := self._window.screen()) is None else screen.availableSize()
        # The window manager's frame has to fit in, too.
        self._window.resize(min(_FIRST[0], frame.width() - 16), min(_FIRST[1], frame.height() - 48))
        self.splitter.setSizes([_SIDEBAR, _FIRST[0] - _SIDEBAR, 0])

    def show(self, place: Place, is_empty: bool) -> None:
        """Bring the page of a place to the front; a library without photos is welcomed instead."""
        if is_empty and not place.parts and place.view != "failures":
            self.pages.setCurrentWidget(self.welcome)
        else:
            pages = {"map": self.map, "copies": self.copies, "failures": self.failures}
            self.pages.setCurrentWidget(pages.get(place.view, self.results))
        welcoming = self.pages.currentWidget() is self.welcome
        self.timeline.setVisible(not welcoming and place.view == "grid")
        self.sidebar.setVisible(not welcoming)
        self.strip.setVisible(not welcoming)
        self.sidebar.show_place(place)

    def set_overview(self, overview: Overview) -> None:
        """Hand what is in the library to all who show it."""
        self.sidebar.set_overview(overview)
        self.results.set_overview(overview)
        self.bar.set_overview(overview)
        self.welcome.set_overview(overview)

    def show_result(self, parts: Sequence[QueryPart], photo: Photo) -> None:
        """Compare a result with the picture of the query that it is like."""
        found = self.results.found_of(photo)
        part = next((part for part in parts if part.weight > 0), parts[0])
        if found is not None and found.probability is not None and found.part < len(parts):
            part = parts[found.part]
        self._open_compare()
        likeness, region = (None, None) if found is None else (found.likeness, found.region)
        self.compare.show_pair(Photo.outside(part.path), photo, part, likeness, region)

    def show_compare(self, left: Photo, right: Photo | None) -> None:
        """Compare two photos, or show what one could be compared with."""
        self._open_compare()
        self.compare.show_pair(left, right)

    def _open_compare(self) -> None:
        """Open the comparison beside the results."""
        if not self.compare.isVisible():
            self.compare.show()
            sizes = self.splitter.sizes()
            if sizes[2] < _COMPARE // 2:
                self.splitter.setSizes([sizes[0], sum(sizes[1:]) - _COMPARE, _COMPARE])

    def set_compare_full(self, full: bool) -> None:
        """Give the comparison the whole screen, or its place at the right again."""
        for widget in (self.sidebar, self._centre, self.bar, self._window.menuBar()):
            widget.setVisible(not full)
        self._window.showFullScreen() if full else self._window.showNormal()
        self.compare.set_full_screen(full)

    def _arrange(self) -> None:
        self._centre = QWidget()
        column = QVBoxLayout(self._centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.pages, 1)
        column.addWidget(self.timeline)
        for widget in (self.sidebar, self._centre, self.compare):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.compare.hide()
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.splitter, 1)
        rows.addWidget(self.bar)
        self._window.setCentralWidget(whole)
        self._window.setMinimumSize(*_SMALLEST)
