"""Large pictures are looked at without the window ever standing still."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from photosearch.gui.compare.view import CompareView
from photosearch.services.records import Photo
from tests.gui.answers import WAIT_MS
from tests.gui.compare.test_compare_view import drag, wheel


def test_large_pictures_are_zoomed_and_moved_without_a_stall(
    qtbot: QtBot, view: CompareView, tmp_path: Path, no_stalls: list[object]
) -> None:
    photos = []
    for number in range(2):
        path = tmp_path / f"large-{number}.jpg"
        Image.effect_noise((1500, 1000), 60).resize((6000, 4000)).save(path, quality=80)
        photos.append(Photo.outside(str(path)))
    view.show_pair(*photos)
    left = view.stage.sides[0]
    qtbot.waitUntil(lambda: all(source.levels is not None for source in view.sources), timeout=WAIT_MS)
    wheel(left, QPoint(200, 150), 12)
    for step in range(40):
        drag(qtbot, left, left.rect().center(), QPoint(-30 if step % 2 else 28, 9))
        wheel(left, QPoint(100 + step, 90), 1 if step % 3 else -2)
        qtbot.wait(1)

    def sharp() -> bool:
        return all(source.levels and source.levels.longest == 6000 for source in view.sources)

    qtbot.waitUntil(sharp, timeout=WAIT_MS)
    view.set_mode("slider")
    for step in range(20):
        drag(qtbot, view.stage.slider, view.stage.slider.rect().center(), QPoint(-40, step))
        qtbot.wait(1)
    qtbot.keyClick(left, Qt.Key.Key_0)
