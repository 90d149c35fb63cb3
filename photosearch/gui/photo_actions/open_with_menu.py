"""The programs a photo can be opened with, as a menu that fills itself."""

import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.file_names import shown
from photosearch.gui.jobs import Job
from photosearch.gui.photo_actions.desktop_entry import Application
from photosearch.gui.photo_actions.opening import Opening
from photosearch.gui.theme import SPACE

_LISTED = 12


class OpenWithMenu(QMenu):
    """`paths` tells what is to be opened when the menu is about to be shown."""

    def __init__(self, opening: Opening, paths: Callable[[], Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._opening = opening
        self._paths = paths
        self._job: Job | None = None
        self._bare: list[tuple[QAction, str]] = []
        self._icons = QTimer(self, interval=0)
        self._icons.timeout.connect(self._give_icon)
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._look)

    def _look(self) -> None:
        self.clear()
        self.addAction(self.tr("Looking for programs…")).setEnabled(False)
        if self._job is not None:
            self._job.cancel()
        paths = list(self._paths())
        self._job = self._opening.programs(paths)
        self._job.then(lambda found: self._fill(paths, *found))

    def _fill(self, paths: list[str], fitting: list[Application], others: list[Application]) -> None:
        self.clear()
        self._bare = []
        for program in fitting[:_LISTED]:
            action = self.addAction(_plain(program.name))
            action.triggered.connect(lambda checked=False, p=program: self._opening.open_with(p, paths))
            self._bare.append((action, program.icon))
        self._icons.start()
        if not fitting:
            self.addAction(self.tr("No program is set up for this")).setEnabled(False)
        rest = fitting[_LISTED:] + others
        if rest:
            self.addSeparator()
            self.addAction(self.tr("Another program…")).triggered.connect(lambda: self._choose(paths, rest))
        if self.isVisible():
            # It is open already, as large as it was while it looked.
            self.resize(self.sizeHint())

    def _give_icon(self) -> None:
        """One at a time: the first use of each reads files."""
        if self._bare:
            action, name = self._bare.pop(0)
            action.setIcon(QIcon(name) if os.path.isabs(name) else QIcon.fromTheme(name))
        else:
            self._icons.stop()

    def _choose(self, paths: list[str], programs: list[Application]) -> None:
        dialog = ProgramDialog(programs, self.window().parentWidget() or self.parentWidget())
        dialog.chosen_by(lambda program: self._opening.open_with(program, paths))
        dialog.open()


class ProgramDialog(QDialog):
    """Every program that opens files, to look through by name."""

    def __init__(self, programs: Sequence[Application], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Open with"))
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Name of the program"))
        self.filter.setAccessibleName(self.tr("Name of the program"))
        self.filter.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Programs"))
        self.list.setSpacing(SPACE // 4)
        for program in programs:
            item = QListWidgetItem(shown(program.name), self.list)
            item.setData(Qt.ItemDataRole.UserRole, program)
        self.list.setCurrentRow(0)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel, self
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (self.filter, self.list, self.buttons):
            column.addWidget(widget)
        self.resize(44 * SPACE, 52 * SPACE)
        self.filter.textChanged.connect(self._narrow)
        self.list.itemActivated.connect(lambda item: self.accept())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def chosen_by(self, take: Callable[[Application], object]) -> None:
        """Have the program handed over that the person chose."""

        def accepted() -> None:
            item = self.list.currentItem()
            if item is not None:
                take(item.data(Qt.ItemDataRole.UserRole))

        self.accepted.connect(accepted)

    def _narrow(self, text: str) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        for item in items:
            item.setHidden(text.casefold() not in item.text().casefold())
        first = next((item for item in items if not item.isHidden()), None)
        self.list.setCurrentRow(-1 if first is None else self.list.row(first))
        self.buttons.button(QDialogButtonBox.StandardButton.Open).setEnabled(first is not None)


def _plain(name: str) -> str:
    return shown(name).replace("&", "&&")
