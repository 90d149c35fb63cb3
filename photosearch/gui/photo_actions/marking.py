"""What the person says of photos and a query: that they are no match, or show the same place."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from photosearch.gui.engine import Engine
from photosearch.services.records import Photo, QueryPart


class Marking(QObject):
    """Keeps the person's word; the engine tells of it, and whoever shows results asks anew. `message` has
    words, the words on a button or "", and what that does; `failed` a Problem.
    """

    message = Signal(str, str, object)
    failed = Signal(object)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine

    def mark(self, parts: Sequence[QueryPart], photos: Sequence[Photo], says: str) -> None:
        """Say "same" or "different" of photos and the wanted pictures of a query."""
        queries = list(dict.fromkeys(part.path for part in parts if part.weight > 0))
        others = [photo.path for photo in photos]
        job = self._engine.mark(queries, others, says)
        job.then(lambda _: self._said(queries, others, says), self.failed.emit)

    def _said(self, queries: list[str], others: list[str], says: str) -> None:
        if says == "same":
            words = self.tr("%n photo(s) of the same place, as you say: remembered for good", "", len(others))
        else:
            words = self.tr("%n photo(s) will not come up for this picture again", "", len(others))
        self.message.emit(words, self.tr("Undo"), lambda: self._take_back(queries, others))

    def _take_back(self, queries: list[str], others: list[str]) -> None:
        self._engine.unmark(queries, others).failed.connect(self.failed)
