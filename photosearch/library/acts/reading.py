"""What photos say of themselves, read where a broken file does no harm."""

import os

from photosearch.imaging.decoders import Decoders
from photosearch.imaging.failures import ReadError
from photosearch.imaging.metadata import Metadata
from photosearch.library.acts.step import StepError
from photosearch.library.connection import printable


class MetadataReader:
    """Reads headers in a process of its own, which starts with the first photo; in a `with` block."""

    def __init__(self) -> None:
        self._decoders = Decoders()

    def __call__(self, path: bytes) -> Metadata:
        """Raises StepError where it cannot be read."""
        from photosearch.imaging.reading import ReadRequest

        try:
            found = self._decoders.read(ReadRequest(path, header_only=True)).metadata
        except ReadError as error:
            name = printable(os.path.basename(path))
            raise StepError(f"Date and place of “{name}” cannot be read: {error.reason}.") from None
        assert found is not None
        return found

    def __enter__(self) -> "MetadataReader":
        return self

    def __exit__(self, *_: object) -> None:
        self._decoders.close()
