"""The places of a folder, with how many photos each has."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from photosearch.gui.file_names import shown
from photosearch.gui.theme import SPACE, tokens
from photosearch.gui.wording import number
from photosearch.services.training_records import Place

_ROW = 4 * SPACE
# More than anyone reads through; the headline counts them all.
_SHOWN = 500


class PlaceList(QFrame):
    """A card with a line for each place; as high as they need, and no higher than there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._height = 0
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("Places"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(0)
        self.tree.setUniformRowHeights(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.viewport().setAutoFillBackground(False)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.addWidget(self.tree)

    def set_places(self, places: Sequence[Place]) -> None:
        """Show these."""
        self.tree.clear()
        muted = tokens(self.palette()).muted
        for name, count in places[:_SHOWN]:
            item = QTreeWidgetItem([shown(name), number(count)])
            item.setToolTip(0, shown(name))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setForeground(1, muted)
            item.setSizeHint(0, QSize(0, _ROW))
            self.tree.addTopLevelItem(item)
        self._height = len(places[:_SHOWN]) * _ROW + 2 * SPACE + 4
        self.setMaximumHeight(self._height)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().sizeHint().width(), self._height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().minimumSizeHint().width(), min(self._height, 4 * _ROW))
