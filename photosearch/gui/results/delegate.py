"""How a photo looks in the grid: the whole photo on a calm tile, its name, when or where it was taken.

Photos are fitted, never cropped: a crop would hide the very difference between two copies.
"""

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPixmap

from photosearch.gui import file_names, icons
from photosearch.gui.colours import Tokens
from photosearch.gui.results.folding import Fold
from photosearch.gui.results.found import Found, certainty, percent_words
from photosearch.gui.results.layout import GAP
from photosearch.gui.results.wording import second_line
from photosearch.gui.theme import RADIUS, SPACE, tokens
from photosearch.services.records import Photo

PADDING = SPACE
_TEXT_GAP = 6
# Landscape and portrait both keep most of their size in it.
_HEIGHT_BY_WIDTH = 0.8
_LINE_GAP = 2
_BADGE_SIDES = 12
_MARK, _MARK_INSET = 24, 6
_TICK = 12
_FOLD_ICON = 14
_THREAD = 2
_TEXTS_KEPT = 3000
_SHAPES_KEPT = 64


@dataclass(frozen=True)
class Card:
    """A photo to paint, and the state it is in; `current`: the keyboard is there. `fold`: what lies under it;
    `unfolded`: it is shown from under another.
    """

    photo: Photo | None
    found: Found | None
    pixmap: QPixmap | None
    broken: bool
    selected: bool
    hovered: bool
    current: bool
    fold: Fold | None = None
    unfolded: bool = False


class CardPainter:
    """Paints cards in the colours and the font of one widget."""

    def __init__(self, palette: QPalette, font: QFont) -> None:
        self.colours: Tokens = tokens(palette)
        self._font = QFont(font)
        self._small = QFont(font)
        self._small.setPointSizeF(font.pointSizeF() * 0.9)
        self._metrics = QFontMetrics(self._font)
        self._small_metrics = QFontMetrics(self._small)
        self._tile_colour = _mixed(self.colours.base, self.colours.text, 0.05)
        self._hover_colour = _mixed(self.colours.base, self.colours.text, 0.04)
        self._texts: OrderedDict[tuple[int, str, int, int], tuple[str, str]] = OrderedDict()
        self._shapes: dict[tuple[int, int, float, int, float], QPixmap] = {}

    def extra(self) -> tuple[int, int, float]:
        """What a card has around its picture in width and height, and the picture's height by its width."""
        text = self._metrics.height() + _LINE_GAP + self._small_metrics.height()
        return 2 * PADDING, PADDING + _TEXT_GAP + text + PADDING, _HEIGHT_BY_WIDTH

    def paint(self, painter: QPainter, rect: QRect, picture: tuple[int, int], card: Card) -> None:
        """Paint a card into its place; `picture` is the width and height that its photo has."""
        colours = self.colours
        if card.selected:
            self._shape(painter, rect, colours.selection)
        elif card.hovered:
            self._shape(painter, rect, self._hover_colour)
        tile = QRect(rect.left() + PADDING, rect.top() + PADDING, *picture)
        if card.pixmap is not None:
            self._photo(painter, tile, card)
        else:
            self._shape(painter, tile, self._tile_colour)
            if card.broken:
                self._icon(painter, tile.center(), "photo-off", min(48, picture[1] // 2), colours.disabled)
        if card.photo is not None:
            self._text(painter, tile, card)
            if card.photo.offline:
                self._offline(painter, tile)
        if card.fold is not None:
            self._fold(painter, rect, card.fold)
        if card.unfolded or (card.fold is not None and card.fold.open):
            # What belongs together hangs on one thread.
            thread = QRect(rect.left() - GAP, tile.top() - _THREAD - 2, rect.width() + GAP, _THREAD)
            painter.fillRect(
                thread if card.unfolded else thread.adjusted(GAP + PADDING, 0, 0, 0), self.colours.accent
            )
        if card.current:
            self._ring(painter, rect)

    def _photo(self, painter: QPainter, tile: QRect, card: Card) -> None:
        pixmap = card.pixmap
        assert pixmap is not None
        if not card.selected:
            self._shape(painter, tile, self._tile_colour)
        ratio = painter.device().devicePixelRatioF()
        width, height = pixmap.width() / ratio, pixmap.height() / ratio
        fit = min(tile.width() / width, tile.height() / height)
        exact = fit >= 1 or 1 - fit < 2 / max(pixmap.width(), pixmap.height())
        if not exact:
            width, height = width * fit, height * fit
        # On whole device pixels, so that it is copied and not resampled.
        x = round((tile.x() + (tile.width() - width) / 2) * ratio) / ratio
        y = round((tile.y() + (tile.height() - height) / 2) * ratio) / ratio
        painter.drawPixmap(QRectF(x, y, width, height), pixmap, QRectF(pixmap.rect()))

    def _text(self, painter: QPainter, tile: QRect, card: Card) -> None:
        assert card.photo is not None
        badge = self._badge(painter, tile, card)
        name, second = self._texts_of(card.photo, tile.width(), tile.width() - badge)
        x = tile.left()
        y = tile.bottom() + 1 + _TEXT_GAP + self._metrics.ascent()
        painter.setFont(self._font)
        painter.setPen(self.colours.on_selection if card.selected else self.colours.text)
        painter.drawText(x, y, name)
        painter.setFont(self._small)
        if not card.selected:
            painter.setPen(self.colours.muted)
        painter.drawText(x, self._second_baseline(tile), second)

    def _second_baseline(self, tile: QRect) -> int:
        return (
            tile.bottom() + 1 + _TEXT_GAP + self._metrics.height() + _LINE_GAP + self._small_metrics.ascent()
        )

    def _texts_of(self, photo: Photo, width: int, second_width: int) -> tuple[str, str]:
        key = photo.id, photo.path, width, second_width
        found = self._texts.get(key)
        if found is None:
            # The end of a name tells photos of a camera apart, so it is the middle that goes.
            middle = Qt.TextElideMode.ElideMiddle
            name = self._metrics.elidedText(file_names.base_name(photo.path), middle, width)
            second = self._small_metrics.elidedText(second_line(photo), middle, second_width)
            found = self._texts[key] = name, second
            if len(self._texts) > _TEXTS_KEPT:
                self._texts.popitem(last=False)
        return found

    def _badge(self, painter: QPainter, tile: QRect, card: Card) -> int:
        """How alike it is, or how sure that it is what the heading says, beside the second line and not on
        the picture; returns the width it takes.
        """
        found = card.found
        if found is None:
            return 0
        back = self.colours.base if card.selected else self._tile_colour
        front = self.colours.text
        if found.itself:
            words = QCoreApplication.translate("Results", "This photo")
            back, front = self.colours.accent, self.colours.on_accent
        elif found.said:
            words = QCoreApplication.translate("Results", "You said so")
        elif found.burst:
            words = QCoreApplication.translate("Results", "Burst")
        elif found.proven and found.probability is not None:
            words = certainty(found.probability)
        elif found.kind == "copy":
            # Known without a closer look, since it holds the very same bytes.
            words = QCoreApplication.translate("Results", "Same file")
        else:
            words = percent_words(found.percent / 100)
        return self._pill(painter, tile, words, back, front, found.proven and not found.itself)

    def _pill(
        self, painter: QPainter, tile: QRect, words: str, back: QColor, front: QColor, ticked: bool
    ) -> int:
        tick = _TICK + 2 if ticked else 0
        width = self._small_metrics.horizontalAdvance(words) + _BADGE_SIDES + tick
        height = self._small_metrics.height() + 2
        baseline = self._second_baseline(tile)
        top = baseline - self._small_metrics.ascent() - 1
        place = QRect(tile.right() + 1 - width, top, width, height)
        self._shape(painter, place, back, height / 2)
        if ticked:
            spot = QPoint(place.left() + _BADGE_SIDES // 2 + _TICK // 2 - 2, place.center().y())
            self._icon(painter, spot, "check", _TICK, self.colours.accent)
        painter.setFont(self._small)
        painter.setPen(front)
        painter.drawText(place.left() + _BADGE_SIDES // 2 + tick, baseline, words)
        return width + SPACE

    def _offline(self, painter: QPainter, tile: QRect) -> None:
        spot = QRect(tile.left() + _MARK_INSET, tile.top() + _MARK_INSET, _MARK, _MARK)
        self._shape(painter, spot, self.colours.card, _MARK / 2)
        self._icon(painter, spot.center(), "folder-off", 16, self.colours.muted)

    def fold_spot(self, rect: QRect, fold: Fold) -> QRect:
        """Where on a card the number of photos under it stands."""
        width = self._small_metrics.horizontalAdvance(_fold_words(fold)) + _BADGE_SIDES + _FOLD_ICON + 4
        height = self._small_metrics.height() + 6
        right, top = rect.right() - PADDING - _MARK_INSET, rect.top() + PADDING + _MARK_INSET
        return QRect(right - width + 1, top, width, height)

    def _fold(self, painter: QPainter, rect: QRect, fold: Fold) -> None:
        spot = self.fold_spot(rect, fold)
        self._shape(painter, spot, self.colours.card, spot.height() / 2)
        x = spot.left() + _BADGE_SIDES // 2
        centre = QPoint(x + _FOLD_ICON // 2, spot.center().y())
        self._icon(painter, centre, "minus" if fold.open else "photos", _FOLD_ICON, self.colours.text)
        painter.setFont(self._small)
        painter.setPen(self.colours.text)
        baseline = spot.top() + 3 + self._small_metrics.ascent()
        painter.drawText(x + _FOLD_ICON + 4, baseline, _fold_words(fold))

    def _ring(self, painter: QPainter, rect: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.colours.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _icon(self, painter: QPainter, centre: QPoint, name: str, size: int, colour: QColor) -> None:
        drawing = icons.pixmap(name, size, painter.device().devicePixelRatioF(), colour)
        painter.drawPixmap(centre.x() + 1 - size // 2, centre.y() + 1 - size // 2, drawing)

    def _shape(self, painter: QPainter, rect: QRect, colour: QColor, radius: float = RADIUS) -> None:
        """A rounded rectangle; drawn once and then copied, which takes a tenth of the time."""
        ratio = painter.device().devicePixelRatioF()
        key = rect.width(), rect.height(), radius, colour.rgba(), ratio
        shape = self._shapes.get(key)
        if shape is None:
            if len(self._shapes) > _SHAPES_KEPT:
                self._shapes.clear()
            shape = self._shapes[key] = _rounded(rect.size(), colour, radius, ratio)
        painter.drawPixmap(rect.topLeft(), shape)


def _fold_words(fold: Fold) -> str:
    """How many there are in all."""
    return QLocale().toString(fold.count + 1)


def _rounded(size: QSize, colour: QColor, radius: float, ratio: float) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(0, 0, size.width(), size.height()), radius, radius)
    return pixmap


def _mixed(colour: QColor, other: QColor, share: float) -> QColor:
    parts = zip(_parts(colour), _parts(other), strict=True)
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def _parts(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()
