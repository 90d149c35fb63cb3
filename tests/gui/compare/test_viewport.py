"""Where pictures lie when they are fitted, zoomed and moved."""

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from photosearch.gui.compare.viewport import View, actual, moved, place, settled, zoomed

FRAME = QRectF(10, 20, 600, 400)
WIDE, TALL, SMALL = QSizeF(3000, 1000), QSizeF(1000, 3000), QSizeF(300, 100)


def spot(size: QSizeF, view: View, at: QPointF) -> tuple[float, float]:
    """Which spot of the picture, 0 to 1, is at a point."""
    rect = place(size, FRAME, view)
    return (at.x() - rect.left()) / rect.width(), (at.y() - rect.top()) / rect.height()


@pytest.mark.parametrize("size", [WIDE, TALL, SMALL])
def test_a_picture_fits_in_the_middle(size: QSizeF) -> None:
    rect = place(size, FRAME, View())
    assert rect.center() == FRAME.center()
    assert FRAME.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(rect)
    assert max(rect.width() / FRAME.width(), rect.height() / FRAME.height()) == pytest.approx(1)
    assert rect.width() / rect.height() == pytest.approx(size.width() / size.height())


def test_a_small_copy_covers_the_same_place() -> None:
    view = View(3.7, 0.4, 0.45)
    assert place(SMALL, FRAME, view) == place(WIDE, FRAME, view)


@pytest.mark.parametrize("size", [WIDE, TALL])
@pytest.mark.parametrize("factor", [1.25, 4, 11])
def test_zooming_keeps_the_spot_under_the_cursor(size: QSizeF, factor: float) -> None:
    # Zoomed in so far that the picture is larger than the frame both ways, its edges do not interfere.
    view = View(6.0, 0.5, 0.5)
    at = QPointF(400, 130)
    closer = zoomed(view, view.zoom * factor, at, size, FRAME, ratio=1)
    assert spot(size, closer, at) == pytest.approx(spot(size, view, at))
    back = zoomed(closer, view.zoom, at, size, FRAME, ratio=1)
    assert (back.zoom, back.x, back.y) == pytest.approx((view.zoom, view.x, view.y))


def test_dragging_moves_the_picture_with_the_mouse() -> None:
    view = View(6.0, 0.5, 0.5)
    after = moved(view, QPointF(30, -12), WIDE, FRAME)
    assert place(WIDE, FRAME, after).topLeft() - place(WIDE, FRAME, view).topLeft() == QPointF(30, -12)


def test_no_gap_opens_at_the_edge() -> None:
    after = moved(View(6.0, 0.5, 0.5), QPointF(1e6, 1e6), WIDE, FRAME)
    assert place(WIDE, FRAME, after).topLeft() == FRAME.topLeft()
    # One that came from a picture of another shape is held at the edge too.
    rect = place(TALL, FRAME, View(12.0, 0.01, 0.99))
    assert rect.left() == pytest.approx(FRAME.left())
    assert rect.bottom() == pytest.approx(FRAME.bottom())


def test_a_picture_that_fits_stays_in_the_middle() -> None:
    assert moved(View(), QPointF(50, 50), WIDE, FRAME) == View()
    assert settled(View(1.0, 0.2, 0.9), WIDE, FRAME) == View()


@pytest.mark.parametrize("ratio", [1, 2])
def test_actual_size_is_a_pixel_for_a_pixel(ratio: float) -> None:
    view = View(actual(WIDE, FRAME, ratio), 0.5, 0.5)
    assert place(WIDE, FRAME, view).width() * ratio == pytest.approx(3000)


def test_zoom_has_limits() -> None:
    middle = FRAME.center()
    closest = zoomed(View(), 1e9, middle, WIDE, FRAME, ratio=1)
    assert place(WIDE, FRAME, closest).width() == pytest.approx(8 * 3000)
    assert zoomed(View(2.0), 1e-9, middle, WIDE, FRAME, ratio=1) == View()
    # A small one, fitted larger than it is, can go down to its own size.
    assert place(SMALL, FRAME, zoomed(View(), 1e-9, middle, SMALL, FRAME, ratio=1)).width() == pytest.approx(
        300
    )
