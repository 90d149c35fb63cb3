"""What the query strip says: how to begin, or what is searched for."""

import os
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from photosearch.gui.badge import Badge
from photosearch.gui.elided_label import ElidedLabel
from photosearch.gui.file_names import base_name, parent_name
from photosearch.gui.query.intake import keep_folder
from photosearch.gui.theme import SPACE, enlarge
from photosearch.services.records import QueryPart

_NARROWEST = 24 * SPACE


class QueryWords(QStackedWidget):
    """`whole_wanted`: not the part, the whole picture is to be searched for."""

    whole_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = keep_folder()
        self.setMinimumWidth(_NARROWEST)
        self.addWidget(self._make_invitation())
        self.addWidget(self._make_description())

    def show_parts(self, parts: Sequence[QueryPart]) -> None:
        """Name these pictures, or invite to drop one."""
        self.setCurrentIndex(1 if parts else 0)
        if len(parts) == 1:
            self._describe(parts[0])
        elif parts:
            unwanted = sum(part.weight < 0 for part in parts)
            self._name.setText(self.tr("%n picture(s)", "", len(parts)))
            self._detail.setText(
                self.tr("Like %1 of them, unlike %2")
                .replace("%1", str(len(parts) - unwanted))
                .replace("%2", str(unwanted))
                if unwanted
                else self.tr("Looking for what is like all of them")
            )
            self._detail.show()
        self._whole.setVisible(any(part.region for part in parts))

    def _describe(self, part: QueryPart) -> None:
        pasted = os.path.dirname(part.path) == self._kept
        name = self.tr("Pasted picture") if pasted else base_name(part.path)
        folder = "" if pasted else parent_name(part.path)
        if part.region is not None:
            folder = self.tr("A part of it, {0} × {1} pixels").format(*part.region[2:])  # noqa: RUF001
        self._name.setText(name)
        self._detail.setText(folder)
        self._detail.setVisible(bool(folder))

    def _make_invitation(self) -> QWidget:
        page = QWidget()
        words = QLabel(self.tr("Drop a photo here to find its copies and other photos of the same place"))
        words.setObjectName("invitation")
        words.setWordWrap(True)
        enlarge(words, 1.15)
        layout = QHBoxLayout(page)
        layout.setContentsMargins(SPACE, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(Badge("photos"))
        layout.addWidget(words, 1)
        return page

    def _make_description(self) -> QWidget:
        page = QWidget()
        self._name, self._detail = ElidedLabel(), ElidedLabel()
        self._name.setObjectName("queryName")
        self._detail.setObjectName("queryDetail")
        enlarge(self._name, 1.1, bold=True)
        self._detail.setProperty("tone", "muted")
        self._whole = QPushButton(self.tr("Whole picture"))
        self._whole.setProperty("kind", "flat")
        self._whole.clicked.connect(self.whole_wanted)
        lines = QVBoxLayout()
        lines.setSpacing(SPACE // 2)
        lines.addStretch()
        lines.addWidget(self._name)
        lines.addWidget(self._detail)
        lines.addStretch()
        layout = QHBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(lines, 1)
        layout.addWidget(self._whole, 0, Qt.AlignmentFlag.AlignVCenter)
        return page


def photo_filter(name: str) -> str:
    """The entry of a file dialog for files named like photos, in either case."""
    from photosearch.imaging.formats import EXTENSIONS

    patterns = [pattern for end in sorted(EXTENSIONS) for pattern in (f"*{end}", f"*{end.upper()}")]
    return f"{name} ({' '.join(patterns)})"
