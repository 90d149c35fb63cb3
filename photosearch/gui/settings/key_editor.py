"""Changing the keys of one action."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from photosearch.gui.shortcuts import Shortcut, Shortcuts
from photosearch.gui.theme import SPACE

_FIELD = 20 * SPACE


class KeyEditor(QFrame):
    """Keys are taken at once, except from another action: that has to be asked for."""

    def __init__(self, shortcuts: Shortcuts) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._shortcuts = shortcuts
        self._name: str | None = None
        self._wanted = ""
        self.label = QLabel()
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(1)
        self.field.setMinimumWidth(_FIELD)
        self.field.setToolTip(self.tr("Click here and press the new keys"))
        self.note = QLabel()
        self.note.setProperty("tone", "warning")
        self.note.setWordWrap(True)
        self.take = QPushButton(self.tr("Use them here"))
        self.clear = QPushButton(self.tr("No key"))
        self.reset = QPushButton(self.tr("Reset"))
        self._arrange()
        self.field.editingFinished.connect(self._typed)
        self.take.clicked.connect(lambda: self._set(self._wanted))
        self.clear.clicked.connect(lambda: self._set(""))
        self.reset.clicked.connect(self._reset)
        shortcuts.changed.connect(self._changed)

    def edit(self, shortcut: Shortcut | None) -> None:
        """Show the keys of an action; of none, nothing can be changed."""
        self._name = shortcut.name if shortcut else None
        self.label.setText(shortcut.label if shortcut else "")
        for control in (self.field, self.clear, self.reset):
            control.setEnabled(shortcut is not None)
        name = self.tr("Keys of {0}").format(shortcut.label) if shortcut else ""
        self.field.setAccessibleName(name)
        self._show()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.label, 1)
        for widget in (self.field, self.clear, self.reset):
            row.addWidget(widget)
        below = QHBoxLayout()
        below.addWidget(self.note, 1)
        below.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 3 * SPACE // 2, 2 * SPACE, 3 * SPACE // 2)
        column.setSpacing(SPACE)
        column.addLayout(row)
        column.addLayout(below)

    def _changed(self, name: str) -> None:
        if name == self._name:
            self._show()

    def _show(self) -> None:
        """What the settings hold: nothing is asked."""
        keys = self._keys()
        self._wanted = ""
        self.field.setKeySequence(keys[0] if keys else QKeySequence())
        text = self.field.findChild(QLineEdit)
        if isinstance(text, QLineEdit):
            # Qt puts longer words here, each time it is emptied.
            text.setPlaceholderText(self.tr("Press new keys"))
        self.note.hide()
        self.take.hide()

    def _keys(self) -> list[QKeySequence]:
        return [] if self._name is None else QKeySequence.listFromString(self._shortcuts.key(self._name))

    def _typed(self) -> None:
        keys, typed = self._keys(), self.field.keySequence()
        if typed != (keys[0] if keys else QKeySequence()):
            # The field holds the first; an action may have others, such as + and = to zoom in.
            others = [] if typed.isEmpty() else keys[1:]
            self._propose(QKeySequence.listToString([typed, *others] if not typed.isEmpty() else others))

    def _reset(self) -> None:
        default = next(one.default for one in self._shortcuts.all() if one.name == self._name)
        self._propose(default)

    def _propose(self, key: str) -> None:
        others = self._shortcuts.conflicts(self._name, key) if self._name else []
        if not others:
            self._set(key)
            return
        names = ", ".join(self.tr("“{0}”").format(other.label) for other in others)
        self._wanted = key
        self.note.setText(self.tr("These keys belong to {0}.").format(names))
        self.note.show()
        self.take.show()

    def _set(self, key: str) -> None:
        if self._name is not None:
            self._shortcuts.set_key(self._name, key)
            self._show()
