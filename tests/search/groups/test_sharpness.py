"""The sharper of two pictures is told, whatever their light; nobody is asked twice."""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from photosearch.imaging.reading import ReadRequest, read_photo
from photosearch.imaging.workers import DecoderPool
from photosearch.library.browsing import PhotoRow
from photosearch.search.groups.keeping import choose_all, choose_streaming
from photosearch.search.groups.members import Member
from photosearch.search.groups.rules import from_text
from photosearch.search.groups.sharpness import SIZE, Sharpness, sharpness_of
from tests.conftest import SAMPLE
from tests.search.groups.photos import photo

NAMES = ("colosseum", "dogs", "giraffe", "kitten")


def measured(path: Path) -> float:
    """How sharp a file is."""
    pixels = read_photo(ReadRequest(os.fsencode(path), SIZE, thumbnail=False)).pixels
    assert pixels is not None
    return sharpness_of(pixels)


@pytest.mark.parametrize("name", NAMES)
def test_a_blur_tells_and_light_does_not(name: str, tmp_path: Path) -> None:
    with Image.open(SAMPLE / f"{name}.jpg") as image:
        image.filter(ImageFilter.GaussianBlur(1)).save(tmp_path / "blurred.jpg", quality=95)
        ImageEnhance.Brightness(image).enhance(0.85).save(tmp_path / "darker.jpg", quality=95)
        image.resize((image.width // 2, image.height // 2)).save(tmp_path / "small.jpg", quality=95)
    original = measured(SAMPLE / f"{name}.jpg")
    assert measured(tmp_path / "blurred.jpg") < 0.8 * original
    assert measured(tmp_path / "small.jpg") < 0.8 * original
    assert measured(tmp_path / "darker.jpg") == pytest.approx(original, rel=0.1)


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (400, 300)])
def test_plain_pictures_are_not_sharp(size: tuple[int, int], tmp_path: Path) -> None:
    Image.new("RGB", size, (90, 120, 30)).save(tmp_path / "plain.png")
    assert measured(tmp_path / "plain.png") < 0.01


@pytest.fixture
def burst(tmp_path: Path) -> list[Member]:
    """Two shots, the second one blurred, and a file that cannot be read."""
    folder = tmp_path / "burst"
    folder.mkdir()
    with Image.open(SAMPLE / "dogs.jpg") as image:
        image.filter(ImageFilter.GaussianBlur(2)).save(folder / "a.jpg", quality=95)
        image.save(folder / "b.jpg", quality=95)
    (folder / "c.jpg").write_bytes(b"no picture")
    return [_indexed(path) for path in sorted(folder.iterdir())]


def _indexed(path: Path) -> Member:
    import xxhash

    file = photo("/a/b.jpg", content_hash=xxhash.xxh3_128(path.read_bytes()).digest()).photo
    row: PhotoRow = file._replace(
        folder=os.fsencode(path.parent), directory=b"", name=os.fsencode(path.name), id=ord(path.stem)
    )
    return Member(row, (row,))


def test_pictures_are_read_once_and_kept(burst: list[Member], tmp_path: Path) -> None:
    rules = from_text(["sharper"])
    groups = [("burst", burst), ("burst", burst[:2]), ("copy", [photo(), photo(width=10)])]
    with DecoderPool(1) as pool, Sharpness(pool, tmp_path / "kept") as sharpness:
        told = list(choose_streaming(groups, rules, sharpness))
        assert [(number, final) for number, _, final in told[:3]] == [(0, False), (1, False), (2, False)]
        found = {number: choice for number, choice, final in told if final}
        assert found[1].keep == (1,)
        assert found[1].reasons == (("less sharp",), ("sharper",))
        # What cannot be read loses against nobody, and what could be read is not weighed against it.
        assert 0 in found[0].going
    for member in burst:
        os.unlink(member.path)
    with DecoderPool(1) as pool, Sharpness(pool, tmp_path / "kept") as sharpness:
        assert [choice.keep for choice in choose_all(groups[1:2], rules, sharpness)] == [(1,)]


def test_a_changed_file_says_nothing_of_the_photo_the_library_knows(
    burst: list[Member], tmp_path: Path
) -> None:
    other = (burst[0].photo._replace(content_hash=b"x" * 16),)
    members = [Member(other[0], other), burst[1]]
    with DecoderPool(1) as pool, Sharpness(pool, tmp_path / "kept") as sharpness:
        assert choose_all([("burst", members)], from_text(["sharper"]), sharpness)[0].decided_by == "path"


def test_a_damaged_or_missing_cache_is_no_obstacle(burst: list[Member], tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "sharpness.sqlite").write_bytes(b"not a database" * 100)
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "kept", tmp_path / "file"):
        with DecoderPool(1) as pool, Sharpness(pool, folder) as sharpness:
            choices = choose_all([("burst", burst[:2])], from_text(["sharper"]), sharpness)
        assert choices[0].keep == (1,)


def test_the_cache_keeps_what_was_measured_last(burst: list[Member], tmp_path: Path) -> None:
    with DecoderPool(1) as pool:
        for member in burst[:2]:
            with Sharpness(pool, tmp_path / "kept") as sharpness:
                assert sharpness.of(member.photo) is None
                assert len(list(sharpness.read())) == 1
        with Sharpness(pool, tmp_path / "kept", limit=1) as sharpness:
            assert [sharpness.of(member.photo) is not None for member in burst[:2]] == [False, True]
