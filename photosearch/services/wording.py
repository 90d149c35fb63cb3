"""What went wrong in words for a person at a window: no command lines, and what can be done there."""

import re
import sqlite3
from typing import Any

from photosearch.errors import PhotosearchError

DAMAGED = (
    "The list of your photos is damaged. The photos themselves are not affected. "
    "Photosearch can make the list anew from what is left of it."
)
_COMMAND = re.compile(r"photosearch [a-z]|(^|\s)--[a-z]|same command|pip install")
_BY_CODE = {
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_FULL: (
        "The disk that holds the list of your photos is full. Nothing is lost: free some space, and "
        "Photosearch goes on."
    ),
    sqlite3.SQLITE_READONLY: "The folder in which Photosearch keeps its list of photos cannot be written to.",
    sqlite3.SQLITE_PERM: "The folder in which Photosearch keeps its list of photos cannot be written to.",
    sqlite3.SQLITE_CANTOPEN: (
        "The list of your photos cannot be opened. Check that the folder it is in can be read and written."
    ),
    sqlite3.SQLITE_BUSY: "Another program keeps the list of your photos busy. Try again in a moment.",
    sqlite3.SQLITE_LOCKED: "Another program keeps the list of your photos busy. Try again in a moment.",
    sqlite3.SQLITE_IOERR: (
        "Reading or writing the list of your photos failed. Check the disk it is on and the space left there."
    ),
}


def problem_of(error: Exception, trace: str) -> dict[str, Any]:
    """An error as the window gets it: the sentence, and details where they are worth a report."""
    words = in_words(error)
    if words is not None:
        return {"message": words, "details": None}
    return {
        "message": f"Something went wrong inside Photosearch ({type(error).__name__}: {error}).",
        "details": trace,
    }


def in_words(error: BaseException) -> str | None:
    """The error as a sentence for a person; None where it can only be a mistake of the program."""
    for link in _chain(error):
        if isinstance(link, sqlite3.Error):
            return _BY_CODE.get((getattr(link, "sqlite_errorcode", None) or 0) & 0xFF)
    words = _by_kind(error)
    if words is None and isinstance(error, PhotosearchError):
        return _without_commands(str(error))
    if words is None and isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {_printable(error.filename)}" if error.filename else error.strerror
    return words


def _by_kind(error: BaseException) -> str | None:
    from photosearch.library import connection, schema

    if isinstance(error, connection.CatalogueDamagedError):
        return DAMAGED
    if isinstance(error, schema.NewerCatalogueError):
        return "Your photos were listed by a newer Photosearch than this one. Update Photosearch to use them."
    if isinstance(error, schema.ForeignCatalogueError):
        return "The file that should hold the list of your photos was made by another program."
    if isinstance(error, connection.LibraryBusyError):
        return "Another Photosearch is changing the list of your photos. This one goes on when it is done."
    if isinstance(error, connection.LibraryReadOnlyError):
        return _BY_CODE[sqlite3.SQLITE_READONLY]
    return None


def _without_commands(text: str) -> str:
    """Leave out the sentences that tell somebody at a terminal what to type."""
    sentences = re.split(r"(?<=[.!?]) ", text)
    return " ".join(sentence for sentence in sentences if not _COMMAND.search(sentence)) or text


def _chain(error: BaseException | None) -> list[BaseException]:
    links: list[BaseException] = []
    while error is not None and error not in links:
        links.append(error)
        error = error.__cause__
    return links


def _printable(path: Any) -> str:
    from photosearch.library.connection import printable

    return printable(path) if isinstance(path, str | bytes) else str(path)
