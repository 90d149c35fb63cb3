"""Verifying many photos with real decoding."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.imaging.reading import ReadError, ReadRequest
from photosearch.imaging.workers import DecoderPool
from photosearch.search.verification.feature_cache import FeatureCache
from photosearch.search.verification.verifier import Subject, Verified, Verifier
from tests.search.verification.pictures import SAMPLE, photo, plain


@pytest.fixture(scope="module")
def pool() -> Iterator[DecoderPool]:
    with DecoderPool(1) as started:
        yield started


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[FeatureCache]:
    with FeatureCache(tmp_path / "features") as opened:
        yield opened


@pytest.fixture
def verifier(pool: DecoderPool, cache: FeatureCache) -> Verifier:
    return Verifier(pool, cache, threads=2)


def subject(path: Path | str, content: bytes | None = None, taken: str | None = None) -> Subject:
    return Subject(os.fsencode(SAMPLE / path), content, taken, key=Path(path).name)


def content_of(pool: DecoderPool, path: Path) -> bytes:
    return pool.read(ReadRequest(os.fsencode(path), 64, thumbnail=False)).content_hash


def kinds(found: Iterator[Verified]) -> dict[object, str | None]:
    return {item.subject.key: item.judgement.kind if item.judgement else None for item in found}


def test_every_photo_gets_its_kind(verifier: Verifier) -> None:
    names = ["eiffel-tower-1-cropped.jpg", "eiffel-tower-2.jpg", "dogs.jpg", "giraffe.jpg"]
    found = kinds(verifier.verify([subject("eiffel-tower-1.jpg")], [subject(name) for name in names]))
    assert found == dict(zip(names, ("copy", "same", "alike", "alike"), strict=True))


def test_of_several_queries_the_one_that_agrees_best_counts(verifier: Verifier) -> None:
    queries = [subject("dogs.jpg"), subject("china.jpg")]
    found = kinds(verifier.verify(queries, [subject("china-cropped.jpg"), subject("citrus.jpg")]))
    assert found == {"china-cropped.jpg": "copy", "citrus.jpg": "alike"}


def test_part_of_a_picture_is_compared_alone(verifier: Verifier, tmp_path: Path) -> None:
    both = Image.new("RGB", (1280, 427))
    both.paste(photo("china.jpg"), (0, 0))
    both.paste(photo("colosseum.jpg").resize((640, 416)), (640, 0))
    both.save(tmp_path / "both.png")
    part = Subject(os.fsencode(tmp_path / "both.png"), region=(640, 0, 640, 416))
    found = kinds(verifier.verify([part], [subject("china.jpg"), subject("colosseum.jpg")]))
    assert found == {"china.jpg": "alike", "colosseum.jpg": "copy"}


def test_what_cannot_be_read_has_no_kind_and_holds_nothing_up(verifier: Verifier, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff no photo")
    names = [tmp_path / "broken.jpg", tmp_path / "gone.jpg", "china-small.jpg"]
    found = kinds(verifier.verify([subject("china.jpg")], [subject(name) for name in names]))
    assert found == {"broken.jpg": None, "gone.jpg": None, "china-small.jpg": "copy"}
    with pytest.raises(ReadError):
        list(verifier.verify([subject(tmp_path / "broken.jpg")], [subject("china.jpg")]))


def test_features_are_kept_by_content_and_stand_in_for_the_file(
    pool: DecoderPool, verifier: Verifier, tmp_path: Path
) -> None:
    """Also where the file is gone since, or on a drive that is away."""
    paths = [Path(shutil.copy(SAMPLE / name, tmp_path)) for name in ("china.jpg", "china-cropped.jpg")]
    query, other = (subject(path, content_of(pool, path)) for path in paths)
    first = kinds(verifier.verify([query], [other]))
    for path in paths:
        path.unlink()
    assert kinds(verifier.verify([query], [other])) == first == {"china-cropped.jpg": "copy"}


def test_the_same_content_is_a_copy_however_plain(
    pool: DecoderPool, verifier: Verifier, tmp_path: Path
) -> None:
    for name, level in (("one.png", 128), ("other.png", 128), ("darker.png", 127)):
        plain(300, 200, level).save(tmp_path / name)
    query, twin, stranger = (
        subject(tmp_path / name, content_of(pool, tmp_path / name))
        for name in ("one.png", "other.png", "darker.png")
    )
    assert kinds(verifier.verify([query], [twin, stranger])) == {"other.png": "copy", "darker.png": "alike"}


def _another_exposure() -> Image.Image:
    """China a moment later: the camera moved a little, somebody walks through, the light changed."""
    image = photo("china.jpg").resize((650, 434)).crop((6, 3, 646, 430))
    image.paste(photo("dogs.jpg").resize((120, 150)), (300, 250))
    noise = np.random.default_rng(5).normal(0, 6, (427, 640, 3))
    return Image.fromarray(np.clip(np.asarray(image) * 0.9 + noise, 0, 255).astype(np.uint8))


@pytest.mark.parametrize(
    ("taken", "burst"),
    [
        ("2024-05-01T10:20:33", True),
        ("2024-05-01T10:20:31.5+02:00", True),
        ("2024-05-01T10:20:30.57", False),  # an editor dropped the fraction of the query's time
        ("2024-05-01T10:25:30", False),
        ("no date", False),
        (None, False),
    ],
)
def test_nearly_the_same_view_seconds_later_is_a_burst(
    verifier: Verifier, tmp_path: Path, taken: str | None, burst: bool
) -> None:
    _another_exposure().save(tmp_path / "next.jpg")
    query = subject("china.jpg", taken="2024-05-01T10:20:30")
    (found,) = verifier.verify([query], [subject(tmp_path / "next.jpg", taken=taken)])
    assert found.judgement is not None and found.judgement.burst == burst
    (other,) = verifier.verify([query], [subject("dogs.jpg", taken=taken)])
    assert other.judgement is not None and not other.judgement.burst, "the time alone proves nothing"


class _EndedError(Exception):
    pass


def test_a_check_that_raises_ends_it_at_once(verifier: Verifier) -> None:
    found: list[Verified] = []

    def check() -> None:
        # While others are being read and compared.
        if found:
            raise _EndedError

    photos = [subject(name) for name in ("china-cropped.jpg", "dogs.jpg", "giraffe.jpg", "citrus.jpg") * 5]
    with pytest.raises(_EndedError):
        for item in verifier.verify([subject("china.jpg")], photos, check):
            found.append(item)
    assert 0 < len(found) < 10, "but for what was under way"
    # The pool answers the next question.
    assert len(list(verifier.verify([subject("china.jpg")], photos[:2]))) == 2


def test_hostile_files_get_an_answer(verifier: Verifier, tmp_path: Path) -> None:
    """From one pixel to 100 megapixels, and nothing to be seen on any of them."""
    hostile = {
        "pixel.png": plain(1, 1),
        "panorama.png": Image.effect_noise((20_000, 10), 60),
        "black.png": plain(640, 480, 0),
        "white.png": plain(640, 480, 255),
        "large.jpg": Image.linear_gradient("L").resize((10_000, 10_000), Image.Resampling.NEAREST),
    }
    for name, image in hostile.items():
        image.save(tmp_path / name)
    subjects = [subject(tmp_path / name) for name in hostile]
    for query in (subjects[0], subjects[-1], subject("china.jpg")):
        found = {item.subject.key: item for item in verifier.verify([query], subjects)}
        assert set(found) == set(hostile)
        for name, item in found.items():
            assert item.judgement is not None and 0 <= item.judgement.probability <= 1
            assert name == query.key or item.judgement.kind == "alike", (query.key, name)
