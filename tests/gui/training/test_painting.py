"""What is painted by hand: curves and strips of photos."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosearch.gui import theme
from photosearch.gui.engine import Engine
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings
from photosearch.gui.training.curve import Curve, smooth
from photosearch.gui.training.layout_sketch import LayoutSketch
from photosearch.gui.training.strip import PHOTO, Strip

_WAIT = 60_000


def painted(widget: Curve | Strip) -> QImage:
    return widget.grab().toImage()


def columns_with(image: QImage, colour: QColor) -> list[int]:
    return [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y) == colour for y in range(image.height()))
    ]


def test_smoothing_equals_a_plain_loop() -> None:
    points = [(step, float((7 * step) % 11)) for step in range(1, 40)]
    for place, (step, value) in enumerate(smooth(points)):
        last = [point[1] for point in points[max(0, place - 11) : place + 1]]
        assert step == points[place][0] and value == pytest.approx(sum(last) / len(last))


def test_curve_reaches_as_far_as_the_course_is_done(qtbot: QtBot) -> None:
    curve = Curve("Quality", "ok", lambda value: f"{value:.0%}")
    qtbot.addWidget(curve)
    curve.resize(300, 200)
    ok = theme.tokens(curve.palette()).ok
    curve.set_points([(0, 0.5), (50, 0.7)], 100)
    half = columns_with(painted(curve), ok)
    curve.set_points([(0, 0.5), (50, 0.7), (100, 0.8)], 100)
    whole = columns_with(painted(curve), ok)
    assert 140 < max(half) < 165 and max(whole) > 275
    assert curve.accessibleDescription() == "80%"


def test_rising_values_rise(qtbot: QtBot) -> None:
    curve = Curve("Quality", "ok", str)
    qtbot.addWidget(curve)
    curve.resize(300, 200)
    curve.set_points([(0, 0.1), (100, 0.9)], 100)
    image, ok = painted(curve), theme.tokens(curve.palette()).ok
    tops = [
        min(y for y in range(image.height()) if image.pixelColor(x, y) == ok)
        for x in (columns_with(image, ok)[4], columns_with(image, ok)[-4])
    ]
    assert tops[1] < tops[0] - 80


@pytest.mark.parametrize("points", [[], [(0, 0.5)], [(1, 0.5), (2, 0.5)]])
def test_curves_of_nearly_nothing(qtbot: QtBot, points: list[tuple[int, float]]) -> None:
    curve = Curve("Quality", "accent", str)
    curve.show_start()
    qtbot.addWidget(curve)
    curve.set_points(points, 0)
    assert not painted(curve).isNull()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_right_photos_are_framed_and_wrong_ones_are_not(
    qtbot: QtBot, qapp: QApplication, engine: Engine, settings: Settings, photo_folder: str, mode: str
) -> None:
    theme.apply(qapp, mode)
    thumbnails = Thumbnails(engine, settings)
    paths = [str(Path(photo_folder) / name) for name in ("china.jpg", "dogs.jpg", "missing.jpg")]
    strip = Strip([(paths[0], True), (paths[1], False), (paths[2], False)], thumbnails)
    qtbot.addWidget(strip)
    before = painted(strip)
    qtbot.waitUntil(lambda: painted(strip) != before, timeout=_WAIT)
    ok = theme.tokens(strip.palette()).ok
    framed = columns_with(painted(strip), ok)
    assert framed and max(framed) <= PHOTO.width()
    assert strip.accessibleDescription() == "1 of the first 3 are right"
    thumbnails.stop()
    theme.apply(qapp, "light")


def test_sketch_is_said_in_words(qtbot: QtBot) -> None:
    sketch = LayoutSketch()
    qtbot.addWidget(sketch)
    assert "folder" in sketch.accessibleName() and not sketch.grab().isNull()
