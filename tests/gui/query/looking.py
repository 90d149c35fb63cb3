"""What tests of the query strip look at."""

import os

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from photosearch.gui.query.card import PartCard
from photosearch.gui.query.strip import QueryStrip


def names(strip: QueryStrip) -> list[str]:
    return [os.path.basename(part.path) for part in strip.parts]


def cards(strip: QueryStrip) -> list[PartCard]:
    found = [card for card in strip.findChildren(PartCard) if card.isVisible()]
    return sorted(found, key=lambda card: card.mapTo(strip, QPoint()).x())


def button(strip: QueryStrip, name: str) -> QToolButton:
    found = strip.findChild(QToolButton, f"query-{name}")
    assert found is not None
    return found


def says(strip: QueryStrip, name: str) -> str:
    label = strip.findChild(QLabel, name)
    assert label is not None and label.isVisible()
    return label.text()


def search(qtbot: QtBot, strip: QueryStrip, paths: list[str]) -> None:
    with qtbot.waitSignal(strip.searched):
        strip.take_paths(paths)
