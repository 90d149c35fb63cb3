"""Photos on the clipboard: as files, as a picture, as text."""

import os
from collections.abc import Sequence
from threading import Event

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

from photosearch.gui.compare.levels import read_image
from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Job, in_thread
from photosearch.gui.photo_actions.file_addresses import as_text, files_mime
from photosearch.services.records import Picture

# More than any screen or document shows; programs that get more over the clipboard choke.
_LONGEST = 6000
# Of 100, where 100 is no compression: the data only goes from one program to the other.
_QUALITY = 85


def copy_files(paths: Sequence[str]) -> None:
    """Put the files on the clipboard, to be pasted into a folder or a mail."""
    QGuiApplication.clipboard().setMimeData(files_mime(paths))


def copy_paths(paths: Sequence[str]) -> None:
    """Put the paths on the clipboard as text."""
    QGuiApplication.clipboard().setText(as_text(paths))


class PictureCopier(QObject):
    """Puts a decoded picture on the clipboard; the newest one wanted wins."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._job: Job | None = None
        self._done = Job()

    def copy(self, path: str) -> Job:
        """Decode and copy; the job succeeds when it is on the clipboard."""
        if self._job is not None:
            self._job.cancel()
            self._done.drop()
        self._done = done = Job()
        self._job = self._engine.picture(path, _LONGEST)
        self._job.then(lambda picture: self._encode(picture, done), done.fail)
        return done

    def _encode(self, picture: Picture, done: Job) -> None:
        self._job = in_thread(lambda: _encoded(picture))
        self._job.then(lambda made: self._put(made[0], made[1], done), done.fail)

    def _put(self, image: QImage, png: bytes, done: Job) -> None:
        self._job = None
        mime = QMimeData()
        # Encoded already: Qt would do it when another program asks, and hold up the window.
        mime.setData("image/png", QByteArray(png))
        mime.setImageData(image)
        QGuiApplication.clipboard().setMimeData(mime)
        done.succeed(None)


def _encoded(picture: Picture) -> tuple[QImage, bytes]:
    try:
        image = read_image(picture.file, picture.width, picture.height, Event())
    finally:
        os.unlink(picture.file)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"png")
    writer.setQuality(_QUALITY)
    if not writer.write(image):
        raise OSError(writer.errorString())
    return image, bytes(buffer.data().data())
