"""What this program is, its version and licence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photosearch import __version__
from photosearch.gui.icons import app_icon
from photosearch.gui.theme import SPACE, enlarge

_WIDTH = 52 * SPACE


class AboutDialog(QDialog):
    """A small dialog, not modal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Photosearch"))
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(64, 64))
        name = QLabel(f"Photosearch {__version__}")
        enlarge(name, 1.4, bold=True)
        paragraphs = (
            self.tr(
                "Finds the copies of a photo and the other photos of the same place, on your own computer. "
                "Nothing leaves it."
            ),
            self.tr("Free software under the Apache License 2.0."),
            self.tr(
                "Built on Deep Image Retrieval (Revaud et al., 2019) and EfficientNet-Lite2. The map is from "
                "Natural Earth and in the public domain. Qt for Python is used under the LGPL 3."
            ),
        )
        self.words = QLabel("\n\n".join(paragraphs))
        self.words.setWordWrap(True)
        self.words.setMinimumWidth(_WIDTH)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        for widget in (name, self.words, buttons):
            right.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        row.setSpacing(3 * SPACE)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)


def open_about(parent: QWidget) -> QDialog:
    """Show it."""
    dialog = AboutDialog(parent)
    dialog.show()
    return dialog
