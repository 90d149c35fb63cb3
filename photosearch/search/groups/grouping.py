"""The groups of copies in a library: exact ones by content, copies by what they show, bursts by time.

The descriptors say which pairs are worth a look, local features whether they are copies, and only photos that
all agree with each other come into one group. Groups are told as they are found: one that comes later takes
the place of earlier ones that it shares a photo with (bursts aside: of a group of copies the largest photo
takes part in its burst).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from photosearch.library.browsing import PhotoRow
from photosearch.library.marks import Pair
from photosearch.search.groups.agreement import (
    Agreement,
    Judge,
    by_descriptor,
    by_features,
    is_burst,
    is_copy,
)
from photosearch.search.groups.cliques import Cliques
from photosearch.search.groups.exposures import BURST_LIKENESS, may_be_burst, may_be_copies
from photosearch.search.groups.members import Member, exact_groups
from photosearch.search.groups.near_pairs import near_pairs
from photosearch.search.verification.kinds import Judgement

KINDS = ("exact", "copy", "burst")

# Copies are mostly among the nearest of each other, or of one of them, and above this: of 40 kinds of edits
# one in twenty falls below it (small parts, one of several in a picture).
LEAST = 0.4
NEAREST = 10
# Without verification: of 51 such pairs among 7,917 photos all are copies.
QUICK_COPY = 0.98
# Pairs are looked at in bands of likeness, best first, and within one by path: photos of one folder are in
# many pairs together, and are read once.
_BANDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
_AT_ONCE = 100
# Each photo of a burst is compared with so many that follow, and with the others once they meet in a group.
_FOLLOWING = 3


_Candidate = tuple[int, int, float]
"""two photos by number, and how near they are to each other"""


@dataclass(frozen=True)
class Group:
    """Photos of which every two agree, by path: `kind` exact (the same content), copy or burst."""

    kind: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class _Rules:
    """What makes a kind of group: a quick look at the files, then the judgement, or the descriptors alone."""

    may: Callable[[PhotoRow, PhotoRow], bool]
    agree: Callable[[Judgement, PhotoRow, PhotoRow], bool]
    quick: float


_COPIES = _Rules(may_be_copies, is_copy, QUICK_COPY)
_BURSTS = _Rules(may_be_burst, is_burst, BURST_LIKENESS)


class Grouping:
    """Finds the groups among members.

    `vectors` gives the n x D descriptors (float16) of n contents, zeros where there is none; `judge` verifies
    pairs of photos, None groups by descriptors alone; `different` pairs of contents never share a group.
    `progress(phase, done, total)` hears how far it is, phase being comparing (descriptors) or verifying
    (pairs), and may raise to end it.
    """

    def __init__(
        self,
        vectors: Callable[[Sequence[bytes]], np.ndarray],
        judge: Judge | None = None,
        different: Collection[Pair] = (),
        progress: Callable[[str, int, int], object] = lambda phase, done, total: None,
    ) -> None:
        self._vectors = vectors
        self._judge = judge
        self._different = different
        self._progress = progress

    def run(self, members: Sequence[Member], kinds: Collection[str] = KINDS) -> Iterator[Group]:
        """The groups of these kinds as they are found, exact ones first."""
        nodes = exact_groups(members)
        if "exact" in kinds:
            yield from (_group("exact", node) for node in nodes if len(node) > 1)
        if not {"copy", "burst"} & set(kinds):
            return
        # Of equal files one is looked at, best one that can be reached.
        photos = [min(node, key=lambda member: (member.offline, member.path)).photo for node in nodes]
        vectors = self._vectors([photo.content_hash for photo in photos])
        apart = self._apart(nodes)
        copies: list[list[int]] = []
        if "copy" in kinds:
            agreement = self._agreement(photos, vectors, apart, _COPIES)
            cliques = Cliques(agreement.all_agree)
            for group in self._joined(cliques, agreement, self._near(vectors)):
                yield _group("copy", [member for number in group for member in nodes[number]])
            copies = cliques.groups()
        if "burst" in kinds:
            agreement = self._agreement(photos, vectors, apart, _BURSTS)
            pairs = _in_time(_largest_of_each(copies, photos), photos)
            for group in self._joined(Cliques(agreement.all_agree), agreement, pairs):
                yield _group("burst", [nodes[number][0] for number in group])

    def _apart(self, nodes: Sequence[Sequence[Member]]) -> set[tuple[int, int]]:
        """What the person said is different, by number."""
        if not self._different:
            return set()
        node_of = {
            content: at for at, node in enumerate(nodes) for member in node for content in member.hashes
        }
        found = ((node_of.get(one), node_of.get(other)) for one, other in self._different)
        known = [(one, other) for one, other in found if one is not None and other is not None]
        return {*known, *((other, one) for one, other in known)}

    def _agreement(
        self,
        photos: Sequence[PhotoRow],
        vectors: np.ndarray,
        apart: set[tuple[int, int]],
        rules: _Rules,
    ) -> Agreement:
        def may(one: int, other: int) -> bool:
            return (one, other) not in apart and rules.may(photos[one], photos[other])

        if self._judge is None:
            return Agreement(may, by_descriptor(vectors, rules.quick))
        return Agreement(may, by_features(photos, self._judge, rules.agree))

    def _near(self, vectors: np.ndarray) -> list[_Candidate]:
        """The pairs worth a look, in their order."""
        least = QUICK_COPY if self._judge is None else LEAST
        found = near_pairs(
            vectors, least, NEAREST, lambda done, total: self._progress("comparing", done, total)
        )
        bands = -np.searchsorted(_BANDS, found.scores)
        order = np.lexsort((found.other, found.one, bands))
        columns = (column[order].tolist() for column in (found.one, found.other, np.round(found.scores, 4)))
        return list(zip(*columns, strict=True))

    def _joined(
        self, cliques: Cliques, agreement: Agreement, pairs: Sequence[_Candidate]
    ) -> Iterator[list[int]]:
        """The groups that grow as pairs are decided, some at a time, and of these the nearest first."""
        for start in range(0, len(pairs), _AT_ONCE):
            self._progress("verifying", start, len(pairs))
            part = [
                (one, other, nearness)
                for one, other, nearness in pairs[start : start + _AT_ONCE]
                if cliques.group(one) is not cliques.group(other)
                and agreement.may_agree(cliques.group(one), cliques.group(other))
            ]
            agrees = agreement.of([(one, other) for one, other, _ in part])
            decided = sorted(
                (-nearness, one, other)
                for (one, other, nearness), yes in zip(part, agrees, strict=True)
                if yes
            )
            joined = [one for _, one, other in decided if cliques.join(one, other)]
            grown = {id(group): group for group in map(cliques.group, joined)}
            yield from grown.values()
        self._progress("verifying", len(pairs), len(pairs))


def _group(kind: str, members: Iterable[Member]) -> Group:
    return Group(kind, tuple(sorted(members, key=lambda member: member.path)))


def _largest_of_each(copies: Iterable[Sequence[int]], photos: Sequence[PhotoRow]) -> list[int]:
    """All photos by number, of copies the largest alone."""
    others: set[int] = set()
    for group in copies:
        largest = max(group, key=lambda number: (photos[number].width * photos[number].height, -number))
        others.update(set(group) - {largest})
    return [number for number in range(len(photos)) if number not in others]


def _in_time(shots: Iterable[int], photos: Sequence[PhotoRow]) -> list[_Candidate]:
    """Each shot with the next few that one camera took within seconds."""
    dated = [number for number in shots if photos[number].taken]
    dated.sort(key=lambda number: (photos[number].camera or "", photos[number].taken or "", number))
    return [
        (one, other, -float(following))
        for at, one in enumerate(dated)
        for following, other in enumerate(dated[at + 1 : at + 1 + _FOLLOWING])
        if may_be_burst(photos[one], photos[other])
    ]


def current(groups: Iterable[Group]) -> list[Group]:
    """Of groups in the order in which they were told those that still stand: exact ones, copies, bursts."""
    found: dict[tuple[bool, int], Group] = {}
    for group in groups:
        is_burst_group = group.kind == "burst"
        for member in group.members:
            found[is_burst_group, member.photo.id] = group
    standing = {id(group): group for group in found.values()}
    return sorted(standing.values(), key=lambda group: (KINDS.index(group.kind), group.members[0].path))
