"""Choosing the part of a picture that is to be searched for."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photosearch.gui.compare.source import PictureSource
from photosearch.gui.engine import Engine
from photosearch.gui.file_names import base_name
from photosearch.gui.query.part_view import PartView
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.theme import SPACE
from photosearch.services.records import Photo, QueryPart

Region = tuple[int, int, int, int]


class PartDialog(QDialog):
    """Shows a picture to draw a frame on. `take` gets the region chosen: x, y, width and height in pixels of
    the upright picture, or None for all of it.
    """

    def __init__(
        self,
        engine: Engine,
        thumbnails: Thumbnails,
        photo: Photo,
        region: Region | None,
        take: Callable[[Region | None], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(self.tr("Search for a part of {0}").format(base_name(photo.path)))
        self._begin = region
        self._take = take
        self._source = PictureSource(engine, thumbnails, self)
        self.view = PartView(self._source, self)
        self.view.changed.connect(self._tell)
        self._source.changed.connect(self._place_first)
        self.search = QPushButton(self.tr("Search for this part"))
        self.search.setDefault(True)
        self.search.setProperty("kind", "primary")
        self.whole = QPushButton(self.tr("Whole picture"))
        self._words = QLabel()
        self._build()
        self._source.show(photo)
        self._tell()

    def region(self) -> Region | None:
        """The part in the frame; None where none is drawn."""
        frame = self.view.frame
        return None if frame.isEmpty() else (frame.x(), frame.y(), frame.width(), frame.height())

    def done(self, result: int) -> None:
        """Close, and let go of the picture."""
        self._source.show(None)
        super().done(result)

    def _build(self) -> None:
        hint = QLabel(self.tr("Draw a frame around what you look for."))
        hint.setWordWrap(True)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.search.clicked.connect(lambda: self._choose(self.region()))
        self.whole.clicked.connect(lambda: self._choose(None))
        self.whole.setAutoDefault(False)
        cancel.setAutoDefault(False)
        self._words.setProperty("tone", "muted")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self._words, 1)
        for button in (self.whole, cancel, self.search):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(hint)
        column.addWidget(self.view, 1)
        column.addLayout(buttons)
        self.view.setFocus()

    def _place_first(self) -> None:
        """The frame of before, once the picture's size is known."""
        if self._begin is not None and self._source.levels is not None:
            begin, self._begin = self._begin, None
            self.view.set_frame(QRect(*begin))

    def _tell(self) -> None:
        region = self.region()
        self.search.setEnabled(region is not None)
        pixels = self.tr("{0} × {1} pixels")  # noqa: RUF001
        self._words.setText("" if region is None else pixels.format(*region[2:]))

    def _choose(self, region: Region | None) -> None:
        self.accept()
        self._take(region)


def choose_part(
    window: QWidget,
    engine: Engine,
    thumbnails: Thumbnails,
    part: QueryPart | Photo,
    take: Callable[[Region | None], object],
) -> PartDialog:
    """Ask over a window for the part of a picture; returns the open dialog."""
    photo = part if isinstance(part, Photo) else Photo.outside(part.path)
    region = None if isinstance(part, Photo) else part.region
    dialog = PartDialog(engine, thumbnails, photo, region, take, window)
    dialog.open()
    return dialog
