"""Which photo of a group to keep, by an ordered list of rules, and why.

Each rule leaves the best of those the rules before it left; the first that leaves one alone has decided. A
photo in a protected folder never goes, nor one that cannot be reached now (nor is it what others go for: it
may never come back), nor the last one with a RAW file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from photosearch.library.browsing import PhotoRow
from photosearch.search.groups import reasons
from photosearch.search.groups.measures import Look, Measure, measure_of
from photosearch.search.groups.members import Member, is_raw
from photosearch.search.groups.rules import DEFAULT_RULES, Rule

if TYPE_CHECKING:
    from photosearch.search.groups.sharpness import Sharpness

BY_PATH = "path"
# What is plain once a photo is larger need not be said as well.
_IMPLIED = {"file_size": "resolution"}


@dataclass(frozen=True)
class Choice:
    """What to keep of a group, by number of the member: `best` stands for the group, `keep` (best first) are
    all that stay, `reasons` say why for each member. `decided_by`: the name of the rule that left one alone,
    path where all left them equal, empty where none goes.
    """

    best: int
    keep: tuple[int, ...]
    reasons: tuple[tuple[str, ...], ...]
    decided_by: str

    @property
    def going(self) -> tuple[int, ...]:
        """The members that do not stay."""
        return tuple(at for at in range(len(self.reasons)) if at not in self.keep)


def not_looked(photo: PhotoRow) -> float | None:
    """No picture is looked at: how sharp it is, nobody knows."""
    return None


class Chooser:
    """Chooses in any number of groups by the same rules. `sharpness` is asked of a photo only where the rules
    before left a tie.
    """

    def __init__(self, rules: Sequence[Rule] = DEFAULT_RULES, sharpness: Look = not_looked) -> None:
        self._rules = [(rule, measure_of(rule, sharpness)) for rule in rules]

    def choose(self, members: Sequence[Member], kind: str = "copy") -> Choice:
        """What to keep of a group of that kind (exact, copy or burst)."""
        group = _Group(members, [pair for pair in self._rules if pair[0].kind.in_bursts or kind != "burst"])
        reachable = [at for at, member in enumerate(members) if not _is_away(member)]
        if not reachable:
            return _nothing_goes(members)
        best, decided_by = group.best(reachable)
        keep = {best, *group.protected(), *(at for at in range(len(members)) if at not in reachable)}
        only_raw = None
        if kind != "burst":
            only_raw = group.needed_raw(reachable, keep)
            keep |= set() if only_raw is None else {only_raw}
        # A choice never depends on the order of its members.
        ordered = (best, *sorted(keep - {best}, key=lambda at: members[at].path))
        why = [group.why(at, best, keep, only_raw, decided_by) for at in range(len(members))]
        return Choice(best, ordered, tuple(why), decided_by if len(keep) < len(members) else "")


def choose(
    members: Sequence[Member],
    rules: Sequence[Rule] = DEFAULT_RULES,
    *,
    kind: str = "copy",
    sharpness: Look = not_looked,
) -> Choice:
    """What to keep of one group."""
    return Chooser(rules, sharpness).choose(members, kind)


def choose_streaming(
    groups: Sequence[tuple[str, Sequence[Member]]],
    rules: Sequence[Rule],
    sharpness: Sharpness,
    check: Callable[[], object] = lambda: None,
) -> Iterator[tuple[int, Choice, bool]]:
    """What to keep of groups (kind, members): the number of each, its choice, and whether that is final.

    All come at once; then again those that hang on pictures not looked at yet, as these are read. `check` is
    called now and then and may raise to end it.
    """
    asked: set[bytes] = set()

    def look(photo: PhotoRow) -> float | None:
        value = sharpness.of(photo)
        if sharpness.is_noted(photo):
            asked.add(photo.content_hash)
        return value

    chooser = Chooser(rules, look)
    waiting: dict[int, set[bytes]] = {}
    asking: dict[bytes, list[int]] = {}
    for number, (kind, members) in enumerate(groups):
        check()
        asked.clear()
        choice = chooser.choose(members, kind)
        if asked:
            waiting[number] = set(asked)
            for content in asked:
                asking.setdefault(content, []).append(number)
        yield number, choice, not asked
    for content in sharpness.read(check):
        for number in asking.get(content, ()):
            waiting[number].discard(content)
            if not waiting[number]:
                kind, members = groups[number]
                yield number, chooser.choose(members, kind), True


def choose_all(
    groups: Sequence[tuple[str, Sequence[Member]]],
    rules: Sequence[Rule],
    sharpness: Sharpness,
    check: Callable[[], object] = lambda: None,
) -> list[Choice]:
    """What to keep of each group (kind, members), pictures looked at where the rules ask for it."""
    found = {number: choice for number, choice, _ in choose_streaming(groups, rules, sharpness, check)}
    return [found[number] for number in range(len(groups))]


def _nothing_goes(members: Sequence[Member]) -> Choice:
    by_path = sorted(range(len(members)), key=lambda at: members[at].path)
    return Choice(next(iter(by_path), 0), tuple(by_path), ((reasons.AWAY,),) * len(members), "")


def _is_away(member: Member) -> bool:
    return any(row.folder_state == "offline" for row in member.files)


def _has_raw(member: Member) -> bool:
    return any(is_raw(row) for row in member.files)


class _Group:
    """A group while it is decided: what was measured is kept, to say why."""

    def __init__(self, members: Sequence[Member], rules: Sequence[tuple[Rule, Measure]]) -> None:
        self._members = members
        self._rules = rules
        self._values: list[dict[int, float | None]] = [{} for _ in rules]
        # By which rule each member was left behind.
        self._left_by: dict[int, int] = {}

    def best(self, candidates: Collection[int]) -> tuple[int, str]:
        """The one that all rules leave, and the name of the rule that decided."""
        left = list(candidates)
        for number, (rule, measure) in enumerate(self._rules):
            if len(left) == 1:
                break
            remaining = self._left(number, left, measure)
            self._left_by.update((at, number) for at in left if at not in remaining)
            left, decided_by = remaining, rule.name
            if len(left) == 1:
                return left[0], decided_by
        return min(left, key=self._by_path), BY_PATH

    def _left(self, number: int, candidates: list[int], measure: Measure) -> list[int]:
        """The best by one rule; nobody goes by what is not known of it."""
        values = {at: self._value(number, at, measure.value) for at in candidates}
        best = max((value for value in values.values() if value is not None), default=None)
        if best is None:
            return candidates
        return [at for at, value in values.items() if value is None or measure.ties(best, value)]

    def _value(self, number: int, at: int, measure: Callable[[Member], float | None]) -> float | None:
        known = self._values[number]
        if at not in known:
            known[at] = measure(self._members[at])
        return known[at]

    def _by_path(self, at: int) -> tuple[int, int, bytes]:
        """A short name is mostly the first one that a photo had, and exports lie deeper than originals."""
        member = self._members[at]
        return len(member.photo.name), member.path.count(os.fsencode(os.sep)), member.path

    def protected(self) -> list[int]:
        """All members that lie in a protected folder."""
        numbers = [number for number, (rule, _) in enumerate(self._rules) if rule.name == "protected"]
        return [
            at
            for at in range(len(self._members))
            if any(self._value(number, at, self._rules[number][1].value) for number in numbers)
        ]

    def needed_raw(self, reachable: Collection[int], keep: Collection[int]) -> int | None:
        """The RAW file that would be lost: a picture made of it does not stand for it."""
        with_raw = [at for at in reachable if _has_raw(self._members[at])]
        if not with_raw or set(with_raw) & set(keep):
            return None
        alone = _Group([self._members[at] for at in with_raw], self._rules)
        return with_raw[alone.best(range(len(with_raw)))[0]]

    def why(
        self, at: int, best: int, keep: Collection[int], only_raw: int | None, decided_by: str
    ) -> tuple[str, ...]:
        """Why a member stays or goes."""
        member = self._members[at]
        if _is_away(member):
            return (reasons.AWAY,)
        if at == best:
            going = [number for number in range(len(self._members)) if number not in keep]
            return self._why_best(best, going, decided_by)
        if at == only_raw:
            return (reasons.ONLY_RAW,)
        if at in keep:
            return tuple(self._protections(at))
        return self._why_going(at, best)

    def _protections(self, at: int) -> list[str]:
        found = [
            reasons.better(rule, self._members[at])
            for number, (rule, measure) in enumerate(self._rules)
            if rule.name == "protected" and self._value(number, at, measure.value)
        ]
        return found[:1]

    def _why_best(self, best: int, going: Sequence[int], decided_by: str) -> tuple[str, ...]:
        """What left another one behind, and all else in which none of those that go is as good."""
        said: dict[str, str] = {}
        for number, (rule, measure) in enumerate(self._rules):
            decided = any(self._left_by.get(at) == number for at in going)
            everywhere = bool(going) and all(self._beats(number, best, at, measure) for at in going)
            if (decided or everywhere) and _IMPLIED.get(rule.name) not in said:
                said.setdefault(rule.name, reasons.better(rule, self._members[best]))
        protections = self._protections(best) if "protected" not in said else []
        found = (*protections, *said.values())
        by_path = (reasons.BY_PATH,) if going and decided_by == BY_PATH else ()
        return (*found, *by_path)

    def _why_going(self, at: int, best: int) -> tuple[str, ...]:
        """The rule by which it went, and what speaks for it all the same."""
        decided = self._left_by.get(at)
        if decided is None:
            return (reasons.AS_GOOD,)
        for_it = {
            rule.name: reasons.although(reasons.better(rule, self._members[at]))
            for number, (rule, measure) in enumerate(self._rules)
            if self._beats(number, at, best, measure)
        }
        for implied, by in _IMPLIED.items():
            if by in for_it:
                for_it.pop(implied, None)
        return (reasons.worse(self._rules[decided][0], self._members[at]), *for_it.values())

    def _beats(self, number: int, one: int, other: int, measure: Measure) -> bool:
        """Whether one photo is the better by a rule. No picture is read only to say why."""
        known = self._values[number]
        if self._rules[number][0].name == "sharpness" and not {one, other} <= known.keys():
            return False
        first = self._value(number, one, measure.value)
        second = self._value(number, other, measure.value)
        if first is None or second is None:
            return False
        return first > second and not measure.ties(first, second)
