"""How a photo looks in the grid: the whole photo on a calm tile, its name, when or where it was taken.

Photos are fitted, never cropped: a crop would hide the very difference between two copies.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen, QPixmap

from photosearch.gui import icons
from photosearch.gui.colours import Tokens
from photosearch.gui.outline import draw_frame
from photosearch.gui.results.card_texts import CardTexts, Line
from photosearch.gui.results.folding import Fold
from photosearch.gui.results.found import Found, certainty, percent_words
from photosearch.gui.results.layout import GAP
from photosearch.gui.theme import RADIUS, SPACE, tokens
from photosearch.services.records import Photo

PADDING = SPACE
_TEXT_GAP = 6
# Landscape and portrait both keep most of their size in it.
_HEIGHT_BY_WIDTH = 0.8
_BADGE_SIDES = 12
_MARK, _MARK_INSET = 24, 6
_TICK = 12
_FOLD_ICON = 14
_THREAD = 2
_SHAPES_KEPT = 64

Size = tuple[int, int]
# Where a part of a tile lies in it, and its device pixels; all of it where there are none.
_Part = tuple[int, int, QRectF]


class Card(NamedTuple):
    """A photo to paint in its place, and the state it is in; `current`: the keyboard is there. `fold`: what
    lies under it; `unfolded`: it is shown from under another.
    """

    place: QRect
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
        self._texts = CardTexts(font)
        self._tile_colour = _mixed(self.colours.base, self.colours.text, 0.05)
        self._hover_colour = _mixed(self.colours.base, self.colours.text, 0.04)
        self._shapes: dict[tuple[int, int, float, int, float], QPixmap] = {}

    def extra(self) -> tuple[int, int, float]:
        """What a card has around its picture in width and height, and the picture's height by its width."""
        return 2 * PADDING, PADDING + _TEXT_GAP + self._texts.height + PADDING, _HEIGHT_BY_WIDTH

    def paint(self, painter: QPainter, picture: Size, cards: Sequence[Card]) -> None:
        """Paint cards; `picture` is the width and height that their photos have.

        All of one thing is painted before the next: to change pens and fonts for each of hundreds of cards
        takes longer than what is drawn with them.
        """
        for card in cards:
            if card.selected:
                self._shape(painter, card.place, self.colours.selection)
            elif card.hovered:
                self._shape(painter, card.place, self._hover_colour)
        self._pictures(painter, picture, cards)
        self._words(painter, picture, cards)
        for card in cards:
            self._marks(painter, card)

    def _pictures(self, painter: QPainter, picture: Size, cards: Sequence[Card]) -> None:
        width, height = picture
        ratio = painter.device().devicePixelRatioF()
        tile = self._shape_of(QSize(width, height), self._tile_colour, RADIUS, ratio)
        for card in cards:
            place, pixmap = card.place, card.pixmap
            left, top = place.left() + PADDING, place.top() + PADDING
            if pixmap is None:
                painter.drawPixmap(left, top, tile)
                if card.broken:
                    centre = QRect(left, top, width, height).center()
                    self._icon(painter, centre, "photo-off", min(48, height // 2), self.colours.disabled)
                continue
            across, down, beside = _fitted((pixmap.width(), pixmap.height()), picture, ratio)
            if not card.selected:
                for across_at, down_at, part in beside:
                    painter.drawPixmap(QPointF(left + across_at, top + down_at), tile, part)
            # On whole device pixels, so that it is copied and not resampled.
            x = round((left + (width - across) / 2) * ratio) / ratio
            y = round((top + (height - down) / 2) * ratio) / ratio
            photo = QRectF(x, y, across, down)
            painter.drawPixmap(photo, pixmap, QRectF(pixmap.rect()))
            if card.found is not None and card.found.framed is not None:
                draw_frame(painter, card.found.framed, photo)

    def _words(self, painter: QPainter, picture: Size, cards: Sequence[Card]) -> None:
        texts, width = self._texts, picture[0]
        top = PADDING + picture[1] + _TEXT_GAP
        lines: dict[bool, list[tuple[int, int, Line, Line]]] = {False: [], True: []}
        for card in cards:
            if card.photo is not None:
                place, badge = card.place, self._badge(painter, picture, card)
                both = texts.lines(card.photo, width, width - badge)
                lines[card.selected].append((place.left() + PADDING, place.top() + top, *both))
        for selected, some in lines.items():
            painter.setFont(texts.font)
            painter.setPen(self.colours.on_selection if selected else self.colours.text)
            for x, y, name, _ in some:
                painter.drawStaticText(x, y - name.lift, name.text)
            painter.setFont(texts.small)
            painter.setPen(self.colours.on_selection if selected else self.colours.muted)
            for x, y, _, second in some:
                painter.drawStaticText(x, y + texts.second_top - second.lift, second.text)

    def _badge(self, painter: QPainter, picture: Size, card: Card) -> int:
        """How alike it is, or how sure that it is what the heading says, beside the second line and not on
        the picture; returns the width it takes.
        """
        found = card.found
        if found is None:
            return 0
        back = self.colours.base if card.selected else self._tile_colour
        front = self.colours.text
        if found.itself:
            back, front = self.colours.accent, self.colours.on_accent
        words, ticked = _badge_words(found), found.proven and not found.itself
        metrics = self._texts.small_metrics
        tick = _TICK + 2 if ticked else 0
        width = metrics.horizontalAdvance(words) + _BADGE_SIDES + tick
        height = metrics.height() + 2
        right = card.place.left() + PADDING + picture[0]
        top = card.place.top() + PADDING + picture[1] + _TEXT_GAP + self._texts.second_top - 1
        spot = QRect(right - width, top, width, height)
        self._shape(painter, spot, back, height / 2)
        if ticked:
            middle = QPoint(spot.left() + _BADGE_SIDES // 2 + _TICK // 2 - 2, spot.center().y())
            self._icon(painter, middle, "check", _TICK, self.colours.accent)
        painter.setFont(self._texts.small)
        painter.setPen(front)
        painter.drawText(spot.left() + _BADGE_SIDES // 2 + tick, top + 1 + metrics.ascent(), words)
        return width + SPACE

    def _marks(self, painter: QPainter, card: Card) -> None:
        """What lies over the photo and around it."""
        rect = card.place
        if card.photo is not None and card.photo.offline:
            inset = PADDING + _MARK_INSET
            spot = QRect(rect.left() + inset, rect.top() + inset, _MARK, _MARK)
            self._shape(painter, spot, self.colours.card, _MARK / 2)
            self._icon(painter, spot.center(), "folder-off", 16, self.colours.muted)
        if card.fold is not None:
            self._fold(painter, rect, card.fold)
        if card.unfolded or (card.fold is not None and card.fold.open):
            # What belongs together hangs on one thread.
            thread = QRect(rect.left() - GAP, rect.top() + PADDING - _THREAD - 2, rect.width() + GAP, _THREAD)
            painter.fillRect(
                thread if card.unfolded else thread.adjusted(GAP + PADDING, 0, 0, 0), self.colours.accent
            )
        if card.current:
            self._ring(painter, rect)

    def fold_spot(self, rect: QRect, fold: Fold) -> QRect:
        """Where on a card the number of photos under it stands."""
        metrics = self._texts.small_metrics
        width = metrics.horizontalAdvance(_fold_words(fold)) + _BADGE_SIDES + _FOLD_ICON + 4
        height = metrics.height() + 6
        right, top = rect.right() - PADDING - _MARK_INSET, rect.top() + PADDING + _MARK_INSET
        return QRect(right - width + 1, top, width, height)

    def _fold(self, painter: QPainter, rect: QRect, fold: Fold) -> None:
        spot = self.fold_spot(rect, fold)
        self._shape(painter, spot, self.colours.card, spot.height() / 2)
        x = spot.left() + _BADGE_SIDES // 2
        centre = QPoint(x + _FOLD_ICON // 2, spot.center().y())
        self._icon(painter, centre, "minus" if fold.open else "photos", _FOLD_ICON, self.colours.text)
        painter.setFont(self._texts.small)
        painter.setPen(self.colours.text)
        baseline = spot.top() + 3 + self._texts.small_metrics.ascent()
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
        painter.drawPixmap(rect.topLeft(), self._shape_of(rect.size(), colour, radius, ratio))

    def _shape_of(self, size: QSize, colour: QColor, radius: float, ratio: float) -> QPixmap:
        key = size.width(), size.height(), radius, colour.rgba(), ratio
        shape = self._shapes.get(key)
        if shape is None:
            if len(self._shapes) > _SHAPES_KEPT:
                self._shapes.clear()
            shape = self._shapes[key] = _rounded(size, colour, radius, ratio)
        return shape


@lru_cache(256)
def _fitted(pixels: Size, room: Size, ratio: float) -> tuple[float, float, tuple[_Part, ...]]:
    """Width and height at which a picture of so many device pixels is painted into a tile, and the parts of
    the tile that are seen beside it. One that was made for the tile keeps its size.
    """
    across, down = pixels[0] / ratio, pixels[1] / ratio
    fit = min(room[0] / across, room[1] / down)
    if fit < 1 and 1 - fit >= 2 / max(pixels):
        across, down = across * fit, down * fit
    return across, down, _beside(across, down, room, ratio)


def _beside(across: float, down: float, room: Size, ratio: float) -> tuple[_Part, ...]:
    """To paint all of the tile, most of it for nothing, would take a third of the time of a card."""
    width, height = room
    sides, above = math.ceil((width - across) / 2), math.ceil((height - down) / 2)
    # Elsewhere the parts would not begin on whole pixels of the tile.
    if ratio != int(ratio) or (sides > 0 and above > 0):
        return ((0, 0, QRectF()),)
    if sides <= 0:
        parts = QRect(0, 0, width, above), QRect(0, height - above, width, above)
    else:
        parts = QRect(0, 0, sides, height), QRect(width - sides, 0, sides, height)
    return tuple(
        (part.left(), part.top(), QRectF(QPointF(part.topLeft()) * ratio, QSizeF(part.size()) * ratio))
        for part in parts
        if not part.isEmpty()
    )


def _badge_words(found: Found) -> str:
    if found.itself:
        return QCoreApplication.translate("Results", "This photo")
    if found.said:
        return QCoreApplication.translate("Results", "You said so")
    if found.burst:
        return QCoreApplication.translate("Results", "Burst")
    if found.proven and found.probability is not None:
        return certainty(found.probability)
    if found.kind == "copy":
        # Known without a closer look, since it holds the very same bytes.
        return QCoreApplication.translate("Results", "Same file")
    return percent_words(found.percent / 100)


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
