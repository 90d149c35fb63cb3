"""Small pictures of what is searched for, of any file the engine can decode, in the library or not."""

import contextlib
import os
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Problem, in_thread
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.services.records import Photo, Picture, QueryPart

_SIZE = 256
# A part is cut out of the picture decoded at this size, which keeps a small part legible.
_CUT_FROM = 1600
_KEPT_CUTS = 40
_SMOOTH = (Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


class QueryPictures(QObject):
    """Pictures of query parts. `loaded`: another one is there."""

    loaded = Signal()

    def __init__(self, engine: Engine, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._thumbnails = thumbnails
        self._photos: dict[str, Photo] = {}
        self._asked: set[str] = set()
        self._cuts: dict[QueryPart, QPixmap | None] = {}
        thumbnails.loaded.connect(self._loaded)

    def get(self, part: QueryPart) -> QPixmap | None:
        """The picture, or None; it is then asked for, and `loaded` follows."""
        return self._whole(part.path) if part.region is None else self._cut(part)

    def _whole(self, path: str) -> QPixmap | None:
        photo = self._photos.get(path)
        if photo is not None:
            return self._thumbnails.get(photo)
        if path not in self._asked:
            # As a photo of the library it has a thumbnail even while its drive is away.
            self._asked.add(path)
            self._engine.photos_at([path]).then(
                partial(self._know, path), lambda problem: self._know(path, [])
            )
        return None

    def _know(self, path: str, photos: list[Photo]) -> None:
        self._photos[path] = photos[0] if photos else Photo.outside(path)
        self.loaded.emit()

    def _loaded(self, path: object) -> None:
        self.loaded.emit()

    def _cut(self, part: QueryPart) -> QPixmap | None:
        if part not in self._cuts:
            if len(self._cuts) >= _KEPT_CUTS:
                del self._cuts[next(iter(self._cuts))]
            self._cuts[part] = None
            self._engine.picture(part.path, _CUT_FROM).then(partial(self._cut_out, part), self._none)
        return self._cuts[part]

    def _cut_out(self, part: QueryPart, picture: Picture) -> None:
        assert part.region is not None
        in_thread(partial(_region_of, picture, part.region)).then(partial(self._have_cut, part), self._none)

    def _have_cut(self, part: QueryPart, image: QImage) -> None:
        self._cuts[part] = QPixmap.fromImage(image)
        self.loaded.emit()

    def _none(self, problem: Problem) -> None:
        """Why it cannot be shown, the search itself says."""


def _region_of(picture: Picture, region: tuple[int, int, int, int]) -> QImage:
    try:
        with open(picture.file, "rb") as file:
            data = file.read()
    finally:
        with contextlib.suppress(OSError):
            os.unlink(picture.file)
    image = QImage(data, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888)
    scale = picture.width / picture.full[0]
    x, y, width, height = (round(number * scale) for number in region)
    # The copy owns its pixels, which the image over `data` does not.
    return image.copy(x, y, max(1, width), max(1, height)).scaled(_SIZE, _SIZE, *_SMOOTH)
