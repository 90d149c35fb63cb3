"""JPEG XL through libjxl, which turns the pixels upright itself (the EXIF orientation inside is to be
ignored).

pylibjxl's own Pillow plugin is not used: it decodes before the size can be checked and copies the pixels once
more.
"""

from __future__ import annotations

from functools import cache
from typing import Any, BinaryIO

import pylibjxl
from PIL import Image, ImageFile

_MODES = {1: "L", 3: "RGB", 4: "RGBA"}


@cache
def _decoder() -> Any:
    return pylibjxl.JXL(threads=1)


class JxlImage(ImageFile.ImageFile):
    """A JPEG XL picture: size and mode are known when opened, pixels after `load`."""

    format = "JXL"
    format_description = "JPEG XL"

    def _open(self) -> None:
        assert self.fp is not None
        self._data = self.fp.read()
        header = pylibjxl.probe(self._data)
        self._size = (header["width"], header["height"])
        self._mode = _MODES.get(header["channels"], "RGB")
        self.tile = []

    def load(self) -> Any:
        if self._data:
            pixels, boxes = _decoder().decode(self._data, metadata=True)
            self._data = b""
            decoded = Image.fromarray(pixels)
            self.im, self._mode, self._size = decoded.im, decoded.mode, decoded.size
            if boxes.get("icc"):
                self.info["icc_profile"] = boxes["icc"]
            if boxes.get("exif"):
                self.info["exif"] = boxes["exif"]
        return Image.Image.load(self)


def open_jxl(file: BinaryIO) -> JxlImage:
    """Read the header; raises RuntimeError for damaged data."""
    file.seek(0)
    return JxlImage(file)
