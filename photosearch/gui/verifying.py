"""Looking closer at what a search found, best first, while the list is on screen already."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Job, Problem
from photosearch.gui.navigation import Place
from photosearch.services.records import QueryPart, Result, Verification

LOOKED_AT = 40
"""Results that are looked at closer."""

# Results that settle together move together, instead of one after the other.
_TELL_MS = 250
# Queries of which is kept what was found out, so that going back to one does not begin anew.
_KEPT = 50

# So many more of those that come to the front once it is known what is sure.
_MORE = 10

_Contents = tuple[int, str]
"""A photo's id, and the hash of what it held."""


@dataclass(frozen=True)
class Checked:
    """How far it is: `verified` by photo id, `done` of `total` photos, `busy` until the end. `added` are
    results that were not in the list, found in another position; `drawn` is the order of all that is not
    sure, nearest to what is sure. `problem`: why it ended early.
    """

    verified: Mapping[int, Verification] = field(default_factory=dict)
    added: tuple[Result, ...] = ()
    drawn: tuple[Result, ...] = ()
    done: int = 0
    total: int = 0
    busy: bool = False
    problem: str = ""


@dataclass
class _Besides:
    """What was found besides a list with these ids; not `..._known`: it is to be asked for."""

    ids: frozenset[int] = frozenset()
    more: list[Result] = field(default_factory=list)
    more_known: bool = False
    drawn: list[Result] = field(default_factory=list)
    drawn_known: bool = False


class Verifying(QObject):
    """Looks closer at the results of one search at a time: verifies the best, and photos that may be copies
    otherwise; has the rest ranked anew by what is sure, and verifies what comes to the front by that. `told`
    has a Checked, some times a second while there is news.
    """

    told = Signal(object)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._place = Place()
        self._listed: Sequence[Result] = ()
        self._verified: OrderedDict[tuple[QueryPart, ...], dict[_Contents, Verification]] = OrderedDict()
        self._found: OrderedDict[Place, _Besides] = OrderedDict()
        self._asking: Job | None = None
        self._working: Job | None = None
        # Grows with every search, so that what belongs to the one before is told apart.
        self._turn = 0
        self._asked: set[_Contents] = set()
        self._problem = ""
        self._telling = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._telling.timeout.connect(self._tell)

    def begin(self, place: Place, results: Sequence[Result]) -> None:
        """Look at the best results of a search, unless that was done before."""
        question = place.of_any_kind().seen_as("grid")
        if question != self._place:
            self.stop()
            self._place = question
        self._listed = results
        ids, besides = frozenset(result.photo.id for result in results), self._besides()
        if ids != besides.ids:
            # What there was stays until it is known anew.
            besides.ids, besides.more_known, besides.drawn_known = ids, False, False
        self._go_on()
        self._tell()

    def stop(self) -> None:
        """Look at nothing any more."""
        self._turn += 1
        self._telling.stop()
        self._place, self._listed, self._asked, self._problem = Place(), (), set(), ""
        jobs = self._asking, self._working
        self._asking = self._working = None
        for job in jobs:
            if job is not None:
                job.cancel()

    def forget_order(self) -> None:
        """The person said something of photos: what was found besides is to be asked for anew."""
        self._found.clear()

    # --- what is looked at

    def _candidates(self) -> list[Result]:
        """Best first. Of a file that holds the same there is nothing to find out, nor where the person knows
        better.
        """
        besides = self._besides()
        first = [result for result in self._listed if _is_open(result)][:LOOKED_AT]
        ids = {result.photo.id for result in first}
        drawn = [result for result in besides.drawn if _is_open(result) and result.photo.id not in ids]
        settled = {result.photo.id for result in self._listed if not _is_open(result)}
        chosen = {result.photo.id: result for result in (*first, *besides.more, *drawn[:_MORE])}
        only = self._place.only
        return [
            result
            for number, result in chosen.items()
            if number not in settled and (only is None or number in only)
        ]

    def _sure(self) -> list[tuple[int, float]]:
        """What the rest is drawn towards. Another file of the same content draws nowhere."""
        known = self._known()
        sure = []
        for result in self._listed:
            verification = known.get(_contents(result))
            if result.said:
                sure.append((result.photo.id, 1.0))
            elif _is_open(result) and verification is not None and verification.kind != "alike":
                sure.append((result.photo.id, verification.probability))
        return sure

    def _known(self) -> dict[_Contents, Verification]:
        known: dict[_Contents, Verification] = _kept(self._verified, self._place.parts, dict)
        return known

    def _besides(self) -> _Besides:
        besides: _Besides = _kept(self._found, self._place, _Besides)
        return besides

    # --- asking

    def _go_on(self) -> None:
        """Ask for what comes next, where that before it is there."""
        besides = self._besides()
        if not besides.more_known and self._asking is None:
            self._ask_more(besides)
        if self._working is not None:
            return
        known = self._known()
        missing = [
            result
            for result in self._candidates()
            if _contents(result) not in known and _contents(result) not in self._asked
        ]
        if missing:
            self._verify(missing)
        elif besides.more_known and not besides.drawn_known:
            self._draw(besides)

    def _ask_more(self, besides: _Besides) -> None:
        """A photo that lies on its side is found by a query that does, and so on."""
        first = [result.photo.id for result in self._listed if _is_open(result)][:LOOKED_AT]
        job = self._asking = self._engine.besides(self._place.parts, first, self._place.filters)

        def take(results: list[Result]) -> None:
            besides.more = results

        def end(turn: int = self._turn) -> None:
            if turn == self._turn:
                besides.more_known = True
                self._asking = None
                self._go_on()
                self._tell()

        job.succeeded.connect(take)
        job.finished.connect(end)

    def _verify(self, results: Sequence[Result]) -> None:
        self._asked.update(map(_contents, results))
        ids = [result.photo.id for result in results]
        job = self._engine.verify(self._place.parts, ids, [result.likeness for result in results])
        job.progressed.connect(partial(self._take, self._turn))
        self._work(job)

    def _draw(self, besides: _Besides) -> None:
        sure = self._sure()
        if not sure:
            besides.drawn_known = True
            return
        job = self._engine.requery(self._place.parts, sure, len(self._listed), self._place.filters)

        def take(results: list[Result]) -> None:
            besides.drawn = results

        def end(turn: int = self._turn) -> None:
            besides.drawn_known = besides.drawn_known or turn == self._turn

        job.succeeded.connect(take)
        job.finished.connect(end)
        self._work(job)

    def _work(self, job: Job) -> None:
        self._working = job
        job.failed.connect(partial(self._fail, self._turn))
        job.finished.connect(partial(self._end, self._turn))

    def _take(self, turn: int, values: dict[str, Any]) -> None:
        if turn != self._turn:
            return
        verification = Verification(**values)
        for one in self._asked:
            if one[0] == verification.id:
                self._known()[one] = verification
        if not self._telling.isActive():
            self._telling.start()

    def _fail(self, turn: int, problem: Problem) -> None:
        if turn == self._turn:
            self._problem = problem.message

    def _end(self, turn: int) -> None:
        if turn == self._turn:
            self._working = None
            self._go_on()
            self._telling.stop()
            self._tell()

    # --- telling

    def _tell(self) -> None:
        known, besides = self._known(), self._besides()
        candidates = self._candidates()
        contents = [_contents(result) for result in candidates]
        verified = {one[0]: known[one] for one in contents if one in known}
        more = {result.photo.id for result in besides.more} - besides.ids
        added = tuple(
            result
            for result in candidates
            if result.photo.id in more and result.photo.id in verified
            if verified[result.photo.id].kind != "alike"
        )
        only = self._place.only
        drawn = tuple(result for result in besides.drawn if only is None or result.photo.id in only)
        done = sum(one in known or (one in self._asked and self._working is None) for one in contents)
        busy = self._working is not None or self._asking is not None
        self.told.emit(Checked(verified, added, drawn, done, len(contents), busy, self._problem))


def _is_open(result: Result) -> bool:
    return result.kind != "copy" and not result.said


def _contents(result: Result) -> _Contents:
    return result.photo.id, result.photo.content


def _kept(memory: OrderedDict[Any, Any], key: Any, make: Any) -> Any:
    """What is remembered under a key; what was not asked for longest goes."""
    if key not in memory:
        memory[key] = make()
        if len(memory) > _KEPT:
            memory.popitem(last=False)
    memory.move_to_end(key)
    return memory[key]
