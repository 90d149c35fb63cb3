"""The pictures that a search is for: files, what comes on stdin, and what lies on the web."""

import contextlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from photosearch.errors import PhotosearchError, UsageError
from photosearch.search.addresses import Permitted, is_public

if TYPE_CHECKING:
    from photosearch.imaging.decode import Region
    from photosearch.imaging.reading import ReadResult
    from photosearch.imaging.workers import DecoderPool

STDIN = "-"
_MOST_BYTES = 160 << 20
_PREFIX = "photosearch-query-"
# What a killed search left behind is older than any that still runs, seconds.
_STALE_S = 86_400
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A picture as it was named, and how much it counts: below 0 it is not wanted.

    part: it is looked for as a part of photos too.
    """

    name: str
    weight: float
    region: "Region | None" = None
    part: bool = False

    @property
    def shown(self) -> str:
        """For output: an absolute path, an address or - for stdin."""
        return self.name if self.name == STDIN or _ADDRESS.match(self.name) else os.path.abspath(self.name)


class QueryPictures:
    """Reads the pictures of a search. A context manager: what is no file yet is a private one within it.

    Web addresses are fetched from hosts that have a `permitted` address.
    """

    def __init__(self, asked: Sequence[Asked], size: int, permitted: Permitted = is_public) -> None:
        self._asked = asked
        self._size = size
        self._permitted = permitted
        self._folder: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def read(self, pool: "DecoderPool") -> "list[ReadResult]":
        """All of them, in their order. Raises PhotosearchError that names the one that cannot be read."""
        from photosearch.imaging.reading import ReadError, ReadRequest
        from photosearch.library.connection import printable

        found = []
        for asked in self._asked:
            path = self._file(asked.name)
            request = ReadRequest(path, self._size, thumbnail=False, region=asked.region)
            try:
                found.append(pool.read(request))
            except ReadError as error:
                name = "What came on stdin" if asked.name == STDIN else printable(os.fsencode(asked.name))
                raise PhotosearchError(f"{name} cannot be searched for: {error.reason}.") from None
        return found

    def _file(self, name: str) -> bytes:
        if name == STDIN:
            return self._kept(_from_stdin())
        if _ADDRESS.match(name):
            from photosearch.search.fetching import fetch_picture

            return self._kept(fetch_picture(name, permitted=self._permitted))
        return os.fsencode(name)

    def _kept(self, data: bytes) -> bytes:
        if self._folder is None:
            _clear_up()
            self._folder = tempfile.mkdtemp(prefix=_PREFIX)
        number, path = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(number, "wb") as file:
            file.write(data)
        return os.fsencode(path)


def check_names(names: Sequence[str]) -> None:
    """Raise UsageError for what is neither a file, stdin nor an address that can be fetched."""
    if list(names).count(STDIN) > 1:
        raise UsageError("- stands for the one picture that comes on stdin: name it once.")
    for name in names:
        address = _ADDRESS.match(name)
        if address and address[1].lower() not in ("http", "https"):
            raise UsageError("Only addresses that begin with http:// or https:// can be fetched.")
        if not address and name != STDIN and not os.path.lexists(name):
            raise UsageError(f"{name} does not exist. Name a picture to look for.")


def _from_stdin() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("- reads a picture from another program: wl-paste | photosearch search -")
    data = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if not data:
        raise UsageError("Nothing came on stdin: the program before the | gave no picture.")
    if len(data) > _MOST_BYTES:
        raise PhotosearchError(f"What came on stdin is larger than {_MOST_BYTES >> 20} MB.")
    return data


def _clear_up() -> None:
    for folder in Path(tempfile.gettempdir()).glob(_PREFIX + "*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _STALE_S:
                shutil.rmtree(folder, ignore_errors=True)
