"""Photos of a burst under the one of them that ranks best: one card instead of ten nearly the same."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from photosearch.gui.results.sections import Section


@dataclass(frozen=True)
class Fold:
    """`count` photos belong to the burst of a photo, itself not counted; `open`: they are shown."""

    count: int
    open: bool


class Folding:
    """Which photos lie under which. `folds` by the id of the photo on top, `shown_of` the photo on top of
    each that is shown below one.
    """

    def __init__(self) -> None:
        self._open: set[int] = set()
        self.folds: dict[int, Fold] = {}
        self.shown_of: dict[int, int] = {}

    def clear(self) -> None:
        """Fold all, as for another list."""
        self._open = set()

    def toggle(self, top: int) -> None:
        """Show what lies under a photo, or no longer."""
        self._open ^= {top}

    def fold(self, sections: Iterable[Section], burst_of: Callable[[int], int | None]) -> list[Section]:
        """The sections with bursts folded; a photo lies under another of the same section alone."""
        self.folds, self.shown_of = {}, {}
        return [self._folded(section, burst_of) for section in sections]

    def _folded(self, section: Section, burst_of: Callable[[int], int | None]) -> Section:
        here = set(section.ids)
        under: dict[int, list[int]] = {}
        for number in section.ids:
            top = _top(number, here, burst_of)
            if top != number:
                under.setdefault(top, []).append(number)
        if not under:
            return section
        lower = {number for numbers in under.values() for number in numbers}
        ids = []
        for number in section.ids:
            if number not in lower:
                ids += [number, *self._shown(number, under)]
        return replace(section, ids=ids, folded=len(section.ids) - len(ids))

    def _shown(self, top: int, under: Mapping[int, list[int]]) -> list[int]:
        numbers = under.get(top, [])
        if not numbers:
            return []
        self.folds[top] = Fold(len(numbers), top in self._open)
        if top not in self._open:
            return []
        self.shown_of |= dict.fromkeys(numbers, top)
        return numbers


def _top(number: int, here: Collection[int], burst_of: Callable[[int], int | None]) -> int:
    top = burst_of(number)
    return top if top is not None and top in here and burst_of(top) is None else number
