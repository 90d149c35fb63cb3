"""The person's marks as rows of a list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from photosearch.gui.file_names import base_name, home_shortened, shown, tool_tip
from photosearch.services.records import Mark, MarkedPhoto, Photo

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MarksModel(QAbstractListModel):
    """A Mark a row, the last word first."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[Mark] = []

    def show(self, marks: Sequence[Mark]) -> None:
        """Show these."""
        self.beginResetModel()
        self.marks = list(marks)
        self.endResetModel()

    def words(self, mark: Mark) -> str:
        """What was said."""
        return self.tr("Same place") if mark.says == "same" else self.tr("Not a match")

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.marks)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        mark = self.marks[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.words(mark)}: {_name(mark.one)}, {_name(mark.other)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip("\n".join(shown(home_shortened(photo.path)) for photo in (mark.one, mark.other)))
        return None


def picture_of(photo: MarkedPhoto) -> Photo:
    """What a thumbnail can be had of."""
    return photo.photo or Photo.outside(photo.path)


def _name(photo: MarkedPhoto) -> str:
    return base_name(photo.path)
