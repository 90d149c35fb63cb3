"""The journal's file: made, opened, and set aside where it is damaged."""

import itertools
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from photosearch.errors import PhotosearchError
from photosearch.library.connection import explained, printable, transaction
from photosearch.library.marks_file import is_damage

FILE_NAME = "acts.sqlite"
DAMAGED_NAMES = "acts.damaged-*"
"""what was set aside, as a pattern"""

# "PhAc" in the file's header, so that a foreign SQLite file is never taken for a journal.
_APPLICATION_ID = 0x50684163
_VERSION = 1
_TABLES = """
CREATE TABLE acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ns INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('doing', 'done', 'undoing', 'undone'))
);
CREATE TABLE steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    act_id INTEGER NOT NULL REFERENCES acts(id) ON DELETE CASCADE,
    do TEXT NOT NULL,
    path BLOB NOT NULL,
    target BLOB NOT NULL,
    kept BLOB NOT NULL,
    expected TEXT,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    companion INTEGER NOT NULL,
    place BLOB NOT NULL,
    token TEXT NOT NULL,
    before TEXT,
    began_s REAL NOT NULL,
    result BLOB NOT NULL
);
CREATE INDEX steps_by_act ON steps(act_id);
"""


class JournalRefusedError(PhotosearchError):
    """The file was written by a newer Photosearch, or by another program."""


def opened(folder: Path) -> sqlite3.Connection:
    """The open journal of a library, made if it is not there; a damaged one is set aside, and what it held
    cannot be undone from here any more: photos that are in the trash can be taken out there.

    Raises PhotosearchError.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with explained(folder):
        try:
            return _connected(folder)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        _set_aside(folder)
        return _connected(folder)


def _connected(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    try:
        connection.execute("PRAGMA busy_timeout = 10000")
        connection.execute("PRAGMA foreign_keys = ON")
        version = _checked_version(connection, folder)
        connection.execute("PRAGMA journal_mode = WAL")
        # What is written down is on the disk before the file is touched, and before the next one is.
        connection.execute("PRAGMA synchronous = FULL")
        if version == 0:
            _fill(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _checked_version(connection: sqlite3.Connection, folder: Path) -> int:
    made_by = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if made_by != _APPLICATION_ID and (made_by or version or tables):
        name = printable(folder / FILE_NAME)
        raise JournalRefusedError(f"{name} was made by another program: nothing could be undone.")
    if version > _VERSION:
        raise JournalRefusedError(
            "What can be undone was written down by a newer Photosearch than this one. Update Photosearch to "
            "act on photos."
        )
    return version


def _fill(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        # Another process may have done it meanwhile.
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            for statement in _TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {_VERSION}")


def _set_aside(folder: Path) -> None:
    names = (folder / f"acts.damaged-{number}" for number in itertools.count(1))
    aside = next(name for name in names if not name.exists())
    with suppress(FileNotFoundError):
        os.replace(folder / FILE_NAME, aside)
    for ending in ("-wal", "-shm"):
        # They belong to the damaged file, and would be read into the new one.
        with suppress(FileNotFoundError):
            os.replace(folder / (FILE_NAME + ending), f"{aside}{ending}")
