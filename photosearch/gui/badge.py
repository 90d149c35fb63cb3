"""An icon on a soft disc, the sign beside an invitation or in an empty page."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from photosearch.gui.icons import pixmap
from photosearch.gui.theme import SPACE, tokens


class Badge(QWidget):
    """An ornament: it says nothing that the words beside it do not say."""

    def __init__(self, name: str, side: int = 6 * SPACE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            look = tokens(self.palette())
            painter.setPen(look.selection)
            painter.setBrush(look.selection)
            painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
            side = self.width() // 2
            drawn = pixmap(self._name, side, self.devicePixelRatioF(), look.on_selection)
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, drawn)
