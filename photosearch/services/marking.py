"""What the person says of pairs of photos, as the window tells it and shows it."""

import os
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from photosearch.errors import PhotosearchError
from photosearch.imaging.decoders import Decoders
from photosearch.library.browsing import PhotoRow
from photosearch.library.connection import printable
from photosearch.library.marking import path_now, photo_at, photos_now
from photosearch.library.marks import Mark, MarkedPhoto, Marks
from photosearch.library.marks_file import FILE_NAME
from photosearch.services.catalogue import photo_values
from photosearch.services.opened import OpenedCatalogue
from photosearch.services.patience import changed
from photosearch.services.serving import Call


class MarkRequests:
    """Answers on one thread. `tell` is called with what the person is to be told of the file, where it was
    damaged.
    """

    def __init__(self, folder: Path, tell: Callable[[str], object]) -> None:
        self._folder = folder
        self._opened = OpenedCatalogue(folder)
        self._tell = tell
        self._decoders = Decoders()

    def warm(self) -> None:
        """Look at the file, so that what is wrong with it is told before anything is asked for."""
        with suppress(PhotosearchError), self._told(Marks.reading(self._folder)):
            pass

    def close(self) -> None:
        """End the decoder, whatever it reads."""
        self._decoders.close()

    def mark(self, call: Call, paths: Sequence[str], others: Sequence[str], says: str) -> None:
        """Keep what is said of each of `paths` together with each of `others`; exact copies are passed over.

        Raises PhotosearchError where one of them cannot be read, or all are one picture.
        """
        pairs = self._pairs(call, paths, others)
        apart = [both for both in pairs if both[0].content_hash != both[1].content_hash]
        with self._told(Marks.writing(self._folder)) as marks:
            marks.say(apart or pairs, says)

    def unmark(self, call: Call, paths: Sequence[str], others: Sequence[str]) -> int:
        """Forget what was said of each of `paths` together with each of `others`; of how many that was."""
        pairs = self._pairs(call, paths, others)
        return self._forget([(one.content_hash, other.content_hash) for one, other in pairs])

    def forget_marks(self, call: Call, pairs: Sequence[Sequence[str]]) -> int:
        """Forget what was said of pairs of contents (hexadecimal hashes); of how many that was."""
        return self._forget([(bytes.fromhex(one), bytes.fromhex(other)) for one, other in pairs])

    def marks(self, call: Call) -> list[dict[str, Any]]:
        """Everything that was said, the last word first."""
        with self._told(Marks.reading(self._folder)) as marks:
            found = marks.all()
        hashes = {photo.content_hash for mark in found for photo in (mark.one, mark.other)}
        now = photos_now(self._opened.get(), hashes)
        return [_mark_values(mark, now) for mark in found]

    def _forget(self, pairs: Sequence[tuple[bytes, bytes]]) -> int:
        with self._told(Marks.writing(self._folder)) as marks:
            return marks.take_back(pairs)

    def _told(self, marks: Marks) -> Marks:
        if marks.notice:
            self._tell(marks.notice)
        return marks

    def _pairs(
        self, call: Call, paths: Sequence[str], others: Sequence[str]
    ) -> list[tuple[MarkedPhoto, MarkedPhoto]]:
        with self._told(Marks.reading(self._folder)) as marks:
            known = marks.all()
        found = {}
        for path in (*paths, *others):
            call.check()
            found[path] = self._photo(os.fsencode(path), known)
        return [(found[one], found[other]) for one in paths for other in others]

    def _photo(self, path: bytes, known: Sequence[Mark]) -> MarkedPhoto:
        from photosearch.imaging.reading import ReadError

        try:
            return photo_at(path, self._opened.get(), self._hash, known, changed)
        except ReadError as error:
            name = printable(os.path.basename(path))
            raise PhotosearchError(f"“{name}” cannot be remembered: {error.reason}.") from None

    def _hash(self, path: bytes) -> bytes:
        from photosearch.imaging.reading import ReadRequest

        return self._decoders.read(ReadRequest(path, thumbnail=False)).content_hash


def _log(notice: str) -> None:
    print(notice, file=sys.stderr)


def said_of(
    folder: Path, contents: Collection[bytes], tell: Callable[[str], object] = _log
) -> dict[bytes, str]:
    """What was said of other contents together with one of these: "same" or "different", by their hash.

    Nothing where that cannot be read: a search goes on without it. `tell` has what is wrong with the file.
    """
    try:
        with Marks.reading(folder) as marks:
            if marks.notice:
                tell(marks.notice)
            return marks.about(contents)
    except PhotosearchError as error:
        tell(f"What you said of photos is left aside. {error}")
        return {}


def marks_state(folder: Path) -> tuple[int, int] | None:
    """A value that is another one whenever something may have been said or taken back, by any process."""
    try:
        status = os.stat(folder / FILE_NAME)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _mark_values(mark: Mark, now: dict[bytes, list[PhotoRow]]) -> dict[str, Any]:
    return {
        "one": _photo_values(mark.one, now.get(mark.one.content_hash, [])),
        "other": _photo_values(mark.other, now.get(mark.other.content_hash, [])),
        "says": mark.says,
        "said": datetime.fromtimestamp(mark.said_at).isoformat(),
    }


def _photo_values(photo: MarkedPhoto, rows: Sequence[PhotoRow]) -> dict[str, Any]:
    path = path_now(photo, rows)
    row = next((row for row in rows if row.path == path), None)
    return {
        "content": photo.content_hash.hex(),
        "path": os.fsdecode(path),
        "photo": photo_values(row) if row else None,
    }
