"""Example searches: the photo that was looked for, and what came first before and after learning."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from photosearch.gui.elided_label import ElidedLabel
from photosearch.gui.file_names import shown
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.theme import SPACE
from photosearch.gui.training.page import set_tone
from photosearch.gui.training.strip import PHOTO, Strip
from photosearch.services.training_records import ExampleQuery


class Examples(QScrollArea):
    """A list of searches, from the one that gained most to the one that lost most."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Example searches"))

    def set_examples(self, examples: Sequence[ExampleQuery]) -> None:
        """Show these."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE)
        for example in examples:
            column.addWidget(self._row(example))
        column.addStretch(1)
        self.setWidget(inside)

    def _row(self, example: ExampleQuery) -> QFrame:
        row = QFrame()
        row.setObjectName("example")
        row.setProperty("surface", "card")
        row.setAccessibleName(shown(example.place))
        grid = QGridLayout(row)
        grid.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE // 2)
        query = Strip([(example.path, True)], self._thumbnails, plain=True)
        query.setAccessibleName(self.tr("Searched for"))
        place = ElidedLabel(shown(example.place))
        place.setFixedWidth(PHOTO.width() + 4 * SPACE)
        place.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(query, 0, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(place, 1, 0, Qt.AlignmentFlag.AlignTop)
        for line, (words, photos) in enumerate(
            ((self.tr("Before"), example.before), (self.tr("Now"), example.after))
        ):
            label = QLabel(words)
            set_tone(label, "muted")
            strip = Strip(photos, self._thumbnails)
            strip.setAccessibleName(words)
            grid.addWidget(label, line, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(strip, line, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(3, 1)
        return row
