"""Which part of a picture is shown, said so that pictures of other sizes can show the same part."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

CLOSEST = 8.0  # Device pixels for a picture's pixel at the closest.


@dataclass(frozen=True)
class View:
    """`zoom` 1 fits the picture into its frame; the spot `x`, `y` of it (0 to 1) is in the middle."""

    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5


def fitting(size: QSizeF, frame: QRectF) -> float:
    """How much a picture of that size is scaled to fit the frame; small ones are scaled up, so that two
    pictures of the same thing cover the same place.
    """
    if size.isEmpty() or frame.isEmpty():
        return 1.0
    return min(frame.width() / size.width(), frame.height() / size.height())


def place(size: QSizeF, frame: QRectF, view: View) -> QRectF:
    """Where the whole picture lies: over the frame's edges when zoomed in, with no gap that need not be."""
    if size.isEmpty():
        return QRectF()
    scale = fitting(size, frame) * view.zoom
    width, height = size.width() * scale, size.height() * scale
    left = frame.center().x() - _middle(view.x, width, frame.width()) * width
    top = frame.center().y() - _middle(view.y, height, frame.height()) * height
    return QRectF(left, top, width, height)


def actual(size: QSizeF, frame: QRectF, ratio: float) -> float:
    """The zoom where a pixel of the picture is one of the screen, `ratio` device pixels to a unit."""
    return 1 / (fitting(size, frame) * ratio)


def zoomed(view: View, zoom: float, at: QPointF, size: QSizeF, frame: QRectF, ratio: float) -> View:
    """The view at another zoom, within limits, with the same spot of the picture at `at`."""
    pixel = actual(size, frame, ratio)
    zoom = min(max(zoom, min(1.0, pixel)), max(CLOSEST * pixel, 4.0))
    before = place(size, frame, view)
    if before.isEmpty():
        return replace(view, zoom=zoom)
    spot_x = (at.x() - before.left()) / before.width()
    spot_y = (at.y() - before.top()) / before.height()
    grown = zoom / view.zoom
    away = (at - frame.center()) / grown
    wanted = View(zoom, spot_x - away.x() / before.width(), spot_y - away.y() / before.height())
    return settled(wanted, size, frame)


def moved(view: View, by: QPointF, size: QSizeF, frame: QRectF) -> View:
    """The view after the picture was dragged by that much."""
    now = place(size, frame, view)
    if now.isEmpty():
        return view
    held = settled(view, size, frame)
    wanted = replace(held, x=held.x - by.x() / now.width(), y=held.y - by.y() / now.height())
    return settled(wanted, size, frame)


def settled(view: View, size: QSizeF, frame: QRectF) -> View:
    """The view that is really shown: the middle no nearer to the picture's edge than the frame allows."""
    scale = fitting(size, frame) * view.zoom
    return replace(
        view,
        x=_middle(view.x, size.width() * scale, frame.width()),
        y=_middle(view.y, size.height() * scale, frame.height()),
    )


def _middle(middle: float, length: float, room: float) -> float:
    if length <= room:
        return 0.5
    edge = room / 2 / length
    return min(max(middle, edge), 1 - edge)
