"""Looking for groups of copies, and asking which of each to keep, as they come."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.gui.copies.review import Review, paths
from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Job
from photosearch.gui.service_words import translated
from photosearch.services.act_records import GroupChoice, GroupInfo
from photosearch.services.records import from_json

KINDS = ("exact", "copy", "burst")

# What came in that time is shown together.
_BATCH_MS = 250


class CopiesFinder(QObject):
    """`changed`: other groups, or other choices. `progressed` has a phase, how much of it is done and how
    much there is; `ended` whether all was looked through; `failed` a Problem.
    """

    changed = Signal()
    progressed = Signal(str, int, int)
    ended = Signal(bool)
    failed = Signal(object)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._all: dict[GroupInfo, Review] = {}
        self._holding: dict[tuple[bool, int], GroupInfo] = {}
        self._former: dict[GroupInfo, Review] = {}
        self.rules: list[Any] | None = None
        self._job: Job | None = None
        self._choosing: Job | None = None
        self._batch = QTimer(self, interval=_BATCH_MS, singleShot=True)
        self._batch.timeout.connect(self._choose)

    @property
    def reviews(self) -> list[Review]:
        """The groups that stand, in the order in which they were found."""
        return list(self._all.values())

    @property
    def is_looking(self) -> bool:
        """Whether more groups may come."""
        return self._job is not None

    def look(self, below: str | None = None) -> None:
        """Look through the photos below a folder, or all, from the beginning."""
        self.stop()
        # What the person decided of a group counts again where it is found again.
        self._former |= {review.group: review for review in self.reviews}
        self._take([])
        self.changed.emit()
        job = self._job = self._engine.groups(below, KINDS, True)
        job.progressed.connect(self._heard)
        job.succeeded.connect(self._found)
        job.failed.connect(self.failed)
        job.finished.connect(lambda: self._ended(job))

    def stop(self) -> None:
        """Look no further; what was found stays."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            self.ended.emit(False)

    def choose_by(self, rules: Sequence[Any] | None) -> None:
        """Choose anew by other rules; what the person chose stays."""
        self.rules = None if rules is None else list(rules)
        for review in self.reviews:
            review.choice = None
        self._choose()

    def forget(self, gone: Iterable[str]) -> None:
        """Files went: groups without a second photo are none any more."""
        gone = set(gone)
        left = []
        for review in self.reviews:
            members = tuple(member for member in review.group.members if not gone & paths(member))
            if len(members) == len(review.group.members):
                left.append(review)
            elif len(members) > 1:
                left.append(Review(GroupInfo(review.group.kind, members), None, None, review.skipped))
        self._take(left)
        self._choose()

    def _heard(self, value: dict[str, Any]) -> None:
        if "phase" in value:
            self.progressed.emit(value["phase"], value["done"], value["total"])
            return
        group = from_json(GroupInfo, value["group"])
        self._replace(group)
        if not self._batch.isActive():
            self._batch.start()

    def _replace(self, group: GroupInfo) -> None:
        """A group stands for those that it shares a photo with; bursts and copies do not touch each other."""
        places = _places(group)
        for former in {self._holding[place] for place in places if place in self._holding}:
            self._all.pop(former, None)
        self._all[group] = self._made(group)
        self._holding.update(dict.fromkeys(places, group))

    def _found(self, groups: list[GroupInfo]) -> None:
        """What still stands at the end; what was chosen of it before stays."""
        self._take([self._all.get(group) or self._made(group) for group in groups])

    def _made(self, group: GroupInfo) -> Review:
        former = self._former.get(group)
        return Review(group) if former is None else Review(group, None, former.kept, former.skipped)

    def _take(self, reviews: Sequence[Review]) -> None:
        self._all = {review.group: review for review in reviews}
        self._holding = {place: group for group in self._all for place in _places(group)}

    def _ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None
            self._choose()
            self.ended.emit(not job.cancelled)

    def _choose(self) -> None:
        """Ask for the choice in all groups that have none; they are shown until it comes as well."""
        self.changed.emit()
        waiting = [review for review in self.reviews if review.choice is None]
        if self._choosing is not None:
            self._choosing.cancel()
        if waiting:
            job = self._choosing = self._engine.choose([review.group for review in waiting], self.rules)
            job.progressed.connect(lambda value: self._chosen(waiting, value))
            job.succeeded.connect(lambda choices: self._chosen(waiting, enumerate(choices)))
            job.failed.connect(self.failed)

    def _chosen(self, reviews: list[Review], choices: Iterable[tuple[int, Any]]) -> None:
        """Choices come at once as far as the library tells, and again when pictures were looked at."""
        for number, choice in choices:
            reviews[number].choice = choice if isinstance(choice, GroupChoice) else _translated(choice)
        self.changed.emit()


def _translated(values: dict[str, Any]) -> GroupChoice:
    choice = from_json(GroupChoice, values)
    return replace(choice, reasons=tuple(tuple(map(translated, why)) for why in choice.reasons))


def _places(group: GroupInfo) -> list[tuple[bool, int]]:
    return [(group.kind == "burst", member.photo.id) for member in group.members]
