"""Searches saved by name, kept in the settings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from photosearch.gui.file_names import base_name
from photosearch.gui.query.recent import Query, query_from, query_to_json
from photosearch.gui.settings.store import Settings
from photosearch.services.records import Filters, QueryPart, from_json, to_json


@dataclass(frozen=True)
class SavedSearch:
    """What was searched for, with the filters it had."""

    name: str
    parts: Query
    filters: Filters = field(default_factory=Filters)


class SavedSearches(QObject):
    """The saved searches in the order they were saved in; every name is there once."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        settings.changed.connect(self._heard)

    def all(self) -> list[SavedSearch]:
        """All of them; what cannot be told any more is left out."""
        found = (_from_json(entry) for entry in self._settings.get("saved_searches"))
        return [search for search in found if search is not None]

    def named(self, name: str) -> SavedSearch | None:
        """The one of that name."""
        return next((search for search in self.all() if search.name == name), None)

    def of(self, parts: Sequence[QueryPart]) -> SavedSearch | None:
        """The first for these pictures, whatever its filters."""
        return next((search for search in self.all() if search.parts == tuple(parts)), None)

    def add(self, parts: Sequence[QueryPart], filters: Filters, name: str = "") -> SavedSearch:
        """Save a search under its name, by default its first picture's."""
        wanted = name.strip() or base_name(parts[0].path).rpartition(".")[0] or base_name(parts[0].path)
        search = SavedSearch(self._free(wanted), tuple(parts), filters)
        self._store([*self.all(), search])
        return search

    def rename(self, name: str, to: str) -> None:
        """Give one another name; one that is taken gets a number."""
        to = to.strip()
        if to and to != name:
            to = self._free(to)
            self._store([SavedSearch(to, s.parts, s.filters) if s.name == name else s for s in self.all()])

    def remove(self, name: str) -> None:
        """Forget one."""
        self._store([search for search in self.all() if search.name != name])

    def _free(self, name: str) -> str:
        taken = {search.name for search in self.all()}
        number, free = 2, name
        while free in taken:
            free, number = f"{name} ({number})", number + 1
        return free

    def _heard(self, name: str) -> None:
        if name == "saved_searches":
            self.changed.emit()

    def _store(self, searches: list[SavedSearch]) -> None:
        self._settings.set("saved_searches", [_to_json(search) for search in searches])


def _to_json(search: SavedSearch) -> dict[str, Any]:
    return {
        "name": search.name,
        "parts": query_to_json(search.parts),
        "filters": to_json(search.filters),
    }


def _from_json(entry: Any) -> SavedSearch | None:
    try:
        parts = query_from(entry["parts"])
        name = str(entry["name"]).strip()
        # Through a tuple where the file had a list.
        filters = from_json(Filters, entry.get("filters") or {})
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return SavedSearch(name, parts, filters) if parts and name else None
