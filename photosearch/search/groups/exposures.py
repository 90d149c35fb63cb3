"""What cameras wrote tells shots apart, before anybody looks at the pictures."""

from __future__ import annotations

import re

from photosearch.imaging.metadata import seconds_apart
from photosearch.library.browsing import PhotoRow
from photosearch.search.groups.members import is_raw

# At most so many seconds between photos of a burst.
BURST_S = 10.0
# Seconds apart, photos whose descriptors have this dot product show one view.
BURST_LIKENESS = 0.85
# An edit may lose the fraction of a second, and a clock that was set right moves by hours (in some zones by
# quarters of one): neither makes another exposure.
_ONE_S = 1.0
_QUARTER_S = 900.0
# A camera's names end in a running number of four digits or more; within one second it counts no further.
_NUMBERED = re.compile(rb"(.*?)(\d{4,})(\D*)", re.DOTALL)
_NEIGHBOURS = 30


def may_be_copies(one: PhotoRow, other: PhotoRow) -> bool:
    """Whether the files do not tell that these are two exposures, or a RAW and what was developed from it.

    Copies lose what the camera wrote, or keep it: two cameras, or two times of one camera, are two shots,
    however alike.
    """
    if is_raw(one) != is_raw(other):
        return False
    if not one.camera or not other.camera:
        return True
    if one.camera != other.camera:
        return False
    apart = seconds_apart(one.taken, other.taken)
    if apart is None:
        return True
    rest = apart % _QUARTER_S
    return min(rest, _QUARTER_S - rest) < _ONE_S and not _are_neighbours(one, other)


def may_be_burst(one: PhotoRow, other: PhotoRow) -> bool:
    """Whether one camera took both within seconds."""
    apart = seconds_apart(one.taken, other.taken)
    return one.camera == other.camera and apart is not None and apart <= BURST_S


def _serial(row: PhotoRow) -> tuple[bytes, int, bytes] | None:
    """What stands before the camera's running number, the number, and what follows."""
    found = _NUMBERED.fullmatch(row.name)
    return (found[1].lower(), int(found[2]), found[3].lower()) if found else None


def _are_neighbours(one: PhotoRow, other: PhotoRow) -> bool:
    """Two files that a camera wrote one after the other: IMG_1234.JPG and IMG_1235.JPG."""
    if one.directory != other.directory or one.folder_id != other.folder_id:
        return False
    first, second = _serial(one), _serial(other)
    if first is None or second is None or first[1] == second[1]:
        return False
    return (first[0], first[2]) == (second[0], second[2]) and abs(first[1] - second[1]) <= _NEIGHBOURS
