"""The part of `photosearch duplicates` that decides what to keep, and acts on it where that is asked for."""

import json
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photosearch.cli.copies_output import counted, file_size
from photosearch.cli.lines import remark, say
from photosearch.errors import PhotosearchError, UsageError

if TYPE_CHECKING:
    from photosearch.imaging.workers import DecoderPool
    from photosearch.library.acts.step import Step
    from photosearch.library.folders import Folder
    from photosearch.search.groups.grouping import Group
    from photosearch.search.groups.keeping import Choice
    from photosearch.search.groups.planning import Plan, Way
    from photosearch.search.groups.rules import Rule

KeepOption = Annotated[
    list[str] | None,
    typer.Option(
        "--keep",
        metavar="RULES",
        help="What to keep of a group: rules, the first that tells decides, for example"
        " larger,protected:/home/anna/Album,-folder:/home/anna/Downloads (a minus turns a rule round)."
        " A word that is no rule lists all of them.",
    ),
]
RulesOption = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help='The same as JSON: [{"rule": "resolution"}, ...].'),
]
ActOption = Annotated[
    str | None,
    typer.Option(
        "--act",
        metavar="trash|link|move:FOLDER",
        help="What to do with the others: into the trash, a hard link to the kept one in their place"
        " (identical files alone), or into a folder. You see all of it and are asked before.",
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Act without asking.")]
KeepMetadataOption = Annotated[
    bool,
    typer.Option(
        "--keep-metadata",
        help="Before a photo goes, copy its date and place into the kept one that lacks them.",
    ),
]

_QUESTIONS = {
    "trash": "Move {photos} to the trash?",
    "move": "Move {photos} to {folder}?",
    "link": "Replace {photos} by hard links to the kept ones?",
}


def parsed_rules(keep: Sequence[str] | None, file: Path | None) -> "tuple[Rule, ...]":
    """The rules that were asked for, or those people have without asking. Raises UsageError."""
    from photosearch.search.groups.rules import DEFAULT_RULES, from_json, from_text

    if keep and file:
        raise UsageError("--keep and --rules say the same thing: use one of them.")
    if keep:
        return from_text(keep)
    if file is None:
        return DEFAULT_RULES
    try:
        return from_json(json.loads(file.read_text("utf-8")))
    except OSError as error:
        raise PhotosearchError(f"{file} could not be read ({error.strerror or error}).") from None
    except ValueError as error:
        raise PhotosearchError(f"{file} is not JSON ({error}).") from None


def check_folders(rules: "Sequence[Rule]", folders: "Sequence[Folder]") -> None:
    """Raises UsageError for a rule's folder that is not there, nor on a drive of the library that is away: a
    slip of the pen must not cost what it was to protect, or to prefer.
    """
    from photosearch.library.folders import relative_to

    for rule in rules:
        if rule.name not in ("protected", "folder") or os.path.isdir(rule.value):
            continue
        path = os.fsencode(rule.value)
        if not any(f.state == "offline" and relative_to(path, f.path) is not None for f in folders):
            raise UsageError(f"There is no folder {rule.value}, which a rule names. Is it written right?")


def parsed_way(text: str | None) -> "Way | None":
    """What was asked to do with photos that go. Raises UsageError."""
    from photosearch.search.groups.planning import Way

    if text is None or text in ("trash", "link"):
        return Way(text) if text else None
    do, _, folder = text.partition(":")
    if do != "move" or not folder:
        raise UsageError(f"--act takes trash, link or move:FOLDER, not {text}.")
    path = os.path.abspath(os.path.expanduser(os.fsencode(folder)))
    if os.path.lexists(path) and not os.path.isdir(path):
        raise UsageError(f"{folder} is not a folder.")
    return Way("move", path)


def chosen(
    groups: "Sequence[Group]",
    rules: "Sequence[Rule]",
    pool: "DecoderPool | None",
    check: Callable[[], object] = lambda: None,
) -> "list[Choice]":
    """What to keep of each group. `pool` reads photos where the rules ask how sharp they are; without one
    that rule is passed over. `check` may raise to end it.
    """
    from photosearch.search.groups.keeping import Chooser, choose_all
    from photosearch.search.groups.sharpness import Sharpness

    pairs = [(group.kind, group.members) for group in groups]
    if pool is None:
        chooser = Chooser(rules)
        return [chooser.choose(members, kind) for kind, members in pairs]
    with Sharpness(pool) as sharpness:
        return choose_all(pairs, rules, sharpness, check)


def planned(
    groups: "Sequence[Group]",
    choices: "Sequence[Choice]",
    way: "Way",
    rules: "Sequence[Rule]",
    keep_metadata: bool,
) -> "Plan":
    """What acting on the choices would do."""
    from photosearch.search.groups.planning import plan

    members = [group.members for group in groups]
    return plan(members, choices, way, rules=rules, keep_metadata=keep_metadata)


def act(library: Path, made: "Plan", yes: bool, as_json: bool) -> dict[str, Any]:
    """Do what a plan says, once somebody agreed; what was done, for JSON. The groups were shown before.

    Raises PhotosearchError, and typer.Exit where nobody can be asked.
    """
    if not as_json:
        _print_plan(made)
    if not made.going or not (yes or _agreed(made, as_json)):
        return _as_json(made, made.steps, None, made.freed)
    return _carried_out(library, made, as_json)


def _print_plan(made: "Plan") -> None:
    from photosearch.library.companions import companions

    copied = len(made.steps) - len(made.going)
    if copied:
        say(f"{counted(copied, 'kept photo')} would get date or place from one that goes.")
    belonging = [] if made.way.do == "link" else companions([step.path for step in made.going]).values()
    if number := sum(map(len, belonging)):
        say(f"{counted(number, 'file')} beside them (short videos, .xmp, .aae) would go with them.")
    if made.freed:
        later = {"trash": ", once the trash is emptied", "link": ", once it cannot be undone any more"}
        say(f"{file_size(made.freed)} would be free{later.get(made.way.do, '')}.")


def _agreed(made: "Plan", as_json: bool) -> bool:
    from photosearch.library.connection import printable

    question = _QUESTIONS[made.way.do].format(
        photos=counted(len(made.going), "file"), folder=printable(made.way.target)
    )
    if as_json or not sys.stdin.isatty():
        remark(f"{question} Nothing was changed; --yes does it without asking.")
        if as_json:
            return False
        raise typer.Exit(2)
    return typer.confirm(question)


def _carried_out(library: Path, made: "Plan", as_json: bool) -> dict[str, Any]:
    from photosearch.cli.interruption import stopping
    from photosearch.library.acts.acting import Acts
    from photosearch.library.indexing import Control

    control = Control()
    with stopping(control):
        done = Acts(library).act(made.steps, stop=lambda: control.stopped)
    if not as_json:
        _report(done.steps, made.way.do, library)
    act_id = done.id if done.state != "undone" else None
    return _as_json(made, done.steps, act_id, made.freed_by(done.steps))


def _report(steps: "Sequence[Step]", do: str, library: Path) -> None:
    from photosearch.library.library import default_folder

    for step in steps:
        if step.state == "failed":
            remark(f"  {step.reason}")
    went = sum(step.state == "done" and step.do == do and not step.companion for step in steps)
    words = {"trash": "moved to the trash", "move": "moved", "link": "replaced by links"}[do]
    say(f"{counted(went, 'file')} {words}.")
    if went:
        own = library == default_folder().absolute()
        say(f"Take it back with: photosearch undo{'' if own else f' --library {shlex.quote(str(library))}'}")


def _as_json(made: "Plan", steps: "Sequence[Step]", act_id: int | None, freed: int) -> dict[str, Any]:
    from photosearch.cli.output import text_path

    return {
        "do": made.way.do,
        "act": act_id,
        "steps": [
            {
                "do": step.do,
                "path": text_path(step.path),
                "kept": text_path(step.kept or step.target),
                "state": step.state,
                "reason": step.reason,
            }
            for step in steps
        ],
        "failed": sum(step.state == "failed" and not step.companion for step in steps),
        "staying": [{"path": text_path(item.path), "reason": item.reason} for item in made.staying],
        "freed": freed,
    }
