"""`photosearch duplicates`: the groups of copies in the library, and which photo of each is worth keeping."""

import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli import acting_on_copies
from photosearch.cli.acting_on_copies import (
    ActOption,
    KeepMetadataOption,
    KeepOption,
    RulesOption,
    YesOption,
)
from photosearch.cli.copies_output import HEADINGS, as_document, show
from photosearch.cli.interruption import stopping
from photosearch.cli.lines import remark, say
from photosearch.cli.options import JsonOption, LibraryOption, library_folder
from photosearch.cli.search_filters import place_in
from photosearch.errors import UsageError

if TYPE_CHECKING:
    from photosearch.library.library import Library
    from photosearch.search.groups.grouping import Group
    from photosearch.search.groups.keeping import Choice
    from photosearch.search.groups.planning import Way
    from photosearch.search.groups.rules import Rule

_PHASES = {"comparing": "comparing descriptors", "verifying": "looking at pairs of photos"}
# Progress is drawn so often on a terminal, and told so often elsewhere, seconds.
_DRAW_EVERY, _LINE_EVERY = 0.2, 5.0

_FolderOption = Annotated[
    Path | None,
    typer.Option("--folder", metavar="FOLDER", help="Look only at the photos in this folder and below."),
]
_KindOption = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="exact|copy|burst", help="Only groups of this kind; may be repeated."),
]
_NoVerifyOption = Annotated[
    bool,
    typer.Option("--no-verify", help="Quick: without looking at the pictures; finds close copies alone."),
]


class _StoppedError(Exception):
    """Somebody pressed Ctrl-C."""


def duplicates(
    folder: _FolderOption = None,
    kind: _KindOption = None,
    no_verify: _NoVerifyOption = False,
    keep: KeepOption = None,
    rules: RulesOption = None,
    act: ActOption = None,
    yes: YesOption = False,
    keep_metadata: KeepMetadataOption = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Show which photos are copies of each other, and which to keep; with --act, act on it."""
    from photosearch.cli.output import print_json
    from photosearch.library.library import Library

    chosen_rules = acting_on_copies.parsed_rules(keep, rules)
    if no_verify and (keep or rules) and any(rule.name == "sharpness" for rule in chosen_rules):
        raise UsageError("How sharp photos are is seen in the pictures: leave out --no-verify, or the rule.")
    way = acting_on_copies.parsed_way(act)
    if way is None and (yes or keep_metadata):
        raise UsageError(f"{'--yes' if yes else '--keep-metadata'} goes with --act, which says what to do.")
    kinds = _checked_kinds(kind, way, verify=not no_verify)
    place = library_folder(library)
    with Library.reading(place) as opened:
        acting_on_copies.check_folders(chosen_rules, opened.folders())
        groups, choices, stopped = _found(opened, folder, kinds, chosen_rules, verify=not no_verify)
    if no_verify and set(kinds) != {"exact"}:
        remark("Not verified: only copies that differ very little are found.")
    if stopped:
        remark("Stopped. What was verified is kept; the same command goes on from here.")
        way = None
    plan = acting_on_copies.planned(groups, choices, way, chosen_rules, keep_metadata) if way else None
    if not as_json:
        show(groups, choices, plan)
    acted = acting_on_copies.act(place, plan, yes, as_json) if plan else None
    if as_json:
        print_json(as_document(groups, choices) | {"stopped": stopped} | ({"acted": acted} if acted else {}))
    elif acted is None or acted["act"] is None:
        say("Nothing was changed.")
    if stopped or (acted and acted["failed"]):
        raise typer.Exit(1)


def _checked_kinds(kinds: Sequence[str] | None, way: "Way | None", *, verify: bool) -> Sequence[str]:
    for name in kinds or []:
        if name not in HEADINGS:
            raise UsageError(f"--kind takes exact, copy or burst, not {name}.")
    # The photos of a burst are no copies: nothing happens to them unless that is said.
    wanted = kinds or (list(HEADINGS) if way is None else ["exact", "copy"])
    if way is not None and not verify and set(wanted) != {"exact"}:
        raise UsageError("Without a look at the pictures --act is for identical files alone: --kind exact")
    return wanted


def _found(
    library: "Library",
    folder: Path | None,
    kinds: Sequence[str],
    rules: "Sequence[Rule]",
    *,
    verify: bool,
) -> "tuple[list[Group], list[Choice], bool]":
    """The groups, what to keep of them, and whether looking for them was ended early."""
    from photosearch.imaging.workers import DecoderPool
    from photosearch.library.indexing import Control
    from photosearch.search.groups.grouping import current
    from photosearch.services.grouping import groups_in

    place = None if folder is None else place_in(library, folder)
    control = Control()
    found: list[Group] = []
    stopped = False

    def check() -> None:
        if control.stopped:
            raise _StoppedError

    with stopping(control), _Line() as line, DecoderPool(2) as pool:

        def progress(phase: str, done: int, total: int) -> None:
            check()
            line.show(phase, done, total)

        reader = pool if verify else None
        try:
            for group in groups_in(library, reader, place, kinds, progress, remark):
                found.append(group)
            choices = acting_on_copies.chosen(current(found), rules, reader, check)
        except _StoppedError:
            stopped = True
            choices = acting_on_copies.chosen(current(found), rules, None)
    return current(found), choices, stopped


class _Line:
    """Progress on stderr, now and then. Use in a `with` block."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._last = time.monotonic()

    def __enter__(self) -> "_Line":
        return self

    def __exit__(self, *_: object) -> None:
        self._write("\033[K" if self._is_terminal else "")

    def show(self, phase: str, done: int, total: int) -> None:
        """Say how far it is, if that was not just said."""
        now = time.monotonic()
        if now - self._last < (_DRAW_EVERY if self._is_terminal else _LINE_EVERY):
            return
        self._last = now
        words = f"{_PHASES[phase]}, {100 * done // max(total, 1)} %"
        self._write(f"\033[K{words}\r" if self._is_terminal else f"{words}\n")

    def _write(self, words: str) -> None:
        # Nobody may be reading stderr any more, which is no reason to end.
        with suppress(OSError):
            print(words, end="", file=sys.stderr, flush=True)
