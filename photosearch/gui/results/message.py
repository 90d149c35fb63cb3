"""What is said in the middle of the page where there are no photos: why, and what can be done."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from photosearch.gui import icons
from photosearch.gui.theme import SPACE, enlarge, tokens

_ICON = 48
_WIDEST = 420
_BAR = 160


class Message(QWidget):
    """An icon, a headline, a sentence and at most one button; or a bar while one waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = ""
        self._act: Callable[[], object] | None = None
        self._picture, self._headline, self._sentence = QLabel(), QLabel(), QLabel()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setFixedWidth(_BAR)
        self._bar.setAccessibleName(self.tr("Working"))
        self._button = QPushButton()
        self._button.clicked.connect(lambda: self._act and self._act())
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        enlarge(self._headline, 1.25, bold=True)
        self._sentence.setProperty("tone", "muted")
        self._sentence.setFixedWidth(_WIDEST)
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addStretch(2)
        for widget in (self._picture, self._headline, self._sentence, self._bar, self._button):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
                widget.setTextFormat(Qt.TextFormat.PlainText)
                widget.setWordWrap(widget is self._sentence)
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.insertSpacing(2, SPACE)
        column.insertSpacing(5, SPACE)
        column.addStretch(3)

    def say(
        self,
        icon: str,
        headline: str,
        sentence: str = "",
        button: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        """Say why there is nothing, and offer what can be done."""
        self._icon_name = icon
        self._show(headline, sentence)
        self._show_icon()
        self._picture.show()
        self._bar.hide()
        self._button.setText(button)
        self._button.setVisible(act is not None)
        self._act = act

    def wait(self, words: str) -> None:
        """Say that something is under way."""
        self._show(words, "")
        self._picture.hide()
        self._button.hide()
        self._bar.show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_icon()

    @property
    def words(self) -> str:
        """The headline."""
        return self._headline.text()

    def _show(self, headline: str, sentence: str) -> None:
        self._headline.setText(headline)
        self._sentence.setText(sentence)
        # A layout that centres a label gives it one line only.
        self._sentence.setFixedHeight(max(self._sentence.heightForWidth(_WIDEST), 0))
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleName(headline)
        self.setAccessibleDescription(sentence)

    def _show_icon(self) -> None:
        if self._icon_name:
            colour = tokens(self.palette()).disabled
            self._picture.setPixmap(icons.pixmap(self._icon_name, _ICON, self.devicePixelRatioF(), colour))
