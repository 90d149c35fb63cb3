"""The keys of all actions, to see and to change."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.icons import icon
from photosearch.gui.photo_actions.question import ask
from photosearch.gui.settings.key_editor import KeyEditor
from photosearch.gui.shortcuts import Shortcut, Shortcuts
from photosearch.gui.theme import SPACE

_NAME = Qt.ItemDataRole.UserRole


class ShortcutsPage(QWidget):
    """A list with a field to search it; the keys of the chosen action are edited below it."""

    def __init__(self, shortcuts: Shortcuts) -> None:
        super().__init__()
        self._shortcuts = shortcuts
        self._items: dict[str, QTreeWidgetItem] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search for an action or a key"))
        self.search.setAccessibleName(self.tr("Search for an action or a key"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = self._make_list()
        self.editor = KeyEditor(shortcuts)
        self.reset_all = QPushButton(self.tr("Reset all…"))
        self._arrange()
        for shortcut in shortcuts.all():
            self._add(shortcut)
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(self._chosen)
        self.reset_all.clicked.connect(self._ask_reset)
        shortcuts.changed.connect(self._changed)
        self._filter("")
        self._enable()

    def choose(self, name: str) -> None:
        """Choose an action in the list."""
        self.list.setCurrentItem(self._items[name])

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setProperty("surface", "list")
        made.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setAccessibleName(self.tr("Actions and their keys"))
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        made.header().setStretchLastSection(False)
        return made

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.editor)
        column.addWidget(self.reset_all, 0, Qt.AlignmentFlag.AlignRight)

    def _add(self, shortcut: Shortcut) -> None:
        item = QTreeWidgetItem([shortcut.label, _shown(shortcut.key)])
        item.setData(0, _NAME, shortcut.name)
        self._items[shortcut.name] = item
        self.list.addTopLevelItem(item)

    def _changed(self, name: str) -> None:
        if name in self._items:
            self._items[name].setText(1, _shown(self._shortcuts.key(name)))
        self._enable()

    def _enable(self) -> None:
        self.reset_all.setEnabled(any(one.key != one.default for one in self._shortcuts.all()))

    def _filter(self, text: str) -> None:
        wanted = text.casefold()
        for item in self._items.values():
            item.setHidden(wanted not in f"{item.text(0)} {item.text(1)}".casefold())
        shown = [item for item in self._items.values() if not item.isHidden()]
        if self.list.currentItem() not in shown:
            first = self.list.indexFromItem(shown[0]) if shown else QModelIndex()
            self.list.setCurrentIndex(first)

    def _chosen(self, item: QTreeWidgetItem | None, before: QTreeWidgetItem | None) -> None:
        name = None if item is None else str(item.data(0, _NAME))
        self.editor.edit(next((one for one in self._shortcuts.all() if one.name == name), None))

    def _ask_reset(self) -> None:
        question = self.tr("Give all actions their first keys again?")
        more = self.tr("The keys you chose are forgotten.")
        box = ask(self.window(), "keyboard", question, more, self.tr("Reset all"), careful=True)
        box.accepted.connect(self.reset_everything)

    def reset_everything(self) -> None:
        """Give all actions the keys they came with."""
        self._shortcuts.reset()
        self._chosen(self.list.currentItem(), None)


def _shown(key: str) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    return "   ".join(one.toString(form) for one in QKeySequence.listFromString(key))
