"""Opening the catalogue's database: for the one writer or for a reader, with errors a person can act on."""

import os
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from photosearch.errors import PhotosearchError
from photosearch.library import replacing
from photosearch.library.schema import check_identity, migrate

FILE_NAME = "catalogue.sqlite"
LOCK_NAME = "writer.lock"
OWNER_NAME = "writer.pid"


class CatalogueDamagedError(PhotosearchError):
    """The database cannot be read as one."""


class NoLibraryError(PhotosearchError):
    """There is no catalogue yet."""


class LibraryBusyError(PhotosearchError):
    """Another process is changing the library."""


class LibraryReadOnlyError(PhotosearchError):
    """The library's folder cannot be written to."""


def open_writable(folder: Path) -> sqlite3.Connection:
    """The catalogue in `folder`, made if it is not there and brought to the newest version."""
    replacing.finish(folder / FILE_NAME)
    with explained(folder):
        connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None, check_same_thread=False)
        try:
            _configure(connection)
            # First of all, so that a foreign file stays as it is.
            check_identity(connection)
            # A reader never waits for the writer, and a commit costs no disk flush: after a power cut the
            # last photos may have to be described again, but the catalogue is whole.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            # Flushing the log into the database waits for the disk: every 16 MB rather than every 4.
            connection.execute("PRAGMA wal_autocheckpoint = 4000")
            migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def open_readable(folder: Path) -> sqlite3.Connection:
    """The catalogue in `folder` for reading alone; works while another process writes.

    Raises PhotosearchError when there is none.
    """
    path = folder / FILE_NAME
    if not path.exists():
        raise _no_library(folder)
    with explained(folder):
        mode = "ro"
        if not os.access(folder, os.W_OK) and not _has_log(path):
            # A reader of a WAL database writes its shared-memory file; where it may not, nobody else
            # can be writing either.
            mode = "ro&immutable=1"
        name = quote(os.fsencode(path.resolve()))
        connection = sqlite3.connect(f"file:{name}?mode={mode}", uri=True, isolation_level=None)
        try:
            _configure(connection)
            if check_identity(connection) == 0:
                # Its writer was killed in its first moment, or is in it now.
                raise _no_library(folder)
        except BaseException:
            connection.close()
            raise
    return connection


def _no_library(folder: Path) -> NoLibraryError:
    if replacing.is_unfinished(folder / FILE_NAME):
        return NoLibraryError(
            f"Rebuilding the library {printable(folder)} was interrupted. Nothing is lost: the next "
            "photosearch index finishes it."
        )
    return NoLibraryError(
        f"There is no library in {printable(folder)} yet. Add photos first: photosearch index FOLDER"
    )


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _configure(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA busy_timeout = 10000")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = FILE")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside the block, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # On a full disk SQLite may have rolled back itself; doing so again would hide the reason.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def printable(path: str | bytes | os.PathLike[str]) -> str:
    """A path for a message: what cannot be shown is replaced, control characters escaped."""
    return escaped(os.fsencode(path).decode(sys.getfilesystemencoding(), "replace"))


def escaped(text: str) -> str:
    """A text for one line of a terminal: control characters, which may break it or do worse, are escaped.

    All spaces stay, of which some systems have several kinds in the names of screenshots.
    """
    return "".join(
        char if char.isprintable() or unicodedata.category(char) == "Zs" else _escape(ord(char))
        for char in text
    )


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what SQLite reports inside the block into errors that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, folder) from error


def explain(error: sqlite3.Error, folder: Path) -> PhotosearchError:
    """The same error in words that say what to do; the library is the one in `folder`."""
    name = printable(folder)
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return CatalogueDamagedError(
            f"The library's catalogue in {name} is damaged. Your photos are not affected. "
            "Mend it with: photosearch library rebuild"
        )
    if code == sqlite3.SQLITE_FULL:
        return PhotosearchError(
            f"The disk that holds the library {name} is full. Nothing that was indexed is lost: "
            "free some space and run the same command again."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return LibraryReadOnlyError(
            f"The library {name} cannot be written to. Searching it works; to index, allow writing there "
            "or choose another --library."
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return PhotosearchError(
            f"The library {name} cannot be opened: check that the folder exists and may be read and written."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return PhotosearchError(f"Another program keeps the library {name} busy. Try again in a moment.")
    if code == sqlite3.SQLITE_IOERR:
        return PhotosearchError(
            f"Reading or writing the library {name} failed ({error}). Check the disk and the space left on "
            "it, then run the same command again: nothing that was indexed is lost."
        )
    return PhotosearchError(f"The library {name} reports: {error}. Try: photosearch library check")
