"""Likeness: the same threshold for every query."""

import os
from pathlib import Path

import numpy as np
import pytest

from photosearch.library.library import Library
from photosearch.network.card import WEIGHTS_FILE
from photosearch.network.describer import Describer
from photosearch.search.engine import SearchEngine
from photosearch.search.likeness import Background, LibraryBackground, kept_background, save_background
from tests.conftest import Run


def _units(count: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, 64)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_likeness_rises_with_the_score_and_stays_a_share() -> None:
    background = Background(_units(300))
    scores = np.linspace(-1, 1, 41)
    likeness = background.likeness(_units(1, 1)[0], scores)
    assert (np.diff(likeness) > 0).all() and likeness[0] >= 0 and likeness[-1] <= 1


def test_query_that_is_near_to_everything_needs_a_higher_score() -> None:
    """As the picture of a sky does."""
    plain = _units(400)
    common = plain[0]
    near = plain[1:] + 0.8 * common
    background = Background(near / np.linalg.norm(near, axis=1, keepdims=True))
    score = np.array([0.75])
    other = _units(1, 7)[0]
    assert background.likeness(common, score)[0] < background.likeness(other, score)[0] / 2


@pytest.mark.parametrize("count", [0, 1, 2, 10])
def test_small_backgrounds_decide_little(count: int) -> None:
    background, query = Background(_units(count)), _units(1, 2)[0]
    likeness = background.likeness(query, np.array([0.05, 0.95]))
    assert np.isfinite(likeness).all() and likeness[0] < 0.2 and likeness[1] > 0.8


def test_bundled_network_has_a_background_of_its_weights(describer: Describer) -> None:
    card = describer.card
    background = kept_background(card.folder, card.sha256[WEIGHTS_FILE])
    assert background is not None
    assert background.descriptors.shape == (500, card.dimension)
    np.testing.assert_allclose(np.linalg.norm(background.descriptors, axis=1), 1, rtol=1e-5)
    assert kept_background(card.folder, "other weights") is None


def test_background_is_kept_in_a_byte_a_number(tmp_path: Path) -> None:
    rows = _units(50)
    save_background(tmp_path, "weights", rows)
    kept = kept_background(tmp_path, "weights")
    assert kept is not None
    np.testing.assert_allclose(kept.descriptors @ rows.T, rows @ rows.T, atol=0.01)
    (tmp_path / "background-damaged.npy").write_bytes(b"no array")
    (tmp_path / "background-empty.npy").write_bytes(b"")
    assert kept_background(tmp_path, "damaged") is kept_background(tmp_path, "empty") is None


def test_network_without_one_takes_photos_of_the_library(
    run: Run, photos: Path, library: Library, describer: Describer, tmp_path: Path
) -> None:
    import dataclasses

    run(photos)
    index, store = library.vector_index(describer.card), library.descriptors(describer.card)
    bare = dataclasses.replace(describer.card, folder=tmp_path)
    background = LibraryBackground(bare, index, store).background
    assert background.descriptors.shape == (8, describer.card.dimension)
    engine = SearchEngine(library, describer, index)
    query = engine.stored(os.fsencode(os.path.realpath(photos / "dogs.jpg")))
    assert query is not None
    results = engine.search([query], 8)
    likeness = [result.likeness for result in results]
    assert likeness[0] > 0.95 and likeness == sorted(likeness, reverse=True) and likeness[1] < 0.5
