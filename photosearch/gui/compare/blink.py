"""One picture in place of the other, again and again: the eye finds what moved."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QWidget

from photosearch.gui.compare.picture_view import PictureView
from photosearch.gui.compare.source import PictureSource

SLOWEST_MS, USUAL_MS, FASTEST_MS = 2000, 500, 350
"""How long each picture stays. More than three changes a second can harm people with epilepsy."""

_HOLD_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_B)


class BlinkView(PictureView):
    """Shows one source at a time, by itself while `running`; Space held shows the other one. `turned` has the
    number of the one shown.
    """

    turned = Signal(int)

    def __init__(self, sources: Sequence[PictureSource], parent: QWidget | None = None) -> None:
        super().__init__(sources, parent)
        self.shown = 0
        self.running = True
        self._held = False
        self._timer = QTimer(self, interval=USUAL_MS)
        self._timer.timeout.connect(self.turn)

    def run(self, running: bool) -> None:
        """Alternate by itself, or hold still."""
        self.running = running
        self._keep_time()

    def set_pace(self, stays_ms: int) -> None:
        """How long each picture stays."""
        self._timer.setInterval(min(max(stays_ms, FASTEST_MS), SLOWEST_MS))

    def turn(self) -> None:
        """Show the other one."""
        self.shown = 1 - self.shown
        self.update()
        self.turned.emit(self.shown)

    def source_at(self, point: QPointF) -> PictureSource:
        return self.sources[self.shown]

    def paint_pictures(self, painter: QPainter) -> None:
        self.paint_source(painter, self.sources[self.shown], QRectF(self.rect()))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._keep_time()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._keep_time()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() not in _HOLD_KEYS or event.modifiers():
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() and not self._held:
            self._hold(True)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() not in _HOLD_KEYS or not self._held:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self._hold(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        if self._held:
            self._hold(False)

    def _hold(self, held: bool) -> None:
        self._held = held
        self.turn()
        self._keep_time()

    def _keep_time(self) -> None:
        if self.running and self.isVisible() and not self._held:
            self._timer.start()
        else:
            self._timer.stop()
