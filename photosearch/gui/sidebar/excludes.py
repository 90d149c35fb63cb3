"""What a folder leaves out of the library."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from photosearch.gui.file_names import base_name, shown
from photosearch.gui.theme import SPACE
from photosearch.services.records import FolderInfo


class ExcludesDialog(QDialog):
    """`chosen` has the list of patterns."""

    chosen = Signal(object)

    def __init__(self, folder: FolderInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Leave out of “{0}”").format(base_name(folder.path)))
        words = QLabel(
            self.tr(
                "Files and folders with these names stay out of the library, one name a line. "
                "A * stands for any letters. The files themselves are not touched."
            )
        )
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        # A line that is left as it is keeps its bytes, which the field may not be able to hold.
        self._known = {shown(pattern): pattern for pattern in folder.excludes}
        self.field = QPlainTextEdit("\n".join(self._known))
        self.field.setPlaceholderText(self.tr("For example:") + "\nScreenshots\n*.gif\n2019/private")
        self.field.setAccessibleName(self.tr("Names to leave out, one a line"))
        self.field.setTabChangesFocus(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        for widget in (words, self.field, buttons):
            layout.addWidget(widget)
        self.resize(56 * SPACE, 40 * SPACE)

    def _accept(self) -> None:
        lines = (line.strip() for line in self.field.toPlainText().splitlines())
        patterns = (self._known.get(line, line) for line in lines if line)
        self.chosen.emit(list(dict.fromkeys(patterns)))
        self.accept()
