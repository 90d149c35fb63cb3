"""The list behind the grid: ids of photos, however many, with details of those that are looked at."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from photosearch.gui import file_names
from photosearch.gui.results.details import PhotoDetails
from photosearch.gui.results.folding import Fold, Folding
from photosearch.gui.results.found import Found, by_part, found_in, told
from photosearch.gui.results.sections import Section, by_kind, by_month, kept
from photosearch.gui.results.wording import described, explained
from photosearch.services.records import Photo, Result, Verification

PHOTO_ROLE = Qt.ItemDataRole.UserRole + 1
SCORE_ROLE = Qt.ItemDataRole.UserRole + 2
KIND_ROLE = Qt.ItemDataRole.UserRole + 3

_PAGE = 200

Index = QModelIndex | QPersistentModelIndex


class PhotoModel(QAbstractListModel):
    """Rows of photos in sections. `details_loaded` has the ids of photos that are known now."""

    details_loaded = Signal(object)

    def __init__(self, details: PhotoDetails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.details = details
        self._all: list[Section] = []
        self._listed: list[Result] = []
        self._added: list[Result] = []
        self._drawn: list[Result] = []
        self._verified: dict[int, Verification] = {}
        self._found: dict[int, Found] = {}
        self._kinds: frozenset[str] | None = None
        self._folding = Folding()
        self._hidden: set[int] = set()
        self._only: set[int] | None = None
        self._threshold = 0
        self._rows: dict[int, int] | None = None
        self.too_unlike = 0
        """How many results are hidden because they are less alike than is wanted."""
        self.ids: list[int] = []
        self.sections: list[Section] = []
        self.same_list = True
        """While the model is reset: whether it is the same list, seen otherwise, and not a new one."""
        self.moved: set[int] = set()
        """While the model is reset: photos that are under another heading than before."""
        details.loaded.connect(self._loaded)

    # --- what is in the list

    def show_results(self, results: Sequence[Result], *, same_list: bool = False) -> None:
        """Show what a search found, under headings by kind; `same_list`: of the same question as before."""
        self._listed = list(results)
        if not same_list:
            self._verified, self._added, self._drawn = {}, [], []
            self._folding.clear()
        self._arrange_results(same_list)

    def settle(
        self,
        verified: Mapping[int, Verification],
        added: Sequence[Result] = (),
        drawn: Sequence[Result] = (),
    ) -> None:
        """Put results (by photo id) where a closer look says that they belong, with those that it `added`;
        what is not sure takes the order of `drawn`.
        """
        fresh = {number: value for number, value in verified.items() if self._verified.get(number) != value}
        if fresh or list(added) != self._added or list(drawn) != self._drawn:
            self._verified |= fresh
            self._added, self._drawn = list(added), list(drawn)
            self._arrange_results(True)

    def _results(self) -> list[Result]:
        every = {result.photo.id: result for result in (*self._drawn, *self._added)}
        every |= {result.photo.id: result for result in self._listed}
        ordered = {result.photo.id: None for result in (*self._listed, *self._added, *self._drawn)}
        rank = {result.photo.id: number for number, result in enumerate(self._drawn)}

        def key(number: int) -> int:
            sure = found_in(every[number], self._verified.get(number)).proven
            return -1 if sure else rank.get(number, len(rank))

        return [every[number] for number in sorted(ordered, key=key)]

    def _arrange_results(self, same_list: bool) -> None:
        before, results = self._found, self._results()
        self.details.hold(result.photo for result in results)
        self._found = {
            result.photo.id: found_in(result, self._verified.get(result.photo.id)) for result in results
        }
        self.moved = {
            number
            for number, found in self._found.items()
            if number in before and before[number].kind != found.kind
        }
        self._arrange(by_kind(self._found.items()), same_list)
        self.moved = set()

    def show_ids(
        self, ids: Sequence[int], months: Sequence[tuple[str, int]] = (), *, same_list: bool = False
    ) -> None:
        """Show photos in this order. Where they are newest first, `months` (YYYY-MM with counts, oldest
        first) put headings over them.
        """
        self.details.hold(())
        self._listed, self._added, self._drawn = [], [], []
        self._verified, self._found = {}, {}
        self._arrange(by_month(ids, months), same_list)

    def set_months(self, months: Sequence[tuple[str, int]]) -> None:
        """Put headings over the photos after they were shown without."""
        if not self._found:
            self._arrange(by_month([number for section in self._all for number in section.ids], months))

    def set_threshold(self, percent: int) -> None:
        """Hide results that are less alike."""
        if percent != self._threshold:
            self._threshold = percent
            if self._found:
                self._arrange(self._all)

    def set_kinds(self, kinds: Sequence[str] | None) -> None:
        """Show results of these kinds alone; None shows all."""
        wanted = None if kinds is None else frozenset(kinds)
        if wanted != self._kinds:
            self._kinds = wanted
            if self._found:
                self._arrange(self._all)

    def restrict(self, ids: set[int] | None) -> None:
        """Show no others than these; None shows all again."""
        if ids != self._only:
            self._only = ids
            self._arrange(self._all)

    def hide(self, ids: Iterable[int]) -> None:
        """Take photos out of this and all later lists, until `unhide`."""
        self._hidden |= set(ids)
        self._arrange(self._all)

    def unhide(self, ids: Iterable[int]) -> None:
        """Put photos back to where they were."""
        self._hidden -= set(ids)
        self._arrange(self._all)

    def _arrange(self, sections: Sequence[Section], same_list: bool = True) -> None:
        self.same_list = same_list
        self.beginResetModel()
        self._all = list(sections)
        self.sections = self._all
        if self._hidden:
            self.sections = list(kept(self.sections, lambda number: number not in self._hidden))
        if self._only is not None:
            self.sections = list(kept(self.sections, self._only.__contains__))
        if self._found and self._kinds is not None:
            self.sections = [section for section in self.sections if section.kind in self._kinds]
        self.too_unlike = 0
        if self._found and self._threshold:
            before = _count(self.sections)
            self.sections = list(kept(self.sections, self._similar))
            self.too_unlike = before - _count(self.sections)
        self.sections = self._folding.fold(self.sections, self._burst_of)
        self.ids = [number for section in self.sections for number in section.ids]
        self._rows = None
        self.endResetModel()

    def _burst_of(self, photo_id: int) -> int | None:
        found = self._found.get(photo_id)
        return None if found is None else found.burst_of

    def _similar(self, photo_id: int) -> bool:
        found = self._found[photo_id]
        return found.itself or found.proven or found.percent >= self._threshold

    # --- what is asked of it

    @property
    def total(self) -> int:
        """How many there are, with those that similarity or the map keep out."""
        return sum(len(section.ids) for section in self._all) - self._hidden_here()

    def _hidden_here(self) -> int:
        if not self._hidden:
            return 0
        return sum(1 for section in self._all for number in section.ids if number in self._hidden)

    @property
    def searched(self) -> bool:
        """Whether these are results of a search."""
        return bool(self._found)

    def photo(self, row: int) -> Photo | None:
        """The photo of a row, where it is known."""
        return self.details.get(self.ids[row])

    def found(self, row: int) -> Found | None:
        """What the search says of the photo of a row."""
        return self._found.get(self.ids[row])

    @property
    def shown(self) -> int:
        """How many photos pass, with those that lie under others."""
        return sum(len(section.ids) + section.folded for section in self.sections)

    def fold(self, row: int) -> Fold | None:
        """What lies under the photo of a row."""
        return self._folding.folds.get(self.ids[row])

    def unfolded_from(self, row: int) -> int | None:
        """The row of the photo that the photo of a row would lie under."""
        top = self._folding.shown_of.get(self.ids[row])
        return None if top is None else self.row_of(top)

    def toggle_fold(self, row: int) -> None:
        """Show what lies under the photo of a row, or no longer."""
        if self.fold(row) is not None:
            self._folding.toggle(self.ids[row])
            self._arrange(self._all)

    def found_by_id(self, photo_id: int) -> Found | None:
        """What the search says of a photo."""
        return self._found.get(photo_id)

    def row_of(self, photo_id: int) -> int | None:
        """Where a photo is."""
        if self._rows is None:
            self._rows = dict(zip(self.ids, range(len(self.ids)), strict=True))
        return self._rows.get(photo_id)

    def look_at(self, first: int, last: int) -> None:
        """Fetch the details of rows, and of the pages that they and as many before and after them are on;
        `last` is not included.
        """
        # Known before they come into view, photos need not be painted twice.
        before, after = max(0, 2 * first - last), 2 * last - first
        start, end = before - before % _PAGE, after + -after % _PAGE
        # What is on the screen comes first, the rest of its pages after.
        self.details.want([*self.ids[first:last], *self.ids[last:end], *self.ids[start:first]])

    def _loaded(self, ids: set[int]) -> None:
        self.details_loaded.emit(ids)

    # --- what Qt asks of it

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self.ids)

    def flags(self, index: Index) -> Qt.ItemFlag:
        kinds = Qt.ItemFlag
        usual = kinds.ItemIsEnabled | kinds.ItemIsSelectable | kinds.ItemNeverHasChildren
        return usual | kinds.ItemIsDragEnabled if index.isValid() else kinds.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        photo, found = self.photo(index.row()), self.found(index.row())
        if role == PHOTO_ROLE:
            return photo
        if role == SCORE_ROLE:
            return found and found.percent
        if role == KIND_ROLE:
            return found and found.kind
        if photo is None:
            return None
        return self._words(photo, found, role)

    def _words(self, photo: Photo, found: Found | None, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return file_names.base_name(photo.path)
        score = "" if found is None else self._score(found)
        fold = self._folding.folds.get(photo.id)
        if fold is not None:
            score += ", " + self.tr("%Ln more of this burst under it (press +)", "", fold.count)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return described(photo, score)
        if role == Qt.ItemDataRole.ToolTipRole:
            return explained(photo, score)
        return None

    def _score(self, found: Found) -> str:
        if found.itself:
            return self.tr("this photo")
        alike = self.tr("{0} % alike").format(found.percent)
        if found.framed is not None:
            alike += ", " + by_part()
        if found.probability is None and not found.proven:
            return alike
        return f"{told(found)}, {alike}"


def _count(sections: Iterable[Section]) -> int:
    return sum(len(section.ids) for section in sections)
