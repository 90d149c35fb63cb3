"""What stands in for a picture that cannot be shown."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPalette

from photosearch.gui.icons import pixmap
from photosearch.gui.theme import RADIUS, SPACE, tokens

_ICON = 4 * SPACE
_WIDEST = 40 * SPACE


def draw_message(
    painter: QPainter, frame: QRectF, sign: str, message: str, palette: QPalette, *, over: bool = False
) -> None:
    """Say in the middle of the frame why there is no picture; `sign` is an icon's name. `over` something
    painted it is on a card.
    """
    colours = tokens(palette)
    width = min(frame.width() - 4 * SPACE, _WIDEST)
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    text = painter.fontMetrics().boundingRect(0, 0, int(width), 1 << 12, int(flags), message)
    height = _ICON + SPACE + text.height()
    box = QRectF(0, 0, width, height)
    box.moveCenter(frame.center())
    if over:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colours.border)
        painter.setBrush(colours.card)
        tight = QRectF(0, 0, max(text.width(), _ICON) + 4 * SPACE, height + 3 * SPACE)
        tight.moveCenter(frame.center())
        painter.drawRoundedRect(tight, RADIUS, RADIUS)
    ratio = painter.device().devicePixelRatioF()
    icon = pixmap(sign, _ICON, ratio, colours.muted)
    painter.drawPixmap(int(box.center().x() - _ICON / 2), int(box.top()), icon)
    painter.setPen(colours.muted)
    painter.drawText(box.adjusted(0, _ICON + SPACE, 0, 0), int(flags), message)
