"""A network at hand and folders of photos to a model folder: the whole of a training run."""

import contextlib
import dataclasses
import warnings
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from filelock import FileLock, Timeout
from numpy.typing import NDArray
from torch import nn

from photosearch.errors import PhotosearchError, UsageError
from photosearch.evaluation.metrics import AP_RULE
from photosearch.network.card import ModelCard
from photosearch.network.checkpoint import build_network
from photosearch.network.describer import usable_cores
from photosearch.network.devices import choose_device
from photosearch.network.models import find_model
from photosearch.network.retrieval import RetrievalNetwork
from photosearch.training.distillation import DistilledObjective, teacher_descriptors
from photosearch.training.objective import Objective
from photosearch.training.objectives import make_objective
from photosearch.training.options import TrainingOptions
from photosearch.training.photo_sets import NO_CLASS, PhotoSet, load_photo_set
from photosearch.training.pixel_cache import PixelCache, cached_pixels
from photosearch.training.processes import Processes, join, own_device
from photosearch.training.run_record import RunRecord
from photosearch.training.starting import starting_card, starting_network
from photosearch.training.trainer import Hearing, Outcome, Trainer, TrainingStoppedError
from photosearch.training.validation import Validation, describe_all

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
    held_out: Collection[str] = (),
    others: Path | None = None,
) -> RunRecord:
    """Check what a run needs and record it in `folder`. Raises PhotosearchError for what is wrong.

    held_out: classes of `photos` to measure on instead of training on them, where there is no `validation`.
    others: photos of no class to learn from where photos are edited.
    """
    if others is not None and not options.edits:
        raise UsageError("Photos of no place are learned from by editing them: say how many (--edits N).")
    card = find_model(model)
    if validation is None and not held_out and (distractors is not None or options.validate_every):
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
        held_out=tuple(held_out),
        others=None if others is None else str(others.absolute()),
    )
    starting_card(card, options.projection, len(_training_set(record)))  # raises for one that cannot be
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
    the others wait. Raises TrainingStoppedError once `listener.stopped` says so, PhotosearchError where
    photos or network are no longer those of the record, or where anything cannot be read or written.
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
    sets = (_training_set(record), _validation_set(record))
    return " ".join(found.fingerprint() for found in sets if found is not None)


def _check_unchanged(record: RunRecord, card: ModelCard) -> None:
    if card.identity != record.identity:
        raise PhotosearchError(f"The model {record.model!r} changed since this run began: begin a new one.")
    if _fingerprint(record) != record.fingerprint:
        raise PhotosearchError(
            f"The photos in {record.photos}, or those to measure on, changed since this run began: it cannot "
            "go on exactly as it would have. Begin a new one."
        )


def _training_set(record: RunRecord) -> PhotoSet:
    photos = load_photo_set(Path(record.photos)).without(record.held_out)
    if not record.options.edits:
        return photos.without({None})
    return photos if record.others is None else photos.with_distractors(Path(record.others))


def _validation_set(record: RunRecord) -> PhotoSet | None:
    if record.validation is None and record.held_out:
        return load_photo_set(Path(record.photos)).only(record.held_out)
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
        photos, pixels = self._readable(_training_set(self._record), size)
        self._card = starting_card(self._card, self._record.options.projection, len(photos))
        network = self._start(pixels)
        trainer = Trainer(
            network,
            pixels.__getitem__,
            len(photos),
            self._objective(network, photos, pixels),
            self._record.options,
            self._folder,
            validate=self._validation(),
            device=self._device,
            processes=self._processes,
            hearing=self._listener,
        )
        outcome = trainer.run()
        model = self._export(network.state_dict(), pixels, photos, outcome)
        used = _classes(photos)
        return Result(model, outcome, len(photos), used, [(path, why) for path, why in pixels.failures])

    def _start(self, pixels: PixelCache) -> RetrievalNetwork:
        report = self._counted("describing photos for the projection")

        def pooled(network: nn.Module) -> NDArray[np.float32]:
            network.to(self._device)
            return describe_all(network, pixels.__getitem__, len(pixels.offsets), self._device, report)[1]

        projection = self._record.options.projection
        return starting_network(self._card, projection, self._folder, self._processes, pooled)

    def _objective(self, network: nn.Module, photos: PhotoSet, pixels: PixelCache) -> Objective:
        options = self._record.options
        objective = make_objective(options, photos.labels, self._device)
        if not options.distil:
            return objective
        teacher = teacher_descriptors(
            network,
            pixels.__getitem__,
            len(photos),
            options.distil_sizes or (self._card.input_size,),
            self._device,
            self._folder,
            self._processes,
            self._counted("describing photos to hold on to"),
        )
        return DistilledObjective(objective, teacher, options.distil, self._device)

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
        def count(done: int, total: int) -> None:
            self._listener.counted(what, done, total)
            if self._listener.stopped():
                raise TrainingStoppedError(self._folder, f"while {what}")

        return count

    def _export(
        self, state: dict[str, torch.Tensor], pixels: PixelCache, photos: PhotoSet, outcome: Outcome
    ) -> Path | None:
        if not self._processes.is_first:
            return None
        from photosearch.network.export import export_model  # takes seconds to import

        card = trained_card(self._card, self._folder.absolute().name, self._record.options, photos, outcome)
        network = build_network(card, state)
        network.load_state_dict(state)
        with warnings.catch_warnings():
            # torch's exporter uses what torch itself has deprecated.
            warnings.simplefilter("ignore", FutureWarning)
            export_model(network, card, self._folder / MODEL_FOLDER, _examples(pixels))
        return self._folder / MODEL_FOLDER


def trained_card(
    card: ModelCard, name: str, options: TrainingOptions, photos: PhotoSet, outcome: Outcome
) -> ModelCard:
    """The card of the trained network: the old one's, and what was done to it since."""
    figures = {}
    for when, value in (("before training", outcome.before), ("after training", outcome.after)):
        if value is not None:
            figures[f"validation mAP {when} ({AP_RULE})"] = round(100 * value, 2)
    classes = _classes(photos)
    return dataclasses.replace(
        card,
        name=name,
        origin=f"{card.name}, fine-tuned by photosearch train: {options.loss_in_words}, {outcome.step} steps "
        f"of {options.pictures} pictures at {options.size} px, layers {options.layers}, seed {options.seed}. "
        f"{card.name}: {card.origin}",
        training_data=f"{card.training_data} Fine-tuned on {len(photos)} photographs of {classes} classes.",
        figures=figures,
        sha256={},
        folder=Path(),
    )


def _classes(photos: PhotoSet) -> int:
    """How many classes there are photos of."""
    return len(np.unique(photos.labels[photos.labels != NO_CLASS]))


def _examples(pixels: PixelCache) -> list[NDArray[np.uint8]]:
    """Four photos to check an export on, and parts of them: never all of one shape."""
    some = [pixels[number] for number in range(min(4, len(pixels.offsets)))]
    return [np.array(photo) for one in some for photo in (one, one[: len(one) * 2 // 3])]
