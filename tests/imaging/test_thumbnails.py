"""Thumbnails as freedesktop.org's standard wants them, and no trouble when they cannot be."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest
from PIL import Image

from photosearch.imaging import thumbnails
from photosearch.imaging.reading import ReadRequest, read_photo
from tests.imaging.pictures import encoded, exif, photo, stored

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the shared cache is a matter of Unix desktops")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "thumbnails" / "large"


@pytest.fixture
def path(tmp_path: Path) -> bytes:
    place = os.fsencode(tmp_path) + b"/caf\xe9 #1;2+(x)&~@=,'!$*[ ]%.jpg"
    with open(place, "wb") as file:
        file.write(encoded(stored(photo(600, 400), 6), "JPEG", exif(6)))
    os.utime(place, ns=(1_700_000_000_123_456_789,) * 2)
    return place


def test_written_as_the_standard_says(cache: Path, path: bytes) -> None:
    read_photo(ReadRequest(path))
    # The name as GLib escapes it, written out by hand.
    folder = os.fsdecode(os.path.dirname(path))
    uri = f"file://{folder}/caf%E9%20%231%3B2+(x)&~@=,'!$*%5B%20%5D%25.jpg"
    target = cache / (hashlib.md5(uri.encode()).hexdigest() + ".png")
    assert thumbnails.thumbnail_path(path, 0) == str(target)
    with Image.open(target) as image:
        assert image.format == "PNG" and image.size == (256, 171)
        assert image.info["Thumb::URI"] == uri
        assert image.info["Thumb::MTime"] == "1700000000"
        assert image.info["Thumb::Size"] == str(os.stat(path).st_size)
        assert image.info["Thumb::Mimetype"] == "image/jpeg"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert [file.name for file in cache.iterdir()] == [target.name]


def test_a_valid_one_is_left_alone_and_a_stale_one_replaced(cache: Path, path: bytes) -> None:
    read_photo(ReadRequest(path))
    target = thumbnails.thumbnail_path(path, 0)
    before = os.stat(target)
    read_photo(ReadRequest(path))
    assert os.stat(target).st_ino == before.st_ino
    os.utime(path, (1_700_000_900, 1_700_000_900))
    read_photo(ReadRequest(path))
    with Image.open(target) as image:
        assert image.info["Thumb::MTime"] == "1700000900"
    Path(target).write_bytes(b"broken")
    read_photo(ReadRequest(path))
    assert thumbnails.is_stored(path, 1_700_000_900 * 10**9)


def test_loaded_only_while_it_fits(cache: Path, path: bytes) -> None:
    mtime = os.stat(path).st_mtime_ns
    assert thumbnails.load(path, mtime) is None
    read_photo(ReadRequest(path))
    found = thumbnails.load(path, mtime)
    assert found is not None and found.size == (256, 171)
    assert thumbnails.load(path, mtime + 2 * 10**9) is None


def test_thumbnails_get_no_thumbnails(cache: Path, path: bytes) -> None:
    read_photo(ReadRequest(path))
    inside = os.fsencode(thumbnails.thumbnail_path(path, 0))
    assert read_photo(ReadRequest(inside)).pixels is not None
    assert len(list(cache.iterdir())) == 1


def test_not_wanted_or_not_the_whole(cache: Path, path: bytes) -> None:
    read_photo(ReadRequest(path, thumbnail=False))
    read_photo(ReadRequest(path, region=(10, 10, 50, 50)))
    assert not cache.exists()


@pytest.mark.parametrize("trouble", ["a file in the way", "a folder in the way", "full"])
def test_a_failing_cache_never_fails_the_photo(cache: Path, path: bytes, trouble: str) -> None:
    if trouble == "a file in the way":
        cache.parent.parent.write_text("")
    elif trouble == "a folder in the way":
        Path(thumbnails.thumbnail_path(path, 0), "inside").mkdir(parents=True)
    else:
        # The only device that is always full: writing to it fails with "no space left".
        cache.mkdir(parents=True)
        os.symlink("/dev/full", f"{thumbnails.thumbnail_path(path, 0)}.photosearch-{os.getpid()}")
    assert read_photo(ReadRequest(path)).pixels is not None


def test_no_cache_home_means_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    for value in ("", "relative/path"):
        monkeypatch.setenv("XDG_CACHE_HOME", value)
        assert thumbnails.cache_root() == str(tmp_path / ".cache" / "thumbnails")
    for platform in ("darwin", "win32"):
        monkeypatch.setattr("sys.platform", platform)
        assert "photosearch" in thumbnails.cache_root().lower()
