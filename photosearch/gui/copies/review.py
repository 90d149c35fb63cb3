"""A group of copies under review: what the rules propose, and what the person says instead."""

from dataclasses import dataclass

from photosearch.services.act_records import GroupChoice, GroupInfo, GroupMember


@dataclass(eq=False)
class Review:
    """`choice` is what the rules propose, None until it is known; `kept` the person's own choice, by number
    of the member; `skipped`: nothing of this group goes.
    """

    group: GroupInfo
    choice: GroupChoice | None = None
    kept: frozenset[int] | None = None
    skipped: bool = False

    @property
    def staying(self) -> frozenset[int]:
        """The numbers of the members that stay; all until it is known which go."""
        everything = frozenset(range(len(self.group.members)))
        if self.skipped:
            return everything
        if self.kept is not None:
            return self.kept
        return everything if self.choice is None else frozenset(self.choice.keep)

    @property
    def going(self) -> tuple[int, ...]:
        """The numbers of the members that go."""
        staying = self.staying
        return tuple(number for number in range(len(self.group.members)) if number not in staying)

    @property
    def best(self) -> int:
        """The member that stands for the group: one that can be reached, if any can."""
        members = self.group.members
        reachable = {number for number in self.staying if not members[number].photo.offline}
        proposed = () if self.choice is None else self.choice.keep
        return next((number for number in proposed if number in reachable), min(reachable or self.staying))

    @property
    def keep(self) -> tuple[int, ...]:
        """What stays, the one that stands for the group first."""
        return self.best, *sorted(self.staying - {self.best})

    @property
    def freed(self) -> int:
        """How many bytes go."""
        return sum(self.group.members[number].photo.file_size for number in self.going)

    def turn(self, number: int) -> bool:
        """Let a member go that stays, or stay that goes; not the last one that stays. Says whether it did."""
        staying = self.staying
        turned = staying - {number} if number in staying else staying | {number}
        if not turned or self.group.members[number].photo.offline:
            return False
        self.skipped, self.kept = False, turned
        return True

    def keep_only(self, number: int) -> None:
        """Keep this one, and what cannot be reached; let the others go."""
        away = {at for at, member in enumerate(self.group.members) if member.photo.offline}
        self.skipped, self.kept = False, frozenset({number, *away})

    def reason(self, number: int) -> str:
        """Why a member stays or goes, in a row of words; empty where the person said so."""
        if self.choice is None or self.kept is not None or self.skipped:
            return ""
        return ", ".join(self.choice.reasons[number])


def paths(member: GroupMember) -> frozenset[str]:
    """All files of a member."""
    return frozenset(member.files)
