"""What was dropped or pasted: files, the data of an image, or something that cannot be searched for."""

import os
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage

from photosearch.gui.file_names import local_path

# What programs put an image on the clipboard as, best first, and how a file of it ends.
_IMAGE_FORMATS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
}
_COPIED_FILES = "x-special/gnome-copied-files"
OWN_FORMAT = "application/x-photosearch-photos"
"""Marks a drag out of the results."""

_LONGEST_TEXT = 100_000


@dataclass(frozen=True)
class ImageData:
    """An image without a file: encoded in the bytes of a file that ends in `suffix`, or decoded."""

    encoded: bytes = b""
    suffix: str = ".png"
    decoded: QImage | None = None


@dataclass(frozen=True)
class Incoming:
    """What came. `address`: there is only where a picture can be fetched from, by http or https."""

    paths: tuple[str, ...] = ()
    image: ImageData | None = None
    address: str = ""


def acceptable(event: QDropEvent) -> bool:
    """Whether a drag could hold a picture, and may be copied; asks for no data, which may be far away."""
    if not event.possibleActions() & Qt.DropAction.CopyAction:
        return False
    mime = event.mimeData()
    return mime.hasUrls() or mime.hasImage() or any(name in _IMAGE_FORMATS for name in mime.formats())


def is_own(event: QDropEvent) -> bool:
    """Whether the drag began in a window of this program."""
    return event.source() is not None or event.mimeData().hasFormat(OWN_FORMAT)


def looks_like_folders(mime: QMimeData) -> bool:
    """Whether nothing that is dragged is named like a photo; the disk is only asked when it is dropped."""
    from photosearch.imaging.formats import is_photo_name

    paths = paths_of(mime)
    return bool(paths) and not any(is_photo_name(path) for path in paths)


def paths_of(mime: QMimeData) -> tuple[str, ...]:
    """The local files that are dragged or were copied."""
    urls = mime.urls()
    if not urls and mime.hasFormat(_COPIED_FILES):
        # The first line says whether they were cut or copied.
        lines = bytes(mime.data(_COPIED_FILES).data()).split(b"\n")[1:]
        urls = [QUrl.fromEncoded(line.strip()) for line in lines if line.strip()]
    return _local(urls)


def read(mime: QMimeData) -> Incoming | None:
    """What is in a drop or on the clipboard; None where there is nothing to search for."""
    paths = paths_of(mime)
    if paths:
        return Incoming(paths)
    image = _image(mime)
    if image is not None:
        return Incoming(image=image)
    text = mime.text()[:_LONGEST_TEXT] if mime.hasText() else ""
    urls = mime.urls() or [QUrl(line.strip()) for line in text.splitlines()[:1]]
    for url in urls:
        if is_web_address(url):
            return Incoming(address=bytes(url.toEncoded().data()).decode("ascii"))
    paths = _written_paths(text)
    return Incoming(paths) if paths else None


def is_web_address(url: QUrl) -> bool:
    """Whether a picture could be fetched from there."""
    return url.isValid() and url.scheme().lower() in ("http", "https") and bool(url.host())


def _image(mime: QMimeData) -> ImageData | None:
    # Encoded data is kept as it is: to decode it here would hold up the window.
    for name, suffix in _IMAGE_FORMATS.items():
        if mime.hasFormat(name):
            encoded = bytes(mime.data(name).data())
            if encoded:
                return ImageData(encoded, suffix)
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return ImageData(decoded=image)
    return None


def _local(urls: Iterable[QUrl]) -> tuple[str, ...]:
    found = (local_path(url) for url in urls)
    return tuple(dict.fromkeys(path for path in found if path is not None))


def _written_paths(text: str) -> tuple[str, ...]:
    """Paths that someone copied as text, a line each, with or without quotes."""
    paths: list[str] = []
    for line in text.splitlines():
        line = line.strip().strip("\"'")
        if line.startswith("file:"):
            paths += _local([QUrl.fromEncoded(line.encode("utf-8", "replace"))])
        elif os.path.isabs(os.path.expanduser(line)):
            paths.append(os.path.normpath(os.path.expanduser(line)))
    return tuple(dict.fromkeys(paths))
