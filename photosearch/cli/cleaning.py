"""`photosearch clean`: which photos of a folder-per-class set belong together, and where the place is."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli.copies_output import counted
from photosearch.cli.lines import remark, say
from photosearch.cli.options import JsonOption
from photosearch.errors import UsageError

if TYPE_CHECKING:
    from PIL import Image

    from photosearch.training.cleaning.cleaner import Options, Progress
    from photosearch.training.cleaning.moving import MoveReport
    from photosearch.training.cleaning.report import ClassReport, Report

# A plain line so often where stderr is no terminal, and a new one over the old so often where it is; seconds.
_LINE_EVERY = 5.0
_DRAW_EVERY = 0.2
# Photos that were left where they are, shown in a terminal; JSON has them all.
_SHOWN = 20
_SHEET_PICTURE = 256


_Folder = Annotated[
    Path | None, typer.Argument(metavar="FOLDER", help="A folder with one subfolder for each class.")
]
_Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="DIR", help="Where the report goes; default: NAME-cleaned, here."),
]
_MinInliers = Annotated[
    int | None,
    typer.Option(min=6, metavar="N", help="Matched points that two photos must agree on; default 8."),
]
_KeepGroups = Annotated[
    int,
    typer.Option(
        min=0,
        metavar="N",
        help="Beside the largest group keep others from N pictures on (interiors, other sides); 0: none.",
    ),
]
_MoveTo = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Move the dropped photos there; --undo brings them back.")
]
_Undo = Annotated[
    Path | None,
    typer.Option(metavar="REPORT", help="Bring back all photos that were moved for this report.json."),
]
_Sheets = Annotated[bool, typer.Option(help="A contact sheet for each class.")]
_Workers = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Processes; default: one for each core.")
]
_Cache = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Where matches are kept; default: in your cache folder.")
]


def clean(
    folder: _Folder = None,
    output: _Output = None,
    min_inliers: _MinInliers = None,
    keep_groups: _KeepGroups = 3,
    move_to: _MoveTo = None,
    undo: _Undo = None,
    sheets: _Sheets = True,
    workers: _Workers = None,
    cache: _Cache = None,
    as_json: JsonOption = False,
) -> None:
    """Drop the photos of each class that no geometry ties to the others, and box the place in the rest.

    Photos are only read, unless --move-to is given: the result is a list (report.json, kept.csv).
    """
    if (folder is None) == (undo is None):
        raise UsageError("Name a folder to clean, or a report to undo: photosearch clean FOLDER")
    if undo is not None:
        if output or move_to or min_inliers:
            raise UsageError("--undo takes the report alone: photosearch clean --undo REPORT")
        _undo(undo, as_json)
    elif folder is not None:
        options = _options(min_inliers, keep_groups, workers, cache)
        _clean(folder, output or Path(f"{folder.absolute().name}-cleaned"), options, sheets, move_to, as_json)


def _options(min_inliers: int | None, keep_groups: int, workers: int | None, cache: Path | None) -> "Options":
    from photosearch.training.cleaning.cleaner import MIN_INLIERS, Options
    from photosearch.training.cleaning.store import default_folder

    return Options(
        min_inliers or MIN_INLIERS,
        keep_groups or None,
        workers or os.cpu_count() or 1,
        cache or default_folder(),
    )


def _clean(
    folder: Path, output: Path, options: "Options", sheets: bool, move_to: Path | None, as_json: bool
) -> None:
    from photosearch.cli.indexing import stopping
    from photosearch.library.indexing import Control
    from photosearch.training.cleaning.cleaner import clean_folder
    from photosearch.training.cleaning.moving import MoveReport, move_dropped
    from photosearch.training.cleaning.report import save_report

    control = Control()
    start = time.monotonic()
    with stopping(control), _ProgressLine() as line:
        report = clean_folder(os.fsencode(folder), options, line.show, lambda: control.stopped)
        path = save_report(report, output)
        if sheets:
            _write_sheets(report, output, lambda: control.stopped)
    moved = move_dropped(path, move_to) if move_to else MoveReport()
    _show(report, path, moved, move_to, time.monotonic() - start, as_json)
    if moved.left:
        raise typer.Exit(1)


def _undo(path: Path, as_json: bool) -> None:
    from photosearch.cli.output import print_json, text_path
    from photosearch.training.cleaning.moving import undo_moves

    outcome = undo_moves(path)
    if as_json:
        left = [{"path": text_path(place), "reason": reason} for place, reason in outcome.left]
        print_json({"brought_back": outcome.moved, "left": left})
    else:
        say(f"{counted(outcome.moved, 'photo')} brought back")
        _print_left(outcome)
    if outcome.left:
        raise typer.Exit(1)


def _write_sheets(report: "Report", output: Path, stopped: Callable[[], bool]) -> None:
    """A PNG for each class; one that cannot be written never costs the report."""
    from photosearch.imaging.reading import ReadRequest
    from photosearch.imaging.workers import DecoderPool, ReadFailure
    from photosearch.training.cleaning.sheet import class_sheet

    def pictures(pool: DecoderPool, each: "ClassReport") -> "dict[object, Image.Image]":
        from PIL import Image

        found: dict[object, Image.Image] = {}
        requests = (
            ReadRequest(os.path.join(report.folder, p.path), _SHEET_PICTURE, thumbnail=False, key=p.path)
            for p in each.photos
            if p.size is not None
        )
        for outcome in pool.run(requests):
            if not isinstance(outcome, ReadFailure) and outcome.pixels is not None:
                found[outcome.key] = Image.fromarray(outcome.pixels)
        return found

    (output / "sheets").mkdir(exist_ok=True)
    with DecoderPool(2) as pool:
        for each in report.classes:
            if stopped():
                return
            opened = pictures(pool, each)
            place = os.path.join(os.fsencode(output), b"sheets", each.name + b".png")
            try:
                class_sheet(each, opened.get).save(os.fsdecode(place))
            except OSError as error:
                remark(f"photosearch: no sheet {os.fsdecode(place)!a}: {error}")


def _show(
    report: "Report", path: Path, moved: "MoveReport", move_to: Path | None, seconds: float, as_json: bool
) -> None:
    from photosearch.cli.output import duration, print_json, text_path
    from photosearch.library.connection import printable

    counts = {"kept": sum(c.count(True) for c in report.classes)}
    counts["dropped"] = sum(c.count(False) for c in report.classes)
    counts["copies"] = sum(photo.copy_of is not None for photo in report.photos())
    counts["near_copies"] = sum(photo.near_copy_of is not None for photo in report.photos())
    if as_json:
        classes = [
            {"name": text_path(c.name), "kept": c.count(True), "dropped": c.count(False), "groups": c.groups}
            for c in report.classes
        ]
        left = [{"path": text_path(place), "reason": reason} for place, reason in moved.left]
        files = {"report": str(path.absolute()), "moved": moved.moved, "left": left}
        print_json({**counts, **files, "classes": classes, "seconds": round(seconds, 3)})
        return
    for each in report.classes:
        groups = ", ".join(map(str, each.groups[:5])) or "none"
        say(f"{each.count(True):6} of {len(each.photos):<6} {printable(each.name)}  (groups: {groups})")
    words = ", ".join(f"{count} {word.replace('_', ' ')}" for word, count in counts.items())
    say(f"{words} in {duration(seconds)}; {printable(path)} says why")
    if move_to:
        say(f"{moved.moved} photos moved to {printable(move_to)}; back with: photosearch clean --undo {path}")
        _print_left(moved)


def _print_left(outcome: "MoveReport") -> None:
    from photosearch.library.connection import printable

    for place, reason in outcome.left[:_SHOWN]:
        say(f"  left where it is: {printable(place)}: {reason}")
    if len(outcome.left) > _SHOWN:
        say(f"  and {len(outcome.left) - _SHOWN} more; --json lists all of them")


class _ProgressLine(AbstractContextManager["_ProgressLine"]):
    """What is done, how fast and for how long still, on stderr."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._last = time.monotonic()

    def show(self, state: "Progress") -> None:
        from photosearch.cli.output import duration

        now = time.monotonic()
        if (
            now - self._last < (_DRAW_EVERY if self._is_terminal else _LINE_EVERY)
            and state.done < state.total
        ):
            return
        self._last = now
        remaining = "" if state.remaining_s is None else f", {duration(state.remaining_s)} left"
        words = f"{state.done} of {state.total} {state.stage}, {state.rate:.0f}/s{remaining}"
        end = "\033[K\r" if self._is_terminal else "\n"
        print(words, end=end, file=sys.stderr, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_terminal:
            print("\033[K", end="", file=sys.stderr, flush=True)
