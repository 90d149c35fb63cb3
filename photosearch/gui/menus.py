"""The menu bar: everything the window can do, with its key."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices
from PySide6.QtWidgets import QMenu

from photosearch.gui.navigation import Place
from photosearch.services.records import IndexingState

if TYPE_CHECKING:
    from photosearch.gui.main_window import MainWindow
    from photosearch.gui.training.training import Training


class Menus(QObject):
    """Builds the menus of a window and keeps them true."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._bar = window.menuBar()
        self.actions: dict[str, QAction] = {}
        self._training: Training | None = None
        self._file()
        self._edit()
        self._view()
        self._photo()
        self._library()
        self._help()
        window.parts.bar.show_training.connect(self._open_training)
        self.update(window.navigation.place)

    def update(self, place: Place) -> None:
        """Enable what can be done at a place."""
        navigation = self._window.navigation
        self.actions["back"].setEnabled(navigation.can_go_back())
        self.actions["forward"].setEnabled(navigation.can_go_forward())
        self.actions["clear"].setEnabled(bool(place.parts))
        self.actions[f"view_{place.view}"].setChecked(True)

    def set_indexing(self, state: IndexingState) -> None:
        """Offer to pause, or to go on."""
        paused = state.phase == "paused"
        action = self.actions["pause"]
        action.setText(self.tr("Go on reading photos") if paused else self.tr("Pause reading photos"))

    def _file(self) -> None:
        window, strip = self._window, self._window.parts.strip
        menu = self._bar.addMenu(self.tr("&File"))
        self._add(menu, "open_picture", self.tr("Search for a picture…"), strip.open_pictures, "Ctrl+O")
        self._add(menu, "paste", self.tr("Search for the copied picture"), strip.paste, "Ctrl+V")
        self._add(
            menu, "web", self.tr("Search for a picture on the web…"), lambda: strip.web.ask_for_address(False)
        )
        self._add(menu, "clear", self.tr("End the search"), window.show_library, "Ctrl+Backspace")
        menu.addSeparator()
        self._add(menu, "add_folder", self.tr("Add a folder…"), window.choose_folders, "Ctrl+Shift+O")
        menu.addSeparator()
        self._add(menu, "settings", self.tr("Settings…"), self._open_settings, "Ctrl+,")
        self._add(menu, "quit", self.tr("Quit"), window.quit_wanted.emit, "Ctrl+Q")

    def _edit(self) -> None:
        actions = self._window.photo_actions.actions
        menu = self._bar.addMenu(self.tr("&Edit"))
        menu.addAction(actions["undo"])
        menu.addSeparator()
        for name in ("copy_file", "copy_image", "copy_path"):
            menu.addAction(actions[name])
        menu.addSeparator()
        results = self._window.parts.results
        self._add(menu, "select_all", self.tr("Select all"), results.select_all, "Ctrl+A")

    def _view(self) -> None:
        window = self._window
        menu = self._bar.addMenu(self.tr("&View"))
        self._add(menu, "back", self.tr("Back"), window.navigation.back, "Alt+Left")
        self._add(menu, "forward", self.tr("Forward"), window.navigation.forward, "Alt+Right")
        self._add(menu, "all_photos", self.tr("All photos"), window.show_library, "Ctrl+Home")
        menu.addSeparator()
        views = QActionGroup(self)
        for view, words, key in (
            ("grid", self.tr("As a grid"), "Ctrl+1"),
            ("map", self.tr("On the map"), "Ctrl+2"),
            ("copies", self.tr("Copies"), "Ctrl+3"),
            ("failures", self.tr("What could not be read"), "Ctrl+4"),
        ):
            action = self._add(menu, f"view_{view}", words, partial(window.show_view, view), key)
            action.setCheckable(True)
            views.addAction(action)
        menu.addSeparator()
        self._add(menu, "larger", self.tr("Larger pictures"), lambda: self._resize(16), "Ctrl++; Ctrl+=")
        self._add(menu, "smaller", self.tr("Smaller pictures"), lambda: self._resize(-16), "Ctrl+-")
        menu.addSeparator()
        self._add(menu, "sidebar", self.tr("Sidebar"), self._toggle_sidebar, "F9")
        self._add(menu, "full_screen", self.tr("Full screen"), self._full_screen, "Shift+F11")

    def _photo(self) -> None:
        actions = self._window.photo_actions.actions
        menu = self._bar.addMenu(self.tr("&Photo"))
        for name in (
            *("find_similar", "find_part", "compare", "", "same", "different", ""),
            *("add_to_search", "unlike", "", "open", "open_with", "show_in_folder", ""),
            *("exclude_folder", "trash", "", "properties"),
        ):
            menu.addAction(actions[name]) if name else menu.addSeparator()

    def _library(self) -> None:
        window = self._window
        menu = self._bar.addMenu(self.tr("&Library"))
        self._add(menu, "check_now", self.tr("Look for new photos now"), window.indexing.check_now, "F5")
        self._add(menu, "pause", self.tr("Pause reading photos"), self._pause)
        menu.addSeparator()
        self._add(menu, "training", self.tr("Learn from your places…"), self._open_training)
        self._add(menu, "marks", self.tr("What you said of photos…"), self._open_marks)
        self._add(menu, "models", self.tr("Networks…"), self._open_models)

    def _help(self) -> None:
        menu = self._bar.addMenu(self.tr("&Help"))
        self._add(menu, "shortcuts", self.tr("Keyboard shortcuts"), self._open_shortcuts, "Ctrl+/")
        self._add(menu, "log", self.tr("Show the log folder"), self._show_log)
        menu.addSeparator()
        self._add(menu, "about", self.tr("About Photosearch"), self._about)

    def _add(self, menu: QMenu, name: str, words: str, act: Callable[[], object], key: str = "") -> QAction:
        action = QAction(words, self._window)
        action.triggered.connect(lambda checked=False: act())
        self._window.context.shortcuts.register(action, name, words.rstrip("…"), key)
        menu.addAction(action)
        self.actions[name] = action
        return action

    def _resize(self, step: int) -> None:
        settings = self._window.settings
        settings.set("thumbnail_size", min(max(settings.get("thumbnail_size") + step, 96), 320))

    def _toggle_sidebar(self) -> None:
        sidebar = self._window.parts.sidebar
        sidebar.setVisible(not sidebar.isVisible())

    def _full_screen(self) -> None:
        window = self._window
        window.showNormal() if window.isFullScreen() else window.showFullScreen()

    def _pause(self) -> None:
        indexing = self._window.indexing
        indexing.resume() if indexing.state.phase == "paused" else indexing.pause()

    def _open_settings(self, page: str = "") -> None:
        from photosearch.gui.settings.dialog import open_settings

        open_settings(self._window, self._window.context, page)

    def _open_shortcuts(self) -> None:
        self._open_settings("shortcuts")

    def _open_training(self) -> None:
        from photosearch.gui.training import open_training

        dialog = open_training(self._window, self._window.context, self._window.parts.toast.say)
        if self._training is None:
            self._training = dialog.training
            self._training.changed.connect(self._show_training)

    def _show_training(self) -> None:
        training, words = self._training, ""
        if training is not None and training.is_busy:
            share = 100 * training.progress.done // max(training.progress.total, 1)
            words = self.tr("Learning… %1 %").replace("%1", str(share))
        self._window.parts.bar.set_training(words)

    def _open_models(self) -> None:
        from photosearch.gui.models import open_models

        open_models(self._window, self._window.context)

    def _open_marks(self) -> None:
        from photosearch.gui.marks.dialog import MarksDialog

        # From the menu and from the results alike: one list is enough.
        dialog = self._window.findChild(MarksDialog)
        if dialog is None:
            dialog = MarksDialog(self._window.engine, self._window.thumbnails, self._window)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _show_log(self) -> None:
        from photosearch.gui.errors import log_folder

        QDesktopServices.openUrl(QUrl.fromLocalFile(log_folder()))

    def _about(self) -> None:
        from photosearch.gui.about import open_about

        open_about(self._window)
