"""The person's folders: which are in the library, what they leave out, whether they can be reached."""

import json
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from photosearch.errors import PhotosearchError
from photosearch.files import write_atomically
from photosearch.library.connection import printable, transaction

# A copy of the folder list beside the database: with it a library can be rebuilt when the database is lost.
LIST_NAME = "folders.json"


@dataclass(frozen=True)
class Folder:
    """A folder of the library; `path` is absolute, without symbolic links; `state` is online or offline."""

    id: int
    path: bytes
    state: str
    excludes: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """What to scan: a folder of the library, or the part of it at `below` (relative to it, b"" is all).

    Where it is not `deep`, the directory itself is looked at and none below it.
    """

    folder: Folder
    below: bytes = b""
    deep: bool = True


def list_folders(connection: sqlite3.Connection) -> list[Folder]:
    """All folders, ordered by path."""
    rows = connection.execute("SELECT id, path, state, excludes FROM folders ORDER BY path")
    return [Folder(row[0], row[1], row[2], tuple(json.loads(row[3]))) for row in rows]


def add_folder(connection: sqlite3.Connection, path: bytes, excludes: Iterable[str] = ()) -> Target:
    """Take a folder into the library; new exclude patterns join the ones it has.

    A folder inside one that is there already stays part of it; one that contains others takes them in,
    and their photos keep their descriptors.
    """
    path = os.path.realpath(path)
    with transaction(connection):
        around = _around(connection, path)
        if around is None:
            inside = [f for f in list_folders(connection) if relative_to(f.path, path) is not None]
            around = _insert(connection, path, inside)
        _add_excludes(connection, around, excludes)
    return target_at(connection, path)


def target_at(connection: sqlite3.Connection, path: bytes) -> Target:
    """The target for a place inside a folder of the library. Raises PhotosearchError where it is in none."""
    path = os.path.realpath(path)
    folder = _around(connection, path)
    if folder is None:
        raise PhotosearchError(f"{printable(path)} is not in a folder of this library.")
    return Target(folder, relative_to(path, folder.path) or b"")


def _around(connection: sqlite3.Connection, path: bytes) -> Folder | None:
    return next((f for f in list_folders(connection) if relative_to(path, f.path) is not None), None)


def _insert(connection: sqlite3.Connection, path: bytes, inside: list[Folder]) -> Folder:
    cursor = connection.execute("INSERT INTO folders (path) VALUES (?)", (path,))
    assert cursor.lastrowid is not None
    folder = Folder(cursor.lastrowid, path, "online", ())
    for inner in inside:
        prefix = relative_to(inner.path, path) or b""
        rows = connection.execute(
            "SELECT id, path FROM directories WHERE folder_id = ?", (inner.id,)
        ).fetchall()
        for row_id, below in rows:
            moved = os.path.join(prefix, below) if below else prefix
            connection.execute(
                "UPDATE directories SET folder_id = ?, path = ? WHERE id = ?", (folder.id, moved, row_id)
            )
        connection.execute(
            "INSERT OR IGNORE INTO mounts SELECT ?, path FROM mounts WHERE folder_id = ?",
            (folder.id, inner.id),
        )
        _add_excludes(connection, folder, inner.excludes)
        connection.execute("DELETE FROM folders WHERE id = ?", (inner.id,))
    return folder


def _add_excludes(connection: sqlite3.Connection, folder: Folder, excludes: Iterable[str]) -> None:
    row = connection.execute("SELECT excludes FROM folders WHERE id = ?", (folder.id,)).fetchone()
    patterns = list(dict.fromkeys([*json.loads(row[0]), *excludes]))
    set_excludes(connection, folder, patterns)


def set_excludes(connection: sqlite3.Connection, folder: Folder, patterns: Iterable[str]) -> None:
    """Replace the folder's exclude patterns; they count from the next scan on."""
    connection.execute(
        "UPDATE folders SET excludes = ? WHERE id = ?", (json.dumps(list(patterns)), folder.id)
    )


def set_state(connection: sqlite3.Connection, folder: Folder, state: str) -> None:
    """Note that the folder is online or offline."""
    # Only a change is written: a scan that finds nothing new leaves the database's files alone.
    connection.execute("UPDATE folders SET state = ? WHERE id = ? AND state != ?", (state, folder.id, state))


def remove_folder(connection: sqlite3.Connection, folder: Folder) -> None:
    """Forget the folder and its photos; the files stay untouched."""
    connection.execute("DELETE FROM folders WHERE id = ?", (folder.id,))


def save_list(connection: sqlite3.Connection, library: Path) -> None:
    """Write the folder list beside the database. Raises PhotosearchError."""
    folders = [{"path": os.fsdecode(f.path), "excludes": list(f.excludes)} for f in list_folders(connection)]
    text = json.dumps({"folders": folders}, indent=1)
    try:
        write_atomically(library / LIST_NAME, text.encode("ascii"))
    except OSError as error:
        raise PhotosearchError(
            f"The library {printable(library)} cannot be written to ({error.strerror or error}). "
            "Free some space or allow writing there, then run the same command again."
        ) from error


def load_list(library: Path) -> list[tuple[bytes, list[str]]]:
    """The folders and exclude patterns written by `save_list`; empty if the file is missing or damaged."""
    try:
        entries = json.loads((library / LIST_NAME).read_text("ascii"))["folders"]
        return [(os.fsencode(entry["path"]), list(entry["excludes"])) for entry in entries]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def relative_to(path: bytes, folder: bytes) -> bytes | None:
    """`path` relative to `folder`: b"" for the folder itself, None where it lies outside."""
    if path == folder:
        return b""
    prefix = folder if folder.endswith(os.fsencode(os.sep)) else folder + os.fsencode(os.sep)
    return path[len(prefix) :] if path.startswith(prefix) else None
