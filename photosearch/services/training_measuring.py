"""The photos of a training, split by place, and what two networks find among them."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.network.card import ModelCard
from photosearch.network.pooled import load_head
from photosearch.services.training_records import ExampleQuery, TrainingProgress, TrainingRun
from photosearch.training.comparing import Comparison, Example, compare
from photosearch.training.holding_out import MIN_PLACES, held_out_classes
from photosearch.training.photo_features import Features, photo_features
from photosearch.training.photo_sets import NO_CLASS, load_photo_set

Hear = Callable[[TrainingProgress], object]
"""called with where a training stands; what it raises ends the training, which can be gone on with"""

# What is measured must not take longer than what is trained.
_QUERIES = 1000


@dataclass(frozen=True)
class SplitPhotos:
    """Photos of places: paths (N), labels (N, an index into `places` or NO_CLASS), held_out: classes to
    measure on. What is measured is searched for among the photos of places alone: a photo that nothing was
    said of may show the very place.
    """

    paths: Sequence[str]
    labels: NDArray[np.int64]
    places: Sequence[str]
    held_out: NDArray[np.int64]

    def select(self, rows: Sequence[int]) -> "SplitPhotos":
        """These photos alone."""
        return dataclasses.replace(
            self, paths=[self.paths[row] for row in rows], labels=self.labels[list(rows)]
        )

    def trained_rows(self) -> NDArray[np.int64]:
        """The photos to train on."""
        return np.flatnonzero(~np.isin(self.labels, [NO_CLASS, *self.held_out]))

    def of_places(self) -> "SplitPhotos":
        """Without the photos of no place."""
        return self.select(np.flatnonzero(self.labels != NO_CLASS).tolist())

    def queries(self, most: int = _QUERIES) -> NDArray[np.int64]:
        """Photos of the places kept aside that have another one to find: all, or so many spread over them."""
        rows = np.flatnonzero(np.isin(self.labels, self.held_out))
        rows = rows[self.sizes()[self.labels[rows]] > 1]
        if len(rows) <= most:
            return rows
        return rows[np.linspace(0, len(rows) - 1, most).round().astype(int)]

    def sizes(self) -> NDArray[np.int64]:
        """The number of photos of each place."""
        return np.bincount(self.labels[self.labels != NO_CLASS], minlength=len(self.places))

    def held_out_names(self) -> tuple[str, ...]:
        """The names of the places kept aside."""
        return tuple(self.places[label] for label in self.held_out)


def split_photos(folder: str | Path) -> SplitPhotos:
    """The photos of a training folder, or of a list, the same split for the same places.

    Raises PhotosearchError where there are too few places.
    """
    found = load_photo_set(Path(folder))
    try:
        held_out = held_out_classes(found.labels[found.labels != NO_CLASS])
    except ValueError:
        raise _too_few() from None
    return SplitPhotos([str(path) for path in found.paths], found.labels, found.classes, held_out)


def readable(photos: SplitPhotos, features: Features) -> SplitPhotos:
    """Without the photos that could not be read. Raises PhotosearchError where too few are left."""
    left = photos.select([row for row, path in enumerate(photos.paths) if path in features.vectors])
    trained = np.setdiff1d(np.flatnonzero(left.sizes() > 1), left.held_out)
    if len(trained) < 2 or not len(left.queries()):
        raise _too_few()
    return left


def _too_few() -> PhotosearchError:
    return PhotosearchError(
        f"At least {MIN_PLACES} places with two photos each are needed, and photos that can be read."
    )


def reading(card: ModelCard, paths: Sequence[str], library: Path | None, device: str, hear: Hear) -> Features:
    """The pooled vectors of photos by a network, told as progress."""
    return photo_features(
        card,
        paths,
        library,
        device,
        lambda done, total: hear(TrainingProgress("reading", done, total)),
    )


def measured(
    run: TrainingRun, photos: SplitPhotos, before: ModelCard, after: ModelCard, features: Sequence[Features]
) -> TrainingRun:
    """The run with what two networks find for the photos of the places kept aside, among all `photos`.

    features: of the network before and of the one after.
    """
    found = [
        load_head(card).describe(np.stack([known.vectors[path] for path in photos.paths]))
        for card, known in zip((before, after), features, strict=True)
    ]
    comparison = compare(found[0], found[1], photos.labels, photos.queries().tolist())
    return _with_comparison(run, photos, comparison)


def _with_comparison(run: TrainingRun, photos: SplitPhotos, comparison: Comparison) -> TrainingRun:
    return dataclasses.replace(
        run,
        held_out=photos.held_out_names(),
        queries=comparison.queries,
        before=comparison.before,
        after=comparison.after,
        better=comparison.better,
        worse=comparison.worse,
        examples=tuple(_shown(photos, example) for example in comparison.examples),
    )


def _shown(photos: SplitPhotos, example: Example) -> ExampleQuery:
    label = photos.labels[example.query]

    def strip(rows: list[int]) -> tuple[tuple[str, bool], ...]:
        return tuple((photos.paths[row], bool(photos.labels[row] == label)) for row in rows)

    return ExampleQuery(
        photos.paths[example.query], photos.places[label], strip(example.before), strip(example.after)
    )
