"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from photosearch.errors import UsageError

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="DIR",
        help="The library to use; default: in your data folder.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
ModelOption = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="The network; default: the one in use.")
]
DeviceOption = Annotated[
    str, typer.Option("--device", metavar="auto|cpu|cuda|mps", help="Where the network runs.")
]


def check_output(file: Path) -> None:
    """Raises UsageError where no file can be made of that name: before the work, not after it."""
    if file.is_dir():
        raise UsageError(f"{file} is a folder: name a file in it.")
    if not file.absolute().parent.is_dir():
        raise UsageError(
            f"There is no folder {file.parent} to write {file.name} to: make it, or name another."
        )


def library_folder(chosen: Path | None) -> Path:
    """The chosen library, or the person's own."""
    from photosearch.library.library import default_folder

    return (chosen or default_folder()).absolute()
