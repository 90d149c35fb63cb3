"""A network as a card: what it is, how far it has come, and what can be done with it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.icons import icon
from photosearch.gui.models.model_words import ModelWords
from photosearch.gui.theme import SPACE, enlarge
from photosearch.services.records import ModelInfo

_ICON = 16
_STEPS = 1000


class ModelCardFrame(QFrame):
    """The signals have the name of the network."""

    use_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, model: ModelInfo) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setObjectName(f"model-{model.name}")
        self.setAccessibleName(model.name)
        self.model = model
        self._words = ModelWords(self)
        self._badge = _label(self.tr("In use"), "ok")
        self._badge.setObjectName("badge")
        self._summary = _label(self._words.summary(model), "muted")
        self._described = _label("", "muted")
        self._described.setObjectName("described")
        self._described.setWordWrap(True)
        self._bar = QProgressBar(textVisible=False, maximum=_STEPS)
        self._use = QPushButton(self.tr("Use"))
        self._use.setObjectName("use")
        self._use.setAutoDefault(False)
        self._use.setAccessibleName(self.tr("Use {0}").format(model.name))
        self._use.clicked.connect(lambda: self.use_wanted.emit(model.name))
        self._facts = self._make_facts()
        self._build()

    def show_state(self, model: ModelInfo, most: int, answering: str) -> None:
        """Show how far it is. most: photos that the furthest network has looked at; answering: the network
        that answers searches now.
        """
        self.model = model
        self._badge.setVisible(model.in_use)
        self._use.setVisible(not model.in_use)
        if self._remove is not None:
            self._remove.setVisible(not model.in_use)
        words = self._words.described(model, most)
        waits = model.in_use and bool(answering) and answering != model.name
        if waits:
            words = f"{words}. {self._words.waiting(answering)}"
        self._described.setText(words)
        self._described.setVisible(bool(words))
        self._bar.setVisible(waits)
        self._bar.setValue(_STEPS * model.described // max(most, 1))
        self._bar.setAccessibleName(words)

    def _build(self) -> None:
        name = _label(self.model.name)
        enlarge(name, 1.1, bold=True)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(name)
        head.addWidget(self._badge)
        head.addStretch(1)
        self._remove = self._make_remove() if self.model.removable else None
        if self._remove is not None:
            head.addWidget(self._remove)
        head.addWidget(self._use)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE // 2)
        column.addLayout(head)
        column.addWidget(self._summary)
        column.addWidget(self._described)
        column.addSpacing(SPACE // 2)
        column.addWidget(self._bar)
        column.addWidget(self._make_more(), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._facts)

    def _make_remove(self) -> QPushButton:
        button = QPushButton(icon("trash"), "")
        button.setObjectName("remove")
        button.setProperty("kind", "flat")
        button.setAutoDefault(False)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setToolTip(self.tr("Delete this network"))
        button.setAccessibleName(self.tr("Delete {0}").format(self.model.name))
        button.clicked.connect(lambda: self.remove_wanted.emit(self.model.name))
        return button

    def _make_more(self) -> QToolButton:
        button = QToolButton()
        button.setText(self.tr("More about it"))
        button.setObjectName("more")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(icon("down"))
        button.setIconSize(QSize(_ICON, _ICON))
        button.setAccessibleName(self.tr("More about {0}").format(self.model.name))
        button.clicked.connect(lambda: self._show_facts(button, self._facts.isHidden()))
        return button

    def _show_facts(self, button: QToolButton, on: bool) -> None:
        self._facts.setVisible(on)
        button.setText(self.tr("Less") if on else self.tr("More about it"))
        button.setIcon(icon("up" if on else "down"))

    def _make_facts(self) -> QWidget:
        facts = QWidget()
        form = QFormLayout(facts)
        form.setContentsMargins(SPACE, 0, SPACE, SPACE)
        form.setHorizontalSpacing(3 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        last = ""
        for what, value in self._words.facts(self.model):
            words = _label(value)
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label = _label(what if what != last else "", "muted")
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            form.addRow(label, words)
            last = what
        facts.hide()
        return facts


def _label(words: str, tone: str = "") -> QLabel:
    label = QLabel(words, textFormat=Qt.TextFormat.PlainText)
    if tone:
        label.setProperty("tone", tone)
    return label
