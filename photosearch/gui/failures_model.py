"""What could not be read, as rows: filtered and sorted here, since ten thousand of them are no rarity."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from photosearch.gui.file_names import base_name, parent_name, shown, tool_tip
from photosearch.services.records import FailureInfo

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class FailuresModel(QAbstractTableModel):
    """Rows of name, folder and reason."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[tuple[FailureInfo, tuple[str, str, str]]] = []
        self._shown: list[tuple[FailureInfo, tuple[str, str, str]]] = []
        self._reason: str | None = None
        self._words = ""
        self._column, self._order = 0, Qt.SortOrder.AscendingOrder

    def show(self, failures: Sequence[FailureInfo]) -> None:
        """Show these, filtered and sorted as before."""
        self._all = [(failure, _cells(failure)) for failure in failures]
        self._arrange()

    def filter(self, reason: str | None, words: str) -> None:
        """Only those of a reason (None: any) whose path holds the words."""
        self._reason, self._words = reason, words.casefold()
        self._arrange()

    def failure(self, row: int) -> FailureInfo:
        """The failure of a row."""
        return self._shown[row][0]

    def failures(self) -> list[FailureInfo]:
        """All that pass the filter, in their order."""
        return [failure for failure, _ in self._shown]

    def reasons(self) -> list[tuple[str, int]]:
        """The reasons with how often each is there, most frequent first."""
        return Counter(failure.reason for failure, _ in self._all).most_common()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Name"), self.tr("Folder"), self.tr("Why"))[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        failure, cells = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(f"{shown(failure.path)}\n{failure.reason}")
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        column = self._column
        self._shown = [
            row
            for row in self._all
            if (self._reason is None or row[0].reason == self._reason)
            and (not self._words or self._words in row[0].path.casefold())
        ]
        self._shown.sort(
            key=lambda row: (row[1][column].casefold(), row[0].path),
            reverse=self._order == Qt.SortOrder.DescendingOrder,
        )
        self.endResetModel()


def _cells(failure: FailureInfo) -> tuple[str, str, str]:
    return base_name(failure.path), parent_name(failure.path), shown(failure.reason)
