"""What this program is, its version and where newer ones are, and the licences."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photosearch import RELEASES, __version__
from photosearch.gui.icons import app_icon
from photosearch.gui.licences import LicencesDialog
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
        # Photosearch never looks there itself: a click opens the browser.
        newer = QLabel(self.tr("Newer versions: %1").replace("%1", f'<a href="{RELEASES}">{RELEASES}</a>'))
        newer.setOpenExternalLinks(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.licences = buttons.addButton(self.tr("Licences…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.licences.clicked.connect(lambda: LicencesDialog(self).show())
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        for widget in (name, self.words, newer, buttons):
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
