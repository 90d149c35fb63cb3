"""The map with its controls, and the photos of the mark that was chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from photosearch.gui.engine import Engine
from photosearch.gui.file_names import base_name, shown, tool_tip
from photosearch.gui.icons import icon
from photosearch.gui.jobs import Job
from photosearch.gui.map.clusters import Place
from photosearch.gui.map.view import MapView
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.theme import SPACE
from photosearch.services.records import Photo

_SAMPLE = 8
_SIDE = 72


class MapPage(QWidget):
    """Where the photos were taken. `chosen` has the ids of photos to show as a grid, `activated` a Photo."""

    chosen = Signal(list)
    activated = Signal(object)

    def __init__(self, engine: Engine, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._engine = engine
        self._thumbnails = thumbnails
        self._ids: list[int] = []
        self._photos: list[Photo] = []
        self._job: Job | None = None
        self._shown: frozenset[Place] = frozenset()
        self.view = MapView()
        self._empty = QLabel(self.tr("None of these photos say where they were taken."), self.view)
        self._empty.setProperty("tone", "muted")
        self._panel = self._make_panel()
        self._controls = self._make_controls()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._panel)
        self.view.chosen.connect(self._choose)
        thumbnails.loaded.connect(self._loaded)

    def show_places(self, places: Sequence[Place]) -> None:
        """Mark the places; (photo id, latitude, longitude)."""
        now = frozenset(places)
        if now == self._shown:
            return
        # While the indexer adds photos, the view stays where the person moved it.
        fit = not (now & self._shown)
        self._shown = now
        self._panel.hide()
        self._empty.setVisible(not places)
        self.view.set_places(places, fit=fit)
        self._place_overlays()

    def resizeEvent(self, event: object) -> None:  # noqa: N802
        self._place_overlays()

    def _make_controls(self) -> QWidget:
        box = QFrame(self.view)
        box.setProperty("surface", "card")
        column = QVBoxLayout(box)
        column.setContentsMargins(SPACE // 2, SPACE // 2, SPACE // 2, SPACE // 2)
        column.setSpacing(0)
        for name, words, act in (
            ("zoom-in", self.tr("Closer"), lambda: self.view.zoom(2)),
            ("zoom-out", self.tr("Farther"), lambda: self.view.zoom(0.5)),
            ("fit", self.tr("Show all photos"), self.view.fit),
        ):
            button = QToolButton()
            button.setIcon(icon(name))
            button.setIconSize(QSize(20, 20))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda checked=False, act=act: act())
            column.addWidget(button)
        return box

    def _make_panel(self) -> QWidget:
        panel = QWidget()
        row = QHBoxLayout(panel)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(SPACE)
        self._samples = [self._make_sample() for _ in range(_SAMPLE)]
        for sample in self._samples:
            row.addWidget(sample)
        row.addStretch(1)
        self._show = QPushButton(self.tr("Show %n photo(s)", "", 0))
        self._show.setProperty("kind", "primary")
        self._show.clicked.connect(lambda: self.chosen.emit(self._ids))
        row.addWidget(self._show)
        panel.hide()
        return panel

    def _make_sample(self) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(_SIDE, _SIDE))
        button.setAutoRaise(True)
        button.setAccessibleName(self.tr("Photo"))
        button.clicked.connect(lambda: self._activate(button))
        return button

    def _choose(self, ids: list[int]) -> None:
        self._ids = ids
        self._show.setText(self.tr("Show %n photo(s)", "", len(ids)))
        if self._job is not None:
            self._job.cancel()
        self._job = self._engine.photos(ids[:_SAMPLE]).then(self._fill)

    def _fill(self, photos: list[Photo]) -> None:
        self._photos = photos
        for number, sample in enumerate(self._samples):
            sample.setVisible(number < len(photos))
            sample.setIcon(QIcon())
            if number < len(photos):
                sample.setToolTip(tool_tip(shown(photos[number].path)))
                sample.setAccessibleName(base_name(photos[number].path))
                self._draw(number)
        self._panel.show()

    def _draw(self, number: int) -> None:
        pixmap = self._thumbnails.get(self._photos[number])
        if pixmap is not None:
            self._samples[number].setIcon(QIcon(pixmap))

    def _loaded(self, path: str) -> None:
        for number, photo in enumerate(self._photos):
            if photo.path == path and number < _SAMPLE:
                self._draw(number)

    def _activate(self, button: QToolButton) -> None:
        number = self._samples.index(button)
        if number < len(self._photos):
            self.activated.emit(self._photos[number])

    def _place_overlays(self) -> None:
        self._controls.adjustSize()
        self._controls.move(self.width() - self._controls.width() - 2 * SPACE, 2 * SPACE)
        self._empty.adjustSize()
        self._empty.move((self.width() - self._empty.width()) // 2, 4 * SPACE)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
