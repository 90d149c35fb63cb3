"""A network at hand and folders of photos to a model folder: the whole of a training run."""

import contextlib
import dataclasses
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError, UsageError
from photosearch.evaluation.metrics import AP_RULE
from photosearch.network.card import ModelCard
from photosearch.network.checkpoint import load_network
from photosearch.network.describer import usable_cores
from photosearch.network.devices import choose_device
from photosearch.network.models import find_model
from photosearch.training.listwise import ListwiseObjective
from photosearch.training.losses import APLoss, TripletMarginLoss
from photosearch.training.objective import Objective
from photosearch.training.options import TrainingOptions
from photosearch.training.photo_sets import PhotoSet, load_photo_set
from photosearch.training.pixel_cache import PixelCache, cached_pixels
from photosearch.training.processes import Processes, join, own_device
from photosearch.training.run_record import RunRecord
from photosearch.training.trainer import Hearing, Outcome, Trainer
from photosearch.training.triplets import TripletObjective
from photosearch.training.validation import Validation

MODEL_FOLDER = "model"
# Crops of 65 to 100 % of the shorter side are enlarged little where photos are decoded this much larger.
_DECODED_TO_CROP = 1.5


@dataclass(frozen=True)
class Listener(Hearing):
    """Who is told about a whole run. counted: what is counted, how many are done, of how many."""

    counted: Callable[[str, int, int], object] = lambda what, done, total: None
    note: Callable[[str], object] = lambda words: None


@dataclass(frozen=True)
class Result:
    """model: the folder of the trained network, None in all processes but the first. photos, classes: that
    were trained on. unreadable: path and reason of the photos that were not.
    """

    model: Path | None
    outcome: Outcome
    photos: int
    classes: int
    unreadable: list[tuple[str, str]]


def begin(
    photos: Path,
    validation: Path | None,
    distractors: Path | None,
    model: str | None,
    folder: Path,
    options: TrainingOptions,
) -> RunRecord:
    """Check what a run needs and record it in `folder`. Raises PhotosearchError for what is wrong."""
    card = find_model(model)
    if validation is None and (distractors is not None or options.validate_every):
        raise UsageError("There is nothing to measure on: give photos for validation (--val DIR) as well.")
    record = RunRecord(
        photos=str(photos.absolute()),
        validation=None if validation is None else str(validation.absolute()),
        distractors=None if distractors is None else str(distractors.absolute()),
        # A bundled network stays at hand where the application is moved to; a folder is where it is.
        model=str(card.folder.absolute()) if model is not None and Path(model).is_dir() else card.name,
        identity=card.identity,
        fingerprint="",
        options=options,
    )
    record = dataclasses.replace(record, fingerprint=_fingerprint(record))
    record.save(folder)
    return record


def fine_tune(
    folder: Path,
    device: str = "auto",
    listener: Listener | None = None,
    prepare: Callable[[], object] = lambda: None,
) -> Result:
    """Train the run recorded in `folder` to its end, from its last checkpoint where there is one, and export
    the network to `folder`/model.

    Under torchrun every process calls this; the first one calls `prepare` (which may `begin` the run) while
    the others wait. Raises PhotosearchError where photos or network are no longer those of the record, or
    where anything cannot be read or written.
    """
    torch_device = own_device(choose_device(device))
    processes = join(torch_device.type)
    with contextlib.ExitStack() as ends:
        ends.callback(processes.close)
        if processes.is_first:
            prepare()
            ends.enter_context(_locked(folder))
        processes.wait()
        record = RunRecord.load(folder)
        card = find_model(record.model)
        _check_unchanged(record, card)
        return _Run(folder, record, card, torch_device, processes, listener or Listener()).result()


def _locked(folder: Path) -> contextlib.AbstractContextManager[object]:
    """Let no second process write to the run: the checkpoints of two would mix."""
    RunRecord.load(folder)  # a folder that holds no run gets no lock file
    try:
        return FileLock(folder / ".lock").acquire(timeout=0)
    except Timeout as error:
        raise PhotosearchError(f"The run in {folder} is going on in another process.") from error


def _fingerprint(record: RunRecord) -> str:
    sets = (load_photo_set(Path(record.photos)), _validation_set(record))
    return " ".join(found.fingerprint() for found in sets if found is not None)


def _check_unchanged(record: RunRecord, card: ModelCard) -> None:
    if card.identity != record.identity:
        raise PhotosearchError(f"The model {record.model!r} changed since this run began: begin a new one.")
    if _fingerprint(record) != record.fingerprint:
        raise PhotosearchError(
            f"The photos in {record.photos}, or those to measure on, changed since this run began: it cannot "
            "go on exactly as it would have. Begin a new one."
        )


def _validation_set(record: RunRecord) -> PhotoSet | None:
    if record.validation is None:
        return None
    found = load_photo_set(Path(record.validation))
    return found if record.distractors is None else found.with_distractors(Path(record.distractors))


class _Run:
    """One run in one process."""

    def __init__(
        self,
        folder: Path,
        record: RunRecord,
        card: ModelCard,
        device: torch.device,
        processes: Processes,
        listener: Listener,
    ) -> None:
        self._folder, self._record, self._card = folder, record, card
        self._device, self._processes, self._listener = device, processes, listener

    def result(self) -> Result:
        """Decode, train, export."""
        size = round(self._record.options.size * _DECODED_TO_CROP)
        photos, pixels = self._readable(load_photo_set(Path(self._record.photos)), size)
        network = load_network(self._card)
        trainer = Trainer(
            network,
            pixels.__getitem__,
            make_objective(self._record.options, photos.labels, self._device),
            self._record.options,
            self._folder,
            validate=self._validation(),
            device=self._device,
            processes=self._processes,
            hearing=self._listener,
        )
        outcome = trainer.run()
        model = self._export(network.state_dict(), pixels, photos, outcome)
        used = len(np.unique(photos.labels))
        return Result(model, outcome, len(photos), used, [(path, why) for path, why in pixels.failures])

    def _readable(self, photos: PhotoSet, size: int) -> tuple[PhotoSet, PixelCache]:
        if not self._processes.is_first:
            self._processes.wait()  # until the first process has decoded them
        cache = cached_pixels(photos.paths, size, usable_cores(), self._counted("decoding photos"))
        if self._processes.is_first:
            self._processes.wait()
        for path, reason in cache.failures:
            self._listener.note(f"left out {path}: {reason}")
        rows = cache.readable()
        return photos.select(rows), cache.select(rows)

    def _validation(self) -> Validation | None:
        found = _validation_set(self._record)
        if found is None:
            return None
        photos, pixels = self._readable(found, self._card.input_size)
        return Validation(pixels.__getitem__, photos.labels, self._device, self._counted("validating"))

    def _counted(self, what: str) -> Callable[[int, int], object]:
        return lambda done, total: self._listener.counted(what, done, total)

    def _export(
        self, state: dict[str, torch.Tensor], pixels: PixelCache, photos: PhotoSet, outcome: Outcome
    ) -> Path | None:
        if not self._processes.is_first:
            return None
        from photosearch.network.export import export_model  # takes seconds to import

        network = load_network(self._card)
        network.load_state_dict(state)
        card = trained_card(self._card, self._folder.absolute().name, self._record.options, photos, outcome)
        with warnings.catch_warnings():
            # torch's exporter uses what torch itself has deprecated.
            warnings.simplefilter("ignore", FutureWarning)
            export_model(network, card, self._folder / MODEL_FOLDER, _examples(pixels))
        return self._folder / MODEL_FOLDER


def make_objective(options: TrainingOptions, labels: NDArray[np.int64], device: torch.device) -> Objective:
    """The objective of the options' loss for photos of the classes `labels` (N)."""
    if options.loss == "ap":
        loss = APLoss()
        return ListwiseObjective(labels, loss, options.classes, options.photos, options.seed, device)
    return TripletObjective(
        labels,
        TripletMarginLoss(options.margin),
        options.triplets,
        options.pool,
        options.refresh,
        options.margin,
        options.seed,
    )


def trained_card(
    card: ModelCard, name: str, options: TrainingOptions, photos: PhotoSet, outcome: Outcome
) -> ModelCard:
    """The card of the trained network: the old one's, and what was done to it since."""
    figures = {}
    for when, value in (("before training", outcome.before), ("after training", outcome.after)):
        if value is not None:
            figures[f"validation mAP {when} ({AP_RULE})"] = round(100 * value, 2)
    classes = len(np.unique(photos.labels))
    return dataclasses.replace(
        card,
        name=name,
        origin=f"{card.name}, fine-tuned by photosearch train: {options.loss} loss, {outcome.step} steps of "
        f"{options.pictures} pictures at {options.size} px, layers {options.layers}, seed {options.seed}. "
        f"{card.name}: {card.origin}",
        training_data=f"{card.training_data} Fine-tuned on {len(photos)} photographs of {classes} classes.",
        figures=figures,
        sha256={},
        folder=Path(),
    )


def _examples(pixels: PixelCache) -> list[NDArray[np.uint8]]:
    """Four photos to check an export on, and parts of them: never all of one shape."""
    some = [pixels[number] for number in range(min(4, len(pixels.offsets)))]
    return [np.array(photo) for one in some for photo in (one, one[: len(one) * 2 // 3])]
