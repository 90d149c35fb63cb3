"""Why a photo of a group is kept or goes, in words that can stand in a row: “sharper, has its place”.

The window knows them in the person's language: photosearch/gui/service_sentences.py lists all of them.
"""

from __future__ import annotations

from photosearch.search.groups.members import Member
from photosearch.search.groups.rules import Rule

# What a rule says of the better one, and of the other; a rule turned round says it the other way.
_WORDS: dict[str, tuple[str, str]] = {
    "protected": ("in the protected folder “{value}”", "not in a protected folder"),
    "folder": ("in the folder “{value}”", "not in the folder “{value}”"),
    "format": ("a {value} file", "not a {value} file"),
    "resolution": ("larger: {width} x {height}", "smaller: {width} x {height}"),
    "exif": ("has its date or camera", "has neither date nor camera"),
    "gps": ("has its place", "has no place"),
    "taken": ("taken earlier", "taken later"),
    "original_name": ("named like an original", "named like a copy"),
    "name": ("named like {value}", "not named like {value}"),
    "sharpness": ("sharper", "less sharp"),
    "file_size": ("larger file", "smaller file"),
    "modified": ("older file", "newer file"),
}
BY_PATH = "the first among equals"
AS_GOOD = "as good as the one that is kept"
AWAY = "not reachable now, so nothing is done with it"
ONLY_RAW = "the only one with a RAW file"
_ALTHOUGH = "although {reason}"


def better(rule: Rule, member: Member) -> str:
    """What makes a photo the better one by a rule."""
    return _filled(rule, member, _WORDS[rule.name][int(rule.reverse)])


def worse(rule: Rule, member: Member) -> str:
    """What makes a photo the worse one by a rule."""
    return _filled(rule, member, _WORDS[rule.name][int(not rule.reverse)])


def although(reason: str) -> str:
    """What speaks for a photo that goes all the same."""
    return _ALTHOUGH.format(reason=reason)


def every_text() -> list[str]:
    """All texts, with {names} for what differs: what there is to translate."""
    pairs = [text for pair in _WORDS.values() for text in pair]
    return [*dict.fromkeys(pairs), BY_PATH, AS_GOOD, AWAY, ONLY_RAW, _ALTHOUGH]


def _filled(rule: Rule, member: Member, text: str) -> str:
    largest = max(member.files, key=lambda row: row.width * row.height)
    return text.format(value=rule.value, width=largest.width, height=largest.height)
