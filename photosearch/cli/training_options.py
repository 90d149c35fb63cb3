"""What `photosearch train` can be told; the defaults are those of `TrainingOptions`."""

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from photosearch.errors import UsageError

Folder = Annotated[
    Path | None, typer.Argument(metavar="FOLDER", help="A folder of folders, one for each place.")
]
FromLibrary = Annotated[
    bool,
    typer.Option(
        "--from-library",
        help="Instead of FOLDER: on what you said of photos of the library, see photosearch marks.",
    ),
]
Quick = Annotated[
    bool,
    typer.Option(
        "--quick", help="Fit the last step of the network alone: half a minute once photos are described."
    ),
]
Validation = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Other places, to measure on; laid out the same.")
]
Distractors = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Photos of none of them, to make measuring harder.")
]
Out = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Where the run goes; the network into DIR/model.")
]
Resume = Annotated[Path | None, typer.Option(metavar="DIR", help="Go on with the run in DIR.")]
Model = Annotated[
    str | None, typer.Option(metavar="NAME", help="The network to start from; default: the one in use.")
]
Projection = Annotated[
    str | None,
    typer.Option(
        metavar="keep|none|N",
        help="keep the network's; none: begin with the bare backbone; N: with a new one to N numbers, the "
        "PCA whitening of FOLDER.",
    ),
]
Loss = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="ap, tap, tap-simplified (whole rankings), triplet, triplet-log-exp (mined triplets); ap.",
    ),
]
Bins = Annotated[
    int | None, typer.Option(metavar="N", help="ap, tap: bins of the histograms of similarities; 25.")
]
Low = Annotated[float | None, typer.Option(metavar="S", help="ap, tap: similarity of the last bin; 0.")]
High = Annotated[float | None, typer.Option(metavar="S", help="ap, tap: similarity of the first bin; 1.")]
Margin = Annotated[
    float | None,
    typer.Option(metavar="M", help="triplet: its margin; triplets: what counts as hard when mined; 0.1."),
]
Pool = Annotated[int | None, typer.Option(metavar="N", help="triplets: photos described for mining; 2000.")]
Refresh = Annotated[int | None, typer.Option(metavar="N", help="triplets: updates between minings; 64.")]
Layers = Annotated[
    str | None, typer.Option(metavar="projection|last|late|all", help="What is trained; last.")
]
Steps = Annotated[int | None, typer.Option(metavar="N", help="Updates; 100.")]
Batch = Annotated[
    str | None,
    typer.Option(metavar="PxK", help="ap, tap: P classes with K photos each, 32x4; triplets: P, 64."),
]
Others = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Photos of no place, for --edits to learn from as well.")
]
Edits = Annotated[
    int | None,
    typer.Option(
        metavar="N", help="ap, tap: N photos more in a batch, each with strong edits of itself to find; 0."
    ),
]
Views = Annotated[int | None, typer.Option(metavar="N", help="Pictures of each edited photo; 3.")]
Distil = Annotated[
    float | None,
    typer.Option(metavar="W", help="Hold whole photos to what the network to start from says, W times; 0."),
]
DistilSizes = Annotated[
    str | None,
    typer.Option(
        metavar="PX,PX", help="--distil: its mean over photos with these longer sides; the network's own."
    ),
]
Decay = Annotated[
    float | None, typer.Option(metavar="F", help="The rate times F for each unit further from the end; 1.")
]
Average = Annotated[
    float | None,
    typer.Option(metavar="F", help="Keep an average of the weights: F of it stays at an update; 0."),
]
Size = Annotated[int | None, typer.Option(metavar="PX", help="The side of the crops; 256.")]
Piece = Annotated[int | None, typer.Option(metavar="N", help="Pictures in memory at a time; 16.")]
Optimiser = Annotated[str | None, typer.Option(metavar="adam|sgd", help="adam.")]
Rate = Annotated[float | None, typer.Option(metavar="RATE", help="Learning rate; 0.0001, for sgd 0.001.")]
Precision = Annotated[
    str | None,
    typer.Option(
        metavar="auto|float32|bfloat16|float16",
        help="Of the backbone; auto: half precision on GPUs that are faster so.",
    ),
]
ValidateEvery = Annotated[
    int | None, typer.Option(metavar="N", help="Measure every N updates; else at start and end only.")
]
Patience = Annotated[
    int | None, typer.Option(metavar="N", help="End after N measurements without a better one.")
]
Seed = Annotated[int | None, typer.Option(metavar="N", help="Another seed, other batches; 0.")]

_NAMES = (
    "projection loss bins low high margin pool refresh layers steps size piece optimiser precision "
    "validate_every patience seed edits views distil distil_sizes decay average"
)
SETTINGS = {**{name: name for name in _NAMES.split()}, "lr": "rate"}
"""Parameters of the command to fields of TrainingOptions."""

_SGD = {"rate": 1e-3, "final": 0.1, "weight_decay": 5e-5}
_OF_RANKINGS = ("bins", "low", "high", "edits", "views")
_OF_TRIPLETS = ("margin", "pool", "refresh")


def completed(settings: dict[str, Any], batch: str | None) -> dict[str, Any]:
    """The settings with the batch, and with the papers' values where SGD needs others than Adam.

    Raises UsageError for a batch that is none of its loss's, and for a setting of another loss: it would be
    without effect.
    """
    settings = dict(settings)
    loss = settings.get("loss", "ap")
    is_triplet = loss.startswith("triplet")
    for name in _OF_RANKINGS if is_triplet else _OF_TRIPLETS:
        if name in settings:
            raise UsageError(f"--{name} says nothing to the loss {loss!r}: leave it out.")
    if "distil_sizes" in settings:
        if not re.fullmatch(r"\d+(,\d+)*", settings["distil_sizes"]):
            raise UsageError(
                f"--distil-sizes {settings['distil_sizes']!r} is not understood: write it as 320,448."
            )
        settings["distil_sizes"] = tuple(map(int, settings["distil_sizes"].split(",")))
    if batch is not None:
        found = re.fullmatch(r"(\d+)" if is_triplet else r"(\d+)x(\d+)", batch)
        if found is None:
            example = "64" if is_triplet else "32x4"
            raise UsageError(f"--batch {batch!r} is not understood: write it as {example}.")
        names = ("triplets",) if is_triplet else ("classes", "photos")
        settings |= {name: int(number) for name, number in zip(names, found.groups(), strict=True)}
    return _SGD | settings if settings.get("optimiser") == "sgd" else settings
