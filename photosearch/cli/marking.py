"""`photosearch marks`: what you said of pairs of photos, to be listed, said and taken back."""

import os
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli.lines import remark, say
from photosearch.cli.options import JsonOption, LibraryOption, library_folder
from photosearch.errors import PhotosearchError, UsageError

if TYPE_CHECKING:
    from photosearch.library.marks import Mark, MarkedPhoto, Marks

app = typer.Typer(
    help="What you said of pairs of photos: the same place or thing, or no match. Searches and groups keep "
    "to it, and photosearch train --from-library learns from it.",
    invoke_without_command=True,
)

_One = Annotated[Path, typer.Argument(metavar="A", help="A photo, in the library or not.")]
_Other = Annotated[Path, typer.Argument(metavar="B", help="Another one.")]
_WORDS = {"same": "the same", "different": "no match"}


@app.callback()
def _by_itself(context: typer.Context, as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """List what was said, where no command is named."""
    if context.invoked_subcommand is None:
        _list(library_folder(library), as_json)
    elif as_json or library is not None:
        raise UsageError("Options of photosearch marks go behind the command.")


@app.command("list")
def show(as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """List what was said, the last word first."""
    _list(library_folder(library), as_json)


@app.command("same")
def same(one: _One, other: _Other, as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """A and B show the same place or thing."""
    _say(library_folder(library), one, other, "same", as_json)


@app.command("different")
def different(one: _One, other: _Other, as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """A and B are no match: neither is shown any more where the other is searched for."""
    _say(library_folder(library), one, other, "different", as_json)


@app.command("take-back")
def take_back(one: _One, other: _Other, as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """Forget what was said of A and B."""
    from photosearch.cli.output import print_json
    from photosearch.library.marks import Marks

    folder = library_folder(library)
    with Marks.reading(folder) as marks:
        _warn(marks)
        known = marks.all()
    both = _photos(folder, (one, other), known)
    with Marks.writing(folder) as marks:
        count = marks.take_back([(both[0].content_hash, both[1].content_hash)])
    if not count:
        raise PhotosearchError(f"Nothing was said of {one} and {other}; see: photosearch marks")
    if as_json:
        print_json({"taken_back": count})
    else:
        say("Taken back.")


def _say(folder: Path, one: Path, other: Path, says: str, as_json: bool) -> None:
    from photosearch.cli.output import print_json
    from photosearch.library.connection import printable
    from photosearch.library.marks import Marks

    both = _photos(folder, (one, other), [])
    with Marks.writing(folder) as marks:
        _warn(marks)
        marks.say([(both[0], both[1])], says)
        mark = marks.all()[0]
    if as_json:
        print_json(_as_json(folder, [mark])[0])
    else:
        names = " and ".join(printable(os.fsencode(path)) for path in (one, other))
        say(f"Remembered: {names} are {_WORDS[says]}.")


def _photos(folder: Path, paths: tuple[Path, Path], known: "list[Mark]") -> "list[MarkedPhoto]":
    """The contents of two files; one that is gone may still be known from what was said of it."""
    from photosearch.imaging.reading import ReadError, ReadRequest
    from photosearch.imaging.workers import DecoderPool
    from photosearch.library.connection import NoLibraryError, printable
    from photosearch.library.library import Library
    from photosearch.library.marking import photo_at

    def read(path: bytes) -> bytes:
        return pool.read(ReadRequest(path, thumbnail=False)).content_hash

    with ExitStack() as ends, DecoderPool(1) as pool:
        connection = None
        with suppress(NoLibraryError):
            connection = ends.enter_context(Library.reading(folder)).connection
        found = []
        for path in map(os.fsencode, paths):
            try:
                found.append(photo_at(path, connection, read, known))
            except ReadError as error:
                raise PhotosearchError(
                    f"{printable(path)} cannot be read: {error.reason}. Name a photo."
                ) from None
    return found


def _list(folder: Path, as_json: bool) -> None:
    from photosearch.cli.output import print_json
    from photosearch.library.marks import Marks

    with Marks.reading(folder) as marks:
        _warn(marks)
        found = _as_json(folder, marks.all())
    if as_json:
        print_json({"marks": found})
        return
    if not found:
        say("Nothing was said yet. Say it with: photosearch marks same A B (or: different A B)")
    for mark in found:
        one, other = (_printed(mark[name]) for name in ("one", "other"))
        say(f"{mark['said'][:10]}  {_WORDS[mark['says']]:8}  {one}  {other}")


def _printed(photo: dict) -> str:
    from photosearch.library.connection import printable

    return printable(photo["path"]) + ("" if photo["in_library"] else "  (not in the library)")


def _as_json(folder: Path, marks: "list[Mark]") -> list[dict]:
    from datetime import datetime

    from photosearch.cli.output import text_path
    from photosearch.library.connection import NoLibraryError
    from photosearch.library.library import Library
    from photosearch.library.marking import path_now, photos_now

    hashes = {photo.content_hash for mark in marks for photo in (mark.one, mark.other)}
    try:
        with Library.reading(folder) as library:
            now = photos_now(library.connection, hashes)
    except NoLibraryError:
        now = {}

    def shown(photo: "MarkedPhoto") -> dict:
        rows = now.get(photo.content_hash, [])
        return {
            "path": text_path(path_now(photo, rows)),
            "content": photo.content_hash.hex(),
            "in_library": bool(rows),
        }

    return [
        {
            "one": shown(mark.one),
            "other": shown(mark.other),
            "says": mark.says,
            "said": datetime.fromtimestamp(mark.said_at).astimezone().isoformat(),
        }
        for mark in marks
    ]


def _warn(marks: "Marks") -> None:
    if marks.notice:
        remark(marks.notice)
