"""What a picture is, above it: name, folder, and how large, heavy and old."""

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosearch.gui.elided_label import ElidedLabel
from photosearch.gui.file_names import base_name, parent_name
from photosearch.gui.results.wording import date_of
from photosearch.gui.theme import SPACE
from photosearch.gui.wording import file_size
from photosearch.services.records import Photo


class Caption(QWidget):
    """The facts of one picture; `set_shown` dims it while the other picture is in front."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ElidedLabel(parent=self)
        font = QFont(self.name.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(font)
        self.folder = ElidedLabel(parent=self)
        self.facts = ElidedLabel(parent=self, cut=Qt.TextElideMode.ElideRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(2)
        for label in (self.name, self.folder, self.facts):
            column.addWidget(label)
        for label in (self.folder, self.facts):
            label.setProperty("tone", "muted")

    def tell(self, photo: Photo | None, size: QSizeF) -> None:
        """Say what a photo is; `size` of the upright picture, empty where that is not known."""
        self.name.setText(base_name(photo.path) if photo else "")
        self.folder.setText(parent_name(photo.path) if photo else "")
        self.facts.setText(facts(photo, size) if photo else "")

    def set_shown(self, shown: bool) -> None:
        """Whether its picture is the one in front."""
        tone = "" if shown else "muted"
        if self.name.property("tone") != tone:
            self.name.setProperty("tone", tone)
            self.name.style().polish(self.name)
            self.name.update()


def facts(photo: Photo, size: QSizeF) -> str:
    """Size in pixels, size of the file and date in one line."""
    parts = []
    if not size.isEmpty():
        parts.append(f"{round(size.width())} \N{MULTIPLICATION SIGN} {round(size.height())}")
    if photo.file_size:
        parts.append(file_size(photo.file_size))
    date = date_of(photo)
    if date:
        parts.append(date)
    return "   ".join(parts)
