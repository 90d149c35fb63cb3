"""The filters that are wanted less often, in one menu: format, least size, and near which photo."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QMenu, QWidget

from photosearch.gui.results.choice_menu import ChoiceMenu
from photosearch.services.records import Filters, Photo

_ORIENTATIONS = ("landscape", "portrait", "square")
_MEGAPIXELS = (2, 5, 12, 24)
_KILOMETRES = (1, 10, 100)


class MoreFilters(QMenu):
    """`changed` has the fields of Filters that the person set, as a dict."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._filters = Filters()
        self._here: Photo | None = None
        self._orientation = ChoiceMenu(self.tr("Any format"), False, self)
        self._size = ChoiceMenu(self.tr("Any size"), False, self)
        self._place = ChoiceMenu(self.tr("Anywhere"), False, self)
        for menu, title in (
            (self._orientation, self.tr("Format")),
            (self._size, self.tr("Least size")),
            (self._place, self.tr("Near the chosen photo")),
        ):
            menu.setTitle(title)
            self.addMenu(menu)
        self._orientation.chosen.connect(lambda names: self._set("orientation", names[0] if names else None))
        self._size.chosen.connect(
            lambda sizes: self._set("least_pixels", int(sizes[0]) * 1_000_000 if sizes else None)
        )
        self._place.chosen.connect(self._choose_place)
        self.aboutToShow.connect(self._offer)

    def set_filters(self, filters: Filters) -> None:
        """Show what is set."""
        self._filters = filters
        self._offer()

    def set_here(self, photo: Photo | None) -> None:
        """The photo that the person chose, to look around where it was taken."""
        self._here = photo

    def words(self) -> str:
        """What is set here; empty where nothing is."""
        filters = self._filters
        words = []
        if filters.orientation:
            words.append(self._orientations().get(filters.orientation, filters.orientation))
        if filters.least_pixels:
            words.append(self._megapixels(filters.least_pixels / 1_000_000))
        if filters.near:
            words.append(self._kilometres(filters.near[2]))
        return ", ".join(words)

    def _orientations(self) -> dict[str, str]:
        names = self.tr("Landscape"), self.tr("Portrait"), self.tr("Square")
        return dict(zip(_ORIENTATIONS, names, strict=True))

    def _megapixels(self, count: float) -> str:
        return self.tr("At least %1 megapixels").replace("%1", _number(count))

    def _kilometres(self, count: float) -> str:
        return self.tr("Within %1 km").replace("%1", _number(count))

    def _offer(self) -> None:
        filters = self._filters
        chosen = [filters.orientation] if filters.orientation else []
        self._orientation.fill(list(self._orientations().items()), chosen)
        least = round((filters.least_pixels or 0) / 1_000_000)
        sizes = sorted({*_MEGAPIXELS, *([least] if least else [])})
        self._size.fill(
            [(str(count), self._megapixels(count)) for count in sizes], [str(least)] if least else []
        )
        reach = f"{filters.near[2]:g}" if filters.near else ""
        reaches = sorted({*_KILOMETRES, *([filters.near[2]] if filters.near else [])})
        self._place.fill(
            [(f"{count:g}", self._kilometres(count)) for count in reaches], [reach] if reach else []
        )
        self._place.menuAction().setEnabled(self._spot() is not None)

    def _spot(self) -> tuple[float, float] | None:
        """Around where: the chosen photo's place, else the one that is set."""
        here, near = self._here, self._filters.near
        if here is not None and here.latitude is not None and here.longitude is not None:
            return here.latitude, here.longitude
        return near[:2] if near else None

    def _choose_place(self, reaches: list[str]) -> None:
        spot = self._spot()
        self._set("near", (*spot, float(reaches[0])) if reaches and spot else None)

    def _set(self, name: str, value: object) -> None:
        self.changed.emit({name: value})


def _number(count: float) -> str:
    return QLocale().toString(float(count), "g", 4)
