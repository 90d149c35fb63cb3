"""The icons: there, sharp, in the colour of the text, and changing with the theme by themselves."""

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from photosearch.gui import icons, theme
from photosearch.gui.colours import SCHEMES

_PROMISED = {
    "search", "open", "paste", "recent", "folder", "folder-off", "plus", "pause", "play", "warning",
    "check", "close", "more", "compare", "map", "timeline", "grid", "settings", "star", "trash", "undo",
    "copy", "external", "info", "left", "right", "swap", "blink", "zoom-in", "zoom-out", "fit", "photo",
    "network", "sun", "moon", "app",
}  # fmt: skip


def _colours(image: QImage) -> set[str]:
    """Of the pixels that are covered wholly."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_all_are_there(qapp: QApplication) -> None:
    assert set(icons.names()) >= _PROMISED


@pytest.mark.parametrize("name", icons.names())
def test_each_is_a_drawing_that_shows(qapp: QApplication, name: str) -> None:
    renderer = QSvgRenderer(f"{icons._folder()}/{name}.svg")
    assert renderer.isValid()
    assert renderer.viewBox().size() == QSize(256, 256) if name == "app" else QSize(24, 24)
    image = icons.pixmap(name, 48, 1.0, QColor("#123456")).toImage()
    inside = [image.pixelColor(x, y).alpha() for x in range(48) for y in range(48)]
    assert sum(alpha > 128 for alpha in inside) > 20
    if name != "app":
        assert _colours(image) == {"#123456"}
        # Room around, so that no stroke is cut.
        edge = [image.pixelColor(x, y).alpha() for x in range(48) for y in range(48) if {x, y} & {0, 47}]
        assert max(edge) < 64


def _box_with_button(qtbot: QtBot) -> QWidget:
    box = QWidget()
    qtbot.addWidget(box)
    button = QToolButton(box)
    # Dots: what is thinner than a pixel has no pixel in its full colour.
    button.setIcon(icons.icon("more"))
    button.setIconSize(QSize(48, 48))
    # Only the button holds the icon from here on.
    gc.collect()
    box.show()
    return box


def _shown(box: QWidget) -> set[str]:
    return _colours(box.grab().toImage())


def test_an_icon_follows_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    box = _box_with_button(qtbot)
    assert SCHEMES["light"].text.name() in _shown(box)
    theme.apply(qapp, "dark")
    try:
        assert SCHEMES["dark"].text.name() in _shown(box)
    finally:
        theme.apply(qapp, "light")


def test_a_disabled_one_is_pale(qtbot: QtBot, qapp: QApplication) -> None:
    box = _box_with_button(qtbot)
    box.setEnabled(False)
    colours = _shown(box)
    assert SCHEMES["light"].disabled.name() in colours
    assert SCHEMES["light"].text.name() not in colours


def test_it_is_drawn_for_the_pixels_of_the_screen(qapp: QApplication) -> None:
    drawn = icons.icon("search").pixmap(QSize(24, 24), 2.0)
    assert drawn.size() == QSize(48, 48)
    assert drawn.devicePixelRatio() == 2.0
    fine = icons.pixmap("search", 48, 1.0, QColor(SCHEMES["light"].text)).toImage()
    assert drawn.toImage().pixelColor(20, 10) == fine.pixelColor(20, 10)


def test_a_changed_copy_lives_on(qapp: QApplication) -> None:
    first = icons.icon("star")
    second = QIcon(first)
    second.addPixmap(QPixmap(4, 4))
    del first
    gc.collect()
    assert not second.pixmap(QSize(24, 24)).isNull()
    assert second.name() == "star"


def test_the_applications_own_comes_in_every_size(qapp: QApplication) -> None:
    app = icons.icon("app")
    assert {16, 32, 48, 256} <= {size.width() for size in app.availableSizes()}
    assert len(_colours(app.pixmap(QSize(64, 64)).toImage())) > 20
