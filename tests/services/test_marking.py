"""What the window says of photos: kept by the engine, told to everybody, shown with where the photos are."""

import os
import shutil
from pathlib import Path

import pytest

from photosearch.library.marks import DIFFERENT, SAME, Marks
from photosearch.library.marks_file import FILE_NAME
from photosearch.services.records import Mark, from_json
from tests.services.client import ROOT, Client, ServiceError
from tests.services.conftest import Start, Travels

OUTSIDE = str(ROOT / "resources" / "sample" / "colosseum.jpg")
TAJ, COPY = b"india/taj.jpg", b"india/far/taj \xff copy.jpg"


@pytest.fixture
def own(travels: Travels, tmp_path: Path) -> Travels:
    """The indexed photos with a library of this test's."""
    return Travels(Path(shutil.copytree(travels.library, tmp_path / "own")), travels.folder)


@pytest.fixture
def speaking(start: Start, own: Travels) -> Client:
    return start("engine", own.library)


def marks(engine: Client) -> list[Mark]:
    return [from_json(Mark, item) for item in engine.call("marks")]


def test_marks_are_listed_with_their_photos(speaking: Client, own: Travels) -> None:
    assert marks(speaking) == []
    speaking.call("mark", paths=[own.path(b"china.jpg")], others=[own.path(COPY), OUTSIDE], says=DIFFERENT)
    speaking.call("mark", paths=[OUTSIDE], others=[own.path(b"citrus.jpg")], says=SAME)
    last, *others = marks(speaking)
    assert (last.says, {last.one.path, last.other.path}) == (SAME, {OUTSIDE, own.path(b"citrus.jpg")})
    assert {mark.says for mark in others} == {DIFFERENT} and len(others) == 2
    photos = {photo.path: photo.photo for mark in (last, *others) for photo in (mark.one, mark.other)}
    assert photos[OUTSIDE] is None, "not in the library"
    shown = photos[own.path(b"china.jpg")]
    assert shown is not None and shown.camera == "Canon EOS 5D"
    assert photos[own.path(COPY)] is not None, "the file that was meant, not another one of the same content"


def test_taking_back(speaking: Client, own: Travels) -> None:
    china, dogs, citrus = (own.path(name) for name in (b"china.jpg", b"india-2/dogs.jpg", b"citrus.jpg"))
    speaking.call("mark", paths=[china], others=[dogs, citrus], says=SAME)
    assert speaking.call("unmark", paths=[dogs], others=[china]) == 1
    (left,) = marks(speaking)
    pairs = [[left.one.content, left.other.content]]
    assert (speaking.call("forget_marks", pairs=pairs), marks(speaking)) == (1, [])
    assert speaking.call("forget_marks", pairs=pairs) == 0


def test_photo_that_is_gone_can_be_taken_back(speaking: Client, own: Travels, tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.jpg")
    shutil.copy(OUTSIDE, gone)
    speaking.call("mark", paths=[gone], others=[own.path(TAJ)], says=SAME)
    os.unlink(gone)
    assert speaking.call("unmark", paths=[gone], others=[own.path(TAJ)]) == 1


def test_exact_copies_are_no_pair(speaking: Client, own: Travels) -> None:
    speaking.call("mark", paths=[own.path(TAJ)], others=[own.path(COPY), OUTSIDE], says=DIFFERENT)
    assert len(marks(speaking)) == 1, "what else was chosen is kept"
    with pytest.raises(ServiceError, match="same picture"):
        speaking.call("mark", paths=[own.path(TAJ)], others=[own.path(COPY)], says=DIFFERENT)


def test_what_is_no_photo_is_said(speaking: Client, own: Travels) -> None:
    with pytest.raises(ServiceError, match=r"broken\.jpg.*cannot be remembered"):
        speaking.call("mark", paths=[own.path(TAJ)], others=[own.path(b"broken.jpg")], says=SAME)
    assert marks(speaking) == []


def test_window_hears_of_what_is_said_elsewhere(speaking: Client, own: Travels) -> None:
    speaking.call("marks")
    with Client("engine", own.library) as other:
        other.call("mark", paths=[own.path(TAJ)], others=[OUTSIDE], says=SAME)
    assert speaking.event("marked") == ""
    assert len(marks(speaking)) == 1


def test_damage_is_told(start: Start, own: Travels) -> None:
    with Marks.writing(own.library):
        pass
    (own.library / FILE_NAME).write_bytes(b"no database" * 1000)
    engine = start("engine", own.library)
    assert "damaged" in engine.event("marked")
    assert marks(engine) == [] and list(own.library.glob("marks.damaged-*"))
