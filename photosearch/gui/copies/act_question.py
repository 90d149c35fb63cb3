"""Asking before copies go: what goes, what cannot, what goes along, and what could be saved of them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from photosearch.gui.copies.review import Review
from photosearch.gui.engine import Engine
from photosearch.gui.photo_actions.question import ask
from photosearch.gui.wording import file_size
from photosearch.services.act_records import FileStep, PlanInfo

# Of more files that cannot go nobody reads every one.
_TOLD = 5


class ActQuestion(QObject):
    """Asks whether what the person decided is to be carried out; then `decided` has the FileSteps. `failed`
    has a Problem.
    """

    decided = Signal(object)
    failed = Signal(object)

    def __init__(self, engine: Engine, page: QWidget) -> None:
        super().__init__(page)
        self._engine = engine
        self._page = page

    def ask(self, reviews: Sequence[Review], do: str, target: str, rules: Sequence[Any] | None) -> None:
        """Ask whether what goes of these groups is to be trashed, moved (to a folder `target`) or linked."""
        groups, keeps = [review.group for review in reviews], [review.keep for review in reviews]
        # What could be copied to the kept ones first is part of the plan, and done if the person says so.
        job = self._engine.plan(groups, keeps, do, target, rules, True)
        job.then(lambda plan: self._planned(plan, do), self.failed.emit)

    def _planned(self, plan: PlanInfo, do: str) -> None:
        going = [step.path for step in plan.steps if step.do == do]
        if not going:
            nothing = self.tr("Nothing can be done with these photos.")
            ask(self._page.window(), "warning", nothing, self._staying(plan), self.tr("OK"), careful=False)
            return
        found = self._engine.companions(going if do != "link" else [])
        found.then(lambda along: self._ask(plan, do, len(going), along), self.failed.emit)

    def _ask(self, plan: PlanInfo, do: str, count: int, along: dict[str, list[str]]) -> None:
        question, words, sign = self._question(plan, do, count)
        more = [self._staying(plan)]
        if others := sum(len(files) for files in along.values()):
            more.append(self.tr("%n file(s) that belong to them go along.", "", others))
        more.append(self.tr("Undo takes it back, also after a restart."))
        text = "\n".join(line for line in more if line)
        box = ask(self._page.window(), sign, question, text, words, careful=False)
        lacking = len({step.path for step in plan.steps if step.do == "copy_metadata"})
        saving = QCheckBox(self.tr("Copy the date and place that %n kept photo(s) lack", "", lacking))
        if lacking:
            saving.setChecked(True)
            box.setCheckBox(saving)
        box.accepted.connect(lambda: self._decide(plan, saving.isChecked()))

    def _decide(self, plan: PlanInfo, saving: bool) -> None:
        steps: list[FileStep] = [step for step in plan.steps if saving or step.do != "copy_metadata"]
        self.decided.emit(steps)

    def _staying(self, plan: PlanInfo) -> str:
        """What cannot go, and why."""
        lines = [item.reason for item in plan.staying[:_TOLD]]
        if len(plan.staying) > _TOLD:
            lines.append(self.tr("And %n more.", "", len(plan.staying) - _TOLD))
        return "\n".join(lines)

    def _question(self, plan: PlanInfo, do: str, count: int) -> tuple[str, str, str]:
        size = file_size(plan.freed)
        if do == "move":
            return self.tr("Move %n photo(s)?", "", count), self.tr("Move"), "folder"
        if do == "link":
            question = self.tr("Replace %n photo(s) by links to the kept ones? {0} are freed.", "", count)
            return question.format(size), self.tr("Replace"), "link"
        question = self.tr("Move %n photo(s) to the trash? {0} are freed.", "", count)
        return question.format(size), self.tr("Move to trash"), "trash"
