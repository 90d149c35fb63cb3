"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

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


def library_folder(chosen: Path | None) -> Path:
    """The chosen library, or the person's own."""
    from photosearch.library.library import default_folder

    return (chosen or default_folder()).absolute()
