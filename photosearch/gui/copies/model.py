"""The groups of copies as rows of a list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from photosearch.gui.copies.review import Review
from photosearch.gui.file_names import base_name
from photosearch.gui.wording import file_size

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CopiesModel(QAbstractListModel):
    """A Review a row."""

    def __init__(self) -> None:
        super().__init__()
        self.reviews: list[Review] = []

    def show(self, reviews: Sequence[Review]) -> None:
        """Show these; what is there already stays where it is."""
        wanted = list(reviews)
        known = {id(review) for review in wanted}
        for row in reversed(range(len(self.reviews))):
            if id(self.reviews[row]) not in known:
                self.beginRemoveRows(_NOWHERE, row, row)
                del self.reviews[row]
                self.endRemoveRows()
        shown = {id(review) for review in self.reviews}
        new = [review for review in wanted if id(review) not in shown]
        if new:
            first = len(self.reviews)
            self.beginInsertRows(_NOWHERE, first, first + len(new) - 1)
            self.reviews += new
            self.endInsertRows()
        if self.reviews:
            self.dataChanged.emit(self.index(0), self.index(len(self.reviews) - 1))

    def touch(self, row: int) -> None:
        """Something in a row is other than before."""
        self.dataChanged.emit(self.index(row), self.index(row))

    def heading(self, review: Review) -> str:
        """What a group is, in a few words."""
        count = len(review.group.members)
        if review.group.kind == "exact":
            return self.tr("%n times the same file", "", count)
        if review.group.kind == "burst":
            return self.tr("%n photos of one moment", "", count)
        return self.tr("%n copies of one picture", "", count)

    def outcome(self, review: Review) -> str:
        """What happens to a group."""
        if review.skipped:
            return self.tr("stays as it is")
        if review.choice is None and review.kept is None:
            return self.tr("choosing…")
        if not review.going:
            return self.tr("all stay")
        size = file_size(review.freed)
        return self.tr("%n go(es), {0} freed", "", len(review.going)).format(size)

    def leaving(self, review: Review) -> str:
        """What the button at the right of a group does."""
        return self.tr("Decide again") if review.skipped else self.tr("Leave as it is")

    def described(self, review: Review, number: int) -> str:
        """A photo of a group in one line, for those who hear it."""
        member = review.group.members[number]
        state = self.tr("stays") if number in review.staying else self.tr("goes")
        words = (base_name(member.photo.path), state, review.reason(number))
        return ", ".join(word for word in words if word)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.reviews)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        review = self.reviews[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            photos = (self.described(review, number) for number in range(len(review.group.members)))
            return f"{self.heading(review)}, {self.outcome(review)}: {'; '.join(photos)}"
        return None
