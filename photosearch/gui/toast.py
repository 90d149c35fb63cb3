"""A short word at the bottom of the window that goes by itself, such as "3 photos were trashed" with Undo."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from photosearch.gui.theme import SPACE

_SHOWN_MS = 8000


class Toast(QFrame):
    """Lies over the lower edge of its parent; the mouse on it holds it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton(self.tr("Undo"), self)
        self._button.setProperty("kind", "flat")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._words)
        layout.addWidget(self._button)
        self._act: Callable[[], object] | None = None
        self._button.clicked.connect(self._acted)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, words: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Show words, and a button for `act` where there is one; the words before are replaced, by none are
        taken away.
        """
        if not words:
            self.hide()
            return
        self._words.setText(words)
        self._act = act
        self._button.setText(action)
        self._button.setVisible(act is not None)
        self.setAccessibleName(words)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._timer.stop()
        elif event.type() == QEvent.Type.Leave:
            self._timer.start()
        return super().event(event)

    def _place(self) -> None:
        self.adjustSize()
        parent = self.parentWidget()
        assert parent is not None
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 7 * SPACE)

    def _acted(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()
