"""Decoded pictures on their way to the window: files in a folder that only the person can read."""

import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path

_PREFIX = "photosearch-pictures-"
# What a killed process left behind is older than any that is alive can have a use for, seconds.
_STALE_S = 86_400


class PictureFiles:
    """Hands out files; what the receiver did not delete goes with `close`."""

    def __init__(self) -> None:
        self._folder: str | None = None
        self._number = 0

    def write(self, pixels: bytes) -> str:
        """Write the bytes into a file of their own; returns its path. Raises OSError."""
        if self._folder is None:
            _clear_up()
            self._folder = tempfile.mkdtemp(prefix=_PREFIX)
        self._number += 1
        path = os.path.join(self._folder, f"{self._number}.rgb")
        try:
            with open(path, "wb", buffering=0) as file:
                file.write(pixels)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(path)
            raise
        return path

    def close(self) -> None:
        """Delete all of them."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def _clear_up() -> None:
    for folder in Path(tempfile.gettempdir()).glob(_PREFIX + "*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _STALE_S:
                shutil.rmtree(folder, ignore_errors=True)
