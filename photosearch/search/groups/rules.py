"""The rules that say which photo of a group to keep: an ordered list, the first that tells decides.

In text, for a command line: `resolution`, `-folder:/home/anna/Downloads` (a minus turns a rule round). As
JSON, for files and settings: {"rule": "folder", "value": "/home/anna/Downloads", "reverse": true}.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from photosearch.errors import UsageError
from photosearch.imaging.formats import RAW_FORMATS

_FORMATS = {"JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "HEIF", "AVIF", "JXL", *RAW_FORMATS}
_OTHER_NAMES = {"JPG": "JPEG", "HEIC": "HEIF", "TIF": "TIFF"}


@dataclass(frozen=True)
class Kind:
    """A kind of rule: what it goes with (nothing, a folder, a format or a pattern), whether it can be turned
    round, whether it says something of bursts, where every photo is an original, and what it is in words.
    """

    name: str
    words: str
    takes: str = ""
    reversible: bool = True
    in_bursts: bool = True


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("protected", "in this folder nothing ever goes", "folder", reversible=False),
        Kind("folder", "photos in this folder", "folder"),
        Kind("format", "photos in this format, RAW for all of cameras", "format"),
        Kind("resolution", "more pixels"),
        Kind("exif", "a date or a camera is written in it", reversible=False),
        Kind("gps", "the place is written in it", reversible=False),
        Kind("taken", "the earlier date taken", in_bursts=False),
        Kind("original_name", "no name of a copy, as IMG_1 (1).jpg", reversible=False, in_bursts=False),
        Kind("name", "names like this, with * and ?", "pattern"),
        Kind("sharpness", "the sharper picture", reversible=False),
        Kind("file_size", "the larger file"),
        Kind("modified", "the file changed longest ago", in_bursts=False),
    )
}
# How people call them, too.
_ALIASES = {
    "larger": "resolution",
    "smaller": "-resolution",
    "sharper": "sharpness",
    "oldest": "taken",
    "newest": "-taken",
    "raw": "format:RAW",
}


@dataclass(frozen=True)
class Rule:
    """One rule; `reverse` turns it round: fewer pixels, photos outside of the folder."""

    name: str
    value: str = ""
    reverse: bool = False

    @property
    def kind(self) -> Kind:
        """What it says of itself."""
        return KINDS[self.name]


# Every original before what was made of it: first what nobody can bring back once it is gone.
DEFAULT_RULES: tuple[Rule, ...] = (
    Rule("format", "RAW"),
    Rule("resolution"),
    Rule("exif"),
    Rule("gps"),
    Rule("taken"),
    Rule("original_name"),
    Rule("sharpness"),
    Rule("file_size"),
    Rule("modified"),
)


def protecting(folders: Iterable[str]) -> tuple[Rule, ...]:
    """The rules that protect these folders; they stand before all others."""
    return tuple(_checked("protected", folder) for folder in folders)


def from_text(texts: Iterable[str]) -> tuple[Rule, ...]:
    """Rules as they are typed, several in one text parted by commas. Raises UsageError.

    A folder with a comma in its name can only be given as JSON. Folders may be relative to the working one.
    """
    return tuple(_from_text(part.strip()) for text in texts for part in text.split(",") if part.strip())


def _from_text(text: str) -> Rule:
    text = _ALIASES.get(text.lower(), text)
    name, _, value = text.removeprefix("-").partition(":")
    if name in KINDS and KINDS[name].takes == "folder" and value:
        value = os.path.abspath(os.path.expanduser(value))
    return _checked(name, value, text.startswith("-"))


def from_json(values: Any) -> tuple[Rule, ...]:
    """Rules as `to_json` writes them. Raises UsageError for what is none."""
    if not isinstance(values, list):
        raise UsageError('Rules are a list in JSON, for example [{"rule": "resolution"}].')
    return tuple(_from_json(value) for value in values)


def _from_json(value: Any) -> Rule:
    if not isinstance(value, dict) or not isinstance(value.get("rule"), str):
        raise UsageError(f'A rule in JSON looks like {{"rule": "resolution"}}; this does not: {value!r}.')
    unknown = set(value) - {"rule", "value", "reverse"}
    if unknown:
        raise UsageError(f"A rule has “rule”, “value” and “reverse”; it has no “{sorted(unknown)[0]}”.")
    text, reverse = value.get("value", ""), value.get("reverse", False)
    if not isinstance(text, str) or not isinstance(reverse, bool):
        raise UsageError(f"The value of a rule is a text, and “reverse” true or false: {value!r}.")
    name = value["rule"]
    if name.lower() in _ALIASES and not text:
        rule = _from_text(name)
        return _checked(rule.name, rule.value, rule.reverse != reverse)
    return _checked(name, text, reverse)


def to_json(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Rules as plain values; what is not said is left out."""
    return [
        {"rule": rule.name}
        | ({"value": rule.value} if rule.value else {})
        | ({"reverse": True} if rule.reverse else {})
        for rule in rules
    ]


def _checked(name: str, value: str = "", reverse: bool = False) -> Rule:
    kind = KINDS.get(name)
    if kind is None:
        raise UsageError(f"There is no rule called “{name}”. There are: {', '.join(KINDS)}.")
    if kind.takes and not value:
        raise UsageError(f"The rule “{name}” needs a {kind.takes}: {name}:{_EXAMPLES[kind.takes]}")
    if value and not kind.takes:
        raise UsageError(f"The rule “{name}” goes with nothing: write {name} alone.")
    if reverse and not kind.reversible:
        raise UsageError(f"The rule “{name}” cannot be turned round.")
    return Rule(name, _CHECKS.get(kind.takes, str)(value), reverse)


def _folder(value: str) -> str:
    if not os.path.isabs(value):
        raise UsageError(f"The folder “{value}” of a rule needs its whole path, from the beginning.")
    return os.path.normpath(value)


def _format(value: str) -> str:
    name = _OTHER_NAMES.get(value.upper(), value.upper())
    if name not in _FORMATS:
        raise UsageError(f"There is no format “{value}”. There are: {', '.join(sorted(_FORMATS))}.")
    return name


_EXAMPLES = {"folder": "/home/anna/Pictures", "format": "RAW", "pattern": "IMG_*"}
_CHECKS = {"folder": _folder, "format": _format}
