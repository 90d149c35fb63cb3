"""Groups of real photos, indexed and verified as the program does it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

from photosearch.imaging.workers import DecoderPool
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from photosearch.search.groups.finding import find_groups
from photosearch.search.groups.grouping import Group, current
from photosearch.search.verification.feature_cache import default_folder
from tests.conftest import SAMPLE, Run


@pytest.fixture(scope="module")
def pool() -> Iterator[DecoderPool]:
    with DecoderPool(1) as started:
        yield started


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photos with copies of some, two views of one place, and pictures nobody takes, in a folder not to be
    changed.
    """
    folder = tmp_path_factory.mktemp("edited")
    for name in ("china", "dogs", "eiffel-tower-1", "eiffel-tower-2", "kingfisher"):
        shutil.copy(SAMPLE / f"{name}.jpg", folder)
    with Image.open(SAMPLE / "china.jpg") as china:
        china.crop((90, 60, 560, 400)).save(folder / "china-crop.png")
        ImageEnhance.Color(china.resize((480, 320))).enhance(0).save(folder / "china-grey.jpg", quality=80)
        # Halves that share nothing: each is a copy of the whole, and none of the other.
        china.crop((0, 0, 320, 427)).save(folder / "china-left.jpg", quality=90)
        china.crop((320, 0, 640, 427)).save(folder / "china-right.jpg", quality=90)
    with Image.open(SAMPLE / "kingfisher.jpg") as kingfisher:
        ImageOps.mirror(kingfisher).save(folder / "kingfisher-mirror.jpg", quality=80)
    shutil.copy(SAMPLE / "dogs.jpg", folder / "dogs again.jpg")
    for name, size in (("dot", (1, 1)), ("strip", (9000, 3)), ("plain", (400, 300)), ("plain-2", (800, 600))):
        Image.new("RGB", size, "grey").save(folder / f"{name}.png")
    return folder


def groups(library: Library, describer: Describer, pool: DecoderPool | None) -> list[Group]:
    return current(find_groups(library.connection, library.descriptors(describer.card), pool))


def names(found: list[Group]) -> set[tuple[str, frozenset[str]]]:
    return {
        (group.kind, frozenset(os.fsdecode(member.photo.name) for member in group.members)) for group in found
    }


def test_copies_are_grouped_and_the_same_place_is_not(
    run: Run, library: Library, describer: Describer, pool: DecoderPool, edited: Path, tmp_path: Path
) -> None:
    photos = Path(shutil.copytree(edited, tmp_path / "photos"))
    run(photos)
    found = groups(library, describer, pool)
    together = names(found)
    assert ("exact", frozenset({"dogs.jpg", "dogs again.jpg"})) in together
    assert ("copy", frozenset({"kingfisher.jpg", "kingfisher-mirror.jpg"})) in together
    (china,) = (members for kind, members in together if "china.jpg" in members)
    assert {"china.jpg", "china-crop.png", "china-grey.jpg"} <= china
    assert not {"china-left.jpg", "china-right.jpg"} <= china
    everything = {name for _, members in together for name in members}
    assert not {"eiffel-tower-1.jpg", "eiffel-tower-2.jpg", "dot.png", "strip.png"} & everything
    # What was verified is known: the photos need not be there any more.
    shutil.rmtree(photos)
    assert names(groups(library, describer, pool)) == together


def test_quick_look_finds_what_differs_little(
    run: Run, library: Library, describer: Describer, edited: Path
) -> None:
    run(edited)
    found = names(groups(library, describer, None))
    assert ("exact", frozenset({"dogs.jpg", "dogs again.jpg"})) in found
    everything = {name for _, members in found for name in members}
    assert not {"eiffel-tower-1.jpg", "eiffel-tower-2.jpg", "china-left.jpg"} & everything


class EndedError(Exception):
    pass


def test_what_was_verified_before_the_end_is_kept(
    run: Run,
    library: Library,
    describer: Describer,
    pool: DecoderPool,
    edited: Path,
    tmp_path: Path,
) -> None:
    photos = Path(shutil.copytree(edited, tmp_path / "photos"))
    run(photos)
    calls = 0

    def progress(phase: str, done: int, total: int) -> None:
        nonlocal calls
        calls += 1
        # The pictures are read by then, and some of the first pairs compared.
        if calls == 25:
            raise EndedError

    store = library.descriptors(describer.card)
    with pytest.raises(EndedError):
        list(find_groups(library.connection, store, pool, progress=progress))
    # Neither photos nor features are left to compare anew.
    shutil.rmtree(photos)
    for file in default_folder().glob("features-*"):
        file.unlink()
    kept = names(groups(library, describer, pool))
    assert {kind for kind, _ in kept} == {"exact", "copy"}


def test_photos_that_cannot_be_read_now_are_left_out(
    run: Run, library: Library, describer: Describer, pool: DecoderPool, tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for name in ("china.jpg", "china-cropped.jpg", "china-small.jpg"):
        shutil.copy(SAMPLE / name, photos)
    shutil.copy(SAMPLE / "dogs.jpg", photos / "a.jpg")
    shutil.copy(SAMPLE / "dogs.jpg", photos / "b.jpg")
    run(photos)
    (photos / "china-small.jpg").unlink()
    (photos / "a.jpg").unlink()
    # Changed since it was indexed: another picture is no copy of what the other was.
    Image.fromarray(np.zeros((300, 300, 3), np.uint8)).save(photos / "china-cropped.jpg")
    assert names(groups(library, describer, pool)) == {("exact", frozenset({"a.jpg", "b.jpg"}))}


def shot(original: Image.Image, path: Path, taken: str, number: int) -> None:
    """Another exposure: the camera moved a little, and the sensor's noise is another."""
    block = Image.Exif()
    block[0x10F], block[0x110] = "Canon", "EOS 5D"
    block.get_ifd(0x8769)[0x9003] = taken
    moved = original.resize((660, 440)).crop((3 * number, 2 * number, 640 + 3 * number, 427 + 2 * number))
    noise = np.random.default_rng(number).normal(0, 5, (427, 640, 3))
    pixels = np.clip(np.asarray(moved) + noise, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(path, quality=90, exif=block)


def test_burst_is_told_from_copies_and_from_later_shots(
    run: Run, library: Library, describer: Describer, pool: DecoderPool, tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    times = ("2024:05:01 10:20:30", "2024:05:01 10:20:31", "2024:05:01 10:20:33", "2024:05:01 11:47:11")
    with Image.open(SAMPLE / "china.jpg") as china:
        for number, taken in enumerate(times):
            shot(china, photos / f"IMG_{1000 + number}.jpg", taken, number)
    with Image.open(photos / "IMG_1000.jpg") as first:
        first.resize((320, 214)).save(photos / "sent.jpg", quality=70)
    run(photos)
    found = groups(library, describer, pool)
    (burst,) = (members for kind, members in names(found) if kind == "burst")
    assert burst == {"IMG_1000.jpg", "IMG_1001.jpg", "IMG_1002.jpg"}
    for kind, members in names(found):
        if kind == "copy":
            assert len(members) == 2 and "sent.jpg" in members
