"""First step: what learning is, how the photos are to be laid out, and which folder it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from photosearch.gui.file_names import local_path
from photosearch.gui.folder_dialog import ask_for_folder
from photosearch.gui.theme import SPACE
from photosearch.gui.training.earlier import Earlier
from photosearch.gui.training.layout_sketch import LayoutSketch
from photosearch.gui.training.page import Page, text


class FolderPage(Page):
    """`chosen` has the path of a folder, which may also be dropped here; `library_chosen`: learn from what
    the person said of photos.
    """

    chosen = Signal(object)
    library_chosen = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Let Photosearch learn from your places"))
        self.setAcceptDrops(True)
        self.intro.setText(
            self.tr(
                "Show it which of your photos are of the same place, and it will find other photos of such "
                "places better: your garden, the towns you travel to, the churches you collect."
            )
        )
        self.earlier = Earlier()
        self._build()

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2 * SPACE)
        words.addStretch(1)
        for paragraph in (
            self.tr(
                "Make one folder for each place and put photos of it inside: from far and near, from "
                "other sides, in other years."
            ),
            self.tr(
                "10 places with 6 photos each are a good beginning. More places help more than more "
                "photos of each."
            ),
        ):
            words.addWidget(text(paragraph))
        words.addWidget(
            text(self.tr("Your photos are only looked at. Nothing leaves this computer."), "muted")
        )
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(4 * SPACE)
        row.addWidget(LayoutSketch(), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.body.addSpacing(SPACE)
        self.body.addWidget(self.earlier)
        self.body.addStretch(1)
        self.add_stretch()
        close = self.add_button(self.tr("Close"), "close")
        close.clicked.connect(lambda: self.closed.emit())
        self._library = self.add_button("", "fromLibrary")
        self._library.clicked.connect(lambda: self.library_chosen.emit())
        self.set_marks(0)
        self.main_button = self.add_button(self.tr("Choose folder…"), "chooseFolder", "primary")
        self.main_button.clicked.connect(self._choose)

    def set_marks(self, count: int) -> None:
        """Offer to learn from so many photos of which the person said that they show the same place."""
        self._library.setText(self.tr("From what you said of %n pair(s)…", "", count))
        self._library.setToolTip(self.tr("From the photos that you called “Same place” in your searches"))
        self._library.setVisible(count > 0)

    def _choose(self) -> None:
        ask_for_folder(self, self.tr("The folder around the places"), self.chosen.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        path = local_path(event.mimeData().urls()[0])
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)
