"""The licence of this program, and those of everything that comes with it."""

import os

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

import photosearch
from photosearch.gui.jobs import Problem, in_thread
from photosearch.gui.theme import SPACE

_SIZE = 92 * SPACE, 70 * SPACE
OWN = "LICENSE"
# Collected where the program is built for others; who works from a checkout has each beside what it is of.
OTHERS = "LICENCES.txt"


class LicencesDialog(QDialog):
    """Two texts to read, search and copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Licences"))
        self.resize(*_SIZE)
        tabs = QTabWidget()
        self.own, self.others = (QPlainTextEdit(readOnly=True) for _ in range(2))
        for page, title in ((self.own, "Photosearch"), (self.others, self.tr("What it is built on"))):
            page.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            page.setTabChangesFocus(True)
            page.setAccessibleName(title)
            tabs.addTab(page, title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(tabs)
        column.addWidget(buttons)
        in_thread(lambda: (_read(OWN), _read(OTHERS))).then(self._show, self._fail)

    def _show(self, texts: tuple[str | None, str | None]) -> None:
        missing = self.tr(
            "This Photosearch was not installed by an installer. The packages it uses bring their licences."
        )
        for page, text in zip((self.own, self.others), texts, strict=True):
            page.setPlainText(missing if text is None else text)

    def _fail(self, problem: Problem) -> None:
        self.own.setPlainText(problem.message)


def _read(name: str) -> str | None:
    path = os.path.join(os.path.dirname(os.path.dirname(photosearch.__file__)), name)
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None
