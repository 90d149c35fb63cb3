"""Asking before something is done, without stopping the rest of the program."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from photosearch.gui.icons import pixmap
from photosearch.gui.theme import SPACE, tokens

_ICON = 4 * SPACE


def ask(window: QWidget, sign: str, question: str, more: str, words: str, *, careful: bool) -> QMessageBox:
    """Ask over a window; the box tells by `accepted`. `words` are on the button that does it, `sign` is an
    icon's name. `careful`: Enter alone does not do it.
    """
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(words)
    box.setIconPixmap(pixmap(sign, _ICON, box.devicePixelRatioF(), tokens(box.palette()).muted))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setInformativeText(more)
    box.setStyleSheet("QLabel#qt_msgbox_label { font-weight: 600; }")
    does = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
    cancels = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancels if careful else does)
    box.open()
    return box
