"""Above the groups of copies: what there is, which kinds are shown, and what can be done."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from photosearch.gui.copies.finder import KINDS
from photosearch.gui.icons import icon
from photosearch.gui.theme import SPACE, enlarge
from photosearch.gui.wording import file_size
from photosearch.gui.wording import number as counted


class CopiesHead(QWidget):
    """`kinds_changed`: other kinds are to be shown; `act_wanted` has trash, move or link."""

    kinds_changed = Signal()
    act_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.summary, self.state = QLabel(self.tr("Copies")), QLabel(), QLabel()
        enlarge(self.title, 1.3, bold=True)
        for label in (self.summary, self.state):
            label.setProperty("tone", "muted")
        self.chips = {kind: self._chip(kind) for kind in KINDS}
        self.rules = QPushButton(icon("list"), self.tr("Which to keep…"))
        self.again = QPushButton(icon("refresh"), self.tr("Look again"))
        self.stop = QPushButton(icon("close"), self.tr("Stop"))
        self.do = QPushButton()
        self.do.setObjectName("actOnCopies")
        self.do.setProperty("kind", "primary")
        self.do.clicked.connect(lambda: self.act_wanted.emit("trash"))
        self.others = self._make_others()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(self._first_line())
        column.addLayout(self._second_line())

    def kinds(self) -> set[str]:
        """The kinds that are to be shown."""
        return {kind for kind, chip in self.chips.items() if chip.isChecked()}

    def tell(self, numbers: Mapping[str, int], going: int, looking: bool) -> None:
        """Say how many groups there are of each kind, how many photos go, and whether more may come."""
        words = {"exact": self.tr("Same file"), "copy": self.tr("Copies"), "burst": self.tr("Bursts")}
        for kind, chip in self.chips.items():
            chip.setText(f"{words[kind]}  {counted(numbers[kind])}")
        self.do.setText(self.tr("Trash %n photo(s)…", "", going))
        self.do.setEnabled(going > 0)
        self.others.setEnabled(going > 0)
        self.stop.setVisible(looking)
        self.again.setVisible(not looking)
        self.state.setVisible(looking)

    def summarise(self, groups: int, going: int, freed: int) -> str:
        """Say what is found and what would come of it; returns the words."""
        words = self.tr("%n group(s)", "", groups) if groups else ""
        if going:
            size = file_size(freed)
            words += " · " + self.tr("%n photo(s) can go, {0} freed", "", going).format(size)
        self.summary.setText(words)
        return words

    def show_progress(self, phase: str, done: int, total: int) -> None:
        """Say how far the search for copies is."""
        words = {
            "comparing": self.tr("Comparing all photos…"),
            "verifying": self.tr("Making sure: {0} of {1}").format(counted(done), counted(total)),
        }
        self.state.setText(words.get(phase, ""))

    def _first_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2 * SPACE)
        line.addWidget(self.title)
        line.addWidget(self.summary, 1)
        for widget in (self.state, self.stop, self.again):
            line.addWidget(widget)
        return line

    def _second_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        for chip in self.chips.values():
            line.addWidget(chip)
        line.addStretch(1)
        for button in (self.rules, self.do, self.others):
            line.addWidget(button)
        return line

    def _make_others(self) -> QPushButton:
        others = QPushButton(icon("more"), "")
        words = self.tr("Other ways to be rid of copies")
        others.setToolTip(words)
        others.setAccessibleName(words)
        menu = QMenu(others)
        move, link = self.tr("Move to a folder…"), self.tr("Replace the same files by links")
        menu.addAction(icon("folder"), move, lambda: self.act_wanted.emit("move"))
        menu.addAction(icon("link"), link, lambda: self.act_wanted.emit("link"))
        others.setMenu(menu)
        return others

    def _chip(self, kind: str) -> QToolButton:
        chip = QToolButton()
        chip.setObjectName(f"copies-{kind}")
        chip.setCheckable(True)
        # A burst is no waste to get rid of, unless one looks at it.
        chip.setChecked(kind != "burst")
        chip.toggled.connect(lambda on: self.kinds_changed.emit())
        return chip
