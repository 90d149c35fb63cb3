"""The lines under photos look as if they were written there and then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from photosearch.gui.results.card_texts import CardTexts
from photosearch.services.records import Photo


def painted(name: str, plain: bool) -> list[int]:
    """The rows in which there is something of a name, laid out before or drawn as text."""
    texts = CardTexts(QApplication.font())
    image = QImage(400, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setFont(texts.font)
        if plain:
            painter.drawText(5, 20 + texts.metrics.ascent(), name)
        else:
            line, _ = texts.lines(Photo.outside(f"/photos/{name}"), 380, 380)
            painter.drawStaticText(5, 20 - line.lift, line.text)
    return [y for y in range(60) if any(image.pixelColor(x, y).lightness() < 200 for x in range(400))]


@pytest.mark.parametrize("name", ["IMG_0001.jpg", "<b>1 & 2</b>.jpg", "&File.jpg"])
def test_names_are_written_as_they_are(qapp: QApplication, name: str) -> None:
    assert painted(name, plain=False) == painted(name, plain=True)


@pytest.mark.parametrize("name", ["写真の名前.jpg", "صورة.jpg", "Ünïcode 한글.jpg"])
def test_letters_of_other_fonts_stand_on_the_same_line(qapp: QApplication, name: str) -> None:
    here, there = painted(name, plain=False), painted(name, plain=True)
    assert abs(here[0] - there[0]) <= 1 and abs(here[-1] - there[-1]) <= 1


def test_a_name_is_one_line(qapp: QApplication) -> None:
    assert len(painted("one\u2028two\u2029three\nfour", plain=False)) < 30
