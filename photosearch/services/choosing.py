"""Which photo of groups to keep, by the person's rules, and what acting on that would do."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from photosearch.imaging.decoders import Decoders
from photosearch.library import browsing
from photosearch.services.act_records import GroupChoice, PlanInfo, StayingFile
from photosearch.services.opened import OpenedCatalogue
from photosearch.services.records import to_json
from photosearch.services.serving import Call

if TYPE_CHECKING:
    from photosearch.search.groups.keeping import Choice
    from photosearch.search.groups.members import Member
    from photosearch.search.groups.rules import Rule
    from photosearch.search.groups.sharpness import Sharpness

_DECODERS = 2
GONE = "no longer in the library"


class ChoiceRequests:
    """Answers about groups, on one thread."""

    def __init__(self, folder: Path) -> None:
        self._opened = OpenedCatalogue(folder)
        self._decoders = Decoders(_DECODERS)
        self._sharpness: Sharpness | None = None

    def close(self) -> None:
        """End the decoders, whatever they read."""
        self._decoders.close()

    def keep_rules(self, call: Call) -> list[dict[str, Any]]:
        """The rules of those who made none."""
        from photosearch.search.groups.rules import DEFAULT_RULES, to_json

        return to_json(DEFAULT_RULES)

    def choose(
        self, call: Call, groups: Sequence[Mapping[str, Any]], rules: Sequence[Any] | None
    ) -> list[dict[str, Any]]:
        """What to keep of each group (kind, and members with the id of a photo and the paths of its files);
        the values of a GroupChoice each. Without rules, by those of people who made none.

        Progress is a list of (number of the group, its choice): first all of them, as far as they can be told
        without reading photos, then those that hang on one that was read. Raises UsageError for what is no
        rule.
        """
        from photosearch.search.groups.keeping import choose_streaming

        present = [_Present(*group) for group in zip(groups, self._members(groups), strict=True)]
        answers: list[dict[str, Any]] = []
        for number, choice, final in choose_streaming(
            [(group.kind, group.members) for group in present], _rules(rules), self._looking(), call.check
        ):
            values = to_json(present[number].told(choice, final))
            if len(answers) == len(groups):
                answers[number] = values
                call.progress([(number, values)])
                continue
            answers.append(values)
            if len(answers) == len(groups):
                call.progress(list(enumerate(answers)))
        return answers

    def plan(
        self,
        call: Call,
        groups: Sequence[Mapping[str, Any]],
        keeps: Sequence[Sequence[int]],
        do: str,
        target: str,
        rules: Sequence[Any] | None,
        keep_metadata: bool,
    ) -> dict[str, Any]:
        """What it takes to trash, move (to the folder `target`) or link what is not kept: `keeps` has the
        numbers of the members that are, for each group, the best first. The values of a PlanInfo.

        Raises UsageError for what is no rule.
        """
        from photosearch.search.groups.planning import Way, plan
        from photosearch.services.acting import file_step

        present = [_Present(*group) for group in zip(groups, self._members(groups), strict=True)]
        chosen = [
            (group.members, choice)
            for group, keep in zip(present, keeps, strict=True)
            if (choice := group.choice(keep)) is not None
        ]
        made = plan(
            [members for members, _ in chosen],
            [choice for _, choice in chosen],
            Way(do, os.path.abspath(os.fsencode(target)) if target else b""),
            rules=_rules(rules),
            keep_metadata=keep_metadata,
        )
        staying = tuple(StayingFile(os.fsdecode(item.path), item.reason) for item in made.staying)
        return to_json(PlanInfo(tuple(map(file_step, made.steps)), staying, made.freed))

    def _members(self, groups: Sequence[Mapping[str, Any]]) -> "list[list[Member | None]]":
        """The members of the groups as the catalogue has them now; None for those that are gone."""
        from photosearch.search.groups.members import Member

        connection = self._opened.get()
        if connection is None:
            return [[None] * len(group["members"]) for group in groups]
        ids = {member["photo"] for group in groups for member in group["members"]}
        rows = {row.id: row for row in browsing.by_id(connection, list(ids))}

        def known(given: Mapping[str, Any]) -> Member | None:
            photo = rows.get(given["photo"])
            if photo is None or len(given["files"]) < 2:
                return photo and Member(photo, (photo,))
            files = [browsing.at_path(connection, os.fsencode(path)) for path in given["files"]]
            return Member(photo, tuple(row for row in files if row is not None) or (photo,))

        return [[known(member) for member in group["members"]] for group in groups]

    def _looking(self) -> "Sharpness":
        from photosearch.search.groups.sharpness import Sharpness

        if self._sharpness is None:
            # Kept from one request to the next: what cannot be read is tried once.
            self._sharpness = Sharpness(self._decoders.pool())
        return self._sharpness


class _Present:
    """The members of a group that are still in the library, and their numbers among all."""

    def __init__(self, given: Mapping[str, Any], found: "Sequence[Member | None]") -> None:
        self.kind = given["kind"]
        self._numbers = [at for at, member in enumerate(found) if member is not None]
        self._gone = [at for at, member in enumerate(found) if member is None]
        self.members = [member for member in found if member is not None]

    def told(self, choice: "Choice", final: bool) -> GroupChoice:
        """A choice among the members that are there, as one of the whole group."""
        reasons: list[tuple[str, ...]] = [(GONE,)] * (len(self._numbers) + len(self._gone))
        for at, number in enumerate(self._numbers):
            reasons[number] = choice.reasons[at]
        keep = (*(self._numbers[at] for at in choice.keep), *self._gone)
        return GroupChoice(keep, tuple(reasons), choice.decided_by, final)

    def choice(self, keep: Sequence[int]) -> "Choice | None":
        """What the person keeps, among the members that are there; None where nothing of it is."""
        from photosearch.search.groups.keeping import Choice

        stays = tuple(self._numbers.index(number) for number in keep if number in self._numbers)
        return Choice(stays[0], stays, ((),) * len(self.members), "") if stays else None


def _rules(given: Sequence[Any] | None) -> "Sequence[Rule]":
    from photosearch.search.groups.rules import DEFAULT_RULES, from_json

    return DEFAULT_RULES if given is None else from_json(list(given))
