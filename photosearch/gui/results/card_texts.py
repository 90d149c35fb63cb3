"""The lines under a photo, cut to fit and laid out once: letters take longer to place than to draw."""

from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QStaticText, QTextLayout

from photosearch.gui import file_names
from photosearch.gui.results.wording import second_line
from photosearch.services.records import Photo

LINE_GAP = 2
_KEPT = 3000


class Line(NamedTuple):
    """A line laid out; painted so many pixels higher its letters stand where those of other lines do."""

    text: QStaticText
    lift: int


class CardTexts:
    """Names in a font, and in a smaller one when or where the photos were taken."""

    def __init__(self, font: QFont) -> None:
        self.font = QFont(font)
        self.small = QFont(font)
        self.small.setPointSizeF(font.pointSizeF() * 0.9)
        self.metrics = QFontMetrics(self.font)
        self.small_metrics = QFontMetrics(self.small)
        self._kept: OrderedDict[tuple[int, str, int, int], tuple[Line, Line]] = OrderedDict()

    @property
    def second_top(self) -> int:
        """How far below the first line the second begins."""
        return self.metrics.height() + LINE_GAP

    @property
    def height(self) -> int:
        """Of both lines."""
        return self.second_top + self.small_metrics.height()

    def lines(self, photo: Photo, width: int, second_width: int) -> tuple[Line, Line]:
        """Both lines of a photo, each cut to its width."""
        key = photo.id, photo.path, width, second_width
        found = self._kept.get(key)
        if found is None:
            # The end of a name tells photos of a camera apart, so it is the middle that goes.
            middle = Qt.TextElideMode.ElideMiddle
            name = self.metrics.elidedText(file_names.base_name(photo.path), middle, width)
            second = self.small_metrics.elidedText(second_line(photo), middle, second_width)
            found = self._kept[key] = _line(name, self.font), _line(second, self.small)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found


def _line(words: str, font: QFont) -> Line:
    text = QStaticText(words)
    # Else a name with an angle bracket would be taken for a page of the web.
    text.setTextFormat(Qt.TextFormat.PlainText)
    if words.isascii():
        return Line(text, 0)
    # Signs that the font lacks come from another one, which may reach higher.
    layout = QTextLayout(words, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    usual = QFontMetricsF(font).ascent()
    return Line(text, round(line.ascent() - usual) if line.isValid() else 0)
