"""Searching: the network and the vector index are kept at hand, and follow the catalogue as it grows."""

import os
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from photosearch.errors import PhotosearchError
from photosearch.imaging.decoders import Decoders
from photosearch.library import browsing
from photosearch.services.catalogue import photo_filter, photo_values
from photosearch.services.chosen_model import answering_card
from photosearch.services.marking import said_of
from photosearch.services.opened import OpenedCatalogue
from photosearch.services.patience import changed
from photosearch.services.serving import Call

if TYPE_CHECKING:
    from photosearch.imaging.reading import ReadResult
    from photosearch.library.vectors import VectorIndex
    from photosearch.network.describer import Describer
    from photosearch.search.engine import Query, Result, SearchEngine
    from photosearch.search.regions import RegionIndex
    from photosearch.search.remembering import Memory


class SearchRequests:
    """Answers searches, on one thread."""

    def __init__(self, folder: Path) -> None:
        self._opened = OpenedCatalogue(folder)
        self._state: tuple[int, int] | None = None
        self._numbers: dict[str, int] = {}
        self._describer: Describer | None = None
        self._index: VectorIndex | None = None
        self._index_of: tuple[int, str, int] | None = None
        self._regions: RegionIndex | None = None
        self._search: SearchEngine | None = None
        self._decoders = Decoders()

    def warm(self) -> None:
        """Load what the first search needs, before it comes; what is wrong shows when it does."""
        try:
            self._decoders.pool().start()
            self._load_network()
            self._engine()
        except Exception:
            self._state = None

    def close(self) -> None:
        """End the decoder, whatever it reads."""
        self._decoders.close()

    def search(
        self, call: Call, parts: Sequence[Mapping[str, Any]], count: int, filters: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """The nearest photos. Told as progress, where any are left out as no match: {"hidden": how many}.

        Raises PhotosearchError where a picture cannot be read.
        """
        from photosearch.search import remembering

        engine = self._engine()
        if engine is None or not parts:
            return []
        queries = self._queries(call, engine, parts)
        said = self._said(remembering.wanted_contents(queries))
        limits = photo_filter(filters)
        results, hidden = remembering.search(engine, said, queries, max(1, count), limits)
        if hidden:
            call.progress({"hidden": hidden})
        return self._listed(results)

    def requery(
        self,
        call: Call,
        parts: Sequence[Mapping[str, Any]],
        confirmed: Sequence[tuple[int, float]],
        count: int,
        filters: Mapping[str, Any],
    ) -> list[dict[str, Any]]:
        """The nearest photos once more, nearest to the query and what is verified: `confirmed` are photos (by
        id) called a copy or the same place, with the probability.
        """
        from photosearch.search import remembering

        engine = self._engine()
        if engine is None or not parts:
            return []
        queries = self._queries(call, engine, parts)
        known = {int(photo): float(probability) for photo, probability in confirmed}
        said = self._said(remembering.wanted_contents(queries))
        limits = said.narrowed(photo_filter(filters))
        results = engine.requery(queries, known, max(1, count), limits)
        return self._listed(remembering.with_said(engine.holding(said.same, queries, limits), results))

    def besides(
        self,
        call: Call,
        parts: Sequence[Mapping[str, Any]],
        verified: Sequence[int],
        filters: Mapping[str, Any],
    ) -> list[dict[str, Any]]:
        """Photos that may be turned copies, may be shown within a picture or contain it, without those
        `verified` (by id): nothing new before they are verified as copies or the same place. Pictures that
        cannot be read now have none.
        """
        from photosearch.imaging.reading import ReadError
        from photosearch.search import candidates
        from photosearch.search.engine import without_unwanted

        engine = self._engine()
        if engine is None:
            return []
        pictures = []
        for part in parts:
            call.check()
            if part.get("weight", 1.0) > 0:
                with suppress(ReadError):
                    path = os.path.abspath(os.fsencode(part["path"]))
                    pictures.append(self._read(path, part.get("region")))
        call.check()
        said = self._said({picture.content_hash for picture in pictures})
        limits = said.narrowed(photo_filter(filters))
        unwanted = [part for part in parts if part.get("weight", 1.0) < 0]
        limits = without_unwanted(self._queries(call, engine, unwanted), limits)
        found: dict[int, Result] = {}
        for way in (candidates.turned, candidates.parts, candidates.smaller):
            call.check()
            queries = way(engine, pictures)
            more = candidates.candidates(engine, queries, {*verified, *found}, limits)
            found |= {result.photo_id: result for result in more}
        return self._listed(list(found.values()))

    def _queries(
        self, call: Call, engine: "SearchEngine", parts: Sequence[Mapping[str, Any]]
    ) -> "list[Query]":
        queries = []
        for part in parts:
            call.check()
            query = self._query(engine, os.fsencode(part["path"]), part.get("region"))
            queries.append(replace(query, weight=part.get("weight", 1.0)))
        call.check()
        return queries

    def _said(self, contents: Collection[bytes]) -> "Memory":
        from photosearch.search.remembering import memory

        return memory(said_of(self._opened.folder, contents))

    def _listed(self, results: "Sequence[Result]") -> list[dict[str, Any]]:
        from photosearch.library.descriptors import DescriptorStore
        from photosearch.search.bursts import fold

        connection = self._opened.get()
        assert connection is not None and self._index_of is not None and self._index is not None
        store = DescriptorStore(connection, self._index_of[2], self._index.dimension)
        ids = [result.photo_id for result in results]
        rows = {row.id: row for row in browsing.by_id(connection, ids)}
        folded = fold(connection, store, ids)
        return [
            {
                "photo": photo_values(rows[result.photo_id]),
                "score": result.score,
                "kind": result.kind,
                "itself": result.itself,
                "likeness": result.likeness,
                "said": result.said,
                "burst_of": folded.get(result.photo_id),
                "region": result.region,
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
            return engine.described([self._read(path, region)], part=region is not None)[0]
        except ReadError as error:
            from photosearch.library.connection import printable

            name = printable(os.path.basename(path))
            raise PhotosearchError(f"“{name}” cannot be searched for: {error.reason}.") from None

    def _stored(self, engine: "SearchEngine", path: bytes) -> "Query | None":
        connection = self._opened.get()
        photo = connection and browsing.at_path(connection, path)
        if not photo:
            return None
        return None if changed(photo) else engine.stored(path)

    def _read(self, path: bytes, region: Sequence[int] | None) -> "ReadResult":
        from photosearch.imaging.reading import ReadRequest

        assert self._describer is not None
        x, y, width, height = region or (0, 0, 0, 0)
        request = ReadRequest(
            path,
            size=self._describer.card.input_size,
            thumbnail=False,
            region=(x, y, width, height) if region else None,
        )
        return self._decoders.read(request)

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
        from photosearch.search.regions import RegionIndex

        connection = self._opened.get()
        if connection is None:
            return None
        state = self._opened.state()
        if state != self._state:
            self._numbers = browsing.described_by(connection)
        describer = self._load_network()
        if self._search is not None and state == self._state and self._search.card == describer.card:
            return self._search
        library = Library(self._opened.folder, connection, None)
        card = describer.card
        index_of = (self._opened.generation, card.identity, library.model_id(card) or 0)
        if self._index is None or index_of != self._index_of:
            self._index = library.vector_index(card)
            self._index_of = index_of
            self._regions = RegionIndex(library, card)
        elif state != self._state:
            synchronise(self._index, library.descriptors(card))
        self._state = state
        self._search = SearchEngine(library, describer, self._index, self._regions)
        return self._search
