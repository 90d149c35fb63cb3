"""Where a person is in the grid, by the photos themselves: kept while photos come and go around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from photosearch.gui.results.model import PhotoModel

# Putting back the choice of single photos takes a moment for each.
_SINGLY = 20_000


def selected_ranges(selection: QItemSelectionModel) -> list[tuple[int, int]]:
    """What is selected, in the order shown: first rows, and the ones behind the last."""
    chosen = selection.selection()
    return sorted((chosen.at(n).top(), chosen.at(n).bottom() + 1) for n in range(chosen.count()))


def ranges_of(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Rows as ranges: first rows, and the ones behind the last."""
    ranges: list[tuple[int, int]] = []
    for row in sorted(rows):
        if ranges and ranges[-1][1] == row:
            ranges[-1] = ranges[-1][0], row + 1
        else:
            ranges.append((row, row + 1))
    return ranges


@dataclass(frozen=True)
class Place:
    """The photos `around` the eye, by which it finds back, with how many pixels below the upper edge each
    was; that which is to stay comes first. `current` and `selected` ids; `row` where the current one was;
    `all_selected`: there was no other photo.
    """

    around: Sequence[tuple[int, int]]
    current: int | None
    row: int
    selected: Sequence[int]
    all_selected: bool
    at_top: bool

    def anchor(self, model: PhotoModel) -> tuple[int, int] | None:
        """The row of the photo that stays, or of the nearest that is still there, and its offset. What was
        put under another heading is no place to follow.
        """
        for number, offset in self.around:
            row = None if number in model.moved else model.row_of(number)
            if row is not None:
                return row, offset
        return None

    def select_again(self, model: PhotoModel, selection: QItemSelectionModel) -> None:
        """Select what was selected; where the current photo is gone, the next one takes its place."""
        flags = QItemSelectionModel.SelectionFlag
        if self.all_selected:
            ranges = [(0, len(model.ids))] if model.ids else []
        else:
            rows = [model.row_of(number) for number in self.selected[:_SINGLY]]
            ranges = ranges_of(row for row in rows if row is not None)
        again = QItemSelection()
        for first, end in ranges:
            again.select(model.index(first), model.index(end - 1))
        row = None if self.current is None else model.row_of(self.current)
        if row is None and self.current is not None and model.ids:
            row = min(self.row, len(model.ids) - 1)
            if self.selected and not ranges:
                again.select(model.index(row), model.index(row))
        if row is not None:
            selection.setCurrentIndex(model.index(row), flags.NoUpdate)
        selection.select(again, flags.ClearAndSelect)
