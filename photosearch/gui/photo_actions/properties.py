"""All that is known of one photo, beside the window."""

import os
from threading import Event

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.compare.levels import read_image
from photosearch.gui.engine import Engine
from photosearch.gui.file_names import base_name, parent_name
from photosearch.gui.icons import icon, pixmap
from photosearch.gui.jobs import Job, Problem, in_thread
from photosearch.gui.photo_actions.property_names import translated
from photosearch.gui.theme import SPACE, enlarge, tokens
from photosearch.services.records import Photo, Picture

_PREVIEW = 30 * SPACE
_SIZE = QSize(88 * SPACE, 44 * SPACE)


class PropertiesDialog(QDialog):
    """Shows a photo's preview and what its file says; stays open beside the window."""

    def __init__(self, engine: Engine, photo: Photo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Properties of {name}").format(name=base_name(photo.path)))
        self.photo = photo
        self._jobs: list[Job] = []
        self._rows: list[tuple[str, ...]] = []
        self.preview = QLabel(self)
        self.preview.setFixedWidth(_PREVIEW)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.preview.setAccessibleName(self.tr("Preview"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * SPACE)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(1, 1)
        self.copy = QPushButton(icon("copy"), self.tr("Copy"), self)
        self.copy.setToolTip(self.tr("Copy all as text"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        self._build()
        self._say_known()
        if photo.offline:
            self._say(self.tr("The drive or folder it is on is not connected now."))
            self._show_kept()
        else:
            self._ask(engine)

    def text(self) -> str:
        """All rows as text, a line each."""
        return "\n".join(f"{name}: {value}" for name, value in self._rows)

    def done(self, result: int) -> None:
        """Close, and let go of what is still on its way."""
        for job in self._jobs:
            job.cancel()
        super().done(result)

    def _build(self) -> None:
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.addLayout(self._grid)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(rows)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        title = QLabel(base_name(self.photo.path))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        enlarge(title, 1.25, bold=True)
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        right = QVBoxLayout()
        right.setSpacing(2 * SPACE)
        right.addWidget(title)
        right.addWidget(area, 1)
        middle = QHBoxLayout()
        middle.setSpacing(3 * SPACE)
        middle.addWidget(self.preview)
        middle.addLayout(right, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        whole.setSpacing(2 * SPACE)
        whole.addLayout(middle, 1)
        whole.addWidget(buttons)
        self.resize(_SIZE)

    def _say_known(self) -> None:
        """What the library knows, until the file is read or where it is away."""
        photo = self.photo
        rows = [("Name", base_name(photo.path)), ("Folder", parent_name(photo.path))]
        if photo.width:
            rows.append(("Dimensions", f"{photo.width} \N{MULTIPLICATION SIGN} {photo.height}"))
        if photo.taken:
            rows.append(("Taken", photo.taken[:19].replace("T", " ")))
        if photo.camera:
            rows.append(("Camera", photo.camera))
        self._show(rows)

    def _ask(self, engine: Engine) -> None:
        said = engine.metadata(self.photo.path)
        said.then(self._show, self._failed)
        picture = engine.picture(self.photo.path, round(_PREVIEW * self.devicePixelRatioF()))
        picture.then(self._decoded, lambda problem: self._no_preview())
        self._jobs += [said, picture]

    def _decoded(self, picture: Picture) -> None:
        reading = in_thread(lambda: _read(picture))
        reading.then(self._show_preview, lambda problem: self._no_preview())
        self._jobs.append(reading)

    def _show_kept(self) -> None:
        """Show the thumbnail from before the drive went away."""
        path = self.photo.thumbnail
        reading = in_thread(lambda: QImage(path, b"png") if path else QImage())
        reading.then(self._show_preview)
        self._jobs.append(reading)

    def _show_preview(self, image: QImage) -> None:
        if image.isNull():
            self._no_preview()
            return
        made = QPixmap.fromImage(image)
        made.setDevicePixelRatio(self.devicePixelRatioF())
        self.preview.setPixmap(made)

    def _no_preview(self) -> None:
        colour = tokens(self.palette()).muted
        self.preview.setPixmap(pixmap("photo", 6 * SPACE, self.devicePixelRatioF(), colour))

    def _failed(self, problem: Problem) -> None:
        self._say(problem.message)

    def _show(self, rows: list[tuple[str, str]]) -> None:
        self._clear()
        self._rows = translated(rows)
        # The name is the title.
        for number, (name, value) in enumerate(self._rows[1:]):
            title = QLabel(name)
            title.setProperty("tone", "muted")
            title.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(title, number, 0)
            self._grid.addWidget(self._value(name, value), number, 1)

    def _value(self, name: str, value: str) -> QLabel:
        label = QLabel(value)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setAccessibleName(f"{name}: {value}")
        return label

    def _say(self, message: str) -> None:
        """Add a sentence below the rows."""
        label = QLabel(message)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("tone", "warning")
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()


def _read(picture: Picture) -> QImage:
    try:
        return read_image(picture.file, picture.width, picture.height, Event())
    finally:
        os.unlink(picture.file)
