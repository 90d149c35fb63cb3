"""Where the parts of a group lie: a heading, and below it the photos side by side."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics

from photosearch.gui.theme import SPACE

PICTURE_WIDTH, PICTURE_HEIGHT = 21 * SPACE, 15 * SPACE
# Name, size, folder, and two for the reason.
LINES = 5
_PAD = SPACE
_GAP = SPACE
_MARGIN = 2 * SPACE
_BUTTON = 4 * SPACE
_BUTTON_WIDTH = 18 * SPACE
BADGE = 3 * SPACE


@dataclass(frozen=True)
class GroupLayout:
    """The places within a group's `area`; `line` is the height of a line of text."""

    area: QRect
    line: int

    @property
    def heading(self) -> QRect:
        """Where the heading lies, without the button at its right."""
        around = self.area.adjusted(_MARGIN, SPACE, -_MARGIN - self.skip.width() - SPACE, 0)
        return QRect(around.left(), around.top(), max(around.width(), 0), _BUTTON)

    @property
    def skip(self) -> QRect:
        """Where the button that leaves the group as it is lies."""
        right = self.area.right() - _MARGIN
        return QRect(right - _BUTTON_WIDTH + 1, self.area.top() + SPACE, _BUTTON_WIDTH, _BUTTON)

    def tile(self, number: int) -> QRect:
        """Where a photo lies, with its words."""
        width, height = tile_size(self.line)
        columns = _columns(self.area.width(), self.line)
        row, column = divmod(number, columns)
        left = self.area.left() + _MARGIN + column * (width + _GAP)
        top = self.area.top() + SPACE + _BUTTON + SPACE // 2 + row * (height + _GAP)
        return QRect(left, top, width, height)

    def picture(self, number: int) -> QRect:
        """Where the picture itself is fitted in."""
        tile = self.tile(number)
        return QRect(tile.left() + _PAD, tile.top() + _PAD, PICTURE_WIDTH, PICTURE_HEIGHT)

    def badge(self, number: int) -> QRect:
        """Where the sign lies that says whether it stays; a click on it turns that."""
        picture = self.picture(number)
        return QRect(picture.right() - BADGE - 3, picture.top() + 4, BADGE, BADGE)

    def words(self, number: int, row: int, lines: int = 1) -> QRect:
        """Where lines of text below the picture lie."""
        picture = self.picture(number)
        top = picture.bottom() + SPACE // 2 + row * self.line
        return QRect(picture.left(), top, picture.width(), lines * self.line)

    def at(self, point: QPoint, count: int) -> int | None:
        """The number of the photo at a point."""
        return next((number for number in range(count) if self.tile(number).contains(point)), None)


def tile_size(line: int) -> tuple[int, int]:
    """Width and height of a photo with its words."""
    return PICTURE_WIDTH + 2 * _PAD, PICTURE_HEIGHT + 2 * _PAD + SPACE // 2 + LINES * line


def height_of(count: int, width: int, line: int) -> int:
    """The height of a group of so many photos."""
    columns = _columns(width, line)
    rows = -(-count // columns)
    return SPACE + _BUTTON + SPACE // 2 + rows * (tile_size(line)[1] + _GAP) + SPACE


def columns_in(width: int, metrics: QFontMetrics) -> int:
    """How many photos stand side by side."""
    return _columns(width, metrics.height())


def _columns(width: int, line: int) -> int:
    tile = tile_size(line)[0]
    return max(1, (width - 2 * _MARGIN + _GAP) // (tile + _GAP))
