"""The icon in the system's tray: what Photosearch does while its window is closed, and the way back to it."""

from PySide6.QtCore import QLocale, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from photosearch.gui import icons
from photosearch.services.records import IndexingState

_SIZES = 16, 22, 24, 32, 48, 64
_BUSY = "scanning", "indexing"
_PAUSED = "paused", "waiting"
# A tray stands on the system's colours, not on ours: these can be told apart on any.
_BADGES = {"indexing": QColor("#2fa84f"), "paused": QColor("#e0a100")}


class Tray(QObject):
    """Shown with `show`, where the system has a tray at all."""

    open_wanted = Signal()
    pause = Signal()
    resume = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = IndexingState()
        self._menu = QMenu()
        self._open = QAction(icons.icon("window"), self.tr("Open Photosearch"), self)
        self._open.triggered.connect(self.open_wanted)
        self._pause = QAction(self)
        self._pause.triggered.connect(self._pause_or_resume)
        self._quit = QAction(icons.icon("quit"), self.tr("Quit"), self)
        self._quit.triggered.connect(self.quit_wanted)
        self._menu.addActions([self._open, self._pause])
        self._menu.addSeparator()
        self._menu.addAction(self._quit)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._activated)
        self.set_state(self._state)

    @staticmethod
    def available() -> bool:
        """Whether the system has a tray; without one, nothing must be hidden there."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def set_shown(self, shown: bool) -> None:
        """Show or hide the icon."""
        self.icon.setVisible(shown)

    def set_state(self, state: IndexingState) -> None:
        """Tell what the indexer does."""
        before, self._state = self._state, state
        look = look_of(state)
        if look != look_of(before) or self.icon.icon().isNull():
            self.icon.setIcon(_badged(look))
        paused = state.phase == "paused"
        self._pause.setText(self.tr("Go on reading photos") if paused else self.tr("Pause reading photos"))
        self._pause.setIcon(icons.icon("play" if paused else "pause"))
        self.icon.setToolTip(f"Photosearch\n{self._words(state)}")

    def _words(self, state: IndexingState) -> str:
        if state.phase == "indexing" and state.total:
            locale = QLocale()
            done, total = locale.toString(state.done), locale.toString(state.total)
            return self.tr("Reading photos: {done} of {total}").format(done=done, total=total)
        if state.phase in _BUSY:
            return self.tr("Looking for new photos")
        if state.phase == "paused":
            return self.tr("Paused")
        if state.phase == "waiting":
            return self.tr("Waiting")
        return self.tr("Up to date") if state.phase == "watching" else self.tr("Starting")

    def _pause_or_resume(self) -> None:
        if self._state.phase == "paused":
            self.resume.emit()
        else:
            self.pause.emit()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # The other reasons open the menu.
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()


def look_of(state: IndexingState) -> str:
    """indexing, paused or idle: what the icon tells."""
    if state.phase in _BUSY:
        return "indexing"
    return "paused" if state.phase in _PAUSED else "idle"


def _badged(look: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        drawn = QPixmap(icons.pixmap("app", size, 1.0, QColor()))
        if look in _BADGES:
            _draw_badge(drawn, size, _BADGES[look], bars=look == "paused")
        made.addPixmap(drawn)
    return made


def _draw_badge(drawn: QPixmap, size: int, colour: QColor, *, bars: bool) -> None:
    """A dot in the corner; with two bars in it, so that colour is not all that tells."""
    with QPainter(drawn) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = size * 0.5
        dot = QRectF(size - width, size - width, width, width)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.drawEllipse(dot.adjusted(-size / 16, -size / 16, size / 16, size / 16))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setBrush(colour)
        painter.drawEllipse(dot)
        if bars:
            painter.setBrush(Qt.GlobalColor.white)
            for at in (0.3, 0.56):
                painter.drawRect(
                    QRectF(dot.x() + at * width, dot.y() + 0.28 * width, 0.15 * width, 0.44 * width)
                )
