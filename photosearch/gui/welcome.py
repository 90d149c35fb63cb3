"""What a person sees before there are photos: how to begin, and that it has begun."""

import os

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from photosearch.gui.file_names import base_name, shown, tool_tip
from photosearch.gui.icons import icon
from photosearch.gui.jobs import in_thread
from photosearch.gui.theme import SPACE, enlarge
from photosearch.gui.welcome_picture import WelcomePicture
from photosearch.gui.wording import Wording, number
from photosearch.services.records import IndexingState, Overview

_TEXT_WIDTH = 64 * SPACE
_PROGRESS_WIDTH = 40 * SPACE
_STEPS = 1000
# A folder that was just added is not looked through at once; "no photos" would be said too early.
_SURE_MS = 2000


class WelcomePage(QWidget):
    """Invites to add folders, then shows that they are looked through. `folder_offered` has the path of the
    system's folder for pictures, once the person takes it.
    """

    add_folder_wanted = Signal()
    folder_offered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = Wording(self)
        self._waiting = False
        self._folders = 0
        self._state = IndexingState()
        self._found_none = False
        self._offered = ""
        self._sure = QTimer(self, interval=_SURE_MS, singleShot=True)
        self._sure.timeout.connect(self._find_none)
        self._build()
        self._show()
        self._look_for_pictures()

    def invite(self) -> None:
        """Show how to begin, as after a folder could not be added."""
        self._waiting = False
        self._show()

    def wait_for_photos(self) -> None:
        """Show that a folder is being looked through."""
        self._waiting = True
        self._show()

    def set_overview(self, overview: Overview) -> None:
        """Invite or wait, depending on whether there are folders."""
        if overview.folders or self._folders:
            self._waiting = bool(overview.folders)
        self._folders = len(overview.folders)
        self._show()

    def set_state(self, state: IndexingState) -> None:
        """Show how far the indexer is."""
        self._state = state
        self._show()

    def _build(self) -> None:
        self._picture = WelcomePicture()
        self._headline = _text(1.7, bold=True)
        self._headline.setObjectName("headline")
        self._detail = _text(1.05)
        self._detail.setObjectName("detail")
        self._detail.setProperty("tone", "muted")
        self._progress = QProgressBar(textVisible=False, maximum=_STEPS)
        self._progress.setFixedWidth(_PROGRESS_WIDTH)
        self._progress.setAccessibleName(self.tr("How many photos were read"))
        self._add = QPushButton(self.tr("Add folders…"))
        self._add.setObjectName("addFolders")
        self._add.setProperty("kind", "primary")
        self._add.setMinimumHeight(5 * SPACE)
        self._add.clicked.connect(lambda: self.add_folder_wanted.emit())
        self._offer = QPushButton(icon("folder"), "")
        self._offer.setObjectName("offeredFolder")
        self._offer.setMinimumHeight(5 * SPACE)
        self._offer.clicked.connect(lambda: self.folder_offered.emit(self._offered))
        self._offer.hide()
        self._promise = _text(1.0)
        self._promise.setObjectName("promise")
        self._promise.setProperty("tone", "muted")
        self._promise.setText(self.tr("Nothing leaves this computer."))
        self._arrange()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addStretch()
        buttons.addWidget(self._add)
        buttons.addWidget(self._offer)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(0)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(2)
        column.addWidget(self._picture, 0, middle)
        column.addSpacing(4 * SPACE)
        column.addWidget(self._headline, 0, middle)
        column.addSpacing(2 * SPACE)
        column.addWidget(self._detail, 0, middle)
        column.addSpacing(2 * SPACE)
        column.addWidget(self._progress, 0, middle)
        column.addSpacing(2 * SPACE)
        column.addLayout(buttons)
        column.addSpacing(4 * SPACE)
        column.addWidget(self._promise, 0, middle)
        column.addStretch(3)

    def _look_for_pictures(self) -> None:
        path = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        # Where a system has no such folder, it names the home folder instead.
        if path and path != QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation):
            in_thread(lambda: os.path.isdir(path)).then(
                lambda there: self._offer_folder(path) if there else None
            )

    def _offer_folder(self, path: str) -> None:
        self._offered = path
        self._offer.setText(self.tr("Add “{0}”").format(base_name(path)).replace("&", "&&"))
        self._offer.setToolTip(tool_tip(shown(path)))
        self._show()

    def _show(self) -> None:
        at_rest = self._state.phase in ("watching", "stopped")
        resting = self._waiting and self._folders > 0 and at_rest
        if resting and not self._found_none and not self._sure.isActive():
            self._sure.start()
        if not resting:
            self._sure.stop()
            self._found_none = False
        waiting = self._waiting and not self._found_none
        self._picture.set_lively(waiting)
        self._headline.setText(self._headline_words())
        self._detail.setText(self._detail_words())
        # A label in a column that centres it does not claim the height of all its lines by itself.
        self._headline.setMinimumHeight(self._headline.heightForWidth(_TEXT_WIDTH))
        self._detail.setVisible(bool(self._detail.text()))
        counted = waiting and self._state.total > 0
        self._progress.setVisible(counted)
        self._progress.setValue(_STEPS * self._state.done // max(1, self._state.total))
        self._add.setVisible(not waiting)
        self._offer.setVisible(not self._waiting and bool(self._offered))
        self._promise.setVisible(not self._waiting)

    def _find_none(self) -> None:
        self._found_none = True
        self._show()

    def _headline_words(self) -> str:
        if not self._waiting:
            return self.tr("Find the copies of any photo, and the other photos of the same place.")
        if self._found_none:
            return self.tr("There are no photos in your folders yet")
        return self.tr("Looking through your photos…")

    def _detail_words(self) -> str:
        if not self._waiting:
            return ""
        if self._found_none:
            return self.tr("They come in by themselves as soon as there are some.")
        state = self._state
        if not state.total:
            return self.tr("You can search as soon as the first ones are read.")
        words = self.tr("{0} of {1} read").format(number(state.done), number(state.total))
        if state.remaining_s is not None:
            words += " · " + self._wording.time_left(state.remaining_s)
        return words


def _text(factor: float, *, bold: bool = False) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setFixedWidth(_TEXT_WIDTH)
    enlarge(label, factor, bold=bold)
    return label
