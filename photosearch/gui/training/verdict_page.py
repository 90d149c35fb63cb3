"""Second step: whether the folder is enough, and which way to learn."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photosearch.gui import icons
from photosearch.gui.file_names import base_name, shown
from photosearch.gui.theme import SPACE, enlarge, tokens
from photosearch.gui.training.choice_card import ChoiceCard
from photosearch.gui.training.page import Page, set_kind, set_tone, text
from photosearch.gui.training.place_list import PlaceList
from photosearch.gui.training.training_words import TrainingWords
from photosearch.services.training_records import (
    ENOUGH,
    FEW,
    PLENTY,
    QUICK,
    THOROUGH,
    TRAINABLE,
    Assessment,
)

_ICON = 24
_LIST_WIDTH = 26 * SPACE
_SIGNS = {PLENTY: ("check", "ok"), ENOUGH: ("check", "ok"), FEW: ("info", "warning")}


class VerdictPage(Page):
    """`started` has the kind of training; `back` asks for another folder."""

    started = Signal(str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = TrainingWords(self)
        self._sign, self._verdict, self._advice = QLabel(), text(), text()
        self._verdict.setObjectName("verdict")
        self._advice.setObjectName("advice")
        enlarge(self._verdict, 1.15, bold=True)
        self._left_out = text(tone="muted")
        self._left_out.setObjectName("leftOut")
        self.list = PlaceList()
        self.list.setFixedWidth(_LIST_WIDTH)
        self._cards = self._make_cards()
        self._build()

    def _make_cards(self) -> dict[str, ChoiceCard]:
        cards = {QUICK: ChoiceCard(self.tr("Quick")), THOROUGH: ChoiceCard(self.tr("Thorough"))}
        group = QButtonGroup(self)
        for kind, card in cards.items():
            card.button.setObjectName(kind)
            group.addButton(card.button)
        cards[QUICK].button.setChecked(True)
        return cards

    def _build(self) -> None:
        said = QHBoxLayout()
        said.setSpacing(2 * SPACE)
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        for label in (self._verdict, self._advice, self._left_out):
            words.addWidget(label)
        said.addLayout(words, 1)
        self._ways = QWidget()
        ways = QHBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(2 * SPACE)
        for card in self._cards.values():
            ways.addWidget(card, 1)
        right = QVBoxLayout()
        right.setSpacing(3 * SPACE)
        right.addLayout(said)
        right.addWidget(self._ways)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(4 * SPACE)
        row.addLayout(right, 1)
        beside = QVBoxLayout()
        beside.addWidget(self.list)
        beside.addStretch(1)
        row.addLayout(beside)
        self.body.addLayout(row)
        self._back = self.add_button(self.tr("Another folder"), "back", "flat")
        self._back.clicked.connect(lambda: self.back.emit())
        self.add_stretch()
        self._start = self.add_button(self.tr("Start learning"), "start", "primary")
        self._start.clicked.connect(lambda: self.started.emit(self.kind()))

    def kind(self) -> str:
        """The way that is chosen."""
        return THOROUGH if self._cards[THOROUGH].button.isChecked() else QUICK

    def wait(self, folder: str) -> None:
        """Show that a folder is being looked at, or (empty) what was said of the library's photos."""
        self.heading.setText(base_name(folder) or self.tr("What you said of your photos"))
        self.heading.setToolTip(shown(folder))
        looking = self.tr("Looking at the folder…") if folder else self.tr("Looking at these photos…")
        self.intro.setText(looking)
        self._back.setText(self.tr("Another folder") if folder else self.tr("Back"))
        for widget in (self._sign, self._verdict, self._advice, self._left_out, self._ways, self.list):
            widget.hide()
        self._start.setEnabled(False)
        set_kind(self._back, "flat")

    def show_assessment(self, found: Assessment) -> None:
        """Show what was found."""
        good = found.verdict in TRAINABLE
        self.intro.setText(self._words.places(found) if found.places else "")
        self.intro.setVisible(bool(found.places))
        name, role = _SIGNS.get(found.verdict, ("warning", "danger"))
        colour = getattr(tokens(self.palette()), role)
        self._sign.setPixmap(icons.pixmap(name, _ICON, self.devicePixelRatioF(), colour))
        self._verdict.setText(self._words.verdict(found))
        set_tone(self._verdict, role)
        self._advice.setText(self._words.advice(found))
        left_out = self._words.left_out(found)
        self._left_out.setText("\n".join(left_out))
        for widget in (self._sign, self._verdict, self._advice):
            widget.show()
        self._left_out.setVisible(bool(left_out))
        self.list.set_places(found.places)
        self.list.setVisible(bool(found.places))
        self._ways.setVisible(good)
        self._describe_ways(found)
        self._start.setVisible(good)
        self._start.setEnabled(good)
        set_kind(self._back, "flat" if good else "primary")
        (self._start if good else self._back).setFocus()

    def _describe_ways(self, found: Assessment) -> None:
        takes = self._words.takes(found.quick_s)
        self._cards[QUICK].describe(
            self.tr("Weighs anew what makes two photos alike. Good for nearly everything."),
            self.tr("Takes {0}, then your photos are sorted in anew in a moment.").format(takes),
        )
        takes = self._words.takes(found.thorough_s)
        by_gpu = self.tr("Takes {0} on the graphics card.") if found.gpu else self.tr("Takes {0}.")
        self._cards[THOROUGH].describe(
            self.tr("Learns to see anew. For many places with many photos. Can be stopped and gone on with."),
            by_gpu.format(takes) + " " + self.tr("Afterwards all your photos have to be read again."),
        )
