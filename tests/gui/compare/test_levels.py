"""Pictures and their halves: the right pixels, and files that do not stay behind."""

import os
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from photosearch.gui.compare.levels import Levels, StoppedError, read_levels


def written(path: Path, pixels: np.ndarray) -> str:
    """The file that the engine would hand over."""
    path.write_bytes(pixels.astype(np.uint8).tobytes())
    return str(path)


def pixels_of(image: QImage) -> np.ndarray:
    """height x width x 3."""
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return flat[:, : image.width(), 2::-1].astype(int)


def test_every_level_is_half_of_the_one_before(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    # Larger than what is worked on in one piece, with odd sides.
    whole = random.integers(0, 256, (1311, 2047, 3))
    levels = read_levels(written(tmp_path / "p.rgb", whole), 2047, 1311, Event())
    assert [(image.width(), image.height()) for image in levels.images] == [
        (2047, 1311),
        (1023, 655),
        (511, 327),
    ]
    assert (pixels_of(levels.images[0]) == whole).all()
    for larger, smaller in zip(levels.images, levels.images[1:], strict=False):
        before, half = pixels_of(larger), pixels_of(smaller)
        height, width = half.shape[:2]
        mean = before[: 2 * height, : 2 * width].reshape(height, 2, width, 2, 3).mean((1, 3))
        assert np.abs(half - mean).max() <= 1.5


def test_the_file_is_deleted_whatever_happens(tmp_path: Path) -> None:
    whole = np.zeros((30, 40, 3))
    folder = tmp_path / "files"
    folder.mkdir()
    good = written(folder / "good", whole)
    read_levels(good, 40, 30, Event())
    short = written(folder / "short", whole[:20])
    with pytest.raises(OSError, match="cut off"):
        read_levels(short, 40, 30, Event())
    stopped = written(folder / "stopped", whole)
    stop = Event()
    stop.set()
    with pytest.raises(StoppedError):
        read_levels(stopped, 40, 30, stop)
    assert os.listdir(folder) == []


def test_a_thin_picture_has_halves_too(tmp_path: Path) -> None:
    whole = np.full((3000, 1, 3), 200)
    levels = read_levels(written(tmp_path / "thin", whole), 1, 3000, Event())
    assert pixels_of(levels.images[-1]).min() == 200


@pytest.mark.parametrize("scale", [0.2, 0.5, 1.0, 2.5])
def test_drawing_a_part_shows_that_part(tmp_path: Path, scale: float) -> None:
    """Whatever level is drawn from, a point of the screen shows the point of the picture that lies there."""
    rows, columns = np.mgrid[0:1200, 0:1600]
    slope = np.stack([columns * 255 / 1600, rows * 255 / 1200, np.full_like(rows, 77)], -1)
    levels = read_levels(written(tmp_path / "slope", slope), 1600, 1200, Event())
    target = QRectF(-100, -40, 1600 * scale, 1200 * scale)
    visible = QRectF(0, 0, 150, 120)
    assert _drawn_is_slope(levels, target, visible)


def _drawn_is_slope(levels: Levels, target: QRectF, visible: QRectF) -> bool:
    canvas = QImage(150, 120, QImage.Format.Format_RGB32)
    canvas.fill(0)
    with QPainter(canvas) as painter:
        levels.draw(painter, target, visible)
    drawn = pixels_of(canvas)
    rows, columns = np.mgrid[0:120, 0:150]
    red = (columns + 0.5 - target.left()) / target.width() * 255
    green = (rows + 0.5 - target.top()) / target.height() * 255
    within = (red < 254) & (green < 254)
    return bool(
        (np.abs(drawn[..., 0] - red)[within] < 2.5).all()
        and (np.abs(drawn[..., 1] - green)[within] < 2.5).all()
    )
