"""A group of copies painted: what it is, and its photos with what stays, what goes, and why."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from photosearch.gui import icons
from photosearch.gui.colours import Tokens
from photosearch.gui.copies.layout import GroupLayout, height_of
from photosearch.gui.copies.model import CopiesModel
from photosearch.gui.copies.review import Review
from photosearch.gui.file_names import base_name, home_shortened, parent_name, shown
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.theme import RADIUS, SPACE, tokens
from photosearch.gui.wording import file_size
from photosearch.services.act_records import GroupMember

_FADED = 0.35
_SIGN = 14


class CopiesDelegate(QStyledItemDelegate):
    """Paints the rows of a CopiesModel. `pointed` is the row and photo under the mouse, or `pointed_skip` the
    row whose button is; `current` the row and photo of the keyboard.
    """

    def __init__(self, model: CopiesModel, thumbnails: Thumbnails, view: QListView) -> None:
        super().__init__(view)
        self._model = model
        self._thumbnails = thumbnails
        self._view = view
        self.pointed: tuple[int, int] | None = None
        self.pointed_skip: int | None = None
        self.current: tuple[int, int] | None = None

    def layout(self, area: QRect) -> GroupLayout:
        """The places within a group that is painted there."""
        return GroupLayout(area, QFontMetrics(self._small()).height())

    def sizeHint(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        count = len(self._model.reviews[index.row()].group.members)
        return QSize(width, height_of(count, width, QFontMetrics(self._small()).height()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        review, row = self._model.reviews[index.row()], index.row()
        look = tokens(self._view.palette())
        laid = self.layout(option.rect)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_heading(painter, laid, review, row, look)
        for number, member in enumerate(review.group.members):
            if laid.tile(number).intersects(self._view.viewport().rect()):
                self._paint_tile(painter, laid, review, row, number, member, look)
        painter.setPen(QPen(look.border, 1))
        bottom = option.rect.bottom()
        painter.drawLine(option.rect.left() + 2 * SPACE, bottom, option.rect.right() - 2 * SPACE, bottom)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, laid: GroupLayout, review: Review, row: int, look: Tokens
    ) -> None:
        bold = QFont(self._view.font())
        bold.setWeight(QFont.Weight.DemiBold)
        place, heading = laid.heading, self._model.heading(review)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(bold)
        painter.setPen(look.muted if review.skipped else look.text)
        painter.drawText(place, middle, heading)
        place = place.adjusted(QFontMetrics(bold).horizontalAdvance(heading) + 2 * SPACE, 0, 0, 0)
        painter.setFont(self._view.font())
        painter.setPen(look.muted)
        painter.drawText(place, middle, self._model.outcome(review))
        pointed = self.pointed_skip == row
        painter.setPen(look.accent_hover if pointed else look.accent)
        words = self._model.leaving(review)
        painter.drawText(laid.skip, middle | Qt.AlignmentFlag.AlignRight, words)

    def _paint_tile(
        self,
        painter: QPainter,
        laid: GroupLayout,
        review: Review,
        row: int,
        number: int,
        member: GroupMember,
        look: Tokens,
    ) -> None:
        stays = number in review.staying
        tile = QRectF(laid.tile(number)).adjusted(1, 1, -1, -1)
        decided = not review.skipped and (review.choice is not None or review.kept is not None)
        painter.setBrush(look.hover if self.pointed == (row, number) else Qt.BrushStyle.NoBrush)
        is_kept = stays and decided and bool(review.going)
        painter.setPen(QPen(look.ok, 2) if is_kept else QPen(look.border, 1))
        painter.drawRoundedRect(tile, RADIUS, RADIUS)
        if self.current == (row, number) and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.accent, 2))
            painter.drawRoundedRect(tile.adjusted(2, 2, -2, -2), RADIUS, RADIUS)
        painter.setOpacity(1.0 if stays else _FADED)
        self._paint_picture(painter, laid.picture(number), member, look)
        painter.setOpacity(1.0)
        if decided:
            self._paint_badge(painter, laid.badge(number), stays, look)
        self._write(painter, laid, review, number, member, look)

    def _paint_picture(self, painter: QPainter, place: QRect, member: GroupMember, look: Tokens) -> None:
        picture = self._thumbnails.get(member.photo)
        if picture is None or picture.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.hover)
            painter.drawRoundedRect(place, RADIUS, RADIUS)
            return
        size = picture.deviceIndependentSize().scaled(
            QRectF(place).size(), Qt.AspectRatioMode.KeepAspectRatio
        )
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(QRectF(place).center())
        painter.drawPixmap(target, picture, QRectF(picture.rect()))

    def _paint_badge(self, painter: QPainter, place: QRect, stays: bool, look: Tokens) -> None:
        painter.setPen(QPen(look.card, 2))
        painter.setBrush(look.ok if stays else look.danger)
        painter.drawEllipse(QRectF(place))
        inset = (place.width() - _SIGN) // 2
        inside = place.adjusted(inset, inset, -inset, -inset)
        self._draw_icon(painter, inside, "check" if stays else "trash", look.on_danger)

    def _write(
        self,
        painter: QPainter,
        laid: GroupLayout,
        review: Review,
        number: int,
        member: GroupMember,
        look: Tokens,
    ) -> None:
        photo = member.photo
        size = file_size(photo.file_size)
        name = base_name(photo.path)
        if len(member.files) > 1:
            name += f" + {len(member.files) - 1}"
        folder = shown(home_shortened(parent_name(photo.path)))
        dimensions = f"{photo.width} \N{MULTIPLICATION SIGN} {photo.height} · {size}"
        stays = number in review.staying
        left, middle = Qt.TextElideMode.ElideLeft, Qt.TextElideMode.ElideMiddle
        lines = (
            (name, middle, look.text),
            (dimensions, middle, look.muted),
            (folder, left, look.muted),
        )
        small = self._small()
        metrics = QFontMetrics(small)
        painter.setFont(small)
        for row, (text, mode, colour) in enumerate(lines):
            place = laid.words(number, row)
            painter.setPen(colour)
            cut = metrics.elidedText(text, mode, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.setPen(look.ok if stays else look.danger)
        place = laid.words(number, len(lines), 2)
        wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, int(wrapped), review.reason(number))

    def _draw_icon(self, painter: QPainter, place: QRect, name: str, colour: QColor) -> None:
        ratio = self._view.devicePixelRatioF()
        painter.drawPixmap(
            QPoint(place.left(), place.top()), icons.pixmap(name, place.width(), ratio, colour)
        )

    def _small(self) -> QFont:
        small = QFont(self._view.font())
        small.setPointSizeF(small.pointSizeF() * 0.9)
        return small
