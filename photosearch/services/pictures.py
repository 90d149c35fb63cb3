"""Decoding for the window: whole pictures, thumbnails that are missing, and what a file says of itself."""

import base64
import os
from typing import TYPE_CHECKING, Any

from photosearch.errors import PhotosearchError
from photosearch.imaging.decoders import Decoders
from photosearch.services.picture_files import PictureFiles
from photosearch.services.properties import Pairs, properties
from photosearch.services.records import Picture, to_json
from photosearch.services.serving import Call

if TYPE_CHECKING:
    from photosearch.imaging.reading import ReadRequest, ReadResult


class PictureRequests:
    """Answers with pictures, on one thread, from a decoder of its own that starts with the first request."""

    def __init__(self, files: PictureFiles) -> None:
        self._files = files
        self._decoders = Decoders()

    def close(self) -> None:
        """End the decoder, whatever it reads."""
        self._decoders.close()

    def picture(self, call: Call, path: str, size: int) -> dict[str, Any]:
        """The upright picture, its longer side at most `size`; a small one keeps its size."""
        from photosearch.imaging.reading import ReadRequest

        asked = os.path.abspath(os.fsencode(path))
        read = self._read(ReadRequest(asked, max(1, size), thumbnail=False, enlarge=False))
        assert read.pixels is not None and read.metadata is not None
        call.check()
        height, width = read.pixels.shape[:2]
        file = self._files.write(read.pixels.tobytes())
        values: dict[str, Any] = to_json(
            Picture(file, width, height, (read.metadata.width, read.metadata.height))
        )
        return values

    def thumbnail(self, call: Call, path: str) -> str:
        """The thumbnail as PNG in base64; it lies in the shared cache from now on where that takes it."""
        from photosearch.imaging import thumbnails
        from photosearch.imaging.reading import ReadRequest

        asked = os.path.abspath(os.fsencode(path))
        read = self._read(ReadRequest(asked, thumbnails.SIZE, enlarge=False))
        if thumbnails.is_stored(asked, read.mtime_ns):
            with open(thumbnails.thumbnail_path(asked), "rb") as file:
                return base64.b64encode(file.read()).decode("ascii")
        return base64.b64encode(_png(read)).decode("ascii")

    def metadata(self, call: Call, path: str) -> Pairs:
        """Pairs of name and value."""
        from photosearch.imaging.details import Details
        from photosearch.imaging.reading import ReadRequest

        asked = os.path.abspath(os.fsencode(path))
        read = self._read(ReadRequest(asked, header_only=True))
        assert isinstance(read.metadata, Details)
        return properties(asked, read.file_size, read.mtime_ns, read.metadata)

    def _read(self, request: "ReadRequest") -> "ReadResult":
        from photosearch.imaging.reading import ReadError
        from photosearch.library.connection import printable

        try:
            return self._decoders.read(request)
        except ReadError as error:
            name = printable(os.path.basename(request.path))
            raise PhotosearchError(f"“{name}” cannot be shown: {error.reason}.") from None


def _png(read: "ReadResult") -> bytes:
    from PIL import Image

    from photosearch.imaging import png

    assert read.pixels is not None
    return png.encode(Image.fromarray(read.pixels), {})
