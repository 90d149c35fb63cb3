"""The headings between the photos: what a section is, and how many are in it."""

from PySide6.QtCore import QLocale, QRect
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from photosearch.gui.colours import Tokens
from photosearch.gui.results.layout import MARGIN
from photosearch.gui.results.sections import Section
from photosearch.gui.theme import SPACE


class HeadingPainter:
    """Paints headings in the font of one widget."""

    def __init__(self, colours: Tokens, font: QFont) -> None:
        self._colours = colours
        self._bold = QFont(font)
        self._bold.setPointSizeF(font.pointSizeF() * 1.15)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._plain = QFont(font)
        self._metrics = QFontMetrics(self._bold)

    def paint(self, painter: QPainter, rect: QRect, section: Section, lifted: bool) -> None:
        """Paint a heading; `lifted`: it lies over photos that are scrolled under it."""
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
        painter.drawText(x, baseline, QLocale().toString(len(section.ids)))
