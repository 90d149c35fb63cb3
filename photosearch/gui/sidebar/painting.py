"""How a line of the sidebar looks, and the field its name is changed in."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from photosearch.gui.icons import pixmap
from photosearch.gui.sidebar.entries import Entry
from photosearch.gui.theme import RADIUS, SPACE, Tokens, tokens

ENTRY = Qt.ItemDataRole.UserRole + 1

_ICON = 18
_DOT = 7
_Index = QModelIndex | QPersistentModelIndex


class EntryDelegate(QStyledItemDelegate):
    """`renamed` has the Entry and its new name."""

    renamed = Signal(object, str)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        first = index.row() == 0
        is_heading = index.data(ENTRY).kind == "heading"
        return QSize(0, (5 * SPACE if is_heading and not first else 4 * SPACE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(ENTRY)
        look = tokens(option.palette)
        frame: QRect = option.rect.adjusted(SPACE, 1, -SPACE, -1)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.kind == "heading":
            self._paint_heading(painter, frame, entry, look, option.font)
        else:
            selected = bool(state & QStyle.StateFlag.State_Selected)
            if selected or state & QStyle.StateFlag.State_MouseOver:
                painter.setPen(QPen(look.accent, 2) if _has_key_focus(option) else Qt.PenStyle.NoPen)
                painter.setBrush(look.selection if selected else look.hover)
                painter.drawRoundedRect(QRectF(frame).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
            self._paint_line(painter, frame, entry, look, selected)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:  # noqa: N802
        field = QLineEdit(parent)
        field.setAccessibleName(self.tr("Name of the saved search"))
        return field

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(SPACE, 0, -SPACE, 0))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:  # noqa: N802
        # The name is changed where it is kept, and comes back from there.
        assert isinstance(editor, QLineEdit)
        self.renamed.emit(index.data(ENTRY), editor.text())

    def _paint_heading(
        self, painter: QPainter, frame: QRect, entry: Entry, look: Tokens, font: QFont
    ) -> None:
        font = QFont(font)
        font.setPointSizeF(font.pointSizeF() * 0.9)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(look.muted)
        line = frame.adjusted(SPACE, 0, -SPACE, -SPACE // 2)
        painter.drawText(line, Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextSingleLine, entry.text)

    def _paint_line(
        self, painter: QPainter, frame: QRect, entry: Entry, look: Tokens, selected: bool
    ) -> None:
        text, faint = look.text, look.muted
        if selected:
            text = faint = look.on_selection
        elif entry.faint:
            text = faint
        line = frame.adjusted(SPACE, 0, -SPACE, 0)
        top = line.center().y() - _ICON // 2 + 1
        colour = text if selected else look.warning if entry.kind == "failures" else faint
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(line.left(), top, pixmap(entry.icon, _ICON, ratio, colour))
        if entry.busy:
            self._paint_dot(
                painter, line.left() + _ICON - _DOT + 2, top + _ICON - _DOT, look.accent, look.window
            )
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(entry.count)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(faint)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, entry.count)
        words = line.adjusted(_ICON + SPACE, 0, -(width + SPACE if width else 0), 0)
        painter.setPen(text)
        painter.drawText(
            words, middle, metrics.elidedText(entry.text, Qt.TextElideMode.ElideMiddle, words.width())
        )

    def _paint_dot(self, painter: QPainter, x: int, y: int, colour: QColor, around: QColor) -> None:
        painter.setPen(QPen(around, 2))
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(x, y, _DOT, _DOT))


def _has_key_focus(option: QStyleOptionViewItem) -> bool:
    """Whether someone who goes through the window by keys is here; the mouse needs no frame to be found."""
    keys = option.widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    return keys and bool(option.state & QStyle.StateFlag.State_HasFocus)
