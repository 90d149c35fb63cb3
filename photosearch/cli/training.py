"""`photosearch train`: fit the network to the person's own photos."""

import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photosearch.cli.options import DeviceOption, JsonOption
from photosearch.errors import PhotosearchError, UsageError

if TYPE_CHECKING:
    from photosearch.training.fine_tuning import Listener, Result
    from photosearch.training.trainer import Progress

# A plain line so often, seconds.
_LINE_EVERY = 5.0

# photos, validation, distractors, model, settings of a run to begin
_New = tuple[Path, Path | None, Path | None, str | None, dict[str, Any]]


def train(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="A folder of folders, one for each place.")
    ] = None,
    val: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Other places, to measure on; laid out the same.")
    ] = None,
    distractors: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Photos of none of them, to make measuring harder.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the run goes; the network into DIR/model.")
    ] = None,
    resume: Annotated[Path | None, typer.Option(metavar="DIR", help="Go on with the run in DIR.")] = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="The network to start from; default: the bundled one.")
    ] = None,
    steps: Annotated[int | None, typer.Option(metavar="N", help="Updates; 100.")] = None,
    loss: Annotated[str | None, typer.Option(metavar="ap|triplet", help="ap.")] = None,
    layers: Annotated[
        str | None, typer.Option(metavar="projection|last|all", help="What is trained; last.")
    ] = None,
    batch: Annotated[
        str | None,
        typer.Option(metavar="PxK", help="ap: P classes with K photos each, 32x4; triplet: P triplets, 64."),
    ] = None,
    size: Annotated[int | None, typer.Option(metavar="PX", help="The side of the crops; 256.")] = None,
    piece: Annotated[int | None, typer.Option(metavar="N", help="Pictures in memory at a time; 16.")] = None,
    optimiser: Annotated[str | None, typer.Option(metavar="adam|sgd", help="adam.")] = None,
    lr: Annotated[
        float | None, typer.Option(metavar="RATE", help="Learning rate; 0.0001, for sgd 0.001.")
    ] = None,
    precision: Annotated[
        str | None, typer.Option(metavar="auto|float32|bfloat16", help="auto: bfloat16 on new GPUs only.")
    ] = None,
    validate_every: Annotated[
        int | None, typer.Option(metavar="N", help="Measure every N updates; else at start and end only.")
    ] = None,
    patience: Annotated[
        int | None, typer.Option(metavar="N", help="End after N measurements without a better one.")
    ] = None,
    seed: Annotated[int | None, typer.Option(metavar="N", help="Another seed, other batches; 0.")] = None,
    device: DeviceOption = "auto",
    as_json: JsonOption = False,
) -> None:
    """Train the network on folders of photos, one folder for each place; a run that was ended goes on with
    --resume exactly as if it had not been."""
    given = {
        "steps": steps,
        "loss": loss,
        "layers": layers,
        "size": size,
        "piece": piece,
        "optimiser": optimiser,
        "rate": lr,
        "precision": precision,
        "validate_every": validate_every,
        "patience": patience,
        "seed": seed,
    }
    settings = {name: value for name, value in given.items() if value is not None}
    if resume is not None:
        if settings or any(value is not None for value in (folder, val, distractors, out, model, batch)):
            raise UsageError("A resumed run keeps its photos and settings: give --resume DIR alone.")
        target = resume
    elif folder is None or out is None:
        raise UsageError("Say which FOLDER to train on and where the run goes (--out DIR).")
    else:
        target = out
        settings = _with_batch(settings, batch)
    new = None if resume is not None or folder is None else (folder, val, distractors, model, settings)
    _run(target, new, device, as_json)


def _with_batch(settings: dict[str, Any], batch: str | None) -> dict[str, Any]:
    """The settings with the batch, and with the papers' values where SGD needs others than Adam."""
    settings = dict(settings)
    if batch is not None:
        is_triplet = settings.get("loss") == "triplet"
        found = re.fullmatch(r"(\d+)" if is_triplet else r"(\d+)x(\d+)", batch)
        if found is None:
            example = "64" if is_triplet else "32x4"
            raise UsageError(f"--batch {batch!r} is not understood: write it as {example}.")
        names = ("triplets",) if is_triplet else ("classes", "photos")
        settings |= {name: int(number) for name, number in zip(names, found.groups(), strict=True)}
    if settings.get("optimiser") == "sgd":
        settings = {"rate": 1e-3, "final": 0.1, "weight_decay": 5e-5} | settings
    return settings


def _need_torch() -> None:
    import importlib.util

    for name in ("torch", "safetensors", "onnx", "onnxscript"):
        if importlib.util.find_spec(name) is None:
            raise PhotosearchError(f"Training needs {name}: pip install 'photosearch[torch]'.")


def _run(folder: Path, new: "_New | None", device: str, as_json: bool) -> None:
    """Begin the `new` run in `folder`, or go on with the one that is there."""
    _need_torch()
    from photosearch.training.fine_tuning import begin, fine_tune
    from photosearch.training.options import TrainingOptions
    from photosearch.training.processes import is_first_process

    def prepare() -> None:
        if new is not None:
            photos, val, distractors, model, settings = new
            begin(photos, val, distractors, model, folder, TrainingOptions(**settings))

    try:
        result = fine_tune(folder, device, _listener() if is_first_process() else None, prepare)
    except KeyboardInterrupt:
        print(f"photosearch: stopped; go on with: photosearch train --resume {folder}", file=sys.stderr)
        raise typer.Exit(1) from None
    if result.model is not None:
        _report(result, result.model, as_json)


def _report(result: "Result", model: Path, as_json: bool) -> None:
    from photosearch.cli.output import print_json
    from photosearch.evaluation.metrics import AP_RULE

    outcome = result.outcome
    if as_json:
        print_json(
            {
                "model": str(model),
                "map_before": outcome.before,
                "map_after": outcome.after,
                "ap_rule": AP_RULE,
                "steps": outcome.steps,
                "kept_step": outcome.step,
                "stopped_early": outcome.stopped,
                "photos": result.photos,
                "classes": result.classes,
                "failed": [{"path": path, "reason": reason} for path, reason in result.unreadable],
            }
        )
        return
    print(f"{outcome.steps} updates on {result.photos} photos of {result.classes} places.")
    if outcome.before is not None and outcome.after is not None:
        gain = 100 * (outcome.after - outcome.before)
        print(
            f"Validation mAP ({AP_RULE}): {100 * outcome.before:.2f} before, {100 * outcome.after:.2f} after "
            f"({gain:+.2f}), weights of update {outcome.step}."
        )
        if gain <= 0:
            print("The trained network is no better than the one it started from.")
    print(f"The network is in {model}: photosearch describe --model {model} ...")


def _listener() -> "Listener":
    """Progress as lines on stderr: a long run is read in a log as often as in a terminal."""
    from photosearch.cli.output import duration
    from photosearch.training.fine_tuning import Listener

    last = {"time": 0.0}

    def line(words: str, always: bool) -> None:
        now = time.monotonic()
        if always or now - last["time"] >= _LINE_EVERY:
            last["time"] = now
            print(words, file=sys.stderr, flush=True)

    def progress(state: "Progress") -> None:
        line(
            f"step {state.step} of {state.steps}, loss {state.loss:.4f}, {state.rate:.1f} photos/s, "
            f"{duration(state.remaining_s)} left",
            always=state.step in (1, state.steps),
        )

    return Listener(
        progress=progress,
        validated=lambda step, value: line(f"step {step}: validation mAP {100 * value:.2f}", always=True),
        counted=lambda what, done, total: line(f"{what}: {done} of {total}", always=done == total),
        note=lambda words: line(words, always=True),
    )
