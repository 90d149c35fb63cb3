"""The dialog that says what this program is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from photosearch import RELEASES, __version__
from photosearch.gui.about import AboutDialog, open_about
from photosearch.gui.licences import LicencesDialog


def test_it_says_what_it_is_and_whose_work_it_uses(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = open_about(window)
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    for words in (__version__, "Apache", "Revaud", "EfficientNet", "Natural Earth", "LGPL", RELEASES):
        assert words in said
    assert not dialog.isModal()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_the_licences_can_be_read(qtbot: QtBot) -> None:
    about = AboutDialog()
    qtbot.addWidget(about)
    about.show()
    qtbot.mouseClick(about.licences, Qt.MouseButton.LeftButton)
    (dialog,) = about.findChildren(LicencesDialog)
    qtbot.waitUntil(lambda: "Apache License" in dialog.own.toPlainText())
    # Collected where a program is built; here it says where else they are.
    assert "packages" in dialog.others.toPlainText()
