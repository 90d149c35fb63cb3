"""`photosearch undo`: taking back what was done with files."""

import os
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photosearch.cli.lines import say
from photosearch.cli.options import JsonOption, LibraryOption, library_folder
from photosearch.errors import PhotosearchError, UsageError

if TYPE_CHECKING:
    from photosearch.library.acts.journal import Act
    from photosearch.library.acts.step import Step

_WORDS = {
    "trash": "moved to the trash",
    "move": "moved to another folder",
    "link": "replaced by links",
    "copy_metadata": "given date and place",
}


def undo(
    act: Annotated[
        int | None,
        typer.Argument(metavar="ACT", help="A number from --list; default: the last.", show_default=False),
    ] = None,
    show: Annotated[bool, typer.Option("--list", help="List what was done; changes nothing.")] = False,
    forget: Annotated[
        bool,
        typer.Option("--forget", help="Give up undoing ACT, and free what was kept on disk for it."),
    ] = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Take back what was last done with photos: every file is where and what it was.

    What was moved to the trash, moved to another folder, replaced by a link or written into, from here or
    from the window, can be taken back for 30 days, the newest first or by its number.
    """
    from photosearch.library.acts.acting import Acts, NothingToUndoError

    acts = Acts(library_folder(library))
    if show:
        if act is not None or forget:
            raise UsageError("--list shows all that was done: it goes without ACT and --forget.")
        _show(acts.acts(), as_json)
        return
    if forget and act is None:
        raise UsageError("Which one? See: photosearch undo --list")
    try:
        if forget and act is not None:
            acts.forget(act)
            _say_forgotten(act, as_json)
        else:
            _report(acts.undo(act), as_json)
    except NothingToUndoError as error:
        raise PhotosearchError(f"{error} What was done, and can be undone: photosearch undo --list") from None


def _show(acts: "list[Act]", as_json: bool) -> None:
    from photosearch.cli.output import print_json

    if as_json:
        print_json({"acts": [_values(act) for act in acts]})
        return
    for act in acts:
        when = datetime.fromtimestamp(act.at).strftime("%Y-%m-%d %H:%M")
        undone = "  (undone)" if act.state == "undone" else ""
        say(f"{act.id:>5}  {when}  {_count(act.photos)} {_WORDS[act.kind]}{undone}")
    if not acts:
        say("Nothing was done with files yet.")


def _say_forgotten(act: int, as_json: bool) -> None:
    from photosearch.cli.output import print_json

    if as_json:
        print_json({"act": act, "state": "forgotten"})
    else:
        say(f"Act {act} cannot be undone any more.")


def _report(act: "Act", as_json: bool) -> None:
    from photosearch.cli.output import print_json

    back = [step for step in act.steps if step.state == "undone"]
    failed = [step for step in act.steps if step.state == "done"]
    if as_json:
        files = {"undone": [_path(step) for step in back], "failed": [_failure(step) for step in failed]}
        print_json({**_values(act), **files})
    else:
        photos = sum(step.do == act.kind and not step.companion for step in back)
        say(f"Undone: {_count(photos)} {_WORDS[act.kind]}.")
        for step in failed:
            say(f"  {step.reason}")
    if failed:
        raise typer.Exit(1)


def _values(act: "Act") -> dict[str, Any]:
    at = datetime.fromtimestamp(act.at).astimezone().isoformat(timespec="seconds")
    return {"act": act.id, "at": at, "kind": act.kind, "state": act.state, "photos": act.photos}


def _failure(step: "Step") -> dict[str, str]:
    return {"path": _path(step), "reason": step.reason}


def _path(step: "Step") -> str:
    return os.fsdecode(step.path)


def _count(photos: int) -> str:
    return f"{photos} photo{'' if photos == 1 else 's'}"
