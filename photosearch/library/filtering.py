"""Which photos of the library are wanted, as a condition on the catalogue."""

import os
import sqlite3
from dataclasses import dataclass

from photosearch.library.folders import list_folders, relative_to

_SEPARATOR = os.fsencode(os.sep)
# Sorts behind every path below a directory, as the separator's successor.
_BEHIND = bytes([_SEPARATOR[0] + 1])


@dataclass(frozen=True)
class PhotoFilter:
    """Photos below a folder (absolute path), taken from one ISO date to another (both included), with one of
    the cameras; None lets everything through. A photo without a date passes no limit of dates.
    """

    below: bytes | None = None
    since: str | None = None
    until: str | None = None
    cameras: tuple[str, ...] | None = None

    @property
    def passes_all(self) -> bool:
        """Whether every photo passes."""
        return self == EVERYTHING

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
        return " AND ".join(parts) or "1", values


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
