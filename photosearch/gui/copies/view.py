"""The list of groups of copies: pointed at, turned, compared, by mouse and by keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip, QWidget

from photosearch.gui.copies.delegate import CopiesDelegate
from photosearch.gui.copies.layout import GroupLayout
from photosearch.gui.copies.model import CopiesModel
from photosearch.gui.copies.review import Review
from photosearch.gui.file_names import shown, tool_tip
from photosearch.gui.results.thumbnails import Thumbnails

_Index = QModelIndex | QPersistentModelIndex


class CopiesView(QListView):
    """`turned`: somebody decided something; `compare_wanted` has a Review and the number of a member;
    `menu_wanted` these and where.
    """

    turned = Signal()
    compare_wanted = Signal(object, int)
    menu_wanted = Signal(object, int, QPoint)

    def __init__(self, model: CopiesModel, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.painting = CopiesDelegate(model, thumbnails, self)
        self.setModel(model)
        self.setItemDelegate(self.painting)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Groups of copies"))
        thumbnails.loaded.connect(lambda path: self.viewport().update())

    def review(self) -> Review | None:
        """The group that the keyboard is on."""
        index = self.currentIndex()
        return self._model.reviews[index.row()] if index.isValid() else None

    def photo_number(self) -> int:
        """The photo of that group that the keyboard is on."""
        current = self.painting.current
        return current[1] if current is not None and current[0] == self.currentIndex().row() else 0

    def turn(self, row: int, number: int) -> None:
        """Let a photo go that stays, or the other way round."""
        if self._model.reviews[row].turn(number):
            self._decided(row)

    def skip(self, row: int) -> None:
        """Leave a group as it is, or no longer."""
        review = self._model.reviews[row]
        review.skipped = not review.skipped
        self._decided(row)

    def keep_only(self, row: int, number: int) -> None:
        """Keep one photo of a group alone."""
        self._model.reviews[row].keep_only(number)
        self._decided(row)

    def currentChanged(  # noqa: N802
        self, current: _Index, previous: _Index
    ) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and (self.painting.current or (-1, 0))[0] != current.row():
            self._go(current.row(), self._model.reviews[current.row()].best)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseMoveEvent(event)
        at = event.position().toPoint()
        index, pointed = self.indexAt(at), self._photo_at(at)
        over = pointed is None and index.isValid() and self._laid(index).skip.contains(at)
        skip = index.row() if over else None
        if (pointed, skip) != (self.painting.pointed, self.painting.pointed_skip):
            self.painting.pointed, self.painting.pointed_skip = pointed, skip
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            )
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self.painting.pointed = self.painting.pointed_skip = None
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mousePressEvent(event)
        at = event.position().toPoint()
        photo = self._photo_at(at)
        if photo is not None:
            self._go(*photo)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        index = self.indexAt(at)
        if photo is not None and self._laid(index).badge(photo[1]).contains(at):
            self.turn(*photo)
        elif photo is None and index.isValid() and self._laid(index).skip.contains(at):
            self.skip(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        photo = self._photo_at(event.position().toPoint())
        if photo is not None and event.button() == Qt.MouseButton.LeftButton:
            self.compare_wanted.emit(self._model.reviews[photo[0]], photo[1])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            review = self.review()
            if review is not None:
                spot = self._laid(self.currentIndex()).picture(self.photo_number()).center()
                self.menu_wanted.emit(review, self.photo_number(), self.viewport().mapToGlobal(spot))
            return
        photo = self._photo_at(self.viewport().mapFromGlobal(event.globalPos()))
        if photo is not None:
            self.menu_wanted.emit(self._model.reviews[photo[0]], photo[1], event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        review, key = self.review(), event.key()
        if review is None:
            super().keyPressEvent(event)
            return
        row, number = self.currentIndex().row(), self.photo_number()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._go(row, min(max(number + step, 0), len(review.group.members) - 1))
        elif key == Qt.Key.Key_Space:
            self.turn(row, number)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.compare_wanted.emit(review, number)
        elif key == Qt.Key.Key_Backspace:
            self.skip(row)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.reviews:
            self.setCurrentIndex(self._model.index(0))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QHelpEvent):
            self._explain(event)
            return True
        return super().viewportEvent(event)

    def _explain(self, event: QHelpEvent) -> None:
        photo = self._photo_at(event.pos())
        if photo is not None:
            review = self._model.reviews[photo[0]]
            files: Sequence[str] = review.group.members[photo[1]].files
            lines = [*(shown(path) for path in files), review.reason(photo[1])]
            QToolTip.showText(event.globalPos(), tool_tip("\n".join(line for line in lines if line)), self)
        else:
            QToolTip.hideText()

    def _decided(self, row: int) -> None:
        self._model.touch(row)
        self.turned.emit()

    def _go(self, row: int, number: int) -> None:
        self.painting.current = row, number
        self.viewport().update()

    def _laid(self, index: QModelIndex) -> GroupLayout:
        return self.painting.layout(self.visualRect(index))

    def _photo_at(self, at: QPoint) -> tuple[int, int] | None:
        index = self.indexAt(at)
        if not index.isValid():
            return None
        count = len(self._model.reviews[index.row()].group.members)
        number = self._laid(index).at(at, count)
        return None if number is None else (index.row(), number)
