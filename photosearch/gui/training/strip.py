"""What a search found first, as a row of small photos: the right ones framed and ticked."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from photosearch.gui import icons
from photosearch.gui.colours import Tokens
from photosearch.gui.file_names import base_name, parent_name, tool_tip
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.theme import SPACE, tokens
from photosearch.services.records import Photo

PHOTO = QSize(64, 48)
_GAP = SPACE / 2
_ROUND = 4.0
_TICK = 14
_WRONG_OPACITY = 0.45
_SIDE = 128


class Strip(QWidget):
    """Photos (path, whether it is right) side by side; `plain`: without saying which is right."""

    def __init__(
        self, photos: Sequence[tuple[str, bool]], thumbnails: Thumbnails, *, plain: bool = False
    ) -> None:
        super().__init__()
        self._photos = [(Photo.outside(path), right) for path, right in photos]
        self._paths = {path for path, _ in photos}
        self._thumbnails, self._plain = thumbnails, plain
        width = len(photos) * (PHOTO.width() + _GAP) - _GAP
        self.setFixedSize(max(round(width), 1), PHOTO.height())
        thumbnails.loaded.connect(self._loaded)
        if not plain:
            rights = sum(right for _, right in photos)
            self.setAccessibleDescription(
                self.tr("{0} of the first {1} are right").format(rights, len(photos))
            )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        look = tokens(self.palette())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for number, (photo, right) in enumerate(self._photos):
                frame = self._frame(number)
                if QRectF(event.rect()).intersects(frame):
                    self._paint(painter, look, frame, photo, right or self._plain)
                    if right and not self._plain:
                        self._mark(painter, look, frame)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for number, (photo, _) in enumerate(self._photos):
                if self._frame(number).contains(QPointF(event.pos())):
                    words = f"{base_name(photo.path)}\n{parent_name(photo.path)}"
                    QToolTip.showText(event.globalPos(), tool_tip(words), self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    def _frame(self, number: int) -> QRectF:
        return QRectF(number * (PHOTO.width() + _GAP), 0, PHOTO.width(), PHOTO.height())

    def _paint(self, painter: QPainter, look: Tokens, frame: QRectF, photo: Photo, strong: bool) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(frame, _ROUND, _ROUND)
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(frame, look.pressed)
        side = round(_SIDE * self.devicePixelRatioF())
        pixmap = self._thumbnails.get(photo, (side, side))
        if pixmap is not None:
            painter.setOpacity(1.0 if strong else _WRONG_OPACITY)
            painter.drawPixmap(frame, pixmap, _middle(pixmap, frame))
        painter.restore()

    def _mark(self, painter: QPainter, look: Tokens, frame: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.ok, 2))
        painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), _ROUND - 1, _ROUND - 1)
        badge = QRectF(frame.right() - _TICK - 1, frame.bottom() - _TICK - 1, _TICK, _TICK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.ok)
        painter.drawRoundedRect(badge, _ROUND - 1, _ROUND - 1)
        on = QColor(look.base)
        tick = icons.pixmap("check", _TICK - 2, self.devicePixelRatioF(), on)
        painter.drawPixmap(badge.topLeft() + QPointF(1, 1), tick)

    def _loaded(self, path: str) -> None:
        if path in self._paths:
            self.update()


def _middle(pixmap: QPixmap, frame: QRectF) -> QRectF:
    """The part of a picture that fills the frame."""
    width, height = pixmap.width(), pixmap.height()
    scale = min(width / frame.width(), height / frame.height())
    part = QSize(round(frame.width() * scale), round(frame.height() * scale))
    return QRectF((width - part.width()) / 2, (height - part.height()) / 2, part.width(), part.height())
