"""Where every card and heading of the grid is, by arithmetic: nothing is kept for a single photo, so that a
library of any size is laid out at once. Coordinates are logical pixels from the top left of all content.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect

from photosearch.gui.theme import SPACE

MARGIN = 2 * SPACE
GAP = SPACE
HEADING = 5 * SPACE


@dataclass(frozen=True)
class Block:
    """The place of one section: its first row and how many it has, where its heading and its cards begin."""

    first: int
    count: int
    top: int
    cards_top: int
    bottom: int


class GridLayout:
    """Cards in columns that fill the width; sections below one another."""

    def __init__(
        self, width: int, least: int, extra: tuple[int, int, float], sections: Sequence[tuple[int, bool]]
    ) -> None:
        """`least` width of a card's picture; `extra`: what a card has around it in width and height, and the
        picture's height by its width; `sections`: number of photos and whether it has a heading.
        """
        across, down, ratio = extra
        room = max(width - 2 * MARGIN, least + across)
        self.columns = max(1, (room + GAP) // (least + across + GAP))
        # Wider than asked where there is no photo more in the row: gaps of even width look calm.
        self.card_width = (room - (self.columns - 1) * GAP) // self.columns
        self.picture = self.card_width - across, round((self.card_width - across) * ratio)
        self.card_height = self.picture[1] + down
        self.step = self.card_height + GAP
        self.width = width
        self.blocks = self._blocks(sections)
        self.count = self.blocks[-1].first + self.blocks[-1].count if self.blocks else 0
        self.height = self.blocks[-1].bottom + MARGIN if self.blocks else 0
        self._tops = [block.top for block in self.blocks]
        self._firsts = [block.first for block in self.blocks]

    def _blocks(self, sections: Sequence[tuple[int, bool]]) -> list[Block]:
        blocks = []
        first, top = 0, 0 if sections and sections[0][1] else MARGIN
        for count, headed in sections:
            cards_top = top + (HEADING if headed else 0)
            bottom = cards_top + -(-count // self.columns) * self.step
            blocks.append(Block(first, count, top, cards_top, bottom))
            first, top = first + count, bottom + (GAP if headed else 0)
        return blocks

    def card(self, row: int) -> QRect:
        """The card of a photo."""
        block = self.blocks[bisect_right(self._firsts, row) - 1]
        line, column = divmod(row - block.first, self.columns)
        x = MARGIN + column * (self.card_width + GAP)
        return QRect(x, block.cards_top + line * self.step, self.card_width, self.card_height)

    def row_at(self, x: int, y: int) -> int | None:
        """The photo whose card is there."""
        column, within = divmod(x - MARGIN, self.card_width + GAP)
        if not 0 <= column < self.columns or within >= self.card_width or not self.blocks:
            return None
        block = self.blocks[max(bisect_right(self._tops, y) - 1, 0)]
        line, below = divmod(y - block.cards_top, self.step)
        row = line * self.columns + column
        if line < 0 or below >= self.card_height or row >= block.count:
            return None
        return block.first + row

    def rows_between(self, top: int, bottom: int) -> tuple[int, int]:
        """First and last-but-one row of the lines that touch a strip."""
        if not self.blocks:
            return 0, 0
        return self._line_start(top, 0), self._line_start(bottom, 1)

    def _line_start(self, y: int, beyond: int) -> int:
        """The first row of the line at a height, or of the next one where `beyond` is 1."""
        block = self.blocks[max(bisect_right(self._tops, y) - 1, 0)]
        line = (y - block.cards_top) // self.step + beyond
        return block.first + min(max(line, 0) * self.columns, block.count)

    def spans(self, area: QRect) -> Iterator[tuple[int, int]]:
        """Ranges of rows, first and last, of the cards that touch an area, line by line."""
        pitch = self.card_width + GAP
        left = max(0, (area.left() - MARGIN + GAP) // pitch)
        right = min(self.columns - 1, (area.right() - MARGIN) // pitch)
        if left > right or area.right() < MARGIN:
            return
        for block in self.blocks_between(area.top(), area.bottom()):
            lines = -(-block.count // self.columns)
            first = max(0, (area.top() - block.cards_top + GAP) // self.step)
            last = min(lines - 1, (area.bottom() - block.cards_top) // self.step)
            if left == 0 and right == self.columns - 1 and first <= last:
                yield block.first + first * self.columns, self._end(block, last)
                continue
            for line in range(first, last + 1):
                start = line * self.columns
                if start + left < block.count:
                    yield block.first + start + left, block.first + min(start + right, block.count - 1)

    def _end(self, block: Block, line: int) -> int:
        return block.first + min((line + 1) * self.columns, block.count) - 1

    def blocks_between(self, top: int, bottom: int) -> list[Block]:
        """The sections that touch a strip."""
        first = max(bisect_right(self._tops, top) - 1, 0)
        return self.blocks[first : bisect_right(self._tops, bottom)]

    def block_at(self, y: int) -> Block | None:
        """The section that is at a height, or the last above it."""
        return self.blocks[max(bisect_right(self._tops, y) - 1, 0)] if self.blocks else None

    def number_of(self, block: Block) -> int:
        """Which section this is, counted from 0."""
        return bisect_right(self._tops, block.top) - 1

    def block_of(self, row: int) -> Block:
        """The section of a photo."""
        return self.blocks[bisect_right(self._firsts, row) - 1]

    def moved(self, row: int, lines: int) -> int:
        """The row so many lines below (above where negative), in the same column where there is one; the
        first or last line holds it.
        """
        block = self.block_of(row)
        line, column = divmod(row - block.first, self.columns)
        number = self.number_of(block)
        target = line + lines
        while target < 0 and number > 0:
            number -= 1
            target += self._lines(number)
        while target >= self._lines(number) and number < len(self.blocks) - 1:
            target -= self._lines(number)
            number += 1
        target = min(max(target, 0), self._lines(number) - 1)
        block = self.blocks[number]
        return block.first + min(target * self.columns + column, block.count - 1)

    def _lines(self, number: int) -> int:
        return -(-self.blocks[number].count // self.columns)
