"""A mark painted: both photos, what was said of them, and when."""

from PySide6.QtCore import QDateTime, QLocale, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from photosearch.gui.file_names import base_name
from photosearch.gui.icons import icon
from photosearch.gui.marks.model import MarksModel, picture_of
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.theme import RADIUS, SPACE, tokens
from photosearch.services.records import Mark, MarkedPhoto

_SIDE = 7 * SPACE
_SIGN = 20


class MarkDelegate(QStyledItemDelegate):
    """Paints the rows of a MarksModel."""

    def __init__(self, model: MarksModel, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._thumbnails = thumbnails

    def sizeHint(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(50 * SPACE, _SIDE + 2 * SPACE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        mark = self._model.marks[index.row()]
        look = tokens(option.palette)
        area = QRectF(option.rect).adjusted(SPACE / 2, 1, -SPACE / 2, -1)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.selection if chosen else look.hover)
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        left = area.left() + SPACE
        for number, photo in enumerate((mark.one, mark.other)):
            place = QRectF(left + number * (_SIDE + 4 * SPACE), area.top() + SPACE, _SIDE, _SIDE)
            self._paint_photo(painter, photo, place.toRect().toRectF())
        sign = "check" if mark.says == "same" else "close"
        middle = left + _SIDE + 2 * SPACE
        icon(sign).paint(
            painter, round(middle - _SIGN / 2), round(area.center().y() - _SIGN / 2), _SIGN, _SIGN
        )
        words = area.adjusted(2 * _SIDE + 7 * SPACE, SPACE, -SPACE, -SPACE)
        colours = (look.on_selection, look.on_selection) if chosen else (look.text, look.muted)
        self._write(painter, mark, words, colours)
        painter.restore()

    def _paint_photo(self, painter: QPainter, photo: MarkedPhoto, place: QRectF) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(place, RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(place, tokens(self._parent().palette()).pressed)
        picture = self._thumbnails.get(picture_of(photo))
        if picture is not None and not picture.isNull():
            size = picture.deviceIndependentSize().scaled(
                place.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
            )
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(place.center())
            painter.drawPixmap(target, picture, QRectF(picture.rect()))
        else:
            inset = place.adjusted(2 * SPACE, 2 * SPACE, -2 * SPACE, -2 * SPACE)
            icon("photo-off").paint(painter, inset.toRect())
        painter.restore()

    def _write(self, painter: QPainter, mark: Mark, area: QRectF, colours: tuple) -> None:
        names = f"{base_name(mark.one.path)} · {base_name(mark.other.path)}"
        said = f"{self._model.words(mark)}, {_day(mark.said)}"
        metrics = QFontMetrics(painter.font())
        top = area.center().y() - metrics.height()
        for number, (text, colour) in enumerate(zip((said, names), colours, strict=True)):
            line = QRectF(area.left(), top + number * (metrics.height() + 2), area.width(), metrics.height())
            painter.setPen(colour)
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, int(area.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def _parent(self) -> QWidget:
        parent = self.parent()
        assert isinstance(parent, QWidget)
        return parent


def _day(said: str) -> str:
    day = QDateTime.fromString(said, Qt.DateFormat.ISODate).date()
    return QLocale().toString(day, QLocale.FormatType.ShortFormat) if day.isValid() else said
