"""`photosearch train`: fit the network to the person's own photos."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from photosearch.cli import training_options as options
from photosearch.cli.interruption import stopping
from photosearch.cli.lines import remark, say
from photosearch.cli.options import DeviceOption, JsonOption, LibraryOption, library_folder
from photosearch.errors import PhotosearchError, UsageError

if TYPE_CHECKING:
    from photosearch.library.indexing import Control
    from photosearch.training.fine_tuning import Listener, Result
    from photosearch.training.library_places import LibraryPlaces
    from photosearch.training.trainer import Progress

# A plain line so often, seconds.
_LINE_EVERY = 5.0


class _New(NamedTuple):
    """A run to begin; its photos are those of `folder`, or else of the library."""

    folder: Path | None
    library: Path
    validation: Path | None
    distractors: Path | None
    others: Path | None
    model: str | None
    settings: dict[str, Any]


def train(
    folder: options.Folder = None,
    val: options.Validation = None,
    distractors: options.Distractors = None,
    out: options.Out = None,
    resume: options.Resume = None,
    model: options.Model = None,
    projection: options.Projection = None,
    loss: options.Loss = None,
    bins: options.Bins = None,
    low: options.Low = None,
    high: options.High = None,
    margin: options.Margin = None,
    pool: options.Pool = None,
    refresh: options.Refresh = None,
    layers: options.Layers = None,
    steps: options.Steps = None,
    batch: options.Batch = None,
    size: options.Size = None,
    piece: options.Piece = None,
    optimiser: options.Optimiser = None,
    lr: options.Rate = None,
    precision: options.Precision = None,
    validate_every: options.ValidateEvery = None,
    patience: options.Patience = None,
    seed: options.Seed = None,
    edits: options.Edits = None,
    views: options.Views = None,
    others: options.Others = None,
    distil: options.Distil = None,
    distil_sizes: options.DistilSizes = None,
    decay: options.Decay = None,
    average: options.Average = None,
    from_library: options.FromLibrary = False,
    quick: options.Quick = False,
    device: DeviceOption = "auto",
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Train the network on folders of photos, one folder for each place, or on what you said of photos of the
    library; a run that was ended goes on with --resume exactly as if it had not been."""
    given = {name: value for name, value in locals().items() if name in options.SETTINGS}
    settings = {options.SETTINGS[name]: value for name, value in given.items() if value is not None}
    if resume is not None:
        rest = (folder, val, distractors, others, out, model, batch, library)
        if settings or from_library or quick or any(value is not None for value in rest):
            raise UsageError("A resumed run keeps its photos and settings: give --resume DIR alone.")
        _run(resume, None, device, as_json)
    elif out is None or (folder is None) != from_library:
        raise UsageError(
            "Say what to train on, a FOLDER or --from-library, and where the run goes (--out DIR)."
        )
    elif quick:
        if settings or any(value is not None for value in (val, distractors, others, batch)):
            raise UsageError("--quick takes no settings and keeps places aside itself: leave them out.")
        _need_torch()
        from photosearch.cli.quick_training import train_at_once

        train_at_once(folder, out, library_folder(library), model, device, as_json)
    else:
        settings = options.completed(settings, batch)
        new = _New(folder, library_folder(library), val, distractors, others, model, settings)
        _run(out, new, device, as_json)


def _need_torch() -> None:
    import importlib.util

    for name in ("torch", "safetensors", "onnx", "onnxscript"):
        if importlib.util.find_spec(name) is None:
            raise PhotosearchError(f"Training needs {name}: pip install 'photosearch[torch]'.")


def _run(folder: Path, new: "_New | None", device: str, as_json: bool) -> None:
    """Begin the `new` run in `folder`, or go on with the one that is there."""
    _need_torch()
    from photosearch.library.indexing import Control
    from photosearch.training.fine_tuning import fine_tune
    from photosearch.training.processes import is_first_process

    def prepare() -> None:
        if new is not None:
            _begin(folder, new)

    control = Control()
    try:
        with stopping(control):
            result = fine_tune(folder, device, _listener(control) if is_first_process() else None, prepare)
    except Exception:
        if control.stopped and not is_first_process():
            raise typer.Exit(1) from None  # the first process speaks for all, and its leaving is no failure
        raise
    if result.model is not None:
        _report(result, result.model, as_json)


def _begin(out: Path, new: _New) -> None:
    from photosearch.services.training_measuring import split_photos
    from photosearch.training.fine_tuning import begin
    from photosearch.training.options import TrainingOptions
    from photosearch.training.photo_list import FILE_NAME
    from photosearch.training.run_record import RUN_FILE

    photos = new.folder or out / FILE_NAME
    held_out: tuple[str, ...] = ()
    if new.folder is None:
        if not (out / RUN_FILE).exists():  # else `begin` says what is wrong, and the list there stays
            told_places(new.library).photos.save(photos)
        if new.validation is None:
            held_out = split_photos(photos).held_out_names()
    options = TrainingOptions(**new.settings)
    begin(photos, new.validation, new.distractors, new.model, out, options, held_out, new.others)


def told_places(library: Path) -> "LibraryPlaces":
    """The places to learn from, told on stderr. Raises PhotosearchError where they are too few."""
    from photosearch.training.library_places import places_to_learn_from
    from photosearch.training.marked_places import enough

    found = places_to_learn_from(library)
    remark(enough(found.sizes)[1])
    if found.left_out:
        remark(f"Left out: {found.left_out} marks that contradict others.")
    if found.missing:
        remark(f"Left out: {found.missing} marked photos that cannot be found now.")
    return found


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
    say(f"{outcome.steps} updates on {result.photos} photos of {result.classes} places.")
    if outcome.before is not None and outcome.after is not None:
        gain = 100 * (outcome.after - outcome.before)
        say(
            f"Validation mAP ({AP_RULE}): {100 * outcome.before:.2f} before, {100 * outcome.after:.2f} after "
            f"({gain:+.2f}), weights of update {outcome.step}."
        )
        if gain <= 0:
            say("The trained network is no better than the one it started from.")
    say(f"The network is in {model}: photosearch describe --model {model} ...")


def _listener(control: "Control") -> "Listener":
    """Progress as lines on stderr: a long run is read in a log as often as in a terminal."""
    from photosearch.cli.output import duration
    from photosearch.training.fine_tuning import Listener

    last = {"time": 0.0}

    def line(words: str, always: bool) -> None:
        now = time.monotonic()
        if always or now - last["time"] >= _LINE_EVERY:
            last["time"] = now
            remark(words)

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
        stopped=lambda: control.stopped,
    )
