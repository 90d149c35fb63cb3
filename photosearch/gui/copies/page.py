"""The copies view: groups of copies, what the rules propose to keep, and acting on what is decided."""

from collections import Counter
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosearch.gui.copies.act_question import ActQuestion
from photosearch.gui.copies.finder import CopiesFinder
from photosearch.gui.copies.head import CopiesHead
from photosearch.gui.copies.model import CopiesModel
from photosearch.gui.copies.review import Review
from photosearch.gui.copies.rules_dialog import RulesDialog
from photosearch.gui.copies.view import CopiesView
from photosearch.gui.engine import Engine
from photosearch.gui.folder_dialog import ask_for_folder
from photosearch.gui.icons import icon
from photosearch.gui.results.photos_or_message import PhotosOrMessage
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings
from photosearch.services.act_records import FileStep, GroupMember

_RULES = "keep_rules"


class CopiesPage(QWidget):
    """`compare_wanted` has two Photos; `menu_wanted` a list of one Photo, where, and a list of QAction to
    stand above the rest; `decided` a list of FileStep to be done now; `marked` the path of a photo and those
    that it is no copy of; `failed` a Problem.
    """

    compare_wanted = Signal(object, object)
    menu_wanted = Signal(object, QPoint, object)
    decided = Signal(object)
    marked = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self, engine: Engine, settings: Settings, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._settings = settings
        self._below: str | None = None
        # Which folder was looked through, None for all; empty before the first look.
        self._looked: tuple[str | None, ...] = ()
        self._usual: list[Any] = []
        self.rules_dialog: RulesDialog | None = None
        self.finder = CopiesFinder(engine, self)
        self.finder.rules = settings.get(_RULES) or None
        self.head = CopiesHead()
        self.model = CopiesModel()
        self.view = CopiesView(self.model, thumbnails, self)
        self._question = ActQuestion(engine, self)
        self._pages = PhotosOrMessage(self.view)
        self.message = self._pages.message
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.view)
        self._connect()

    def show_below(self, below: str | None) -> None:
        """Show the copies below a folder, or all."""
        self._below = below
        if self.isVisible():
            self._look_once()

    def look_again(self) -> None:
        """Look through the photos anew, as when something was undone."""
        self._looked = ()
        if self.isVisible():
            self._look_once()

    def shown(self) -> list[Review]:
        """The groups of the kinds that are chosen."""
        kinds = self.head.kinds()
        return [review for review in self.finder.reviews if review.group.kind in kinds]

    def act(self, do: str, folder: str = "") -> None:
        """Ask whether to trash, move (to a folder) or link what goes, and then do it."""
        if do == "move" and not folder:
            title = self.tr("Where to move the copies")
            ask_for_folder(self.window(), title, lambda path: self.act("move", path))
            return
        chosen = [review for review in self.shown() if review.going]
        if chosen:
            self._question.ask(chosen, do, folder, self.finder.rules)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._look_once()
        self.setFocus()

    def _look_once(self) -> None:
        if self._looked != (self._below,):
            self._looked = (self._below,)
            self.finder.look(self._below)
            self._tell()

    def _connect(self) -> None:
        finder, view, head = self.finder, self.view, self.head
        finder.changed.connect(self._show)
        finder.progressed.connect(head.show_progress)
        finder.ended.connect(lambda whole: self._tell())
        finder.failed.connect(self.failed)
        view.turned.connect(self._tell)
        view.compare_wanted.connect(self._compare)
        view.menu_wanted.connect(self._menu)
        head.kinds_changed.connect(self._show)
        head.rules.clicked.connect(self._open_rules)
        head.again.clicked.connect(self.look_again)
        head.stop.clicked.connect(finder.stop)
        head.act_wanted.connect(self.act)
        self._question.decided.connect(self._decided)
        self._question.failed.connect(self.failed)
        self._engine.marked.connect(lambda notice: self.look_again())

    def _show(self) -> None:
        self.model.show(self.shown())
        self._tell()

    def _tell(self) -> None:
        """Say what there is and what would happen, after anything of it changed."""
        reviews, looking = self.shown(), self.finder.is_looking
        going = sum(len(review.going) for review in reviews)
        numbers = Counter(review.group.kind for review in self.finder.reviews)
        self.head.tell(numbers, going, looking)
        words = self.head.summarise(len(reviews), going, sum(review.freed for review in reviews))
        if self.rules_dialog is not None:
            self.rules_dialog.show_outcome(words)
        if reviews:
            self._pages.show_photos()
        elif looking:
            self._pages.wait(self.tr("Looking for copies…"))
        elif self.finder.reviews:
            self._pages.say("copy", self.tr("Nothing of the kinds chosen above"))
        else:
            words = self.tr("There is one file of every picture. Edited copies would show here, too.")
            self._pages.say("check", self.tr("No copies found"), words)

    def _compare(self, review: Review, number: int) -> None:
        members, best = review.group.members, review.best
        other = number if number != best else next(n for n in range(len(members)) if n != best)
        self.compare_wanted.emit(members[best].photo, members[other].photo)

    def _menu(self, review: Review, number: int, where: QPoint) -> None:
        row, member = self.model.reviews.index(review), review.group.members[number]
        stays = number in review.staying
        turn = QAction(icon("trash" if stays else "check"), self._turning(stays), self)
        turn.triggered.connect(lambda: self.view.turn(row, number))
        only = QAction(icon("check"), self.tr("Keep this one alone"), self)
        only.triggered.connect(lambda: self.view.keep_only(row, number))
        foreign = QAction(icon("close"), self.tr("No copy of the others"), self)
        foreign.triggered.connect(lambda: self._mark(review, member))
        # The very same content cannot be something else.
        same = {other.photo.content for other in review.group.members if other is not member}
        foreign.setEnabled(member.photo.content not in same)
        self.menu_wanted.emit([member.photo], where, [turn, only, foreign])

    def _turning(self, stays: bool) -> str:
        return self.tr("Let it go") if stays else self.tr("Keep it")

    def _mark(self, review: Review, member: GroupMember) -> None:
        others = [other.photo.path for other in review.group.members if other is not member]
        self.finder.forget([member.photo.path])
        self.marked.emit(member.photo.path, others)

    def _open_rules(self) -> None:
        if self.rules_dialog is not None:
            self.rules_dialog.raise_()
        elif not self._usual:
            self._engine.keep_rules().then(self._know_usual, self.failed.emit)
        else:
            dialog = RulesDialog(self.finder.rules or self._usual, self._usual, self.window())
            self.rules_dialog = dialog
            dialog.changed.connect(self._change_rules)
            dialog.finished.connect(self._rules_closed)
            dialog.show()
            self._tell()

    def _know_usual(self, usual: list[Any]) -> None:
        self._usual = usual
        self._open_rules()

    def _rules_closed(self) -> None:
        self.rules_dialog = None

    def _change_rules(self, rules: list[Any] | None) -> None:
        self._settings.set(_RULES, rules or [])
        self.finder.choose_by(rules)

    def _decided(self, steps: list[FileStep]) -> None:
        self.finder.forget([step.path for step in steps if step.do != "copy_metadata"])
        self.decided.emit(steps)
