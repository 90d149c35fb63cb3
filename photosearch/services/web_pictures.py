"""Pictures from the web as queries: fetched when the person asks for it, and kept like pasted ones."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from photosearch.errors import PhotosearchError
from photosearch.imaging.decoders import Decoders
from photosearch.search.addresses import Permitted, is_public
from photosearch.services.own_data import cache_folder
from photosearch.services.serving import Call

# As many as the window keeps of what was pasted (gui/query/intake.py), in the same folder.
_KEPT = 100
_SUFFIXES = {"JPEG": ".jpg", "HEIF": ".heic", "TIFF": ".tif"}
# The smallest a picture can be decoded to; it is only to show that it can.
_LOOK = 64


class FetchRequests:
    """Answers with pictures from the web, on one thread, of hosts that have a `permitted` address."""

    def __init__(self, permitted: Permitted = is_public) -> None:
        self._permitted = permitted
        self._decoders = Decoders()

    def close(self) -> None:
        """End the decoder, whatever it reads."""
        self._decoders.close()

    def fetch(self, call: Call, url: str) -> str:
        """Fetch the picture at a web address; the path of the file it is kept in, named after its content.

        Raises PhotosearchError where it cannot be had, or is none.
        """
        from photosearch.search.fetching import fetch_picture

        data = fetch_picture(url, check=call.check, permitted=self._permitted)
        try:
            return os.fsdecode(self._kept(data))
        except OSError as error:
            name, reason = error.filename or cache_folder(), error.strerror or error
            raise PhotosearchError(f"{name} could not be written ({reason}).") from error

    def _kept(self, data: bytes) -> Path:
        folder = cache_folder() / "queries"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, part = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(data)
            path = folder / (hashlib.sha256(data).hexdigest()[:20] + self._suffix(os.fsencode(part)))
            os.replace(part, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(part)
            raise
        _forget_oldest(folder)
        return path

    def _suffix(self, path: bytes) -> str:
        """What a picture of that format is named like; it is decoded for that."""
        from photosearch.imaging.reading import ReadError, ReadRequest

        try:
            metadata = self._decoders.read(ReadRequest(path, _LOOK, thumbnail=False)).metadata
        except ReadError as error:
            raise PhotosearchError(f"What lies there cannot be searched for: {error.reason}.") from None
        assert metadata is not None
        return _SUFFIXES.get(metadata.format, f".{metadata.format.lower()}")


def _forget_oldest(folder: Path) -> None:
    with os.scandir(folder) as entries:
        files = sorted(((entry.stat().st_mtime_ns, entry.path) for entry in entries), reverse=True)
    for _, path in files[_KEPT:]:
        with contextlib.suppress(OSError):
            os.unlink(path)
