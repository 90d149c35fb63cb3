"""`photosearch index`: take folders into the library and bring it up to date."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli.interruption import stopping
from photosearch.cli.lines import remark, say
from photosearch.cli.options import DeviceOption, JsonOption, LibraryOption, ModelOption, library_folder
from photosearch.errors import PhotosearchError, UsageError

if TYPE_CHECKING:
    from photosearch.library.folders import Target
    from photosearch.library.indexing import Control, IndexReport
    from photosearch.library.library import Failure, Library

# Failures shown in a terminal; JSON has them all.
_SHOWN = 20


def index(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER...", help="Folders with photos; none: all that are in the library."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            "--exclude", metavar="GLOB", help="Leave out files and folders of this name; remembered."
        ),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Go on following changes until stopped.")] = False,
    model: ModelOption = None,
    device: DeviceOption = "auto",
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Take folders into the library and describe their new photos. Photos are only read, never changed."""
    from photosearch.library.indexing import Control
    from photosearch.library.library import Library

    control = Control()
    with stopping(control), Library.writing(library_folder(library)) as opened:
        targets = _targets(opened, folders or [], exclude or [])
        report = update(opened, targets, control, model=model, device=device, watch=watch)
        failures = _failures_below(opened, targets)
        show_report(report, failures, as_json)
    if not (as_json or watch or report.stopped or report.offline or failures) and not _photos(report):
        say("No photos were found there.")
    if report.stopped:
        raise typer.Exit(1)


def update(
    library: "Library",
    targets: "list[Target]",
    control: "Control",
    *,
    model: str | None = None,
    device: str = "auto",
    watch: bool = False,
) -> "IndexReport":
    """Bring the targets up to date; with `watch` the whole library, until the control stops it."""
    from photosearch.cli.output import ProgressLine
    from photosearch.library.indexing import Indexer
    from photosearch.library.watching import Watcher
    from photosearch.network.describer import load_describer

    describer = load_describer(model, device, regions=True)
    with ProgressLine() as line:
        indexer = Indexer(library, describer, control=control, progress=line.show)
        if watch:
            report = Watcher(library, indexer, control, lambda part: line.note(_summary(part))).run()
        else:
            report = indexer.run(targets)
            if not report.stopped:
                indexer.fill()
                report.stopped = control.stopped
    if not report.stopped:
        try:
            library.save_vector_index(describer.card)
        except PhotosearchError as error:
            # What was indexed is in the catalogue: the report is worth more than the cache.
            remark(f"photosearch: {error}")
    return report


def _targets(library: "Library", folders: list[Path], exclude: list[str]) -> "list[Target]":
    from photosearch.library.folders import Target, add_folder, save_list, target_at
    from photosearch.library.walking import Walk

    if exclude and not folders:
        raise UsageError(
            "--exclude is remembered with a folder, so name it too: photosearch index FOLDER "
            f"--exclude {exclude[0]}"
        )
    if any(not pattern.strip() for pattern in exclude):
        raise UsageError("--exclude takes the name of what is left out, for example --exclude 'draft*'.")
    for folder in folders:
        path = os.path.realpath(os.fsencode(folder))
        if not os.path.isdir(path) and (os.path.exists(path) or not _is_known(library, path)):
            problem = "is not a folder" if os.path.exists(path) else "does not exist"
            raise UsageError(f"{folder} {problem}. Name a folder with photos.")
    if not folders and not library.folders():
        raise UsageError("Name at least one folder with photos: photosearch index FOLDER")
    for folder in folders:
        add_folder(library.connection, os.fsencode(folder), exclude)
    save_list(library.connection, library.folder)
    # Only now, as a later folder may have taken in an earlier one.
    targets = [target_at(library.connection, os.fsencode(folder)) for folder in folders]
    for target, folder in zip(targets, folders, strict=True):
        if Walk(target.folder.path, target.folder.excludes).leaves_out(target.below):
            raise UsageError(
                f"{folder} is left out of the library: it, or a folder it lies in, is hidden or excluded. "
                "See: photosearch library folders"
            )
    return targets or [Target(folder) for folder in library.folders()]


def _is_known(library: "Library", path: bytes) -> bool:
    """Whether a folder is the library's, or one in which it knows of something: it may be gone since."""
    from photosearch.library.browsing import any_passes
    from photosearch.library.filtering import PhotoFilter
    from photosearch.library.folders import relative_to

    return (
        any(path == folder.path for folder in library.folders())
        or any_passes(library.connection, PhotoFilter(below=path))
        or any(relative_to(failure.path, path) is not None for failure in library.failures())
    )


def _failures_below(library: "Library", targets: "list[Target]") -> "list[Failure]":
    from photosearch.library.folders import relative_to

    places = [os.path.join(t.folder.path, t.below) if t.below else t.folder.path for t in targets]
    return [f for f in library.failures() if any(relative_to(f.path, place) is not None for place in places)]


def show_report(report: "IndexReport", failures: "list[Failure]", as_json: bool) -> None:
    """Print what a run did: as the JSON document of `photosearch index`, or in words."""
    from photosearch.cli.output import print_json, text_path
    from photosearch.library.connection import printable

    if as_json:
        print_json(
            {
                "indexed": report.indexed,
                "redescribed": report.redescribed,
                "unchanged": report.unchanged,
                "moved": report.moved,
                "removed": report.removed,
                "failed": [{"path": text_path(f.path), "reason": f.reason} for f in failures],
                "offline": [text_path(path) for path in report.offline],
                "stopped": report.stopped,
                "seconds": round(report.seconds, 3),
            }
        )
        return
    say(_summary(report))
    for path in report.offline:
        say(f"Not reachable now, its photos are kept: {printable(path)}")
    if failures:
        say(f"{len(failures)} could not be read:")
        for failure in failures[:_SHOWN]:
            say(f"  {printable(failure.path)}: {failure.reason}")
    if len(failures) > _SHOWN:
        say(f"  and {len(failures) - _SHOWN} more; --json lists all of them")
    if report.stopped:
        say("Stopped. What was indexed is kept; the same command goes on from here.")


def _photos(report: "IndexReport") -> int:
    return report.indexed + report.redescribed + report.unchanged + report.moved + report.removed


def _summary(report: "IndexReport") -> str:
    from photosearch.cli.output import duration

    counts = {
        "indexed": report.indexed,
        "described anew without reading them": report.redescribed,
        "unchanged": report.unchanged,
        "moved": report.moved,
        "removed": report.removed,
    }
    words = ", ".join(f"{count} {word}" for word, count in counts.items() if count or word == "indexed")
    return f"{words} in {duration(report.seconds)}"
