"""The command line: its commands, and how an error ends it."""

import json
import sqlite3
import sys
from typing import Annotated

import typer

from photosearch import __version__
from photosearch.cli import describing, indexing, libraries, searching
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
app.command("describe")(describing.describe)
app.add_typer(libraries.app, name="library")
app.add_typer(describing.models, name="models")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"photosearch {__version__}")
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
    try:
        app()
    except PhotosearchError as error:
        _fail(str(error), 2 if isinstance(error, UsageError) else 1)
    except sqlite3.Error as error:
        _fail(f"The library reports: {error}. Try: photosearch library check", 1)
    except BrokenPipeError:
        # The reader of our output has seen enough (`photosearch search ... | head`).
        sys.stderr.close()
        sys.exit(1)


def _fail(message: str, code: int) -> None:
    if "--json" in sys.argv:
        print(json.dumps({"error": message}))
    print(f"photosearch: {message}", file=sys.stderr)
    sys.exit(code)
