"""What rules compare: a number for each photo, and from which difference on it tells."""

from __future__ import annotations

import math
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase

from photosearch.imaging.formats import RAW_FORMATS
from photosearch.library.browsing import PhotoRow
from photosearch.library.folders import relative_to
from photosearch.search.groups.members import Member
from photosearch.search.groups.rules import Rule

Look = Callable[[PhotoRow], float | None]
"""how sharp a photo is; None where that is not known"""

# A picture trimmed by some pixels to be turned without loss is as large as before.
_SAME_SIZE = 0.015
# Written again with another date or place in it, a file is about as large.
_SAME_BYTES = 0.01
# Two shots of one view differ by less, a blur of 0.7 px by more; measured, see `sharpness`.
_SAME_SHARPNESS = 0.1
# Clocks of some cards and drives go in steps of two seconds.
_SAME_TIME_S = 2.0

# Names that programs and people give to a copy, an export or what was sent: the stem, in small letters.
_COPY_NAMES = re.compile(
    r"""
    \(\d+\)$                                        # IMG_1 (1)
    | ~\d+$                                         # IMG_1~2
    | (^|[\s_.-])(copy|kopie|copie|copia|c[oó]pia|kopia|kopi)([\s_.-]*\(?\d*\)?$|\s+(of|von|de|di)\s)
    | [\s_.-](edit(ed)?|bearbeitet|modifi[eé]|editad[ao]?|modificat[oa]|effects|collage)[\s_.-]*\d*$
    | [\s_.-](export(ed)?|small|web|resized?|thumb(nail)?|preview)[\s_.-]*\d*$
    | ^(resized|fb_img|received|thumb(nail)?|preview)_
    | -wa\d{4}$ | ^whatsapp\ image\b                # sent by WhatsApp
    | ^img_e\d{4}$                                  # what an iPhone calls the edited one
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Measure:
    """`value` of a member, more being better, None where it is not known; two values of which the greater one
    is `best` are as good as the same where `ties(best, other)`.
    """

    value: Callable[[Member], float | None]
    ties: Callable[[float, float], bool]


def measure_of(rule: Rule, look: Look) -> Measure:
    """What a rule compares; `look` tells how sharp a photo is."""
    value, ties = _values(rule, look)
    if not rule.reverse:
        return Measure(value, ties)

    def reversed_value(member: Member) -> float | None:
        found = value(member)
        return None if found is None else -found

    return Measure(reversed_value, ties)


def _values(
    rule: Rule, look: Look
) -> tuple[Callable[[Member], float | None], Callable[[float, float], bool]]:
    match rule.name:
        case "protected" | "folder":
            return inside(rule.value, any_case=rule.name == "protected"), _equal
        case "format":
            return lambda member: float(any(_is_of(rule.value, row) for row in member.files)), _equal
        case "resolution":
            return lambda member: max(row.width * row.height for row in member.files), _within(_SAME_SIZE)
        case "exif":
            return lambda member: float(any(row.taken or row.camera for row in member.files)), _equal
        case "gps":
            return lambda member: float(any(row.latitude is not None for row in member.files)), _equal
        case "taken":
            return _earliness, _apart_s
        case "original_name":
            return lambda member: float(not is_copy_name(member.photo.name)), _equal
        case "name":
            return lambda member: float(_is_named(member.photo.name, rule.value)), _equal
        case "sharpness":
            return lambda member: look(member.photo), _within(_SAME_SHARPNESS)
        case "file_size":
            return lambda member: member.file_size, _within(_SAME_BYTES)
        case "modified":
            return lambda member: -min(row.modified_ns for row in member.files) / 1e9, _apart_s
    raise AssertionError(rule.name)


def inside(folder: str, *, any_case: bool = False) -> Callable[[Member], float]:
    """1 for a photo in the folder or below, else 0; links on the way to the folder are followed.

    `any_case`: a folder whose name differs in small and capital letters counts as well: on many systems it is
    the same one.
    """
    spell = spelled if any_case else (lambda path: path)
    path = os.fsencode(folder)
    # The library knows its folders by their true path.
    places = {spell(path), spell(os.path.realpath(path))}
    known: dict[tuple[bytes, bytes], float] = {}

    def answer(member: Member) -> float:
        # There are many photos in few directories.
        row = member.photo
        where = (row.folder, row.directory)
        if where not in known:
            own = spell(os.path.join(*where) if row.directory else row.folder)
            known[where] = float(any(relative_to(own, place) is not None for place in places))
        return known[where]

    return answer


def is_copy_name(name: bytes) -> bool:
    """Whether a file's name is one that is given to copies and exports."""
    stem = os.path.splitext(os.fsdecode(name))[0].casefold()
    return _COPY_NAMES.search(stem) is not None


def spelled(path: bytes) -> bytes:
    """One spelling for paths that may mean one file where small and capital letters are the same."""
    return os.fsencode(unicodedata.normalize("NFC", os.fsdecode(path)).casefold())


def _is_of(format: str, row: PhotoRow) -> bool:
    return row.format in RAW_FORMATS if format == "RAW" else row.format == format


def _is_named(name: bytes, pattern: str) -> bool:
    return fnmatchcase(os.fsdecode(name).casefold(), pattern.casefold())


def _earliness(member: Member) -> float | None:
    times = [_seconds(row.taken) for row in member.files]
    return max((-time for time in times if time is not None), default=None)


def _seconds(taken: str | None) -> float | None:
    """Seconds since 1970 by the camera's clock, whatever its time zone."""
    try:
        found = datetime.fromisoformat(taken or "").replace(tzinfo=None)
    except ValueError:
        return None
    return (found - datetime(1970, 1, 1)).total_seconds()


def _equal(best: float, other: float) -> bool:
    return other == best


def _within(share: float) -> Callable[[float, float], bool]:
    """As good as the best where they differ by no more than a share of the larger one."""
    return lambda best, other: math.isclose(best, other, rel_tol=share)


def _apart_s(best: float, other: float) -> bool:
    return best - other <= _SAME_TIME_S
