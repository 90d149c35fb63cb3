"""Which photos of the library are wanted, as a condition on the catalogue."""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from photosearch.library.folders import list_folders, relative_to
from photosearch.library.nearby import within

_SEPARATOR = os.fsencode(os.sep)
# Sorts behind every path below a directory, as the separator's successor.
_BEHIND = bytes([_SEPARATOR[0] + 1])
# Sides that differ by less than a twentieth are those of a square, as a person sees it.
_ORIENTATIONS = {
    "landscape": "c.width * 20 > c.height * 21",
    "portrait": "c.height * 20 > c.width * 21",
    "square": "c.width * 20 <= c.height * 21 AND c.height * 20 <= c.width * 21",
}
ORIENTATIONS = tuple(_ORIENTATIONS)


@dataclass(frozen=True)
class PhotoFilter:
    """Photos below a folder (absolute path), taken from one ISO date to another (both included), with one of
    the cameras, at most so far from a place (`near`: latitude and longitude in degrees, kilometres), of one
    of `ORIENTATIONS`, of so many pixels at least; None lets everything through. What holds one of the
    contents (hashes) `without` is left out. A photo without a date passes no limit of dates, one without a
    place no distance.
    """

    below: bytes | None = None
    since: str | None = None
    until: str | None = None
    cameras: tuple[str, ...] | None = None
    near: tuple[float, float, float] | None = None
    orientation: str | None = None
    least_pixels: int | None = None
    without: tuple[bytes, ...] = ()

    @property
    def passes_all(self) -> bool:
        """Whether every photo passes."""
        return self == EVERYTHING

    @property
    def passes_most(self) -> bool:
        """Whether only single photos are left out."""
        return replace(self, without=()) == EVERYTHING

    def condition(self, connection: sqlite3.Connection) -> tuple[str, list[object]]:
        """SQL and its values, over `contents c` and `directories r`."""
        parts: list[str] = []
        values: list[object] = []
        if self.since is not None:
            parts.append("c.taken >= ?")
            values.append(self.since)
        if self.until is not None:
            # "2024-05-01T23:59" is still of the day "2024-05-01": what follows a date sorts before "~".
            parts.append("c.taken < ?")
            values.append(self.until + "~")
        if self.cameras is not None:
            parts.append(f"c.camera IN ({','.join('?' * len(self.cameras))})")
            values += self.cameras
        if self.below is not None:
            part, places = _below(connection, self.below)
            parts.append(part)
            values += places
        for part, limits in self._of_pictures(connection):
            parts.append(part)
            values += limits
        return " AND ".join(parts) or "1", values

    def _of_pictures(self, connection: sqlite3.Connection) -> Iterator[tuple[str, list[object]]]:
        if self.near is not None:
            yield within(connection, *self.near)
        if self.orientation is not None:
            yield _ORIENTATIONS[self.orientation], []
        if self.least_pixels is not None:
            yield "c.width * c.height >= ?", [self.least_pixels]
        if self.without:
            yield f"c.hash NOT IN ({','.join('?' * len(self.without))})", list(self.without)


EVERYTHING = PhotoFilter()


def _below(connection: sqlite3.Connection, path: bytes) -> tuple[str, list[object]]:
    path = os.path.abspath(path)
    parts: list[str] = []
    values: list[object] = []
    for folder in list_folders(connection):
        inside = relative_to(path, folder.path)
        if inside:
            parts.append("(r.folder_id = ? AND (r.path = ? OR (r.path > ? AND r.path < ?)))")
            values += [folder.id, inside, inside + _SEPARATOR, inside + _BEHIND]
        elif inside is not None or relative_to(folder.path, path) is not None:
            parts.append("r.folder_id = ?")
            values.append(folder.id)
    return f"({' OR '.join(parts) or '0'})", values
