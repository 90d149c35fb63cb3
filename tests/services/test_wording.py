"""What a person at a window is told."""

import re
import sqlite3
import traceback
from pathlib import Path

import pytest

from photosearch.errors import PhotosearchError
from photosearch.imaging.failures import ReadError
from photosearch.library.connection import CatalogueDamagedError, explain
from photosearch.library.library import Library, lock_for_writing
from photosearch.library.schema import NewerCatalogueError
from photosearch.services.wording import in_words, problem_of

_FOR_A_TERMINAL = re.compile(r"photosearch [a-z]|--[a-z]|command|pip ")


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    "name", ["CORRUPT", "NOTADB", "FULL", "READONLY", "PERM", "CANTOPEN", "BUSY", "LOCKED", "IOERR"]
)
def test_what_sqlite_reports(name: str) -> None:
    """Straight from it, or in the words of the library, which are for a terminal."""
    error = sqlite_error(getattr(sqlite3, f"SQLITE_{name}"))
    words = in_words(error)
    assert words and not _FOR_A_TERMINAL.search(words)
    try:
        raise explain(error, Path("/library")) from error
    except PhotosearchError as explained:
        assert in_words(explained) == words


def test_mistakes_in_a_statement_are_the_programs(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect(":memory:").execute("SELECT nonsense")
    assert in_words(caught.value) is None
    problem = problem_of(caught.value, "".join(traceback.format_exception(caught.value)))
    assert "nonsense" in problem["message"] and "Traceback" in problem["details"]


def test_library_that_somebody_else_writes(tmp_path: Path) -> None:
    with Library.writing(tmp_path), pytest.raises(PhotosearchError) as caught:
        lock_for_writing(tmp_path)
    assert "Another Photosearch" in (in_words(caught.value) or "")
    with pytest.raises(PhotosearchError) as caught:
        lock_for_writing(Path("/proc/nothing"))
    assert "cannot be written to" in (in_words(caught.value) or "")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (CatalogueDamagedError("Mend it with: photosearch library rebuild"), "is damaged"),
        (NewerCatalogueError("choose another --library."), "Update Photosearch"),
        (ReadError("damaged", "the file is cut short"), "the file is cut short"),
        (PhotosearchError("No. Yes, run the same command again. Or not!"), "No. Or not!"),
        (PhotosearchError("Try pip install x"), "Try pip install x"),
        (FileNotFoundError(2, "No such file or directory", "/a\nb"), r"No such file or directory: /a\x0ab"),
        (OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_other_errors(error: Exception, words: str) -> None:
    assert words in (in_words(error) or "")


@pytest.mark.parametrize("error", [ValueError("x"), KeyError("x"), OSError("no number")])
def test_surprises_have_details(error: Exception) -> None:
    problem = problem_of(error, "the way there")
    assert type(error).__name__ in problem["message"] and problem["details"] == "the way there"
