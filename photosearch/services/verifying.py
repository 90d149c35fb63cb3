"""Verifying what a search found, photo by photo, while the list is on screen already."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from photosearch.errors import PhotosearchError
from photosearch.imaging.decoders import Decoders
from photosearch.library import browsing
from photosearch.services.opened import OpenedCatalogue
from photosearch.services.patience import changed
from photosearch.services.records import Verification, to_json
from photosearch.services.serving import Call

if TYPE_CHECKING:
    from photosearch.search.verification.verifier import Subject, Verified

_DECODERS = 2


class VerifyRequests:
    """Answers about the geometry between queries and photos, on one thread."""

    def __init__(self, folder: Path) -> None:
        self._opened = OpenedCatalogue(folder)
        self._decoders = Decoders(_DECODERS)

    def close(self) -> None:
        """End the decoders, whatever they read."""
        self._decoders.close()

    def verify(
        self,
        call: Call,
        parts: Sequence[Mapping[str, Any]],
        ids: Sequence[int],
        likeness: Sequence[float | None] = (),
    ) -> list[dict[str, Any]]:
        """Compare photos (by id) with the parts of a query, those first that come first; a Verification of
        each, told as progress one by one. Photos that are gone, or cannot be read, are left out. `likeness`
        of the photos as results, where it is known.

        Raises PhotosearchError where a picture of the query cannot be read.
        """
        looked_for = wanted(parts)
        if not looked_for:
            return []
        found = []
        alike = dict(zip(ids, likeness, strict=False))
        for verified in self._verified(call, [parts[number] for number in looked_for], ids, alike):
            if verified.judgement is None or verified.comparison is None:
                continue
            assert isinstance(verified.subject.key, int)
            value = to_json(
                Verification(
                    verified.subject.key,
                    verified.judgement.kind,
                    verified.comparison.inliers,
                    verified.judgement.probability,
                    verified.judgement.burst,
                    looked_for[verified.query],
                )
            )
            call.progress(value)
            found.append(value)
        return found

    def _verified(
        self,
        call: Call,
        parts: Sequence[Mapping[str, Any]],
        ids: Sequence[int],
        likeness: Mapping[int, float | None],
    ) -> "Iterator[Verified]":
        from photosearch.imaging.reading import ReadError
        from photosearch.search.verification.feature_cache import FeatureCache
        from photosearch.search.verification.verifier import Subject, Verifier

        connection = self._opened.get()
        rows = browsing.by_id(connection, list(ids)) if connection else []
        photos = [
            Subject(row.path, row.content_hash, row.taken, key=row.id, likeness=likeness.get(row.id))
            for row in rows
            if row.folder_state != "offline"
        ]
        queries = [query_subject(connection, part) for part in parts]
        with FeatureCache() as cache:
            try:
                yield from Verifier(self._decoders.pool(), cache).verify(queries, photos, call.check)
            except ReadError as error:
                raise PhotosearchError(f"The results cannot be verified: {error.reason}.") from None


def wanted(parts: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of the parts that are looked for: with the others a photo is to have nothing in common."""
    return [number for number, part in enumerate(parts) if part.get("weight", 1.0) > 0]


def query_subject(connection: sqlite3.Connection | None, part: Mapping[str, Any]) -> "Subject":
    """A part of a query as verification takes it."""
    from photosearch.search.verification.verifier import Subject

    path = os.path.abspath(os.fsencode(part["path"]))
    region = tuple(part["region"]) if part.get("region") else None
    photo = browsing.at_path(connection, path) if connection else None
    # What is kept of a photo of the library stands for its file, unless that was changed since.
    if photo is None or changed(photo):
        return Subject(path, None, None, region)
    return Subject(path, photo.content_hash, photo.taken, region)
