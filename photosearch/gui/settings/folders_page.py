"""The folders of the library, and what each leaves out."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photosearch.gui.context import Context
from photosearch.gui.errors import show_problem
from photosearch.gui.file_names import base_name, home_shortened, shown
from photosearch.gui.folder_dialog import ask_for_folder
from photosearch.gui.icons import icon
from photosearch.gui.jobs import Job
from photosearch.gui.settings.card import Card, Line
from photosearch.gui.sidebar.excludes import ExcludesDialog
from photosearch.gui.sidebar.folder_menu import RemovalQuestion
from photosearch.gui.theme import SPACE
from photosearch.services.records import FolderInfo, Overview

_SIGN = 20


class FoldersPage(QWidget):
    """A line for each folder, which follows the library while it is being read."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._folders: dict[str, FolderInfo] = {}
        self._lines: dict[str, Line] = {}
        self.card = Card()
        self.card.hide()
        self.empty = QLabel(self.tr("No folder yet. Add one, and its photos can be searched within minutes."))
        self.empty.setProperty("tone", "muted")
        self.empty.setWordWrap(True)
        self.empty.hide()
        self.add = QPushButton(icon("plus"), self.tr("Add a folder…"))
        self.add.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.card)
        column.addWidget(self.empty)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        context.engine.changed.connect(self._load)
        self._load()

    def line(self, path: str) -> Line:
        """The line of a folder."""
        return self._lines[path]

    def _load(self) -> None:
        self._context.engine.overview().then(self._fill)

    def _fill(self, overview: Overview) -> None:
        before, self._folders = list(self._folders), {folder.path: folder for folder in overview.folders}
        if list(self._folders) != before:
            # Otherwise the buttons stay: somebody may be about to press one.
            self.card.clear()
            self._lines = {folder.path: self.card.add(self._line(folder)) for folder in overview.folders}
        for path, folder in self._folders.items():
            self._lines[path].say(self._words(folder))
        self.card.setVisible(bool(self._folders))
        self.empty.setVisible(not self._folders)

    def _line(self, folder: FolderInfo) -> Line:
        name = base_name(folder.path)
        sign = QLabel()
        sign.setPixmap(icon("folder" if folder.present else "folder-off").pixmap(_SIGN, _SIGN))
        exclude = QPushButton(self.tr("Leave out…"))
        exclude.setAccessibleName(self.tr("Leave something out of {0}").format(name))
        exclude.clicked.connect(partial(self._ask_excludes, folder.path))
        remove = QPushButton(self.tr("Remove…"))
        remove.setAccessibleName(self.tr("Remove {0}").format(name))
        remove.clicked.connect(partial(self._ask_remove, folder.path))
        return Line(name, self._words(folder), exclude, remove, sign=sign)

    def _words(self, folder: FolderInfo) -> str:
        parts = [shown(home_shortened(folder.path)), self.tr("%n photo(s)", "", folder.photos)]
        if folder.failures:
            parts.append(self.tr("%n could not be read", "", folder.failures))
        if not folder.present:
            parts.append(self.tr("not connected now"))
        words = " · ".join(parts)
        if folder.excludes:
            patterns = ", ".join(map(shown, folder.excludes))
            words += "\n" + self.tr("Left out: {0}").format(patterns)
        return words

    def _choose(self) -> None:
        ask_for_folder(self, self.tr("Add a folder with photos"), self.add_folder)

    def add_folder(self, path: str) -> None:
        """Take a folder into the library."""
        self._do(self._context.indexing.add_folder(path))

    def _ask_excludes(self, path: str) -> None:
        dialog = ExcludesDialog(self._folders[path], self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(partial(self._exclude, path))
        dialog.open()

    def _exclude(self, path: str, patterns: list[str]) -> None:
        self._do(self._context.indexing.set_excludes(path, patterns))

    def _ask_remove(self, path: str) -> None:
        question = RemovalQuestion(self._folders[path], self)

        def answered(button: QAbstractButton) -> None:
            if button is question.remove_button:
                self._do(self._context.indexing.remove_folder(path))

        question.buttonClicked.connect(answered)
        question.open()

    def _do(self, job: Job) -> None:
        # The dialog may be closed before the answer comes: the problem is for whichever window is there.
        job.then(self._done, partial(show_problem, None))

    def _done(self, result: object) -> None:
        self._load()
