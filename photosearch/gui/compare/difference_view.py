"""The first picture in grey, and in colour what the second one, laid onto it, shows otherwise."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from photosearch.gui.compare.levels import Levels
from photosearch.gui.compare.picture_view import PictureView
from photosearch.gui.compare.placeholder import draw_message
from photosearch.gui.compare.source import PictureSource

_FADED = 0.35


class DifferenceView(PictureView):
    """Shows the difference; while Space is held, the second picture as it was laid onto the first."""

    def __init__(self, source: PictureSource, parent: QWidget | None = None) -> None:
        super().__init__([source], parent)
        self._difference: Levels | None = None
        self._laid: Levels | None = None
        self._sign, self._words = "", ""
        self._held = False

    def show_difference(self, difference: Levels, laid: Levels) -> None:
        """Show what differs, and keep the picture laid onto the first at hand."""
        self._difference, self._laid = difference, laid
        self.setAccessibleDescription("")
        self.update()

    def say(self, sign: str, words: str) -> None:
        """Say why there is no difference to show; `sign` is an icon's name."""
        self._difference = self._laid = None
        self._sign, self._words = sign, words
        self.setAccessibleDescription(words)
        self.update()

    def paint_pictures(self, painter: QPainter) -> None:
        frame = QRectF(self.rect())
        shown = self._laid if self._held else self._difference
        if shown is not None:
            shown.draw(painter, self.placed(self.sources[0]), frame)
            return
        painter.setOpacity(_FADED if self._words else 1.0)
        self.paint_source(painter, self.sources[0], frame)
        painter.setOpacity(1.0)
        if self._words:
            draw_message(painter, self.frame(), self._sign, self._words, self.palette(), over=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._hold(True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold(False)
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._hold(False)

    def _hold(self, held: bool) -> None:
        if held != self._held:
            self._held = held
            self.update()
