"""Where the person is in the library, and the way back."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from photosearch.services.records import Filters, QueryPart

_KEPT = 100


@dataclass(frozen=True)
class Place:
    """What the window shows: the library where there are no `parts`, else what is like them. `only` are the
    photos chosen on the map. `view` is grid, map, copies or failures.
    """

    parts: tuple[QueryPart, ...] = ()
    filters: Filters = field(default_factory=Filters)
    only: tuple[int, ...] | None = None
    view: str = "grid"

    def within(self, filters: Filters) -> "Place":
        """The same with other filters."""
        return replace(self, filters=filters)

    def of_any_kind(self) -> "Place":
        """The same with results of all kinds."""
        return replace(self, filters=replace(self.filters, kinds=None))

    def seen_as(self, view: str) -> "Place":
        """The same photos in another view."""
        return replace(self, view=view)


class Navigation(QObject):
    """The place shown now and the ones before; `went` has the Place to show."""

    went = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = Place()
        self._back: list[Place] = []
        self._forward: list[Place] = []

    def go(self, place: Place) -> None:
        """Go to a new place; the one left can be gone back to."""
        if place == self.place:
            self.went.emit(place)
            return
        self._back = [*self._back, self.place][-_KEPT:]
        self._forward.clear()
        self._show(place)

    def replace(self, place: Place) -> None:
        """Change where one is, without a step to go back: a filter moved, a photo taken out."""
        if place != self.place:
            self._show(place)

    def back(self) -> None:
        """Go to the place before."""
        if self._back:
            self._forward.append(self.place)
            self._show(self._back.pop())

    def forward(self) -> None:
        """Undo one `back`."""
        if self._forward:
            self._back.append(self.place)
            self._show(self._forward.pop())

    def can_go_back(self) -> bool:
        """Whether there is a place before."""
        return bool(self._back)

    def can_go_forward(self) -> bool:
        """Whether `back` can be undone."""
        return bool(self._forward)

    def _show(self, place: Place) -> None:
        self.place = place
        self.went.emit(place)
