"""Pooled vectors of training photos come from the library, the cache or the network: always the same."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from photosearch.library.folders import add_folder
from photosearch.library.indexing import Indexer
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from photosearch.network.models import DEFAULT_MODEL, find_model, own_models_folder
from photosearch.training import photo_features
from photosearch.training.feature_cache import FILE_NAME, FeatureCache, default_folder
from photosearch.training.photo_features import known_features
from tests.network.reprojected import reprojected

CARD = find_model(DEFAULT_MODEL)


@pytest.fixture
def paths(photos: Path) -> list[str]:
    return sorted(str(path) for path in photos.iterdir())


def features(paths: list[str], library: Path | None = None) -> dict[str, np.ndarray]:
    return photo_features.photo_features(CARD, paths, library, "cpu").vectors


def test_they_are_what_the_network_gives(paths: list[str], describer: Describer) -> None:
    from photosearch.imaging.decode import decode

    found = features(paths)
    for path in paths:
        with open(path, "rb") as file:
            pooled = describer.describe([decode(file, CARD.input_size).pixels])[1][0]
        np.testing.assert_allclose(found[path], pooled, rtol=1e-3, atol=1e-3)


def test_from_the_cache_without_reading_a_photo(paths: list[str]) -> None:
    first = features(paths)
    for path in paths:
        status = os.stat(path)
        Path(path).write_bytes(bytes(status.st_size))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    again = features(paths)
    assert all(np.array_equal(first[path], again[path]) for path in paths)


def test_only_what_changed_is_described_again(paths: list[str], small_photos: Path) -> None:
    before = features(paths)
    shutil.copy(small_photos / "dogs.jpg", paths[0])
    assert set(known_features(CARD, paths, None)) == set(paths[1:])
    assert not np.array_equal(features(paths)[paths[0]], before[paths[0]])


def test_from_the_library_where_they_are_indexed(
    paths: list[str], describer: Describer, tmp_path: Path
) -> None:
    with Library.writing(tmp_path / "library") as library:
        folder = os.fsencode(os.path.dirname(paths[0]))
        Indexer(library, describer, workers=1).run([add_folder(library.connection, folder)])
    Path(paths[0]).write_bytes(b"changed since")
    known = known_features(CARD, paths, tmp_path / "library")
    assert set(known) == set(paths[1:])
    linked = tmp_path / "link"
    linked.symlink_to(os.path.dirname(paths[1]))
    assert len(known_features(CARD, [str(linked / Path(paths[1]).name)], tmp_path / "library")) == 1
    shutil.rmtree(default_folder())
    described = features(paths[1:])
    assert all(np.array_equal(known[path], described[path]) for path in paths[1:])
    mine = reprojected(own_models_folder() / "mine")
    assert set(known_features(mine, paths, tmp_path / "library")) == set(paths[1:])


def test_ended_early_it_keeps_what_it_has(paths: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(done: int, total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        photo_features.photo_features(CARD, paths, None, "cpu", stop)
    assert len(known_features(CARD, paths, None)) >= 5


def test_unreadable_photos_are_named_and_others_are_done(paths: list[str]) -> None:
    Path(paths[2]).write_bytes(b"\xff\xd8\xff no photo")
    seen: list[int] = []
    found = photo_features.photo_features(CARD, paths, None, "cpu", lambda done, total: seen.append(done))
    assert [path for path, _ in found.failures] == [paths[2]] and len(found.vectors) == 7
    assert seen[0] == 0 and seen[-1] == 8


def test_damaged_cache_and_library_only_cost_time(paths: list[str], tmp_path: Path) -> None:
    before = features(paths)
    (default_folder() / FILE_NAME).write_bytes(b"no database" * 500)
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "catalogue.sqlite").write_bytes(b"no database" * 500)
    again = features(paths, tmp_path / "library")
    assert all(np.array_equal(before[path], again[path]) for path in paths)
    assert len(known_features(CARD, paths, None)) == 8, "the cache was made anew"


def test_cache_forgets_the_oldest(paths: list[str]) -> None:
    cache = FeatureCache(kept=3)
    cache.put("net", [(path, np.zeros(4, np.float32)) for path in paths])
    assert set(cache.get("net", paths, 4)) == set(paths[-3:])
    assert cache.get("other", paths, 4) == {} and cache.get("net", paths, 5) == {}
    cache.close()


def test_cache_that_cannot_be_written_only_costs_time(paths: list[str]) -> None:
    FeatureCache().close()
    # Somebody who writes to it and does not end.
    with closing(sqlite3.connect(default_folder() / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert len(features(paths)) == 8
    assert not known_features(CARD, paths, None)
