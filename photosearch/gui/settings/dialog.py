"""The settings dialog: a list of pages, and the chosen one beside it; every change counts at once."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.context import Context
from photosearch.gui.icons import icon
from photosearch.gui.settings.folders_page import FoldersPage
from photosearch.gui.settings.general_page import GeneralPage
from photosearch.gui.settings.rows import SettingsPage
from photosearch.gui.settings.shortcuts_page import ShortcutsPage
from photosearch.gui.settings.storage_page import StoragePage
from photosearch.gui.theme import SPACE, enlarge

_SIZE = 840, 640
_LIST = 26 * SPACE
_LINE = QSize(0, 5 * SPACE)


class SettingsDialog(QDialog):
    """Pages by name: general, folders, work, shortcuts, storage."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(*_SIZE)
        self.names: list[str] = []
        self.list = QListWidget()
        self.list.setFixedWidth(_LIST)
        self.list.setObjectName("settingsPages")
        self.list.setAccessibleName(self.tr("Pages of the settings"))
        self.pages = QStackedWidget()
        work = SettingsPage(context.settings, ("load", "device"), ("thumbnail_memory_mb",))
        self._add("general", "settings", self.tr("General"), GeneralPage(context))
        self._add("folders", "folder", self.tr("Folders"), FoldersPage(context))
        self._add("work", "refresh", self.tr("Background work"), work)
        self._add("shortcuts", "keyboard", self.tr("Keyboard"), ShortcutsPage(context.shortcuts))
        self._add("storage", "save", self.tr("Stored data"), StoragePage(context))
        self._arrange()
        self.list.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        self.list.setCurrentRow(self.names.index(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button the keys are at. In a field it presses none: Qt would take the first."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        button = self.focusWidget()
        if isinstance(button, QPushButton):
            button.click()

    def _arrange(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        bar = QFrame()
        bar.setProperty("surface", "bar")
        row = QVBoxLayout(bar)
        row.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, SPACE)
        row.addWidget(buttons)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.list, 0, 0)
        grid.addWidget(self.pages, 0, 1)
        grid.addWidget(bar, 1, 0, 1, 2)

    def _add(self, name: str, sign: str, title: str, page: QWidget) -> None:
        self.names.append(name)
        item = QListWidgetItem(icon(sign), title, self.list)
        item.setSizeHint(_LINE)
        heading = QLabel(title)
        enlarge(heading, 1.35, bold=True)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(heading)
        column.addWidget(page, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(whole)
        self.pages.addWidget(scroll)


def open_settings(parent: QWidget, context: Context, page: str = "") -> SettingsDialog:
    """Show the settings, at a page where one is named; the dialog that is open already where there is one."""
    found = parent.findChild(SettingsDialog)
    dialog = found if isinstance(found, SettingsDialog) else SettingsDialog(context, parent)
    if page:
        dialog.show_page(page)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog
