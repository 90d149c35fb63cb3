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
from photosearch.gui.photo_actions.act_words import ActWords
from photosearch.gui.photo_actions.acting import Acting
from photosearch.gui.photo_actions.acts import ACTS, BY_NAME, MENU, WITH_QUERY, Act
from photosearch.gui.photo_actions.exclusion import Exclusion
from photosearch.gui.photo_actions.open_with_menu import OpenWithMenu
from photosearch.gui.photo_actions.opening import CHOOSES_FROM_MENU, Opening
from photosearch.gui.photo_actions.question import ask
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts
from photosearch.services.act_records import ActInfo, FileStep
from photosearch.services.records import FolderInfo, Photo

# So many go to the trash without a question; Undo brings them back in any case.
_UNASKED = 20


class PhotoActions(QObject):
    """`actions` by name act on the photos last given to `set_photos`; `menu` makes menus for others.

    `find_similar`, `find_part` and `compare` have a list of Photo; `added` has one and whether what is like
    them is wanted; `marked` one and "same" or "different", what the person says of them and the query.
    `going` has a list of FileStep of photos that leave their place, at once; `restored` those that are back,
    or never went. `message` has words, the words on a button or "", and what that does.
    """

    find_similar = Signal(object)
    find_part = Signal(object)
    compare = Signal(object)
    added = Signal(object, bool)
    marked = Signal(object, str)
    going = Signal(object)
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
        self.acting = Acting(engine, self)
        self._words = ActWords(self)
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
        undo.triggered.connect(self.acting.undo)
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
        if obstacle is None and act.name in WITH_QUERY:
            obstacle = self._obstacle_by_query(photos)
        if obstacle is None and act.name == "compare" and photos == [self._query]:
            obstacle = self.tr("This is the picture that the others are compared with.")
        action.setEnabled(obstacle is None)
        label = action.text().rstrip("…")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(obstacle or (f"{label} ({keys})" if keys else label))

    def _obstacle_by_query(self, photos: list[Photo]) -> str | None:
        if self._query is None:
            return self.tr("Search for a picture first.")
        if any(photo.path == self._query.path for photo in photos):
            return self.tr("This is the picture that is searched for.")
        return None

    def _connect(self) -> None:
        self.acting.going.connect(self.going)
        self.acting.back.connect(self.restored)
        self.acting.acted.connect(self._acted)
        self.acting.changed.connect(self._tell_undo)
        self.exclusion.excluded.connect(self._excluded)
        for part in (self.acting, self.opening, self.exclusion):
            part.failed.connect(self._tell_problem)

    def _do(self, name: str, photos: list[Photo]) -> None:
        """Do one of ACTS, where nothing keeps from it."""
        if BY_NAME[name].obstacle(photos) is not None:
            return
        if name in WITH_QUERY and self._obstacle_by_query(photos) is not None:
            return
        paths = _paths(photos)
        doings: dict[str, Callable[[], object]] = {
            "find_similar": lambda: self.find_similar.emit(photos),
            "find_part": lambda: self.find_part.emit(photos),
            "compare": lambda: self.compare.emit(photos),
            "add_to_search": lambda: self.added.emit(photos, True),
            "unlike": lambda: self.added.emit(photos, False),
            "same": lambda: self.marked.emit(photos, "same"),
            "different": lambda: self.marked.emit(photos, "different"),
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
        steps = [FileStep("trash", path) for path in paths]
        if len(paths) <= _UNASKED:
            self.acting.do(steps)
            return
        question = self.tr("Move %n photo(s) to the trash?", "", len(paths))
        more, words = self.tr("Undo puts them back where they were."), self.tr("Move to trash")
        box = ask(self._window, "trash", question, more, words, careful=True)
        box.accepted.connect(lambda: self.acting.do(steps))
        job = self._engine.companions(paths)
        tell = box.setInformativeText
        job.then(lambda found: tell(self._with_companions(more, found)), lambda problem: None)
        # After that the box may be gone.
        box.finished.connect(job.cancel)

    def _with_companions(self, more: str, found: dict[str, list[str]]) -> str:
        count = sum(map(len, found.values()))
        return f"{self._words.companions(count)} {more}" if count else more

    def _acted(self, act: ActInfo) -> None:
        self.message.emit(self._words.done(act), self.tr("Undo"), self.acting.undo)

    def _tell_undo(self) -> None:
        if "undo" not in self.actions:
            return
        last = self.acting.last()
        self.actions["undo"].setText(self._words.undo(*last) if last else self.tr("Undo"))
        self.actions["undo"].setEnabled(last is not None)

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
