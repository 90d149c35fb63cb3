"""Leaving a folder out of the library, after asking, and taking it in again."""

import os

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photosearch.gui.engine import Engine
from photosearch.gui.file_names import base_name, home_shortened, shown
from photosearch.gui.indexing import Indexing
from photosearch.gui.jobs import Problem
from photosearch.gui.photo_actions.question import ask
from photosearch.services.records import Filters, FolderInfo, Overview


class Exclusion(QObject):
    """Asks and excludes. `excluded` has the folder's path and the FolderInfo, as that was, of the folder of
    the library it is in; `failed` has a Problem.
    """

    excluded = Signal(object, object)
    failed = Signal(object)

    def __init__(self, engine: Engine, indexing: Indexing, window: QWidget) -> None:
        super().__init__(window)
        self._engine = engine
        self._indexing = indexing
        self._window = window

    def ask(self, path: str) -> None:
        """Ask whether to leave out the folder that a photo is in, and do so."""
        folder = os.path.dirname(path)
        self._engine.overview().then(lambda overview: self._found(folder, overview), self.failed.emit)

    def take_back(self, root: FolderInfo) -> None:
        """Leave out again only what was left out before."""
        self._indexing.set_excludes(root.path, root.excludes).failed.connect(self.failed)

    def _found(self, folder: str, overview: Overview) -> None:
        above = [info for info in overview.folders if _is_within(folder, info.path)]
        root = max(above, key=lambda info: len(info.path), default=None)
        if root is None:
            message = self.tr("“{folder}” is not in the library.").format(folder=base_name(folder))
            self.failed.emit(Problem(message))
        elif os.path.normpath(root.path) == os.path.normpath(folder):
            message = self.tr(
                "“{folder}” is one of the folders you added, not one within them. To take it out of the "
                "library, remove it from the list of folders at the left."
            ).format(folder=base_name(folder))
            self.failed.emit(Problem(message))
        else:
            self._engine.browse(Filters(below=folder)).then(
                lambda ids: self._confirm(folder, root, len(ids)), self.failed.emit
            )

    def _confirm(self, folder: str, root: FolderInfo, photos: int) -> None:
        question = self.tr("Leave “{folder}” out of the library?").format(folder=base_name(folder))
        gone = self.tr("%n photo(s) in it and in the folders below will no longer appear here.", "", photos)
        kept = self.tr("The files stay where they are, untouched.")
        back = self.tr(
            "Undo takes it in again; later, remove it from the excluded folders of “{root}”."
        ).format(root=base_name(root.path))
        more = f"{shown(home_shortened(folder))}\n\n{gone} {kept}\n\n{back}"
        exclude = self.tr("Exclude")
        box = ask(self._window, "exclude", question, more, exclude, careful=False)
        box.accepted.connect(lambda: self._exclude(folder, root))

    def _exclude(self, folder: str, root: FolderInfo) -> None:
        self._indexing.exclude(folder).then(lambda _: self.excluded.emit(folder, root), self.failed.emit)


def _is_within(path: str, folder: str) -> bool:
    try:
        return os.path.commonpath([path, folder]) == os.path.normpath(folder)
    except ValueError:
        return False
