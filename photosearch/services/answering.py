"""Searching: the network and the vector index are kept at hand, and follow the catalogue as it grows."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from photosearch.errors import PhotosearchError
from photosearch.library import browsing
from photosearch.services.catalogue import photo_filter, photo_values
from photosearch.services.chosen_model import answering_card
from photosearch.services.opened import OpenedCatalogue
from photosearch.services.patience import within
from photosearch.services.serving import Call

if TYPE_CHECKING:
    from photosearch.imaging.workers import DecoderPool
    from photosearch.library.browsing import PhotoRow
    from photosearch.library.vectors import VectorIndex
    from photosearch.network.describer import Describer
    from photosearch.search.engine import Query, SearchEngine

# A drive that does not answer in this time is away, seconds.
_PATIENCE_S = 0.3


class SearchRequests:
    """Answers searches, on one thread."""

    def __init__(self, folder: Path) -> None:
        self._opened = OpenedCatalogue(folder)
        self._state: tuple[int, int] | None = None
        self._numbers: dict[str, int] = {}
        self._describer: Describer | None = None
        self._index: VectorIndex | None = None
        self._index_of: tuple[int, str, int] | None = None
        self._pool: DecoderPool | None = None

    def warm(self) -> None:
        """Load what the first search needs, before it comes; what is wrong shows when it does."""
        try:
            self._decoders().start()
            self._load_network()
            self._engine()
        except Exception:
            self._state = None

    def close(self) -> None:
        """End the decoder, whatever it reads."""
        if self._pool is not None:
            self._pool.close()

    def search(
        self, call: Call, parts: Sequence[Mapping[str, Any]], count: int, filters: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """The nearest photos. Raises PhotosearchError where a picture cannot be read."""
        engine = self._engine()
        if engine is None or not parts:
            return []
        queries = []
        for part in parts:
            call.check()
            queries.append(self._query(engine, os.fsencode(part["path"]), part.get("region")))
        call.check()
        results = engine.search(queries, max(1, count), photo_filter(filters))
        connection = self._opened.get()
        assert connection is not None
        rows = {row.id: row for row in browsing.by_id(connection, [result.photo_id for result in results])}
        return [
            {
                "photo": photo_values(rows[result.photo_id]),
                "score": result.score,
                "kind": result.kind,
                "itself": result.itself,
            }
            for result in results
            if result.photo_id in rows
        ]

    def _query(self, engine: "SearchEngine", path: bytes, region: Sequence[int] | None) -> "Query":
        from photosearch.imaging.reading import ReadError

        path = os.path.abspath(path)
        stored = None
        if region is None:
            # A photo of the library need not be decoded again, nor be reachable.
            stored = self._stored(engine, path)
        if stored is not None:
            return stored
        try:
            return self._described(engine, path, region)
        except ReadError as error:
            from photosearch.library.connection import printable

            name = printable(os.path.basename(path))
            raise PhotosearchError(f"“{name}” cannot be searched for: {error.reason}.") from None

    def _stored(self, engine: "SearchEngine", path: bytes) -> "Query | None":
        connection = self._opened.get()
        photo = connection and browsing.at_path(connection, path)
        if not photo:
            return None
        changed = within(_PATIENCE_S, lambda: was_changed(photo))
        return None if changed else engine.stored(path)

    def _described(self, engine: "SearchEngine", path: bytes, region: Sequence[int] | None) -> "Query":
        from photosearch.imaging.reading import ReadRequest

        assert self._describer is not None
        x, y, width, height = region or (0, 0, 0, 0)
        request = ReadRequest(
            path,
            size=self._describer.card.input_size,
            thumbnail=False,
            region=(x, y, width, height) if region else None,
        )
        return engine.described([self._decoders().read(request)])[0]

    def _decoders(self) -> "DecoderPool":
        from photosearch.imaging.workers import DecoderPool

        if self._pool is None:
            self._pool = DecoderPool(1)
        return self._pool

    def _load_network(self) -> "Describer":
        """The network that answers, loaded anew where it became another one."""
        from photosearch.network.describer import load_describer

        card = answering_card(self._numbers)
        if self._describer is None or self._describer.card != card:
            # For one picture the CPU is done before a GPU is ready.
            self._describer = load_describer(card.folder, device="cpu")
        return self._describer

    def _engine(self) -> "SearchEngine | None":
        """The engine, its index up to date with the catalogue; None while there is no library."""
        from photosearch.library.descriptors import synchronise
        from photosearch.library.library import Library
        from photosearch.search.engine import SearchEngine

        connection = self._opened.get()
        if connection is None:
            return None
        state = self._opened.state()
        if state != self._state:
            self._numbers = browsing.described_by(connection)
        describer = self._load_network()
        library = Library(self._opened.folder, connection, None)
        card = describer.card
        index_of = (self._opened.generation, card.identity, library.model_id(card) or 0)
        if self._index is None or index_of != self._index_of:
            self._index = library.vector_index(card)
            self._index_of = index_of
        elif state != self._state:
            synchronise(self._index, library.descriptors(card))
        self._state = state
        return SearchEngine(library, describer, self._index)


def was_changed(photo: "PhotoRow") -> bool:
    """Whether the file holds something else than when it was described; one that is away does not."""
    try:
        status = os.stat(photo.path)
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) != (photo.file_size, photo.modified_ns)
