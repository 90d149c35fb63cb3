"""Which files belong to a photo and go where it goes."""

import os
from pathlib import Path

import pytest

from photosearch.library.companions import companions
from tests.library.acts.conftest import film


def found(folder: Path, *going: str) -> dict[str, list[str]]:
    paths = [os.fsencode(folder / name) for name in going]
    return {
        os.fsdecode(os.path.basename(path)): [os.fsdecode(os.path.basename(file)) for file in files]
        for path, files in companions(paths).items()
    }


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(film(2.8) if name.lower().endswith((".mov", ".mp4")) else b"x")


def test_video_and_sidecars_of_one_name_belong_to_a_photo(tmp_path: Path) -> None:
    make(
        tmp_path,
        "IMG_1.HEIC",
        "IMG_1.MOV",
        "IMG_1.AAE",
        "IMG_1.HEIC.xmp",
        "IMG_1.xmp",
        "IMG_10.MOV",
        "IMG_1.txt",
    )
    assert found(tmp_path, "IMG_1.HEIC") == {
        "IMG_1.HEIC": ["IMG_1.HEIC.xmp", "IMG_1.AAE", "IMG_1.MOV", "IMG_1.xmp"]
    }


def test_what_belongs_to_two_photos_stays_while_one_of_them_stays(tmp_path: Path) -> None:
    make(tmp_path, "a.cr2", "a.jpg", "a.xmp", "a.jpg.xmp", "a.cr2.xmp")
    assert found(tmp_path, "a.jpg") == {"a.jpg": ["a.jpg.xmp"]}
    assert found(tmp_path, "a.cr2", "a.jpg") == {"a.cr2": ["a.cr2.xmp"], "a.jpg": ["a.jpg.xmp", "a.xmp"]}


@pytest.mark.parametrize(
    "content",
    [
        film(90),
        b"",
        b"\0\0\0\x08moov",
        b"\0\0\0\0moov" + b"\xff" * 40,
        b"\0\0\0\1mdat" + b"\xff" * 8,
        film(2)[:60],
    ],
)
def test_film_that_has_the_name_by_chance_stays(tmp_path: Path, content: bytes) -> None:
    make(tmp_path, "DSC1.jpg")
    (tmp_path / "DSC1.mp4").write_bytes(content)
    assert found(tmp_path, "DSC1.jpg") == {}


def test_photos_alone_and_folders_that_are_gone_have_none(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg")
    (tmp_path / "a.xmp").mkdir()
    assert found(tmp_path, "a.jpg", "gone/b.jpg") == {}
