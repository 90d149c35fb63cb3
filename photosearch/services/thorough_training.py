"""A thorough training: the last layers of the network too, with checkpoints to go on from."""

import dataclasses
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from photosearch.network.card import ModelCard
from photosearch.network.devices import choose_device
from photosearch.services.training_measuring import (
    Hear,
    SplitPhotos,
    measured,
    readable,
    reading,
    split_photos,
)
from photosearch.services.training_records import TrainingProgress, TrainingRun
from photosearch.services.training_runs import photos_of
from photosearch.training.options import TrainingOptions

if TYPE_CHECKING:
    from photosearch.training.fine_tuning import Listener

STEPS = 100
PICTURES = STEPS * 128
"""Pictures that a training goes through, at most."""

_CHECKPOINTS = ("checkpoints", "best.safetensors")
# Photos that are described with the new network to measure it.
_MEASURED = 1500


def options_for(photos: SplitPhotos, device: str) -> TrainingOptions:
    """The settings: batches of up to 32 places with 4 photos each."""
    places = len(np.unique(photos.labels[photos.trained_rows()]))
    return TrainingOptions(
        steps=STEPS,
        classes=min(32, places),
        photos=4,
        validate_every=10,
        patience=4,
        # Steps take half a minute on a processor: none is to be lost when the window is closed.
        save_every=1 if choose_device(device) == "cpu" else 10,
    )


Settings = Callable[[SplitPhotos, str], TrainingOptions]


def train_thoroughly(
    run: TrainingRun,
    card: ModelCard,
    folder: Path,
    library: Path | None,
    device: str,
    tell: Hear,
    stopped: Callable[[], bool],
    settings: Settings = options_for,
) -> TrainingRun:
    """Train in `folder`, or go on with the training there; returns the finished run. A new training has the
    settings for its photos and device.

    `tell` must not raise: an update is kept before the training ends. Raises TrainingStoppedError once
    `stopped` says so, and PhotosearchError.
    """
    from photosearch.training.fine_tuning import MODEL_FOLDER, begin, fine_tune
    from photosearch.training.run_record import RUN_FILE
    from photosearch.training.trainer import TrainingStoppedError

    def hear(progress: TrainingProgress) -> None:
        tell(progress)
        if stopped():
            raise TrainingStoppedError(folder, "between updates")

    started = time.monotonic()
    photos = split_photos(photos_of(run)).of_places()
    before = reading(card, photos.paths, library, device, hear)
    if not (folder / RUN_FILE).exists():
        options = settings(photos, device)
        begin(photos_of(run), None, None, card.name, folder, options, photos.held_out_names())
    result = fine_tune(folder, device, _listener(tell, stopped))
    new = ModelCard.load(folder / MODEL_FOLDER)
    photos = _some(readable(photos, before))
    after = reading(new, photos.paths, None, device, _as_measuring(hear))
    photos = readable(photos, after)
    run = measured(run, photos, card, new, (before, after))
    for name in _CHECKPOINTS:
        _remove(folder / name)
    return dataclasses.replace(
        run,
        finished=True,
        photos=result.photos,
        places=result.classes,
        unreadable=len(result.unreadable),
        seconds=run.seconds + time.monotonic() - started,
    )


def _listener(tell: Hear, stopped: Callable[[], bool]) -> "Listener":
    from photosearch.training.fine_tuning import Listener
    from photosearch.training.trainer import Progress

    def progress(now: Progress) -> None:
        tell(TrainingProgress("training", now.step, now.steps, now.step, now.loss, None, now.remaining_s))

    def validated(step: int, value: float) -> None:
        tell(TrainingProgress("training", step, STEPS, step, None, value))

    def counted(what: str, done: int, total: int) -> None:
        phase = "measuring" if what == "validating" else "reading"
        tell(TrainingProgress(phase, done, total))

    return Listener(progress=progress, validated=validated, counted=counted, stopped=stopped)


def _as_measuring(hear: Hear) -> Hear:
    return lambda progress: hear(dataclasses.replace(progress, phase="measuring"))


def _some(photos: SplitPhotos) -> SplitPhotos:
    """The photos of the places kept aside, and of the others as many as can be described again in a while."""
    if len(photos.paths) <= _MEASURED:
        return photos
    aside = np.flatnonzero(np.isin(photos.labels, photos.held_out))[:_MEASURED]
    others = photos.trained_rows()
    most = max(_MEASURED - len(aside), 0)
    some = others[np.linspace(0, len(others) - 1, most).round().astype(int)]
    return photos.select(np.unique(np.concatenate([aside, some])).tolist())


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
