"""Each figure is found again by looking at every card, which the layout itself never does."""

import random

import pytest
from PySide6.QtCore import QRect

from photosearch.gui.results.layout import GAP, HEADING, MARGIN, GridLayout

EXTRA = 16, 60, 0.8
SECTIONS: list[list[tuple[int, bool]]] = [
    [],
    [(1, False)],
    [(23, False)],
    [(3, True), (1, True), (12, True), (40, True)],
]


@pytest.mark.parametrize("sections", SECTIONS)
@pytest.mark.parametrize("width", [90, 400, 1033, 3840])
def test_cards_fill_the_width_and_never_overlap(sections: list[tuple[int, bool]], width: int) -> None:
    layout = GridLayout(width, 120, EXTRA, sections)
    cards = [layout.card(row) for row in range(layout.count)]
    assert len(cards) == sum(count for count, _ in sections)
    assert not any(a.intersects(b) for number, a in enumerate(cards) for b in cards[:number])
    if width >= 400:
        assert all(card.left() >= MARGIN and card.right() < width - MARGIN + 1 for card in cards)
        # The room left over is less than one pixel a column.
        used = layout.columns * (layout.card_width + GAP) - GAP
        assert width - 2 * MARGIN - used < layout.columns
    assert all(card.bottom() < layout.height for card in cards)


def test_a_narrow_window_has_one_column_of_whole_photos() -> None:
    layout = GridLayout(60, 120, EXTRA, [(5, False)])
    assert layout.columns == 1
    assert layout.picture[0] >= 120


@pytest.mark.parametrize("sections", SECTIONS)
def test_a_point_is_on_the_card_that_is_there(sections: list[tuple[int, bool]]) -> None:
    layout = GridLayout(700, 120, EXTRA, sections)
    chance = random.Random(3)
    for _ in range(2000):
        x, y = chance.randint(-20, 720), chance.randint(-20, layout.height + 50)
        expected = [row for row in range(layout.count) if layout.card(row).contains(x, y)]
        assert ([] if (row := layout.row_at(x, y)) is None else [row]) == expected


@pytest.mark.parametrize("sections", SECTIONS)
def test_spans_are_the_cards_an_area_touches(sections: list[tuple[int, bool]]) -> None:
    layout = GridLayout(700, 120, EXTRA, sections)
    chance = random.Random(4)
    for _ in range(500):
        x, y = chance.randint(-50, 750), chance.randint(-50, layout.height + 50)
        area = QRect(x, y, chance.randint(1, 600), chance.randint(1, 900))
        spans = [row for first, last in layout.spans(area) for row in range(first, last + 1)]
        assert spans == [row for row in range(layout.count) if layout.card(row).intersects(area)]


@pytest.mark.parametrize("sections", SECTIONS[1:])
def test_rows_between_holds_every_card_of_a_strip(sections: list[tuple[int, bool]]) -> None:
    layout = GridLayout(700, 120, EXTRA, sections)
    for top in range(0, layout.height, 37):
        first, end = layout.rows_between(top, top + 300)
        strip = QRect(0, top, 700, 300)
        touched = [row for row in range(layout.count) if layout.card(row).intersects(strip)]
        assert set(touched) <= set(range(first, end))
        # At most one line on either side is more than is to be seen.
        assert end - first <= len(touched) + 2 * layout.columns


def test_headings_have_room_above_their_cards() -> None:
    layout = GridLayout(700, 120, EXTRA, SECTIONS[3])
    for block in layout.blocks:
        assert layout.card(block.first).top() - block.top == HEADING
        assert layout.block_of(block.first + block.count - 1) == block
        assert layout.block_at(block.top) == block


def test_up_and_down_keep_the_column_across_headings() -> None:
    layout = GridLayout(700, 120, EXTRA, [(6, True), (2, True), (9, True)])
    assert layout.columns == 4
    assert layout.moved(1, 1) == 5
    assert layout.moved(3, 1) == 5, "the last line is shorter: its last photo"
    assert layout.moved(5, 1) == 7
    assert layout.moved(7, 1) == 9
    assert layout.moved(9, -1) == 7
    assert layout.moved(7, -2) == 1
    assert layout.moved(2, -1) == 2
    assert layout.moved(16, 1) == 16
    assert layout.moved(0, 100) == 16
    assert layout.moved(10, -100) == 2


def test_a_million_photos_are_laid_out_at_once() -> None:
    layout = GridLayout(1000, 120, EXTRA, [(1000, True)] * 1000)
    assert layout.row_at(*layout.card(999_999).center().toTuple()) == 999_999
