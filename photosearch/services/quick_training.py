"""A quick training: the projection alone, on pooled vectors that are in the library or computed once."""

import dataclasses
import os
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.evaluation.metrics import AP_RULE
from photosearch.imaging.reading import ReadRequest
from photosearch.imaging.workers import DecoderPool, ReadFailure
from photosearch.network.card import ModelCard
from photosearch.network.pooled import Head, load_head
from photosearch.network.reprojecting import write_reprojected
from photosearch.services.training_measuring import (
    Hear,
    SplitPhotos,
    measured,
    readable,
    reading,
    split_photos,
)
from photosearch.services.training_records import TrainingProgress, TrainingRun
from photosearch.training.comparing import mean_ap
from photosearch.training.photo_features import Features
from photosearch.training.projection import ProjectionOptions, train_projection
from photosearch.training.strangers import strangers

# For the curve that is shown meanwhile; the figures in the end are of all.
_WATCHED_QUERIES, _WATCHED_PHOTOS = 150, 2000


def train_quickly(
    run: TrainingRun,
    card: ModelCard,
    named: Path,
    target: Path,
    library: Path | None,
    device: str,
    hear: Hear,
) -> TrainingRun:
    """Train on the photos `named` by a folder or a list, write the network to the folder `target`, measure;
    returns the finished run.

    Raises PhotosearchError where the folder has too few places, and what `hear` raises.
    """
    import torch

    # One thread: the matrices are small, and threads that wait for each other beside an indexer are slower.
    torch.set_num_threads(1)
    started = time.monotonic()
    photos = split_photos(named)
    features = reading(card, photos.paths, library, device, hear)
    photos = readable(photos, features)
    head = _trained(photos, features, load_head(card), hear)
    photos = photos.of_places()
    hear(TrainingProgress("saving", 0, 1))
    weight, bias = head.layers[0]
    new = write_reprojected(card, _new_card(run, card, photos), weight, bias, target, [_example(photos)])
    # The vectors are the same for both: nothing before the projection has changed.
    hear(TrainingProgress("measuring", 0, 1))
    run = measured(run, photos, card, new, (features, features))
    _with_figures(new, run).save(target)
    return dataclasses.replace(
        run,
        finished=True,
        photos=len(photos.trained_rows()),
        places=len(np.unique(photos.labels[photos.trained_rows()])),
        unreadable=len(features.failures),
        seconds=time.monotonic() - started,
    )


def _trained(photos: SplitPhotos, features: Features, head: Head, hear: Hear) -> Head:
    pooled = np.stack([features.vectors[path] for path in photos.paths])
    rows = np.concatenate([photos.trained_rows(), strangers(head.describe(pooled), photos.labels)])
    options = ProjectionOptions()
    places = photos.of_places()
    watch = _Watch(places, np.stack([features.vectors[path] for path in places.paths]))
    began = time.monotonic()

    def heard(step: int, loss: float) -> None:
        remaining = (time.monotonic() - began) / step * (options.steps - step)
        hear(TrainingProgress("training", step, options.steps, step, loss, None, remaining))

    def looked(step: int, now: Head) -> None:
        hear(TrainingProgress("training", step, options.steps, step, None, watch(now)))

    return train_projection(pooled[rows], photos.labels[rows], head, options, heard, looked)


class _Watch:
    """mAP on some photos of the places kept aside among some of all: quick enough to look often."""

    def __init__(self, photos: SplitPhotos, pooled: NDArray[np.float32]) -> None:
        queries = photos.queries(_WATCHED_QUERIES)
        # All of the places that are searched for, and of the others as many as there is time for.
        wanted = np.isin(photos.labels, photos.labels[queries])
        others = np.flatnonzero(~wanted)
        most = max(_WATCHED_PHOTOS - int(wanted.sum()), 0)
        if len(others) > most:
            others = others[np.linspace(0, len(others) - 1, most).round().astype(int)]
        rows = np.sort(np.concatenate([np.flatnonzero(wanted), others]))
        self._pooled, self._labels = pooled[rows], photos.labels[rows]
        self._queries = np.searchsorted(rows, queries).tolist()

    def __call__(self, head: Head) -> float:
        return mean_ap(head.describe(self._pooled), self._labels, self._queries)


def _new_card(run: TrainingRun, card: ModelCard, photos: SplitPhotos) -> ModelCard:
    rows = photos.trained_rows()
    places = len(np.unique(photos.labels[rows]))
    return dataclasses.replace(
        card,
        name=run.id,
        origin=f"{card.name}, its projection fine-tuned in Photosearch with the AP loss. "
        f"{card.name}: {card.origin}",
        training_data=f"{card.training_data} Fine-tuned on {len(rows)} photographs of {places} places.",
        figures={},
        sha256={},
    )


def _with_figures(card: ModelCard, run: TrainingRun) -> ModelCard:
    among = f"{run.queries} queries of {len(run.held_out)} places kept aside, {AP_RULE}"
    return dataclasses.replace(
        card,
        figures={
            f"mAP before training ({among})": round(100 * run.before, 2),
            f"mAP ({among})": round(100 * run.after, 2),
        },
    )


def _example(photos: SplitPhotos) -> NDArray[np.uint8]:
    """A photo to check the written network on."""
    with DecoderPool(1) as pool:
        for outcome in pool.run(
            ReadRequest(os.fsencode(path), 320, thumbnail=False) for path in photos.paths
        ):
            if not isinstance(outcome, ReadFailure) and outcome.pixels is not None:
                return outcome.pixels
    raise PhotosearchError("None of the photos can be read any more.")
