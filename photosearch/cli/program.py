"""The command line: its commands, and how an error ends it."""

import io
import json
import os
import signal
import sqlite3
import sys
from contextlib import suppress
from typing import Annotated, TextIO

import typer

from photosearch import RELEASES, __version__
from photosearch.cli import (
    cleaning,
    deleting,
    describing,
    duplicates,
    evaluating,
    indexing,
    libraries,
    marking,
    models,
    searching,
    training,
    undoing,
)
from photosearch.cli.interruption import end_at_once
from photosearch.cli.lines import remark
from photosearch.errors import PhotosearchError, UsageError

app = typer.Typer(
    name="photosearch",
    help="Find the copies of a photo and the other photos of the same place, on your own computer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("index")(indexing.index)
app.command("search")(searching.search)
app.command("duplicates")(duplicates.duplicates)
app.command("undo")(undoing.undo)
app.command("describe")(describing.describe)
app.command("train")(training.train)
app.command("clean")(cleaning.clean)
app.command("evaluate")(evaluating.evaluate)
libraries.app.command("delete-all")(deleting.delete_all)
app.add_typer(libraries.app, name="library")
app.add_typer(marking.app, name="marks")
app.add_typer(models.app, name="models")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"photosearch {__version__}")
        print(f"Newer versions: {RELEASES} (Photosearch itself makes no connection to look).")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end."),
    ] = False,
) -> None:
    """Find the copies of a photo and the other photos of the same place, on your own computer."""


def main() -> None:
    """Run the program; ends with 0 where all went well, 1 where it failed, 2 where it was called wrongly."""
    _prepare_streams()
    signal.signal(signal.SIGINT, end_at_once)
    try:
        try:
            app()
        finally:
            # Here, where a failure still can be told and sets the exit code.
            sys.stdout.flush()
    except SystemExit as ended:
        # What the parser of the command line cannot make out, it told on stderr alone.
        if message := getattr(ended.__context__, "format_message", None):
            _tell_in_json(message())
        raise
    except PhotosearchError as error:
        _fail(str(error), 2 if isinstance(error, UsageError) else 1)
    except sqlite3.Error as error:
        _fail(f"The library reports: {error}. Try: photosearch library check", 1)
    except BrokenPipeError:
        # The reader of our output has seen enough (`photosearch search ... | head`).
        sys.exit(1)
    except OSError as error:
        _fail(f"The system reports: {error}.", 1)
    finally:
        for stream in (sys.stdout, sys.stderr):
            _let_go_if_broken(stream)


def _prepare_streams() -> None:
    """What was closed before the start goes nowhere; what a terminal cannot show is escaped."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    # `print` would take None for stdout, and what is opened later the number of the closed one.
    number = os.open(os.devnull, os.O_WRONLY)
    os.set_inheritable(number, True)
    return os.fdopen(number, "w")


def _let_go_if_broken(stream: TextIO) -> None:
    """Keep the interpreter from failing once more, with an exit code of its own, when it ends."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _tell_in_json(message: str) -> None:
    with suppress(OSError):
        if "--json" in sys.argv:
            print(json.dumps({"error": message}), flush=True)


def _fail(message: str, code: int) -> None:
    _tell_in_json(message)
    with suppress(OSError):
        remark(f"photosearch: {message}")
    sys.exit(code)
