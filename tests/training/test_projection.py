"""Fine-tuning the projection alone, on pooled vectors made up so that what is to be learned is known."""

import dataclasses

import numpy as np
import pytest

from photosearch.errors import PhotosearchError
from photosearch.network.pooled import Head
from photosearch.training.comparing import mean_ap
from photosearch.training.photo_sets import NO_CLASS
from photosearch.training.projection import ProjectionOptions, train_projection

PLACES, PHOTOS, CHANNELS = 24, 6, 24
OPTIONS = ProjectionOptions(steps=150, classes=12, photos=6, rate=3e-2, pull=0.01, measure_every=50)
SHORT = dataclasses.replace(OPTIONS, steps=12, classes=6, photos=3, measure_every=5)


def vectors(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Places told apart by the first half of the channels; the other half is loud weather."""
    random = np.random.default_rng(seed)
    labels = np.repeat(np.arange(PLACES), PHOTOS)
    place = random.normal(size=(PLACES, CHANNELS // 2))[labels]
    place += random.normal(scale=0.3, size=place.shape)
    weather = random.normal(scale=1.5, size=(len(labels), CHANNELS // 2))
    return np.concatenate([place, weather], axis=1).astype(np.float32), labels


def head(*, layers: int = 1) -> Head:
    random = np.random.default_rng(9)
    sizes = [CHANNELS, 16, 12]
    return Head(
        tuple(
            (
                random.normal(size=(sizes[number + 1], sizes[number])).astype(np.float32),
                random.normal(scale=0.1, size=sizes[number + 1]).astype(np.float32),
            )
            for number in range(layers)
        )
    )


@pytest.mark.parametrize("layers", [1, 2])
def test_other_places_are_found_better(layers: int) -> None:
    start = head(layers=layers)
    trained = train_projection(*vectors(0), start, OPTIONS)
    other, labels = vectors(1)
    before, after = (mean_ap(one.describe(other), labels, range(len(labels))) for one in (start, trained))
    assert after > before + 0.1
    for one, two in zip(start.layers[1:], trained.layers[1:], strict=True):
        np.testing.assert_array_equal(one[0], two[0])
        np.testing.assert_array_equal(one[1], two[1])


def test_photos_of_no_class_are_kept_away() -> None:
    """Few places are told apart soon; what is found by mistake is among all else there is."""
    pooled, labels = vectors(0)
    few = np.where(labels < 8, labels, NO_CLASS)
    alone = labels < 8
    options = dataclasses.replace(OPTIONS, steps=60, others=60)
    with_others = train_projection(pooled, few, head(), options)
    without = train_projection(pooled[alone], few[alone], head(), options)
    other, of_other = vectors(1)
    worse, better = (
        mean_ap(one.describe(other), of_other, range(len(labels))) for one in (without, with_others)
    )
    assert better > worse + 0.04


def test_same_arguments_same_result_and_another_seed_another() -> None:
    one, two = (train_projection(*vectors(0), head(), SHORT).layers[0] for _ in range(2))
    np.testing.assert_array_equal(one[0], two[0])
    np.testing.assert_array_equal(one[1], two[1])
    other = train_projection(*vectors(0), head(), dataclasses.replace(SHORT, seed=1))
    assert not np.array_equal(one[0], other.layers[0][0])


def test_start_is_untouched_and_a_stronger_pull_stays_nearer() -> None:
    start = head()
    kept = start.layers[0][0].copy()
    far = {
        pull: np.linalg.norm(
            train_projection(*vectors(0), start, dataclasses.replace(SHORT, pull=pull)).layers[0][0] - kept
        )
        for pull in (0.0, 10.0, 1000.0)
    }
    assert far[0.0] > far[10.0] > far[1000.0] > 0
    np.testing.assert_array_equal(start.layers[0][0], kept)


def test_what_is_told_and_how_it_is_ended() -> None:
    steps: list[int] = []
    looks: list[int] = []
    train_projection(
        *vectors(0),
        head(),
        SHORT,
        lambda step, loss: steps.append(step),
        lambda step, now: looks.append(step),
    )
    assert steps == list(range(1, 13)) and looks == [0, 5, 10, 12]

    def stop(step: int, loss: float) -> None:
        assert 0 < loss < 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_projection(*vectors(0), head(), SHORT, stop)


def test_network_without_a_projection_is_refused() -> None:
    with pytest.raises(PhotosearchError, match="no projection"):
        train_projection(*vectors(0), Head(()), SHORT)
