"""Reading the catalogue for showing: lists of photos, single photos, and numbers of them.

Made to be quick for a whole library of 100,000 photos. Nothing here imports NumPy.
"""

import json
import os
import sqlite3
from collections.abc import Collection, Sequence
from typing import NamedTuple

from photosearch.library.filtering import EVERYTHING, PhotoFilter
from photosearch.library.folders import list_folders, relative_to

# Below the number of values SQLite takes in a statement.
_PART = 500
_COLUMNS = (
    "p.id, c.hash, f.id, f.path, f.state, r.path, p.name, c.width, c.height, c.format, p.size, p.mtime_ns,"
    " c.taken, c.camera, c.latitude, c.longitude"
)
_TABLES = (
    "photos p JOIN contents c ON c.id = p.content_id JOIN directories r ON r.id = p.directory_id"
    " JOIN folders f ON f.id = r.folder_id"
)


# Of these, by place: folder and directory, format and camera.
_REPEATED = frozenset({3, 4, 5, 9, 13})


class PhotoRow(NamedTuple):
    """One photo as the catalogue has it; `directory` is relative to `folder`."""

    id: int
    content_hash: bytes
    folder_id: int
    folder: bytes
    folder_state: str
    directory: bytes
    name: bytes
    width: int
    height: int
    format: str
    file_size: int
    modified_ns: int
    taken: str | None
    camera: str | None
    latitude: float | None
    longitude: float | None

    @property
    def path(self) -> bytes:
        """The absolute path."""
        return os.path.join(self.folder, *(part for part in (self.directory, self.name) if part))


def newest_first(connection: sqlite3.Connection, wanted: PhotoFilter) -> list[int]:
    """The ids of the photos that pass: newest taken first, those without a date last."""
    condition, values = wanted.condition(connection)
    # As one text: a row at a time to Python takes twice as long for a whole library.
    row = connection.execute(
        f"SELECT json_group_array(id) FROM (SELECT p.id AS id FROM {passing(wanted)} WHERE {condition}"
        " ORDER BY c.taken DESC, c.id DESC, p.id DESC)",
        values,
    ).fetchone()
    return list(json.loads(row[0]))


def by_id(connection: sqlite3.Connection, ids: Sequence[int]) -> list[PhotoRow]:
    """Photos in the order of their ids; those that are gone are left out."""
    found: dict[int, PhotoRow] = {}
    for start in range(0, len(ids), _PART):
        part = ids[start : start + _PART]
        marks = ",".join("?" * len(part))
        for row in connection.execute(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE p.id IN ({marks})", part):
            found[row[0]] = PhotoRow(*row)
    return [found[number] for number in ids if number in found]


def all_photos(connection: sqlite3.Connection, wanted: PhotoFilter = EVERYTHING) -> list[PhotoRow]:
    """All photos that pass, those of one directory together."""
    condition, values = wanted.condition(connection)
    # Paths, formats and cameras come in few kinds: kept once, 100,000 rows take half the memory.
    seen: dict[object, object] = {}
    return [
        PhotoRow._make(seen.setdefault(v, v) if at in _REPEATED else v for at, v in enumerate(row))
        for row in connection.execute(
            f"SELECT {_COLUMNS} FROM directories r JOIN folders f ON f.id = r.folder_id"
            " CROSS JOIN photos p ON p.directory_id = r.id CROSS JOIN contents c ON c.id = p.content_id"
            f" WHERE {condition} ORDER BY r.id",
            values,
        )
    ]


def by_content(connection: sqlite3.Connection, hashes: Collection[bytes]) -> list[PhotoRow]:
    """All photos that hold one of these contents."""
    found: list[PhotoRow] = []
    every = list(hashes)
    for start in range(0, len(every), _PART):
        part = every[start : start + _PART]
        marks = ",".join("?" * len(part))
        rows = connection.execute(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE c.hash IN ({marks})", part)
        found += [PhotoRow(*row) for row in rows]
    return found


def at_path(connection: sqlite3.Connection, path: bytes) -> PhotoRow | None:
    """The photo at an absolute path; None where the library has none there."""
    for folder in list_folders(connection):
        inside = relative_to(path, folder.path)
        if inside:
            directory, name = os.path.split(inside)
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM {_TABLES} WHERE r.folder_id = ? AND r.path = ? AND p.name = ?",
                (folder.id, directory, name),
            ).fetchone()
            if row is not None:
                return PhotoRow(*row)
    return None


def was_changed(photo: PhotoRow) -> bool:
    """Whether the file holds something else than when it was indexed; one that is away does not."""
    try:
        status = os.stat(photo.path)
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) != (photo.file_size, photo.modified_ns)


def months(connection: sqlite3.Connection, wanted: PhotoFilter) -> list[tuple[str, int]]:
    """How many photos were taken in each month (YYYY-MM), oldest first."""
    condition, values = wanted.condition(connection)
    rows = connection.execute(
        f"SELECT substr(c.taken, 1, 7) AS month, count(*) FROM {passing(wanted)}"
        f" WHERE c.taken IS NOT NULL AND {condition} GROUP BY month ORDER BY month",
        values,
    )
    return [(row[0], row[1]) for row in rows]


def places(connection: sqlite3.Connection, wanted: PhotoFilter) -> list[tuple[int, float, float]]:
    """Photos that have a place: id, latitude, longitude."""
    condition, values = wanted.condition(connection)
    rows = connection.execute(
        f"SELECT p.id, c.latitude, c.longitude FROM {passing(wanted)}"
        f" WHERE c.latitude IS NOT NULL AND c.longitude IS NOT NULL AND {condition}",
        values,
    )
    return rows.fetchall()


def cameras(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """The cameras and their numbers of photos, most first."""
    rows = connection.execute(
        f"SELECT c.camera, count(*) AS number FROM {passing(EVERYTHING)} WHERE c.camera IS NOT NULL"
        " GROUP BY c.camera ORDER BY number DESC, c.camera"
    )
    return rows.fetchall()


def span(connection: sqlite3.Connection) -> tuple[str | None, str | None]:
    """The ISO dates of the oldest and the newest photo that have one."""
    query = (
        "SELECT substr(taken, 1, 10) FROM contents WHERE taken IS NOT NULL AND orphaned_at IS NULL"
        " ORDER BY taken {} LIMIT 1"
    )
    first, last = (connection.execute(query.format(order)).fetchone() for order in ("ASC", "DESC"))
    return first and first[0], last and last[0]


def located(connection: sqlite3.Connection) -> int:
    """How many photos have a place."""
    row = connection.execute(
        f"SELECT count(*) FROM {passing(EVERYTHING)} WHERE c.latitude IS NOT NULL"
    ).fetchone()
    return int(row[0])


def numbers_by_folder(connection: sqlite3.Connection) -> dict[int, tuple[int, int]]:
    """Photos and failures (files and folders that could not be read) by folder id."""
    failed = dict(
        connection.execute(
            "SELECT r.folder_id, count(*) FROM photos p CROSS JOIN directories r ON r.id = p.directory_id"
            " WHERE p.error IS NOT NULL GROUP BY r.folder_id"
        ).fetchall()
    )
    broken = dict(
        connection.execute(
            "SELECT folder_id, count(*) FROM directories WHERE error IS NOT NULL GROUP BY folder_id"
        ).fetchall()
    )
    # By directory first: that reads one index from end to end.
    files = connection.execute(
        "SELECT r.folder_id, sum(n.number) FROM (SELECT directory_id, count(*) AS number FROM photos"
        " GROUP BY directory_id) n JOIN directories r ON r.id = n.directory_id GROUP BY r.folder_id"
    )
    photos = {folder: number - failed.get(folder, 0) for folder, number in files}
    return {
        folder.id: (photos.get(folder.id, 0), failed.get(folder.id, 0) + broken.get(folder.id, 0))
        for folder in list_folders(connection)
    }


def failures(connection: sqlite3.Connection, below: bytes | None = None) -> list[tuple[bytes, str]]:
    """What could not be read below a folder, or at all: path and reason, by path."""
    rows = connection.execute(
        "SELECT f.path, r.path, p.name, p.error FROM photos p JOIN directories r ON r.id = p.directory_id"
        " JOIN folders f ON f.id = r.folder_id WHERE p.error IS NOT NULL UNION ALL"
        " SELECT f.path, r.path, x'', r.error FROM directories r JOIN folders f ON f.id = r.folder_id"
        " WHERE r.error IS NOT NULL"
    )
    found = [
        (os.path.join(folder, *(part for part in (directory, name) if part)), error)
        for folder, directory, name, error in rows
    ]
    return sorted(entry for entry in found if below is None or relative_to(entry[0], below) is not None)


def described_by(connection: sqlite3.Connection) -> dict[str, int]:
    """How many contents each network, told by its identity, has described."""
    return dict(
        connection.execute(
            "SELECT m.identity, count(*) FROM descriptors d JOIN models m ON m.id = d.model_id GROUP BY m.id"
        ).fetchall()
    )


def photos_described_by(connection: sqlite3.Connection) -> dict[str, int]:
    """How many photos of the library each network, told by its identity, has described."""
    return dict(
        connection.execute(
            "SELECT m.identity, count(*) FROM models m JOIN descriptors d ON d.model_id = m.id"
            " JOIN photos p ON p.content_id = d.content_id GROUP BY m.id"
        ).fetchall()
    )


def any_passes(connection: sqlite3.Connection, wanted: PhotoFilter) -> bool:
    """Whether the library has a photo that passes."""
    condition, values = wanted.condition(connection)
    query = f"SELECT 1 FROM {passing(wanted)} WHERE {condition} LIMIT 1"
    return connection.execute(query, values).fetchone() is not None


def passing(wanted: PhotoFilter) -> str:
    """Contents `c`, photos `p` and, for a filter by folder, directories `r`, in the order that is quickest
    for a list: by content, or from the folder's directories.
    """
    if wanted.below is None:
        return "contents c CROSS JOIN photos p ON p.content_id = c.id"
    return (
        "directories r CROSS JOIN photos p ON p.directory_id = r.id"
        " CROSS JOIN contents c ON c.id = p.content_id"
    )
