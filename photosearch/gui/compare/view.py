"""Two photos compared: the pictures, what is done with them, and in what their files differ."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QSlider, QSplitter, QVBoxLayout, QWidget

from photosearch.gui.compare.blink import FASTEST_MS, SLOWEST_MS, USUAL_MS
from photosearch.gui.compare.controls import MODES, Controls
from photosearch.gui.compare.metadata_table import MetadataTable
from photosearch.gui.compare.proof_line import ProofLine
from photosearch.gui.compare.proof_source import ProofSource
from photosearch.gui.compare.source import PictureSource
from photosearch.gui.compare.stage import BLINK, SIDE, SLIDER, Stage
from photosearch.gui.compare.toolbar import Toolbar
from photosearch.gui.engine import Engine
from photosearch.gui.icons import icon
from photosearch.gui.outline import Share
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts
from photosearch.gui.theme import SPACE
from photosearch.services.records import Photo, QueryPart

_STEP = 1.5
_SETTING = "compare"


class CompareView(QWidget):
    """Compares two photos. `next_wanted` and `previous_wanted`: another photo in place of the second;
    `full_screen_toggled`: whether it is to fill the screen; `menu_wanted` has a list of one Photo and where.
    """

    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()
    full_screen_toggled = Signal(bool)
    menu_wanted = Signal(object, object)

    def __init__(
        self,
        engine: Engine,
        thumbnails: Thumbnails,
        settings: Settings,
        shortcuts: Shortcuts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.sources = [PictureSource(engine, thumbnails, self) for _ in range(2)]
        self.proof = ProofSource(engine, self)
        self.stage = Stage(self.sources, self.proof, self)
        self.table = MetadataTable(engine, self)
        self.controls = Controls(shortcuts, self)
        self.proof_line = ProofLine(self.proof, self.controls.actions["matches"], self)
        self.percent = QLabel(self)
        self.pace = self._make_pace()
        self._build()
        self._connect()
        self.setAccessibleName(self.tr("Comparison"))
        self._restore()

    def show_pair(
        self,
        left: Photo,
        right: Photo | None,
        part: QueryPart | None = None,
        likeness: float | None = None,
        found_by: Share | None = None,
    ) -> None:
        """Compare two photos; without a second one there is room for it. The same part stays in view while
        the first photo stays. `part`: what was searched for, where that is a part of the first; `likeness` of
        the second as a result; `found_by`: by which part of it it was found, if not as a whole.
        """
        if self.sources[0].photo is None or self.sources[0].photo.path != left.path:
            self.stage.reset()
        for source, photo in zip(self.sources, (left, right), strict=True):
            if source.photo != photo:
                source.show(photo)
        self.proof.show(part or QueryPart(left.path), right, likeness)
        self.proof_line.setVisible(right is not None and right.id > 0)
        self.stage.show_part(found_by)
        self.proof_line.tell_by_part(found_by is not None)
        self.table.show_photos(left, right)

    def photos(self) -> list[Photo]:
        """The photos that are compared."""
        return [source.photo for source in self.sources if source.photo is not None]

    def release(self) -> None:
        """Let go of the pictures and what is on its way, as when the comparison is closed."""
        for source in self.sources:
            source.show(None)
        self.proof.show(None, None)
        self.stage.show_part(None)
        self.table.show_photos(None, None)

    def set_neighbours(self, previous: bool, following: bool) -> None:
        """Say whether there is a result before and one after."""
        self.controls.actions["previous"].setEnabled(previous)
        self.controls.actions["next"].setEnabled(following)

    def set_mode(self, mode: str) -> None:
        """side, slider, blink or difference."""
        self.controls.actions[mode].setChecked(True)
        self.stage.show_mode(mode)
        self.toolbar.set_present(self.controls.actions["link"], mode == SIDE)
        self.toolbar.set_present(self.controls.actions["align"], mode in (SLIDER, BLINK))
        self.toolbar.set_present(self.controls.actions["run"], mode == BLINK)
        self.proof_line.offer_matches(mode == SIDE)
        self.toolbar.set_present(self.pace, mode == BLINK)
        self._tell_zoom()

    def set_full_screen(self, full: bool) -> None:
        """Say that it fills the screen now, or no longer."""
        self.controls.actions["full_screen"].setChecked(full)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._has_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        action = self.controls.action_for(event)
        if action is None:
            super().keyPressEvent(event)
        else:
            action.trigger()

    def _has_key(self, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and self.controls.action_for(event) is not None

    def _make_pace(self) -> QSlider:
        pace = QSlider(Qt.Orientation.Horizontal, self)
        # To the right is faster.
        pace.setRange(-SLOWEST_MS, -FASTEST_MS)
        pace.setValue(-USUAL_MS)
        pace.setPageStep(250)
        pace.setSingleStep(50)
        pace.setFixedWidth(10 * SPACE)
        pace.setToolTip(self.tr("How fast they change"))
        pace.setAccessibleName(self.tr("How fast they change"))
        return pace

    def _build(self) -> None:
        actions = self.controls.actions
        self.percent.setMinimumWidth(self.percent.fontMetrics().horizontalAdvance("0000 %"))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.percent.setAccessibleName(self.tr("Size of the pictures"))
        zoom = (actions["zoom_out"], self.percent, actions["zoom_in"], actions["fit"])
        ways = (actions["link"], actions["align"], actions["run"], self.pace)
        window = tuple(actions[name] for name in ("details", "full_screen", "close"))
        modes = tuple(actions[mode] for mode in MODES)
        groups = (modes, zoom, ways, (actions["previous"], actions["next"]), window)
        spare = (self.percent, self.pace, actions["zoom_out"], actions["zoom_in"], actions["link"])
        self.toolbar = Toolbar(groups, spare, self)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.addWidget(self.stage)
        self.splitter.addWidget(self.table)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([60 * SPACE, 20 * SPACE])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.proof_line)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        actions, stage = self.controls.actions, self.stage
        for mode in MODES:
            actions[mode].triggered.connect(lambda checked, mode=mode: self._choose_mode(mode))
        actions["zoom_in"].triggered.connect(lambda: stage.used().zoom_by(_STEP))
        actions["zoom_out"].triggered.connect(lambda: stage.used().zoom_by(1 / _STEP))
        actions["fit"].triggered.connect(lambda: stage.used().zoom_to(1))
        actions["actual"].triggered.connect(lambda: stage.used().zoom_to_pixels())
        actions["link"].toggled.connect(stage.link)
        actions["run"].toggled.connect(self._run)
        actions["align"].toggled.connect(lambda on: self._choose("align", on, stage.align))
        actions["matches"].toggled.connect(lambda on: self._choose("matches", on, stage.show_matches))
        actions["previous"].triggered.connect(self.previous_wanted)
        actions["next"].triggered.connect(self.next_wanted)
        actions["details"].toggled.connect(self._show_details)
        actions["full_screen"].triggered.connect(self.full_screen_toggled)
        actions["close"].triggered.connect(self._close)
        self.pace.valueChanged.connect(lambda value: stage.blink.set_pace(-value))
        stage.menu_wanted.connect(lambda photo, at: self.menu_wanted.emit([photo], at))
        stage.moved.connect(self._tell_zoom)
        for source in self.sources:
            source.changed.connect(self._tell_zoom)

    def _restore(self) -> None:
        kept = self._settings.get(_SETTING)
        actions = self.controls.actions
        actions["link"].setChecked(True)
        actions["run"].setChecked(True)
        actions["details"].setChecked(kept.get("details") is not False)
        self._show_details(actions["details"].isChecked())
        for name in ("align", "matches"):
            actions[name].setChecked(kept.get(name) is True)
        self.set_mode(kept["mode"] if kept.get("mode") in MODES else SIDE)

    def _keep(self, name: str, value: object) -> None:
        self._settings.set(_SETTING, self._settings.get(_SETTING) | {name: value})

    def _choose_mode(self, mode: str) -> None:
        self.set_mode(mode)
        self.stage.used().setFocus()
        self._keep("mode", mode)

    def _choose(self, name: str, on: bool, act: Callable[[bool], None]) -> None:
        act(on)
        self._keep(name, on)

    def _show_details(self, shown: bool) -> None:
        self.table.setVisible(shown)
        self._keep("details", shown)

    def _run(self, running: bool) -> None:
        self.stage.blink.run(running)
        self.controls.actions["run"].setIcon(icon("pause" if running else "play"))

    def _close(self) -> None:
        full = self.controls.actions["full_screen"]
        if full.isChecked():
            full.trigger()
        else:
            self.closed.emit()

    def _tell_zoom(self) -> None:
        shown = any(not source.size.isEmpty() for source in self.sources)
        percent = self.stage.used().percent()
        self.percent.setText(self.tr("{percent} %").format(percent=percent) if shown else "")
