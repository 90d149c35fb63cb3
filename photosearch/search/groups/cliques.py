"""Groups in which every two photos agree: complete linkage, the best pairs first.

A pair that agrees joins two groups only if all of the one agree with all of the other; A like B and B like C
never put A beside C where these two do not agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

# Nobody looks through more at once, and each is compared with each: of 5,000 blank pages 25 groups remain.
MOST = 200

Agree = Callable[[Sequence[int], Sequence[int]], bool]


class Cliques:
    """Groups of things by number, of at most MOST; `agree` says whether each of some agrees with each of
    others.
    """

    def __init__(self, agree: Agree) -> None:
        self._agree = agree
        self._group_of: dict[int, list[int]] = {}

    def join(self, one: int, other: int) -> bool:
        """Put the groups of two things that agree together, if all in them do. Returns whether that was
        done.
        """
        first, second = self.group(one), self.group(other)
        if first is second or len(first) + len(second) > MOST or not self._agree(first, second):
            return False
        # Together in one list, so that a group is the same object for all who are in it.
        first += second
        for number in first:
            self._group_of[number] = first
        return True

    def group(self, number: int) -> list[int]:
        """The group that something is in, itself included."""
        return self._group_of.setdefault(number, [number])

    def groups(self) -> list[list[int]]:
        """All groups of two and more."""
        found = {id(group): group for group in self._group_of.values() if len(group) > 1}
        return list(found.values())
