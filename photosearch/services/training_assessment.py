"""Whether a folder, or what was said of photos, is good to train on: no photo is opened for it."""

import dataclasses
import os
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from photosearch.imaging.formats import is_photo_name
from photosearch.network.card import ModelCard
from photosearch.network.describer import load_describer, usable_cores
from photosearch.network.devices import choose_device
from photosearch.services import training_records as records
from photosearch.services.training_records import Assessment, Place
from photosearch.training.holding_out import MIN_PLACES
from photosearch.training.library_places import library_places
from photosearch.training.marked_places import LEAST_PLACES, enough
from photosearch.training.photo_features import known_features
from photosearch.training.photo_sets import photos_in

# Measured: with 6 places of 6 photos other places are found 0.5 points of mAP better, with 12 of 8 about 1,
# with 30 of 12 about 2, with 100 of 60 about 4.
_ENOUGH_PLACES, _ENOUGH_PHOTOS = 10, 60
_PLENTY_PLACES, _PLENTY_PHOTOS = 30, 400

# Seconds beyond describing: the projection's training and what comes around it.
_QUICK_S = 25.0
_DECODING_S = 0.06
# A picture trained, in times of describing one on a core; updates as in `thorough_training`.
_TRAINED_TO_DESCRIBED = 17.0
_GPU_PICTURE_S = 0.006


def assess(
    folder: str, card: ModelCard, library: Path | None, pictures: int, check: Callable[[], object]
) -> Assessment:
    """Look at a folder with one subfolder for each place.

    card: the network to train; library: whose photos need not be read; pictures: that the thorough kind goes
    through. check: called now and then; what it raises ends the work. Nothing in the folder is changed.
    """
    root = Path(folder)
    if not root.is_dir():
        return Assessment(folder, records.MISSING, network=card.name)
    by_place, loose = _look_through(root, check)
    places = sorted(
        ((name, len(paths)) for name, paths in by_place.items() if len(paths) > 1),
        key=lambda place: (-place[1], place[0]),
    )
    paths = [path for found in by_place.values() for path in found]
    found = Assessment(
        folder,
        _verdict(places, len(paths), loose),
        photos=len(paths),
        places=tuple(places),
        lone=tuple(name for name, found in by_place.items() if len(found) == 1),
        loose=loose,
    )
    return _with_times(found, paths, card, library, pictures, check)


def assess_library(card: ModelCard, library: Path, pictures: int, check: Callable[[], object]) -> Assessment:
    """Look at what the person said of photos of the library; see `assess`. Raises PhotosearchError."""
    there = library_places(library)
    check()
    found = Assessment(
        "",
        enough(there.sizes)[0],
        photos=sum(there.sizes),
        places=tuple((name, len(photos)) for name, photos in there.photos.classes),
        marks=there.marks,
        left_out=there.left_out,
        missing=there.missing,
        needed=max(0, LEAST_PLACES - len(there.sizes)),
    )
    photos = [photo for _, photos in there.photos.classes for photo in photos]
    paths = [os.fsdecode(photo.path) for photo in (*photos, *there.photos.others)]
    return _with_times(found, paths, card, library, pictures, check)


def _with_times(
    found: Assessment,
    paths: Sequence[str],
    card: ModelCard,
    library: Path | None,
    pictures: int,
    check: Callable[[], object],
) -> Assessment:
    """With what is known of the photos at `paths`, and how long training on them would take."""
    known = len(known_features(card, paths, library)) if found.verdict in records.TRAINABLE else 0
    check()
    gpu = choose_device("auto") != "cpu"
    return dataclasses.replace(
        found,
        known=known,
        quick_s=_quick(card, len(paths) - known),
        thorough_s=_thorough(card, len(paths), pictures, gpu),
        gpu=gpu,
        network=card.name,
    )


def _look_through(root: Path, check: Callable[[], object]) -> tuple[dict[str, list[str]], int]:
    """The photos of each subfolder by its name, and the number of photos that lie in none."""
    by_place, loose = {}, 0
    with os.scandir(root) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        check()
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if found := [str(path) for path in photos_in(Path(entry.path))]:
                by_place[entry.name] = found
        elif is_photo_name(entry.name):
            loose += 1
    return by_place, loose


def _verdict(places: list[Place], photos: int, loose: int) -> str:
    if not photos:
        return records.NO_PLACES if loose else records.NO_PHOTOS
    if len(places) < MIN_PLACES:
        return records.TOO_FEW
    usable = sum(count for _, count in places)
    if len(places) >= _PLENTY_PLACES and usable >= _PLENTY_PHOTOS:
        return records.PLENTY
    return records.ENOUGH if len(places) >= _ENOUGH_PLACES and usable >= _ENOUGH_PHOTOS else records.FEW


def _quick(card: ModelCard, unknown: int) -> float:
    return _QUICK_S + unknown * (_described_s(card.identity, card.folder) + _DECODING_S) / usable_cores()


def _thorough(card: ModelCard, photos: int, pictures: int, gpu: bool) -> float:
    described = _described_s(card.identity, card.folder)
    each = _GPU_PICTURE_S if gpu else _TRAINED_TO_DESCRIBED * described / usable_cores()
    # Before and after all photos are decoded and described.
    return 60 + pictures * each + 3 * photos * (described + _DECODING_S) / usable_cores()


@lru_cache(maxsize=4)
def _described_s(identity: str, folder: Path) -> float:
    """Seconds that one core takes to describe a photo, measured on an empty one."""
    describer = load_describer(folder, "cpu", 1)
    side = describer.card.input_size
    pixels = np.zeros((side * 3 // 4, side, 3), np.uint8)
    describer.describe([pixels])
    started = time.perf_counter()
    describer.describe([pixels] * 3)
    return (time.perf_counter() - started) / 3
