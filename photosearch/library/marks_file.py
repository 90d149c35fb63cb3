"""The file that holds the marks: made, opened, and set aside where it is damaged, with what can be saved."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock, Timeout

from photosearch.errors import PhotosearchError
from photosearch.library import replacing
from photosearch.library.connection import explained, printable, transaction

FILE_NAME = "marks.sqlite"
LOCK_NAME = "marks.lock"
DAMAGED_NAMES = "marks.damaged-*"
"""what was set aside, as a pattern"""

# "PhMk" in the file's header, so that a foreign SQLite file is never taken for marks.
_APPLICATION_ID = 0x50684D6B
_VERSION = 1
_PATIENCE_S = 10.0

# Of a pair the lower hash is `one`, so that it is there once. Ids grow, the highest is the last word.
# `pictures`: where the files were when something was said of them, as the file system has it.
_TABLES = """
CREATE TABLE IF NOT EXISTS marks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    one BLOB NOT NULL,
    other BLOB NOT NULL,
    says TEXT NOT NULL CHECK (says IN ('same', 'different')),
    said_at INTEGER NOT NULL,
    UNIQUE (one, other),
    CHECK (one < other)
);
CREATE INDEX IF NOT EXISTS marks_by_other ON marks(other);
CREATE TABLE IF NOT EXISTS pictures (hash BLOB PRIMARY KEY, path BLOB NOT NULL) WITHOUT ROWID;
"""


def opened(folder: Path, *, create: bool) -> tuple[sqlite3.Connection | None, str]:
    """The open file in `folder`, None where there is none and it is not to be made; and what the person is to
    be told: it was damaged, and what became of it.

    Raises PhotosearchError.
    """
    path = folder / FILE_NAME
    notice = ""
    if create:
        _make_folder(folder)
    with explained(folder):
        try:
            if replacing.is_unfinished(path):
                _carry_through(folder)
            if not create and not path.exists():
                return None, ""
            connection = _connected(path, create)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            notice = _mended(folder)
            connection = _connected(path, create)
    return connection, notice


def problems(folder: Path) -> Iterator[str]:
    """What is wrong with the marks in `folder`, in words; nothing is changed."""
    path = folder / FILE_NAME
    if not path.exists():
        return
    try:
        connection = _connected(path, create=False)
    except PhotosearchError as error:
        yield str(error)
        return
    except sqlite3.Error as error:
        yield f"the file of what you said of photos is damaged: {error}"
        return
    if connection is not None:
        connection.close()


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is no sound database."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise PhotosearchError(
            f"The library {printable(folder)} cannot be written to ({error.strerror or error})."
        ) from error


def _connected(path: Path, create: bool) -> sqlite3.Connection | None:
    """None for a file that was not filled yet and is not to be. Raises sqlite3.Error for a damaged one."""
    connection = sqlite3.connect(_address(path, create), uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA busy_timeout = 10000")
        is_empty = _checked(connection)
        if create:
            connection.execute("PRAGMA journal_mode = WAL")
            # What the person said is on disk when it is answered: nobody says it twice.
            connection.execute("PRAGMA synchronous = FULL")
        if is_empty and create:
            _fill(connection)
    except BaseException:
        connection.close()
        raise
    if is_empty and not create:
        connection.close()
        return None
    return connection


def _address(path: Path, create: bool) -> str:
    mode = "rwc" if create else "rw"
    if not create and not os.access(path.parent, os.W_OK):
        # Nobody else can be writing there, and SQLite could not make its shared-memory file.
        log = path.with_name(path.name + "-wal")
        mode = "ro" if log.exists() else "ro&immutable=1"
    return f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"


def _checked(connection: sqlite3.Connection) -> bool:
    """Whether the database is still empty.

    Raises sqlite3.DatabaseError for a damaged one, PhotosearchError for another program's or a newer one.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    identity = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not tables:
        return True
    if identity != _APPLICATION_ID:
        raise PhotosearchError(
            f"The file {FILE_NAME} in this library was not made by Photosearch. Move it elsewhere."
        )
    if version > _VERSION:
        raise PhotosearchError(
            "What you said of photos was kept by a newer Photosearch than this one. Update Photosearch."
        )
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        error = sqlite3.DatabaseError(found)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
    return False


def _fill(connection: sqlite3.Connection) -> None:
    connection.executescript(
        f"BEGIN IMMEDIATE; {_TABLES} PRAGMA application_id = {_APPLICATION_ID};"
        f" PRAGMA user_version = {_VERSION}; COMMIT;"
    )


def _mended(folder: Path) -> str:
    """Set the damaged file aside and put one in its place with all that can be read of it; says so."""
    path = folder / FILE_NAME
    fresh = folder / f".photosearch-{os.getpid()}.part"
    try:
        with FileLock(folder / LOCK_NAME, timeout=_PATIENCE_S):
            if _is_sound(path):  # another process was quicker
                return ""
            replacing.discard(fresh)
            count = _saved(path, fresh)
            kept = replacing.replace(path, fresh, keep=True)
    except Timeout:
        raise PhotosearchError("Another program keeps what you said of photos busy. Try again.") from None
    except OSError as error:
        raise PhotosearchError(
            f"What you said of photos is damaged and could not be mended ({error.strerror or error}). "
            "Free some space or allow writing in the library's folder."
        ) from error
    name = printable(kept) if kept else ""
    return (
        f"What you said of photos was damaged; {count} marks could be taken over. "
        f"The damaged file is kept as {name}."
    )


def _carry_through(folder: Path) -> None:
    """Finish the mending that a crash interrupted."""
    with suppress(OSError, Timeout), FileLock(folder / LOCK_NAME, timeout=_PATIENCE_S):
        replacing.finish(folder / FILE_NAME)


def _is_sound(path: Path) -> bool:
    try:
        connection = _connected(path, create=False)
    except sqlite3.DatabaseError:
        return False
    if connection is not None:
        connection.close()
    return True


def _saved(path: Path, fresh: Path) -> int:
    """Write what can be read of the damaged file into `fresh`; returns the number of marks."""
    with closing(sqlite3.connect(fresh, isolation_level=None)) as target:
        _fill(target)
        with suppress(sqlite3.Error), closing(sqlite3.connect(path, isolation_level=None)) as source:
            # From both ends: a damaged page stops a scan, what lies behind it is reached from the other side.
            for order in ("ASC", "DESC"):
                with transaction(target):
                    _copy(source, target, "marks", "id, one, other, says, said_at", f"id {order}")
                    _copy(source, target, "pictures", "hash, path", f"hash {order}")
        return int(target.execute("SELECT count(*) FROM marks").fetchone()[0])


def _copy(
    source: sqlite3.Connection, target: sqlite3.Connection, table: str, columns: str, order: str
) -> None:
    places = ",".join("?" * len(columns.split(",")))
    with suppress(sqlite3.DatabaseError):
        for row in source.execute(f"SELECT {columns} FROM {table} ORDER BY {order}"):
            with suppress(sqlite3.IntegrityError):
                target.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({places})", row)
