"""`photosearch library`: what is in the library, whether it is sound, and mending it."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli.lines import say
from photosearch.cli.options import DeviceOption, JsonOption, LibraryOption, library_folder
from photosearch.errors import UsageError

if TYPE_CHECKING:
    from photosearch.library.library import Library

app = typer.Typer(help="What is in the library, and whether it is sound.", no_args_is_help=True)


@app.command("info")
def info(as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """How many photos, folders and failures there are, and how much disk the library takes."""
    from photosearch.cli.output import print_json
    from photosearch.library.connection import printable
    from photosearch.library.library import Library

    place = library_folder(library)
    with Library.reading(place) as opened:
        counts = opened.counts()
    size = _size(place)
    if as_json:
        print_json({"library": str(place), "bytes": size, **counts})
        return
    say(f"Library in {printable(place)}, {size / 1e6:.1f} MB")
    for word, count in counts.items():
        say(f"  {count:>9,} {word}")


def _size(folder: Path) -> int:
    size = 0
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # a writer's temporary file
            size += path.stat().st_size if path.is_file() else 0
    return size


@app.command("folders")
def folders(
    remove: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Forget a folder; its files stay untouched.")
    ] = None,
    include: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Forget the folder's exclude patterns.")
    ] = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """The folders of the library, and whether they can be reached."""
    from photosearch.cli.output import print_json, text_path
    from photosearch.library.connection import printable
    from photosearch.library.library import Library

    place = library_folder(library)
    if remove or include:
        with Library.writing(place) as opened:
            _change(opened, remove, include)
    with Library.reading(place) as opened:
        rows = [(folder, opened.count_in(folder)) for folder in opened.folders()]
    if as_json:
        print_json(
            {
                "folders": [
                    {
                        "path": text_path(folder.path),
                        "state": folder.state,
                        "photos": count,
                        "excludes": list(folder.excludes),
                    }
                    for folder, count in rows
                ]
            }
        )
        return
    for folder, count in rows:
        without = f", without {', '.join(folder.excludes)}" if folder.excludes else ""
        say(f"{folder.state:8} {count:>9,} photos  {printable(folder.path)}{without}")


def _change(library: "Library", remove: Path | None, include: Path | None) -> None:
    from photosearch.library.folders import remove_folder, save_list, set_excludes

    known = {folder.path: folder for folder in library.folders()}
    for path in (remove, include):
        if path is not None and os.path.realpath(os.fsencode(path)) not in known:
            raise UsageError(f"{path} is not a folder of this library; see: photosearch library folders")
    if remove is not None:
        remove_folder(library.connection, known[os.path.realpath(os.fsencode(remove))])
    if include is not None:
        set_excludes(library.connection, known[os.path.realpath(os.fsencode(include))], [])
    save_list(library.connection, library.folder)


@app.command("check")
def check(as_json: JsonOption = False, library: LibraryOption = None) -> None:
    """Look for damage; changes nothing. Ends with 1 where something is wrong."""
    from photosearch.cli.output import print_json
    from photosearch.library.mending import check as find_problems

    problems = find_problems(library_folder(library))
    if as_json:
        print_json({"sound": not problems, "problems": problems})
    elif problems:
        for problem in problems:
            say(problem)
        say("Mend it with: photosearch library rebuild")
    else:
        say("The library is sound.")
    if problems:
        raise typer.Exit(1)


@app.command("rebuild")
def rebuild(
    device: DeviceOption = "auto", as_json: JsonOption = False, library: LibraryOption = None
) -> None:
    """Make the library anew from what can be read of it, then index the rest. A damaged one is kept."""
    from photosearch.cli.indexing import show_report, update
    from photosearch.cli.interruption import stopping
    from photosearch.library.connection import printable
    from photosearch.library.folders import Target
    from photosearch.library.indexing import Control
    from photosearch.library.library import Library
    from photosearch.library.marks import Marks
    from photosearch.library.mending import rebuild as make_anew

    place = library_folder(library)
    salvage = make_anew(place)
    with Marks.reading(place) as marks:  # which sets a damaged file aside
        notice = marks.notice
    if not as_json:
        if notice:
            say(notice)
        say(f"Taken over: {salvage.photos} photos, {salvage.descriptors} descriptors")
        if salvage.kept:
            say(f"The damaged catalogue is kept as {printable(salvage.kept)}")
    control = Control()
    with stopping(control), Library.writing(place) as opened:
        report = update(opened, [Target(folder) for folder in opened.folders()], control, device=device)
        show_report(report, opened.failures(), as_json)
    if report.stopped:
        raise typer.Exit(1)
