"""The headings between the photos: what a section is, and how many are in it."""

from dataclasses import dataclass

from PySide6.QtCore import QLocale, QRect
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from photosearch.gui.colours import Tokens
from photosearch.gui.results.layout import MARGIN
from photosearch.gui.results.sections import Section
from photosearch.gui.theme import SPACE

_LINE = 12 * SPACE


@dataclass(frozen=True)
class Progress:
    """Something that is being done: how much of it (0 to 1), and that in words."""

    share: float
    words: str


class HeadingPainter:
    """Paints headings in the font of one widget."""

    def __init__(self, colours: Tokens, font: QFont) -> None:
        self._colours = colours
        self._bold = QFont(font)
        self._bold.setPointSizeF(font.pointSizeF() * 1.15)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._plain = QFont(font)
        self._metrics = QFontMetrics(self._bold)
        self._plain_metrics = QFontMetrics(self._plain)

    def paint(
        self, painter: QPainter, rect: QRect, section: Section, lifted: bool, progress: Progress | None
    ) -> None:
        """Paint a heading; `lifted`: it lies over photos that are scrolled under it. `progress` of what is
        being done with the results, where that is to be told here.
        """
        painter.fillRect(rect, self._colours.base)
        if lifted:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._colours.border)
        baseline = rect.top() + (rect.height() + self._metrics.ascent() - self._metrics.descent()) // 2 + 2
        x = rect.left() + MARGIN + SPACE
        painter.setFont(self._bold)
        painter.setPen(self._colours.text)
        painter.drawText(x, baseline, section.title)
        x += self._metrics.horizontalAdvance(section.title) + SPACE + 4
        painter.setFont(self._plain)
        painter.setPen(self._colours.muted)
        count = QLocale().toString(len(section.ids) + section.folded)
        painter.drawText(x, baseline, count)
        if progress is not None:
            taken = x + self._plain_metrics.horizontalAdvance(count) + 2 * SPACE
            self._paint_progress(painter, rect.adjusted(taken - rect.left(), 0, 0, 0), baseline, progress)

    def _paint_progress(self, painter: QPainter, room: QRect, baseline: int, progress: Progress) -> None:
        """Words, and a thin line that grows below them; where there is no room for words, the line alone."""
        right = room.right() - MARGIN - SPACE
        width = self._plain_metrics.horizontalAdvance(progress.words)
        if width <= right - room.left():
            painter.drawText(right - width, baseline, progress.words)
        length = min(_LINE, right - room.left())
        line = QRect(right - length, baseline + self._plain_metrics.descent() + 3, length, 2)
        painter.fillRect(line, self._colours.border)
        line.setWidth(round(length * min(max(progress.share, 0.0), 1.0)))
        painter.fillRect(line, self._colours.accent)
