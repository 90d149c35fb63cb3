"""The proof of one result: the points that agree, and the picture laid onto the one that was searched for."""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from photosearch.errors import PhotosearchError
from photosearch.imaging.decoders import Decoders
from photosearch.library import browsing
from photosearch.services.opened import OpenedCatalogue
from photosearch.services.picture_files import PictureFiles
from photosearch.services.records import Alignment, Picture, Proof, Verification, to_json
from photosearch.services.serving import Call
from photosearch.services.verifying import query_subject, wanted

if TYPE_CHECKING:
    import numpy as np

    from photosearch.imaging.reading import ReadResult
    from photosearch.search.verification import proving
    from photosearch.search.verification.feature_cache import FeatureCache
    from photosearch.search.verification.verifier import Known, Subject, Verified

# More lines between two pictures would cover them.
_MOST_POINTS = 200


class ProofRequests:
    """Answers about single results, on one thread."""

    def __init__(self, folder: Path) -> None:
        self._opened = OpenedCatalogue(folder)
        self._files = PictureFiles()
        self._decoders = Decoders()

    def close(self) -> None:
        """End the decoder, and delete the pictures that nobody fetched."""
        self._decoders.close()
        self._files.close()

    def proof(
        self,
        call: Call,
        parts: Sequence[Mapping[str, Any]],
        photo_id: int,
        likeness: float | None = None,
    ) -> dict[str, Any]:
        """What the photo has in common with the part of the query it agrees with best, a Proof. `likeness` of
        the photo as a result, where it is one.

        Raises PhotosearchError where a picture cannot be read, or the photo is gone.
        """
        looked_for = wanted(parts)
        verified, proof = self._proved(call, [parts[number] for number in looked_for], photo_id, likeness)
        judgement, found = verified.judgement, verified.comparison
        assert judgement is not None and found is not None
        summary = Verification(
            photo_id,
            judgement.kind,
            found.inliers,
            judgement.probability,
            judgement.burst,
            looked_for[verified.query],
        )
        one, other = (tuple(map(tuple, outline.tolist())) for outline in proof.outlines)
        values: dict[str, Any] = to_json(
            Proof(
                summary,
                found.model,
                tuple((tuple(pair[0]), tuple(pair[1])) for pair in proof.points.tolist()),
                tuple(proof.agreement.tolist()),
                None if proof.transform is None else tuple(map(tuple, proof.transform.tolist())),
                (one, other),
                found.overlap,
                None if found.residual is None else found.residual.median,
                found.mirrored,
            )
        )
        return values

    def aligned(self, call: Call, part: Mapping[str, Any], photo_id: int, size: int) -> dict[str, Any] | None:
        """The photo laid onto the picture of the query, an Alignment; None where no transform is known.

        Raises PhotosearchError where a picture cannot be read, or the photo is gone.
        """
        from photosearch.search.verification.aligning import align

        verified, proof = self._proved(call, [part], photo_id)
        if proof.transform is None:
            return None
        call.check()
        query = self._pixels(os.path.abspath(os.fsencode(part["path"])), size)
        call.check()
        photo = self._pixels(verified.subject.path, size)
        call.check()
        laid = align(query, photo, proof.transform)
        if laid is None:
            return None
        values: dict[str, Any] = to_json(
            Alignment(self._picture(laid.photo), self._picture(laid.difference), laid.changed)
        )
        return values

    def _proved(
        self,
        call: Call,
        parts: Sequence[Mapping[str, Any]],
        photo_id: int,
        likeness: float | None = None,
    ) -> "tuple[Verified, proving.Proof]":
        from photosearch.search.verification.feature_cache import FeatureCache
        from photosearch.search.verification.proving import Frame, prove
        from photosearch.search.verification.verifier import Subject, agreement

        connection = self._opened.get()
        rows = browsing.by_id(connection, [photo_id]) if connection else []
        if not rows or not parts:
            raise PhotosearchError("This photo is not in the library any more.")
        queries = []
        with FeatureCache() as cache:
            for part in parts:
                queries.append(self._look_at(query_subject(connection, part), cache))
                call.check()
            row = rows[0]
            subject = Subject(row.path, row.content_hash, row.taken, likeness=likeness)
            photo = self._look_at(subject, cache)
        call.check()
        verified = agreement(queries, photo.subject, photo.features)
        assert verified.comparison is not None
        frame = self._frame(queries[verified.query])
        return verified, prove(verified.comparison, frame, Frame(photo.features.size), _MOST_POINTS)

    def _look_at(self, subject: "Subject", cache: "FeatureCache") -> "Known":
        from photosearch.search.verification.verifier import look_at

        with _explained(subject.path):
            return look_at(subject, self._decoders.pool(), cache)

    def _frame(self, query: "Known") -> "proving.Frame":
        from photosearch.search.verification.proving import Frame

        region = query.subject.region
        if region is None:
            return Frame(query.features.size)
        size = self._read(query.subject.path, header_only=True).metadata
        assert size is not None
        x, y, width, height = region
        return Frame(
            query.features.size,
            (x / size.width, y / size.height, width / size.width, height / size.height),
        )

    def _pixels(self, path: bytes, size: int) -> "np.ndarray":
        pixels = self._read(path, size=size, thumbnail=False, enlarge=False).pixels
        assert pixels is not None
        return pixels

    def _read(self, path: bytes, **wanted: Any) -> "ReadResult":
        from photosearch.imaging.reading import ReadRequest

        with _explained(path):
            return self._decoders.read(ReadRequest(path, **wanted))

    def _picture(self, pixels: "np.ndarray") -> Picture:
        height, width = pixels.shape[:2]
        return Picture(self._files.write(pixels.tobytes()), width, height, (width, height))


@contextlib.contextmanager
def _explained(path: bytes) -> Iterator[None]:
    from photosearch.imaging.reading import ReadError
    from photosearch.library.connection import printable

    try:
        yield
    except ReadError as error:
        name = printable(os.path.basename(path))
        raise PhotosearchError(f"“{name}” cannot be compared: {error.reason}.") from None
