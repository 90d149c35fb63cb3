"""What is done with the photos that nobody keeps: from groups and choices to the steps of an act.

What cannot or must not go is left out with a sentence that says why, and is seen before anything happens.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from photosearch.imaging.metadata_copying import offered_metadata
from photosearch.library.acts.step import COPY_METADATA, DONE, LINK, MOVE, TRASH, Expected, Step
from photosearch.library.browsing import PhotoRow, was_changed
from photosearch.library.connection import printable
from photosearch.library.folders import relative_to
from photosearch.search.groups.keeping import Choice
from photosearch.search.groups.measures import spelled
from photosearch.search.groups.members import Member
from photosearch.search.groups.rules import Rule


@dataclass(frozen=True)
class Way:
    """What becomes of photos that go: trash, move (to the folder `target`, a whole path) or link (a hard link
    to the kept one takes their place, which only identical files can have).
    """

    do: str = TRASH
    target: bytes = b""


@dataclass(frozen=True)
class Staying:
    """A file that stays though its group has a better one, and why: a sentence."""

    path: bytes
    reason: str


@dataclass
class Plan:
    """`steps` to take; `staying` files that are left out of them; `frees`: bytes of the disk that
    the file at a path takes, and frees in the end.
    """

    way: Way
    steps: list[Step] = field(default_factory=list)
    staying: list[Staying] = field(default_factory=list)
    frees: dict[bytes, int] = field(default_factory=dict)

    @property
    def going(self) -> list[Step]:
        """The steps with which a photo leaves its place."""
        return [step for step in self.steps if step.do != COPY_METADATA]

    @property
    def freed(self) -> int:
        """Bytes that are free where every step succeeds."""
        return sum(self.frees.values())

    def freed_by(self, taken: Sequence[Step]) -> int:
        """Bytes that are free after these steps: one that failed frees nothing."""
        done = [step for step in taken if step.state == DONE and step.do != COPY_METADATA]
        return sum(self.frees.get(step.path, 0) for step in done)


def plan(
    groups: Sequence[Sequence[Member]],
    choices: Sequence[Choice],
    way: Way,
    *,
    rules: Sequence[Rule] = (),
    keep_metadata: bool = False,
) -> Plan:
    """The steps for groups of which these choices were made; a photo that one of them keeps stays.

    `rules`: the folders they protect are looked at once more, on the disk. `keep_metadata`: date and place of
    a photo that goes are first copied into the kept one, where that has none.
    """
    return _Planning(groups, choices, way, rules, keep_metadata).plan


class _StaysError(Exception):
    """This file is left out; says why."""


class _Planning:
    """A plan while it is made."""

    def __init__(
        self,
        groups: Sequence[Sequence[Member]],
        choices: Sequence[Choice],
        way: Way,
        rules: Sequence[Rule],
        keep_metadata: bool,
    ) -> None:
        self.plan = Plan(way)
        self._way = way
        self._protected = [_true_name(os.fsencode(r.value)) for r in rules if r.name == "protected"]
        self._seen: set[int] = set()
        self._written: set[int] = set()
        pairs = list(zip(groups, choices, strict=True))
        kept = [row for members, choice in pairs for at in choice.keep for row in members[at].files]
        self._kept = {row.id for row in kept}
        self._kept_by_name = {_true_name(row.path): row.path for row in kept}
        for members, choice in pairs:
            steps = self._group(members, choice)
            if keep_metadata and way.do != LINK:
                gone = {step.path for step in steps}
                going = [row for at in choice.going for row in members[at].files if row.path in gone]
                self._copy(members[choice.best].photo, going)
            self.plan.steps += steps

    def _group(self, members: Sequence[Member], choice: Choice) -> list[Step]:
        steps = []
        obstacle = _obstacle(members[choice.best].photo)
        kept = [row for at in choice.keep for row in members[at].files if row.folder_state == "online"]
        for row in [row for at in choice.going for row in members[at].files]:
            # Another group has decided already, and a photo that is kept anywhere stays.
            if row.id in self._seen or row.id in self._kept:
                continue
            self._seen.add(row.id)
            try:
                if obstacle:
                    raise _StaysError(obstacle)
                steps.append(self._step(row, members[choice.best].photo, kept))
            except _StaysError as why:
                self.plan.staying.append(Staying(row.path, str(why)))
        return steps

    def _step(self, row: PhotoRow, best: PhotoRow, kept: Sequence[PhotoRow]) -> Step:
        """What to do with a file. Raises _StaysError."""
        found = self._checked(row)
        expected = Expected(row.file_size, row.modified_ns, row.content_hash)
        # Another name of a file takes no place of its own.
        own_bytes = found.st_size if found.st_nlink == 1 and stat.S_ISREG(found.st_mode) else 0
        if self._way.do == LINK:
            step = Step(LINK, row.path, target=_link_target(row, found, kept), expected=expected)
        else:
            step = Step(self._way.do, row.path, self._way.target, best.path, expected)
        self.plan.frees[row.path] = 0 if self._way.do == MOVE else own_bytes
        return step

    def _checked(self, row: PhotoRow) -> os.stat_result:
        try:
            found = os.lstat(row.path)
        except OSError:
            raise _StaysError(f"“{_shown(row)}” is not there any more.") from None
        if was_changed(row):
            raise _StaysError(f"“{_shown(row)}” was changed since Photosearch read it.")
        # A link goes itself, not what it leads to; but a folder on the way may be a link to another.
        folder, name = os.path.split(row.path)
        true_name = spelled(os.path.join(os.path.realpath(folder), name))
        kept = self._kept_by_name.get(true_name)
        status = _status(kept) if kept is not None else None
        if status is not None and os.path.samestat(found, status):
            raise _StaysError(f"“{_shown(row)}” is the photo that is kept, reached by another way.")
        if any(relative_to(true_name, place) is not None for place in self._protected):
            raise _StaysError(f"“{_shown(row)}” lies in a protected folder.")
        if self._way.do == MOVE and _true_name(folder) == _true_name(self._way.target):
            raise _StaysError(f"“{_shown(row)}” is in that folder already.")
        return found

    def _copy(self, best: PhotoRow, going: Sequence[PhotoRow]) -> None:
        """The one step that copies most of what the kept photo lacks; a second one would find it changed."""
        offers = [(offered_metadata(best, row), row) for row in going]
        useful = [(offer, row) for offer, row in offers if offer and not offer.obstacle]
        if useful and best.id not in self._written:
            self._written.add(best.id)
            _, row = max(
                useful, key=lambda pair: (pair[0].taken is not None) + (pair[0].position is not None)
            )
            expected = Expected(best.file_size, best.modified_ns, best.content_hash)
            self.plan.steps.append(Step(COPY_METADATA, best.path, target=row.path, expected=expected))


def _obstacle(kept: PhotoRow) -> str:
    """Why nothing may go for this photo; empty where all is well."""
    try:
        os.stat(kept.path)
    except OSError:
        return f"The photo to keep, “{_shown(kept)}”, is not there any more."
    if was_changed(kept):
        return f"The photo to keep, “{_shown(kept)}”, was changed since Photosearch read it."
    return ""


def _link_target(row: PhotoRow, found: os.stat_result, kept: Sequence[PhotoRow]) -> bytes:
    """The kept file that a link can lead to. Raises _StaysError."""
    same = [other for other in kept if other.content_hash == row.content_hash and other.id != row.id]
    if not same:
        raise _StaysError(
            f"“{_shown(row)}” is not the same file as the one that is kept: it cannot be a link."
        )
    there = [(other.path, status) for other in same if (status := _status(other.path))]
    if any(os.path.samestat(found, status) for _, status in there):
        raise _StaysError(f"“{_shown(row)}” and the photo that is kept are one file already.")
    if not stat.S_ISREG(found.st_mode):
        raise _StaysError(f"“{_shown(row)}” is a link already.")
    near = [path for path, status in there if status.st_dev == found.st_dev and not os.path.islink(path)]
    if not near:
        raise _StaysError(f"“{_shown(row)}” is on another drive than the photo that is kept.")
    return near[0]


def _status(path: bytes) -> os.stat_result | None:
    with suppress(OSError):
        return os.stat(path)
    return None


def _true_name(path: bytes) -> bytes:
    return spelled(os.path.realpath(path))


def _shown(row: PhotoRow) -> str:
    return printable(row.name)
