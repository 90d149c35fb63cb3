"""The dialog that says what this program is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from photosearch import __version__
from photosearch.gui.about import open_about


def test_it_says_what_it_is_and_whose_work_it_uses(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = open_about(window)
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    for words in (__version__, "Apache", "Revaud", "EfficientNet", "Natural Earth", "LGPL"):
        assert words in said
    assert not dialog.isModal()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog))
