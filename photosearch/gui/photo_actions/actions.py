"""What can be done with photos, as actions for menus and keys."""

import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from photosearch.gui.engine import Engine
from photosearch.gui.errors import show_problem
from photosearch.gui.file_names import base_name
from photosearch.gui.icons import icon
from photosearch.gui.indexing import Indexing
from photosearch.gui.jobs import Problem
from photosearch.gui.photo_actions import clipboard, dragging
from photosearch.gui.photo_actions.acts import ACTS, BY_NAME, MENU, Act
from photosearch.gui.photo_actions.exclusion import Exclusion
from photosearch.gui.photo_actions.open_with_menu import OpenWithMenu
from photosearch.gui.photo_actions.opening import CHOOSES_FROM_MENU, Opening
from photosearch.gui.photo_actions.question import ask
from photosearch.gui.photo_actions.trash_undo import TrashUndo, path_beside
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts
from photosearch.services.records import FolderInfo, Photo, Trashed

# So many go to the trash without a question; Undo brings them back in any case.
_UNASKED = 20


class PhotoActions(QObject):
    """`actions` by name act on the photos last given to `set_photos`; `menu` makes menus for others.

    `find_similar` and `compare` have a list of Photo. `trashed` has a list of Trashed as soon as they are on
    their way, `restored` those that are back, or never went. `message` has words, the words on a button or
    "", and what that does.
    """

    find_similar = Signal(object)
    compare = Signal(object)
    trashed = Signal(object)
    restored = Signal(object)
    message = Signal(str, str, object)

    def __init__(
        self, engine: Engine, indexing: Indexing, settings: Settings, shortcuts: Shortcuts, window: QWidget
    ) -> None:
        super().__init__(window)
        self._engine = engine
        self._shortcuts = shortcuts
        self._window = window
        self._photos: list[Photo] = []
        self._query: Photo | None = None
        self.trash = TrashUndo(engine, path_beside(settings.path), self)
        self.opening = Opening(window)
        self.exclusion = Exclusion(engine, indexing, window)
        self.copier = clipboard.PictureCopier(engine, self)
        self.actions: dict[str, QAction] = {}
        self._make_actions()
        self._connect()
        self.set_photos([])

    def set_photos(self, photos: Sequence[Photo]) -> None:
        """What the actions act on: the photos chosen now."""
        self._photos = list(photos)
        for act in ACTS:
            self._enable(self.actions[act.name], act, self._photos)

    def set_query(self, query: Photo | None) -> None:
        """The picture that was searched for: a single photo is compared with it."""
        self._query = query
        self.set_photos(self._photos)

    def menu(self, photos: Sequence[Photo]) -> QMenu:
        """A context menu for these photos; whoever shows it has it deleted."""
        chosen = list(photos)
        menu = QMenu(self._window)
        menu.setToolTipsVisible(True)
        for group in MENU:
            if not menu.isEmpty():
                menu.addSeparator()
            for name in group:
                menu.addAction(self._made(BY_NAME[name], lambda: chosen, menu))
        for action in menu.actions():
            if not action.isSeparator():
                self._enable(action, BY_NAME[action.objectName()], chosen)
        return menu

    def mime_data(self, photos: Sequence[Photo]) -> QMimeData:
        """Photos for dragging them out."""
        return dragging.mime_data(photos)

    def _make_actions(self) -> None:
        for act in ACTS:
            action = self._made(act, lambda: self._photos, self)
            self._shortcuts.register(action, act.name, act.label().rstrip("…"), act.key)
            self.actions[act.name] = action
        undo = QAction(icon("undo"), self.tr("Undo"), self)
        undo.triggered.connect(self.trash.undo)
        self._shortcuts.register(undo, "undo", self.tr("Undo"), "Ctrl+Z")
        self.actions["undo"] = undo
        self._tell_undo()

    def _made(self, act: Act, photos: Callable[[], list[Photo]], owner: QObject) -> QAction:
        action = QAction(act.label(), owner)
        action.setObjectName(act.name)
        if act.icon:
            action.setIcon(icon(act.icon))
        if act.name in self.actions:
            # Shown only: in a menu that pops up it does not take the key from the action that has it.
            action.setShortcuts(self.actions[act.name].shortcuts())
        if act.name == "open_with" and CHOOSES_FROM_MENU:
            menu = OpenWithMenu(self.opening, lambda: _paths(photos()), self._window)
            action.setMenu(menu)
            action.destroyed.connect(menu.deleteLater)
        action.triggered.connect(lambda: self._do(act.name, photos()))
        return action

    def _enable(self, action: QAction, act: Act, photos: list[Photo]) -> None:
        obstacle = act.obstacle(photos)
        if obstacle is None and act.name == "compare" and len(photos) == 1 and self._query is None:
            obstacle = self.tr("Choose two photos, or search for a picture first.")
        if obstacle is None and act.name == "compare" and photos == [self._query]:
            obstacle = self.tr("This is the picture that the others are compared with.")
        action.setEnabled(obstacle is None)
        label = action.text().rstrip("…")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(obstacle or (f"{label} ({keys})" if keys else label))

    def _connect(self) -> None:
        self.trash.going.connect(self.trashed)
        self.trash.back.connect(self.restored)
        self.trash.moved.connect(self._moved_to_trash)
        self.trash.changed.connect(self._tell_undo)
        self.exclusion.excluded.connect(self._excluded)
        for part in (self.trash, self.opening, self.exclusion):
            part.failed.connect(self._tell_problem)

    def _do(self, name: str, photos: list[Photo]) -> None:
        """Do one of ACTS, where nothing keeps from it."""
        if BY_NAME[name].obstacle(photos) is not None:
            return
        paths = _paths(photos)
        doings: dict[str, Callable[[], object]] = {
            "find_similar": lambda: self.find_similar.emit(photos),
            "compare": lambda: self.compare.emit(photos),
            "open": lambda: self.opening.open(paths),
            "open_with": lambda: None if CHOOSES_FROM_MENU else self.opening.choose_program(paths),
            "show_in_folder": lambda: self.opening.show_in_folder(paths),
            "copy_file": lambda: self._copy_files(paths),
            "copy_image": lambda: self._copy_picture(paths[0]),
            "copy_path": lambda: clipboard.copy_paths(paths),
            "exclude_folder": lambda: self.exclusion.ask(paths[0]),
            "trash": lambda: self._trash(paths),
            "properties": lambda: self._show_properties(photos[0]),
        }
        doings[name]()

    def _copy_files(self, paths: list[str]) -> None:
        clipboard.copy_files(paths)
        self.message.emit(self.tr("%n file(s) copied", "", len(paths)), "", None)

    def _copy_picture(self, path: str) -> None:
        said = self.tr("Picture copied")
        self.copier.copy(path).then(lambda _: self.message.emit(said, "", None), self._tell_problem)

    def _trash(self, paths: list[str]) -> None:
        if len(paths) <= _UNASKED:
            self.trash.trash(paths)
            return
        question = self.tr("Move %n photo(s) to the trash?", "", len(paths))
        more, words = self.tr("Undo puts them back where they were."), self.tr("Move to trash")
        box = ask(self._window, "trash", question, more, words, careful=True)
        box.accepted.connect(lambda: self.trash.trash(paths))

    def _moved_to_trash(self, files: list[Trashed]) -> None:
        said = self.tr("%n photo(s) moved to the trash", "", len(files))
        self.message.emit(said, self.tr("Undo"), self.trash.undo)

    def _tell_undo(self) -> None:
        if "undo" not in self.actions:
            return
        count = self.trash.last()
        words = self.tr("Undo moving %n photo(s) to the trash", "", count) if count else self.tr("Undo")
        self.actions["undo"].setText(words)
        self.actions["undo"].setEnabled(count > 0)

    def _excluded(self, folder: str, root: FolderInfo) -> None:
        said = self.tr("“{folder}” is left out of the library").format(folder=base_name(folder))
        self.message.emit(said, self.tr("Undo"), lambda: self.exclusion.take_back(root))

    def _show_properties(self, photo: Photo) -> None:
        from photosearch.gui.photo_actions.properties import PropertiesDialog

        PropertiesDialog(self._engine, photo, self._window).show()

    def _tell_problem(self, problem: Problem) -> None:
        show_problem(self._window, problem)


def _paths(photos: Sequence[Photo]) -> list[str]:
    """In case the program's folder is left: a path as it was typed may be relative."""
    return [os.path.abspath(photo.path) for photo in photos]
