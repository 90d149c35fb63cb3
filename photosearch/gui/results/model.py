"""The list behind the grid: ids of photos, however many, with details of those that are looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from photosearch.gui import file_names
from photosearch.gui.results.details import PhotoDetails
from photosearch.gui.results.sections import Section, by_kind, by_month, kept
from photosearch.gui.results.wording import described, explained
from photosearch.services.records import Photo, Result

PHOTO_ROLE = Qt.ItemDataRole.UserRole + 1
SCORE_ROLE = Qt.ItemDataRole.UserRole + 2
KIND_ROLE = Qt.ItemDataRole.UserRole + 3

_PAGE = 200

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Found:
    """What a search says of a photo; without a search there is none."""

    percent: int
    kind: str
    itself: bool


def percent_of(score: float) -> int:
    """How alike, as a person reads it; 100 only for what is the same."""
    return 100 if score >= 0.9995 else max(0, min(99, round(score * 100)))


class PhotoModel(QAbstractListModel):
    """Rows of photos in sections. `details_loaded` has the ids of photos that are known now."""

    details_loaded = Signal(object)

    def __init__(self, details: PhotoDetails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.details = details
        self._all: list[Section] = []
        self._found: dict[int, Found] = {}
        self._hidden: set[int] = set()
        self._only: set[int] | None = None
        self._threshold = 0
        self._rows: dict[int, int] | None = None
        self.ids: list[int] = []
        self.sections: list[Section] = []
        self.same_list = True
        """While the model is reset: whether it is the same list, seen otherwise, and not a new one."""
        details.loaded.connect(self._loaded)

    # --- what is in the list

    def show_results(self, results: Sequence[Result], *, same_list: bool = False) -> None:
        """Show what a search found, under headings by kind; `same_list`: of the same question as before."""
        self.details.hold(result.photo for result in results)
        self._found = {
            result.photo.id: Found(percent_of(result.score), result.kind, result.itself) for result in results
        }
        self._arrange(by_kind(results), same_list)

    def show_ids(
        self, ids: Sequence[int], months: Sequence[tuple[str, int]] = (), *, same_list: bool = False
    ) -> None:
        """Show photos in this order. Where they are newest first, `months` (YYYY-MM with counts, oldest
        first) put headings over them.
        """
        self.details.hold(())
        self._found = {}
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
        if self._found and self._threshold:
            self.sections = list(kept(self.sections, self._similar))
        self.ids = [number for section in self.sections for number in section.ids]
        self._rows = None
        self.endResetModel()

    def _similar(self, photo_id: int) -> bool:
        found = self._found[photo_id]
        return found.itself or found.percent >= self._threshold

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

    def row_of(self, photo_id: int) -> int | None:
        """Where a photo is."""
        if self._rows is None:
            self._rows = dict(zip(self.ids, range(len(self.ids)), strict=True))
        return self._rows.get(photo_id)

    def look_at(self, first: int, last: int) -> None:
        """Fetch the details of rows, and of the pages they are on; `last` is not included."""
        start, end = first - first % _PAGE, last + -last % _PAGE
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
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return described(photo, score)
        if role == Qt.ItemDataRole.ToolTipRole:
            return explained(photo, score)
        return None

    def _score(self, found: Found) -> str:
        if found.itself:
            return self.tr("this photo")
        return self.tr("{0} % alike").format(found.percent)
