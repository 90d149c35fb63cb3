"""Drawing, moving and stretching a frame on a picture; all in pixels of the picture."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

Edges = tuple[int, int]
"""Which edges are held: -1 left or top, 1 right or bottom, 0 neither; (0, 0) is the frame as a whole."""


def spanned(one: QPointF, other: QPointF) -> QRect:
    """The frame between two corners."""
    left, right = sorted((round(one.x()), round(other.x())))
    top, bottom = sorted((round(one.y()), round(other.y())))
    return QRect(left, top, right - left, bottom - top)


def clipped(frame: QRect, full: QSize) -> QRect:
    """What of the frame lies on a picture of that size."""
    return frame.intersected(QRect(0, 0, full.width(), full.height()))


def moved(frame: QRect, across: float, down: float, full: QSize) -> QRect:
    """The frame elsewhere, of the same size, no further than to the picture's edge."""
    left = min(max(frame.left() + round(across), 0), full.width() - frame.width())
    top = min(max(frame.top() + round(down), 0), full.height() - frame.height())
    return QRect(left, top, frame.width(), frame.height())


def resized(frame: QRect, edges: Edges, across: float, down: float) -> QRect:
    """The frame with the held edges elsewhere; pulled over the opposite ones, it turns inside out."""
    left, top = frame.left(), frame.top()
    right, bottom = left + frame.width(), top + frame.height()
    if edges[0] < 0:
        left += round(across)
    elif edges[0] > 0:
        right += round(across)
    if edges[1] < 0:
        top += round(down)
    elif edges[1] > 0:
        bottom += round(down)
    return spanned(QPointF(left, top), QPointF(right, bottom))


def edges_at(shown: QRectF, at: QPointF, reach: float) -> Edges | None:
    """What of a frame shown there a point takes hold of, within `reach`; None beside it."""
    if not shown.adjusted(-reach, -reach, reach, reach).contains(at):
        return None
    across = _nearest(at.x(), shown.left(), shown.right(), reach)
    down = _nearest(at.y(), shown.top(), shown.bottom(), reach)
    return across, down


def _nearest(at: float, low: float, high: float, reach: float) -> int:
    # Of a small frame the middle third moves it, or it could not be moved at all.
    reach = min(reach, max((high - low) / 3, 1.0)) if low < at < high else reach
    if abs(at - low) <= reach:
        return -1
    return 1 if abs(at - high) <= reach else 0
