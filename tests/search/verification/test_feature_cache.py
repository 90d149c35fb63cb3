"""Features kept on disk."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from photosearch.search.verification.feature_cache import FeatureCache
from photosearch.search.verification.features import pack, unpack
from tests.search.verification.pictures import features_of, plain, sample


@pytest.mark.parametrize("name", ["china.jpg", "cat.png"])
def test_kept_features_are_the_features(name: str) -> None:
    features = sample(name)
    kept = unpack(pack(features))
    assert kept is not None and kept.size == features.size
    assert np.array_equal(kept.descriptors, features.descriptors)
    assert np.abs(kept.frames - features.frames).max() <= 1 / 64
    assert np.abs(kept.preview.astype(int) - features.preview).mean() < 2


def test_a_photo_takes_about_a_hundred_kilobytes() -> None:
    sizes = [len(pack(sample(name))) for name in ("china.jpg", "colosseum.jpg", "dogs.jpg", "cat.png")]
    assert max(sizes) < 130_000
    empty = unpack(pack(features_of(plain(640, 480))))
    assert empty is not None and len(empty) == 0


def test_damaged_bytes_are_no_features() -> None:
    packed = pack(sample("china.jpg"))
    for damaged in (
        b"",
        packed[:5],
        packed[: len(packed) // 2],
        b"\x07" + packed[1:],
        packed[:-9] + b"x" * 9,
    ):
        assert unpack(damaged) is None


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    with FeatureCache(tmp_path, limit=10_000) as cache:
        for number in range(9):
            cache.put(bytes([number]), bytes(1000))
        assert cache.get(b"\0") == bytes(1000)
        cache.put(b"a", bytes(1000))
        cache.put(b"b", bytes(1000))
        assert cache.size() <= 10_000
        assert cache.get(b"\0") and cache.get(b"b"), "used a moment ago"
        assert cache.get(b"\1") is None


def test_use_is_remembered_by_the_next_program(tmp_path: Path) -> None:
    with FeatureCache(tmp_path, limit=3000) as cache:
        for name in (b"a", b"b", b"c"):
            cache.put(name, bytes(1000))
    with FeatureCache(tmp_path, limit=3000) as cache:
        assert cache.get(b"a")
    with FeatureCache(tmp_path, limit=3000) as cache:
        cache.put(b"d", bytes(1000))
        assert cache.get(b"a") and cache.get(b"d") and not cache.get(b"b")


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    with FeatureCache(tmp_path) as cache:
        cache.put(b"a", b"features")
    (file,) = tmp_path.glob("*.sqlite")
    file.write_bytes(b"no database" * 1000)
    with FeatureCache(tmp_path) as cache:
        assert cache.get(b"a") is None
        cache.put(b"a", b"features")
        assert cache.get(b"a") == b"features"


def test_no_cache_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with FeatureCache(tmp_path / "file" / "cache") as cache:
        cache.put(b"a", b"features")
        assert cache.get(b"a") is None and cache.size() == 0


def test_a_cache_another_program_holds_is_no_error(tmp_path: Path) -> None:
    with FeatureCache(tmp_path) as cache:
        cache.put(b"a", b"features")
    (file,) = tmp_path.glob("*.sqlite")
    holder = sqlite3.connect(file)
    holder.execute("BEGIN EXCLUSIVE")
    with FeatureCache(tmp_path) as cache:
        cache.put(b"b", b"features")
        assert cache.get(b"b") is None
    holder.rollback()
    holder.close()
    with FeatureCache(tmp_path) as cache:
        assert cache.get(b"a") == b"features", "what was there is still there"
