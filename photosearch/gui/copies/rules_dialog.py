"""The rules for what to keep, put in order while the groups behind the dialog follow."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.copies.rule_words import FORMATS, WORDS, words_of
from photosearch.gui.file_names import shown
from photosearch.gui.folder_dialog import ask_for_folder
from photosearch.gui.icons import icon
from photosearch.gui.theme import SPACE

Rule = dict[str, Any]
_RULE = Qt.ItemDataRole.UserRole
_SIZE = 56 * SPACE, 68 * SPACE


class RulesDialog(QDialog):
    """`changed` has the rules as JSON holds them, or None for the usual ones: at every change."""

    changed = Signal(object)

    def __init__(self, rules: Sequence[Rule], usual: Sequence[Rule], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Which photo to keep"))
        self.resize(*_SIZE)
        self._usual = list(usual)
        self._filling = False
        self.list = QListWidget()
        self.outcome = QLabel()
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self._fill(rules)

    def rules(self) -> list[Rule]:
        """The rules, first that which counts most."""
        return [self.list.item(row).data(_RULE) for row in range(self.list.count())]

    def show_outcome(self, words: str) -> None:
        """Say what comes of the rules."""
        self.outcome.setText(words)

    def _build(self) -> None:
        intro = QLabel(
            self.tr("The first rule that tells one photo from the others decides. Drag them into your order.")
        )
        intro.setWordWrap(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setAccessibleName(self.tr("Rules, the most important first"))
        self.list.model().rowsMoved.connect(lambda *_: self._tell())
        self.list.currentRowChanged.connect(lambda row: self._enable())
        self.outcome.setProperty("tone", "muted")
        self.outcome.setWordWrap(True)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE)
        middle.addWidget(self.list, 1)
        middle.addLayout(self._side())
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        close.setAutoDefault(False)
        last = QHBoxLayout()
        last.addWidget(self.outcome, 1)
        last.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(intro)
        column.addLayout(middle, 1)
        column.addLayout(last)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(SPACE)
        add = self._button("add", "plus", self.tr("Add"), None)
        add.setMenu(self._add_menu(add))
        self._button("up", "up", self.tr("Up"), lambda: self._move(-1))
        self._button("down", "down", self.tr("Down"), lambda: self._move(1))
        self._button("turn", "swap", self.tr("Turn round"), self._turn)
        self._button("remove", "minus", self.tr("Remove"), self._remove)
        for button in self.buttons.values():
            side.addWidget(button)
        side.addStretch(1)
        side.addWidget(self._button("usual", "undo", self.tr("As usual"), lambda: self._reset()))
        return side

    def _button(self, name: str, sign: str, words: str, act: Callable[[], object] | None) -> QPushButton:
        button = QPushButton(icon(sign), words)
        button.setAutoDefault(False)
        if act is not None:
            button.clicked.connect(lambda: act())
        self.buttons[name] = button
        return button

    def _add_menu(self, owner: QWidget) -> QMenu:
        menu = QMenu(owner)
        for name, known in WORDS.items():
            words = words_of({"rule": name, "value": "…"})
            if known.takes == "folder":
                menu.addAction(words, partial(self._ask_folder, name))
            elif known.takes == "format":
                formats = menu.addMenu(self.tr("Files of a format"))
                for form in FORMATS:
                    formats.addAction(form, partial(self._add, {"rule": name, "value": form}))
            elif known.takes == "pattern":
                menu.addAction(words, self._ask_pattern)
            else:
                menu.addAction(words, partial(self._add, {"rule": name}))
        return menu

    def _ask_folder(self, name: str) -> None:
        words = self.tr("A folder for the rule")
        ask_for_folder(self, words, lambda path: self._add({"rule": name, "value": path}))

    def _ask_pattern(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Names like this"))
        dialog.setLabelText(self.tr("A name with * for anything, such as IMG_*"))
        dialog.textValueSelected.connect(
            lambda text: self._add({"rule": "name", "value": text.strip()}) if text.strip() else None
        )
        dialog.open()

    def _fill(self, rules: Sequence[Rule]) -> None:
        self._filling = True
        self.list.clear()
        for rule in rules:
            self.list.addItem(_item(rule))
        self._filling = False
        self._enable()

    def _add(self, rule: Rule) -> None:
        if any(_same(rule, other) for other in self.rules()):
            return
        # Where the person just put it, it counts.
        self.list.insertItem(0, _item(rule))
        self.list.setCurrentRow(0)
        self._tell()

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)
            self._tell()

    def _turn(self) -> None:
        item = self.list.currentItem()
        rule = dict(item.data(_RULE))
        if not rule.pop("reverse", False):
            rule["reverse"] = True
        item.setData(_RULE, rule)
        item.setText(words_of(rule))
        self._tell()

    def _remove(self) -> None:
        self.list.takeItem(self.list.currentRow())
        self._tell()

    def _reset(self) -> None:
        self._fill(self._usual)
        self._tell()

    def _tell(self) -> None:
        self._enable()
        if not self._filling:
            rules = self.rules()
            self.changed.emit(None if rules == self._usual else rules)

    def _enable(self) -> None:
        row, count = self.list.currentRow(), self.list.count()
        item = self.list.currentItem()
        known = WORDS.get(item.data(_RULE)["rule"]) if item is not None else None
        self.buttons["up"].setEnabled(row > 0)
        self.buttons["down"].setEnabled(0 <= row < count - 1)
        self.buttons["remove"].setEnabled(item is not None)
        self.buttons["turn"].setEnabled(known is not None and bool(known.reversed))
        self.buttons["usual"].setEnabled(self.rules() != self._usual)


def _item(rule: Rule) -> QListWidgetItem:
    item = QListWidgetItem(words_of(rule))
    item.setData(_RULE, dict(rule))
    if rule.get("value"):
        item.setToolTip(shown(rule["value"]))
    return item


def _same(one: Rule, other: Rule) -> bool:
    return one["rule"] == other["rule"] and one.get("value") == other.get("value")
