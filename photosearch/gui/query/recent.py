"""The queries searched for last, kept in the settings."""

import os
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from photosearch.gui.jobs import in_thread
from photosearch.gui.settings.store import Settings
from photosearch.services.records import QueryPart, to_json

KEPT = 20

Query = tuple[QueryPart, ...]


class Recent(QObject):
    """Recent queries, newest first, each once. `changed`: others are to be shown."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._gone: frozenset[str] = frozenset()
        # A thread of its own: a drive that does not answer holds up nothing else.
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._checking = False
        settings.changed.connect(self._heard)

    def queries(self) -> list[Query]:
        """The queries whose files were there when last looked for."""
        return [query for query in self._all() if not any(part.path in self._gone for part in query)]

    def add(self, parts: Sequence[QueryPart]) -> None:
        """Remember a query as the newest."""
        query = tuple(parts)
        if query:
            others = [other for other in self._all() if other != query]
            self._gone -= {part.path for part in query}
            self._store([query, *others][:KEPT])

    def clear(self) -> None:
        """Forget all of them."""
        self._store([])

    def look(self) -> None:
        """See which files are still there; `changed` follows where that differs from before."""
        if self._checking:
            return
        self._checking = True
        paths = {part.path for query in self._all() for part in query}
        job = in_thread(partial(_missing, paths), self._pool)
        job.then(self._looked)

    def _looked(self, gone: frozenset[str]) -> None:
        self._checking = False
        if gone != self._gone:
            self._gone = gone
            self.changed.emit()

    def _heard(self, name: str) -> None:
        if name == "recent_queries":
            self.changed.emit()

    def _all(self) -> list[Query]:
        queries = (query_from(entry.get("parts")) for entry in self._settings.get("recent_queries"))
        return [query for query in queries if query]

    def _store(self, queries: list[Query]) -> None:
        self._settings.set("recent_queries", [{"parts": query_to_json(query)} for query in queries])


def query_to_json(query: Sequence[QueryPart]) -> list[dict[str, Any]]:
    """A query as the settings keep it."""
    return [to_json(part) for part in query]


def query_from(entry: Any) -> Query:
    """The query that was kept; an empty one where that cannot be told any more."""
    try:
        return tuple(_part(values) for values in entry)
    except (AttributeError, KeyError, TypeError, ValueError):
        return ()


def _part(values: Any) -> QueryPart:
    path, region, weight = str(values["path"]), values.get("region"), float(values.get("weight", 1.0))
    if region is not None:
        x, y, width, height = (int(number) for number in region)
        return QueryPart(path, (x, y, width, height), weight)
    return QueryPart(path, None, weight)


def _missing(paths: set[str]) -> frozenset[str]:
    return frozenset(path for path in paths if not os.path.isfile(path))
