"""Lists of photos that lie anywhere, and the photos of a library to learn from."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from photosearch.errors import PhotosearchError
from photosearch.imaging.reading import ReadRequest, read_photo
from photosearch.library.marks import DIFFERENT, SAME, MarkedPhoto, Marks
from photosearch.training.library_places import library_places, places_to_learn_from
from photosearch.training.photo_list import PhotoList
from photosearch.training.photo_sets import NO_CLASS, load_photo_set
from tests.conftest import Run


def marked(path: Path) -> MarkedPhoto:
    return MarkedPhoto(read_photo(ReadRequest(os.fsencode(path))).content_hash, os.fsencode(path))


@pytest.fixture
def listed(photos: Path, tmp_path: Path) -> Path:
    """A list of two places with two photos each and one of no place, not indexed."""
    some = [marked(path) for path in sorted(photos.iterdir())]
    classes = [("one", some[:2]), ("other \udcff", some[2:4])]
    PhotoList(tmp_path / "library", classes, some[4:5]).save(tmp_path / "run" / "photos.json")
    return tmp_path / "run" / "photos.json"


def test_list_is_a_set_of_photos(listed: Path, photos: Path) -> None:
    found = load_photo_set(listed)
    assert found.labels.tolist() == [0, 0, 1, 1, NO_CLASS] and found.classes == ["one", "other \udcff"]
    assert [path.parent for path in found.paths] == [photos] * 5
    assert found.without({None, "one"}).labels.tolist() == [1, 1]
    assert found.only({None, "one"}).labels.tolist() == [0, 0, NO_CLASS]
    assert len(found.with_distractors(photos).fingerprint()) == len(found.fingerprint())


def test_photo_that_was_moved_is_found_through_the_library(listed: Path, photos: Path, run: Run) -> None:
    before = load_photo_set(listed)
    fingerprint = before.fingerprint()
    (photos / "moved").mkdir()
    for path in before.paths[:3]:
        path.rename(photos / "moved" / f"x {path.name}")
    with pytest.raises(PhotosearchError, match="At least two places"):
        load_photo_set(listed)
    run(photos)
    after = load_photo_set(listed)
    assert [path.parent.name for path in after.paths] == ["moved"] * 3 + [photos.name] * 2
    assert after.fingerprint() == fingerprint and np.array_equal(after.labels, before.labels)


def test_what_is_gone_is_left_out(listed: Path) -> None:
    before = load_photo_set(listed)
    fingerprint = before.fingerprint()
    before.paths[4].unlink()
    after = load_photo_set(listed)
    assert after.labels.tolist() == [0, 0, 1, 1] and after.fingerprint() != fingerprint


@pytest.mark.parametrize("text", ["", "[]", '{"classes": [{}], "others": []}', "\xff"])
def test_what_is_no_list(tmp_path: Path, text: str) -> None:
    (tmp_path / "list").write_text(text, "latin-1")
    with pytest.raises(PhotosearchError, match="no list of photos"):
        load_photo_set(tmp_path / "list")


def test_library_gives_what_was_marked_and_others(run: Run, photos: Path, tmp_path: Path) -> None:
    outside = Path(shutil.copy(photos / "dogs.jpg", tmp_path / "dogs.png"))
    outside.write_bytes(outside.read_bytes() + b" ")  # another content
    gone = MarkedPhoto(b"0" * 16, b"/nowhere/gone.jpg")
    shutil.copy(photos / "china.jpg", photos / "zz-china.jpg")
    run(photos)
    china, citrus, dogs, giraffe = (
        marked(photos / f"{name}.jpg") for name in ("china", "citrus", "dogs", "giraffe")
    )
    with Marks.writing(run.library.folder) as marks:
        marks.say([(china, citrus), (dogs, marked(outside)), (gone, giraffe)], SAME)
        marks.say([(china, dogs)], DIFFERENT)
    (photos / "citrus.jpg").rename(photos / "sour.jpg")
    run(photos)
    found = library_places(run.library.folder)
    assert [
        (name, {os.path.basename(photo.path) for photo in some}) for name, some in found.photos.classes
    ] == [
        ("china", {b"china.jpg", b"sour.jpg"}),
        ("dogs", {b"dogs.jpg", b"dogs.png"}),
    ]
    assert (found.marks, found.missing, found.left_out, found.sizes) == (3, 1, 0, [2, 2])
    others = {os.path.basename(photo.path) for photo in found.photos.others}
    assert others == {b"colosseum.jpg", b"eilean-donan.jpg", b"pyramids.jpg", b"taj-mahal-1.jpg"}
    with pytest.raises(PhotosearchError, match="6 to go"):
        places_to_learn_from(run.library.folder)


def test_nothing_was_said_and_nothing_is_indexed(tmp_path: Path) -> None:
    found = library_places(tmp_path / "nowhere")
    assert (found.sizes, found.marks, list(found.photos.others)) == ([], 0, [])
    assert not (tmp_path / "nowhere").exists()
