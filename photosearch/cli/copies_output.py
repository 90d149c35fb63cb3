"""Groups of copies on a terminal and as JSON: what stays, what goes, and why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from photosearch.cli.lines import say

if TYPE_CHECKING:
    from photosearch.search.groups.grouping import Group
    from photosearch.search.groups.keeping import Choice
    from photosearch.search.groups.members import Member
    from photosearch.search.groups.planning import Plan

HEADINGS = {"exact": "identical files", "copy": "copies", "burst": "a burst"}

_SUMMARY = {"exact": "Identical files", "copy": "Copies", "burst": "Bursts"}
# Before the second line of a photo.
_MARGIN = " " * 9


def as_document(groups: "Sequence[Group]", choices: "Sequence[Choice]") -> dict[str, Any]:
    """The groups as JSON."""
    return {"groups": [_group(group, choice) for group, choice in zip(groups, choices, strict=True)]}


def _group(group: "Group", choice: "Choice") -> dict[str, Any]:
    from photosearch.cli.output import text_path

    kept = [text_path(group.members[at].path) for at in choice.keep]
    return {
        "kind": group.kind,
        "photos": [
            _photo(member) | {"reasons": list(reasons)}
            for member, reasons in zip(group.members, choice.reasons, strict=True)
        ],
        "keep": kept[0],
        "kept": kept,
        "decided_by": choice.decided_by,
    }


def _photo(member: "Member") -> dict[str, Any]:
    from photosearch.cli.output import text_path

    photo = member.photo
    return {
        "path": text_path(member.path),
        "files": [text_path(row.path) for row in member.files],
        "width": photo.width,
        "height": photo.height,
        "format": photo.format,
        "file_size": member.file_size,
        "taken": photo.taken,
        "offline": member.offline,
    }


def show(groups: "Sequence[Group]", choices: "Sequence[Choice]", plan: "Plan | None") -> None:
    """Print the groups; with a plan, what becomes of each photo."""
    going = {step.path for step in plan.going} if plan else set()
    staying = {item.path: item.reason for item in plan.staying} if plan else {}
    for group, choice in zip(groups, choices, strict=True):
        say(f"{len(group.members)} photos, {HEADINGS[group.kind]}")
        for at in (*choice.keep, *choice.going):
            member, reasons = group.members[at], choice.reasons[at]
            word = "keep" if at in choice.keep else "stays" if plan else ""
            if plan and any(row.path in going for row in member.files):
                word = plan.way.do
            notes = [staying[row.path] for row in member.files if row.path in staying]
            _print_photo(member, word, [", ".join(reasons), *notes])
    _print_summary(groups, choices)


def _print_photo(member: "Member", word: str, lines: Sequence[str]) -> None:
    from photosearch.library.connection import printable

    photo = member.photo
    beside = [printable(row.name) for row in member.files if row is not photo]
    names = " + ".join([printable(member.path), *beside])
    say(f"  {word:5}  {photo.width:5} x {photo.height:<5} {file_size(member.file_size):>9}  {names}")
    for line in lines:
        if line:
            say(f"{_MARGIN}{printable(line)}")


def _print_summary(groups: "Sequence[Group]", choices: "Sequence[Choice]") -> None:
    if not groups:
        say("No copies found.")
    for kind, words in _SUMMARY.items():
        of_kind = [pair for pair in zip(groups, choices, strict=True) if pair[0].kind == kind]
        if of_kind:
            surplus = [group.members[at] for group, choice in of_kind for at in choice.going]
            size = file_size(sum(member.file_size for member in surplus))
            more = f"{counted(len(surplus), 'photo')} more than to keep, {size}"
            say(f"{words}: {counted(len(of_kind), 'group')}, {more}")


def counted(number: int, what: str) -> str:
    """1 photo, 2 photos."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def file_size(size: int) -> str:
    """Bytes as a person says them: 120 kB, 3.4 MB."""
    return f"{size / 1e6:.1f} MB" if size >= 999_500 else f"{size / 1e3:.0f} kB"
