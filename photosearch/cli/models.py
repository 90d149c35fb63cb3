"""`photosearch models`: which networks there are, getting more of them, and choosing one."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photosearch.cli.lines import remark, say
from photosearch.cli.options import JsonOption
from photosearch.errors import UsageError

if TYPE_CHECKING:
    from photosearch.network.card import ModelCard
    from photosearch.network.published import PublishedModel

app = typer.Typer(help="The networks that describe photos.", no_args_is_help=True)

# A plain line so often where stderr is no terminal, seconds.
_LINE_EVERY = 5.0

NameOption = Annotated[
    str | None, typer.Option("--name", metavar="NAME", help="What to call it; default: after the file.")
]
SizeOption = Annotated[
    int | None,
    typer.Option(
        "--size",
        metavar="PIXELS",
        help="The longer side photos are described at; default: what the file says, else 512.",
        show_default=False,
    ),
]
WhiteningOption = Annotated[
    str | None,
    typer.Option(
        "--whitening",
        metavar="NAME",
        help="Which whitening of the file; 'none' for none.",
        show_default=False,
    ),
]


@app.command("list")
def list_models(as_json: JsonOption = False) -> None:
    """The networks at hand, and the published ones that can be fetched."""
    from photosearch.cli.output import print_json
    from photosearch.network.models import available_models, default_model
    from photosearch.network.published import PUBLISHED

    default = default_model()
    cards = available_models()
    at_hand = {card.name for card in cards}
    published = [model for model in PUBLISHED if model.name not in at_hand]
    if as_json:
        print_json(
            {
                "models": [_card_values(card, default) for card in cards],
                "published": [_published_values(model) for model in published],
            }
        )
        return
    for card in cards:
        mark = "*" if card.name == default else " "
        say(f"{mark} {card.name}  {card.dimension} numbers a photo, {card.input_size} px, {card.licence}")
        say(f"    {card.origin}; {card.training_data}")
    if default not in at_hand:
        say(f"The model in use, {default!r}, is gone: choose another with 'photosearch models use NAME'.")
    say("")
    say("Published by others, fetched with 'photosearch models download NAME':")
    for model in published:
        say(f"  {model.name:32} about {model.about_mb} MB from {model.address.split('/')[2]}")


@app.command("import")
def import_model(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A checkpoint (.pt, .pth, .zip), or a folder that was exported."),
    ],
    name: NameOption = None,
    size: SizeOption = None,
    whitening: WhiteningOption = None,
    licence: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Its licence, for its card.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Add a network from deep-image-retrieval or cirtorch, a backbone as it is published, or an exported one.

    Nothing in the file is run.
    """
    from photosearch.network.card import ModelCard
    from photosearch.network.importing.conversion import UNKNOWN, import_checkpoint
    from photosearch.network.models import available_models, copy_model, folder_for

    if not file.exists():
        raise UsageError(f"{file} does not exist. Name a checkpoint, or the folder of an exported network.")
    if file.is_dir():
        if any(option is not None for option in (name, size, whitening, licence)):
            raise UsageError(
                "An exported network has its own card: --name, --size, --whitening and --licence go with "
                "a checkpoint alone."
            )
        card = ModelCard.load(file)
        if any(known.name == card.name for known in available_models()):
            raise UsageError(f"There is already a model {card.name!r}; see: photosearch models list")
        _show_new(copy_model(card, folder_for(card.name)), as_json)
        return
    remark(f"Reading {file.name}, then comparing the converted network with it")
    _show_new(import_checkpoint(file, name, size, whitening, licence or UNKNOWN), as_json)


@app.command("use")
def use(name: Annotated[str, typer.Argument(metavar="NAME")], as_json: JsonOption = False) -> None:
    """Use this network from now on wherever none is named."""
    from photosearch.cli.output import print_json
    from photosearch.network.models import use_model

    card = use_model(name)
    if as_json:
        print_json({"default": card.name})
        return
    say(f"{card.name} is in use from now on. Photos described by another model are described anew.")


@app.command("export")
def export(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FOLDER", help="Where the folder of the model goes.")
    ] = Path(),
    as_json: JsonOption = False,
) -> None:
    """Copy a network (weights, ONNX graph, card) to FOLDER/NAME, for another computer or program."""
    from photosearch.cli.output import print_json
    from photosearch.network.models import copy_model, find_model

    card = find_model(name)
    copy = copy_model(card, output.absolute() / card.name)
    if as_json:
        print_json({"name": copy.name, "folder": str(copy.folder)})
        return
    say(f"{copy.name} is in {copy.folder}; bring it in elsewhere with: photosearch models import FOLDER")


@app.command("download")
def download(
    name: Annotated[str, typer.Argument(metavar="NAME", help="One of 'photosearch models list'.")],
    size: SizeOption = None,
    whitening: WhiteningOption = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the fetched file after the import.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Fetch a published network from its authors' server and import it; goes on where it was interrupted."""
    from photosearch.network.importing.conversion import import_checkpoint
    from photosearch.network.models import folder_for, own_models_folder
    from photosearch.network.published import download as fetch
    from photosearch.network.published import find_published

    model = find_published(name)
    folder_for(model.name)  # what cannot be imported need not be fetched
    remark(f"Fetching {model.name}, about {model.about_mb} MB, from {model.address}")
    remark(f"Licence: {model.licence}. Source: {model.source}")
    with _fetching() as progress:
        file = fetch(model, own_models_folder() / ".downloads", progress)
    card = import_checkpoint(file, model.name, size, whitening, model.licence)
    if not keep:
        file.unlink(missing_ok=True)
    _show_new(card, as_json)


@contextmanager
def _fetching() -> Iterator[Callable[[int, int | None], None]]:
    """Progress on stderr: a bar in a terminal, else a plain line now and then."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    console = Console(stderr=True)
    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    last = time.monotonic()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int | None) -> None:
            nonlocal last
            bar.update(task, completed=done, total=total)
            if not console.is_terminal and time.monotonic() - last >= _LINE_EVERY:
                last = time.monotonic()
                whole = "" if total is None else f" of {total / 1e6:.0f}"
                remark(f"{done / 1e6:.0f}{whole} MB")

        yield show


def _show_new(card: "ModelCard", as_json: bool) -> None:
    from photosearch.cli.output import print_json

    if as_json:
        print_json({"name": card.name, "folder": str(card.folder), **_card_values(card, None)})
        return
    say(f"{card.name}: {card.backbone}, {card.dimension} numbers a photo, {card.input_size} px")
    say(f"Try it with --model {card.name}, or use it always: photosearch models use {card.name}")


def _card_values(card: "ModelCard", default: str | None) -> dict[str, Any]:
    return {
        "name": card.name,
        "default": card.name == default,
        "dimension": card.dimension,
        "input_size": card.input_size,
        "origin": card.origin,
        "licence": card.licence,
        "training_data": card.training_data,
    }


def _published_values(model: "PublishedModel") -> dict[str, Any]:
    return {
        "name": model.name,
        "address": model.address,
        "about_mb": model.about_mb,
        "bytes": model.size,
        "licence": model.licence,
        "source": model.source,
    }
