"""The themes: legible by measure, switched at once, following the system."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from photosearch.gui import theme
from photosearch.gui.colours import SCHEMES, Tokens

_SURFACES = "window", "base", "card", "hover"
_TEXTS = "text", "muted", "accent", "danger", "ok", "warning"
_PAIRS = [
    *itertools.product(_TEXTS, _SURFACES),
    ("text", "pressed"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_danger", "danger"),
    ("on_selection", "selection"),
]


def _luminance(colour: QColor) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: QColor, other: QColor) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_is_measured_as_defined() -> None:
    assert _contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert _contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", SCHEMES)
def test_texts_can_be_read(name: str) -> None:
    tokens = SCHEMES[name]
    wanted = 7.0 if name.endswith("contrast") else 4.5
    poor = {
        (text, surface): round(_contrast(getattr(tokens, text), getattr(tokens, surface)), 2)
        for text, surface in _PAIRS
        if _contrast(getattr(tokens, text), getattr(tokens, surface)) < wanted
    }
    assert poor == {}


@pytest.mark.parametrize("name", SCHEMES)
def test_what_can_be_operated_stands_out(name: str) -> None:
    """WCAG 1.4.11: 3 to 1 for the bounds of controls and for the mark of the focus."""
    tokens = SCHEMES[name]
    for line, surface in itertools.product(("outline", "accent"), ("window", "base", "card")):
        assert _contrast(getattr(tokens, line), getattr(tokens, surface)) >= 3, (line, surface)


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> QLabel:
    label = QLabel("A photo")
    qtbot.addWidget(label)
    label.resize(200, 60)
    label.show()
    return label


def _background(label: QLabel) -> QColor:
    return label.grab().toImage().pixelColor(190, 50)


def test_a_switch_repaints_what_is_there(qapp: QApplication, shown: QLabel) -> None:
    theme.apply(qapp, "dark")
    try:
        assert _background(shown) == SCHEMES["dark"].window
        assert theme.tokens(shown.palette()) == SCHEMES["dark"]
    finally:
        theme.apply(qapp, "light")
    assert _background(shown) == SCHEMES["light"].window
    assert theme.tokens(shown.palette()) == SCHEMES["light"]


def test_the_system_is_followed_only_where_it_was_chosen(qapp: QApplication, shown: QLabel) -> None:
    """The test platform has no scheme of its own; what the application is told takes the system's place."""
    hints = qapp.styleHints()
    kept = theme.apply(qapp, "system")
    assert not kept.dark
    kept.follow(Qt.ColorScheme.Dark)
    assert _background(shown) == SCHEMES["dark"].window
    kept.choose("light")
    kept.follow(Qt.ColorScheme.Dark)
    assert _background(shown) == SCHEMES["light"].window
    assert hints.colorScheme() != Qt.ColorScheme.Dark


def test_a_palette_that_is_not_ours_gets_the_nearer_colours() -> None:
    assert theme.tokens(QPalette(QColor("#202020"))) == SCHEMES["dark"]
    assert theme.tokens(QPalette(QColor("#e0e0e0"))) == SCHEMES["light"]


def test_the_focus_can_be_seen(qtbot: QtBot, qapp: QApplication) -> None:
    first, second = QPushButton("One"), QPushButton("Two")
    box = QLabel()
    qtbot.addWidget(box)
    for number, button in enumerate((first, second)):
        button.setParent(box)
        button.move(10, 10 + 50 * number)
    box.resize(200, 120)
    with qtbot.waitActive(box):
        box.show()
    accent = theme.tokens(box.palette()).accent
    first.setFocus()
    assert _holds(first, accent)
    assert not _holds(second, accent)


def _holds(button: QPushButton, colour: QColor) -> bool:
    image = button.grab().toImage()
    return any(image.pixelColor(image.width() // 2, y) == colour for y in range(image.height()))


def test_every_colour_of_a_theme_is_given() -> None:
    for tokens in SCHEMES.values():
        assert isinstance(tokens, Tokens)
        assert all(getattr(tokens, name).isValid() for name in Tokens.__dataclass_fields__)
