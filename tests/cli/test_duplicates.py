"""`photosearch duplicates` as a person or a script starts it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.test_program import Program
from tests.conftest import SAMPLE


@pytest.fixture(scope="module")
def photos(small_photos: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight photographs, two copies of one of them and a duplicate of another; not to be changed."""
    folder = Path(shutil.copytree(small_photos, tmp_path_factory.mktemp("duplicates") / "photos"))
    (folder / "inner").mkdir()
    shutil.copy(folder / "dogs.jpg", folder / "inner" / "dogs.jpg")
    with Image.open(SAMPLE / "china.jpg") as china:
        china.save(folder / "large.jpg", quality=80)
        china.crop((60, 40, 600, 400)).save(folder / "inner" / "crop.png")
    return folder


@pytest.fixture(scope="module")
def program(photos: Path) -> Program:
    """With these photos indexed."""
    program = Program(photos.parent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(photos.parent / "cache"))
        program("index", photos, "--library", program.library)
    return program


def names(document: dict[str, Any]) -> dict[frozenset[str], tuple[str, str]]:
    """Kind and kept photo by the names of the photos."""
    return {
        frozenset(Path(photo["path"]).name for photo in group["photos"]): (
            group["kind"],
            Path(group["keep"]).name,
        )
        for group in document["groups"]
    }


def test_groups_with_the_photo_to_keep(program: Program, photos: Path) -> None:
    document = program.json("duplicates")
    assert names(document) == {
        frozenset({"dogs.jpg"}): ("exact", "dogs.jpg"),
        frozenset({"china.jpg", "large.jpg", "crop.png"}): ("copy", "large.jpg"),
    }
    photo = document["groups"][0]["photos"][0]
    assert photo["path"] == str(photos.resolve() / "dogs.jpg") and photo["files"] == [photo["path"]]
    assert photo["file_size"] == (photos / "dogs.jpg").stat().st_size


def test_folder_and_kind(program: Program, photos: Path) -> None:
    assert program.json("duplicates", "--folder", photos / "inner")["groups"] == []
    found = program.json("duplicates", "--folder", photos, "--kind", "exact")
    assert [group["kind"] for group in found["groups"]] == ["exact"]
    assert "not in the library" in program.json("duplicates", "--folder", "/usr", code=2)["error"]
    missing = program.json("duplicates", "--folder", photos / "iner", code=2)["error"]
    assert f"There is no folder {photos / 'iner'}" in missing and "Is it written right?" in missing
    assert "exact, copy or burst" in program.json("duplicates", "--kind", "alike", code=2)["error"]


def test_in_words(program: Program) -> None:
    ended = program("duplicates", "--no-verify", "--library", program.library)
    assert "identical files" in ended.stdout and "Nothing was changed." in ended.stdout
    assert "Not verified" in ended.stderr


def test_told_apart_stays_apart(program: Program, photos: Path, tmp_path: Path) -> None:
    own = Program(tmp_path)
    shutil.copytree(program.library, own.library)
    for other in ("large.jpg", "inner/crop.png"):
        own("marks", "different", photos / "china.jpg", photos / other, "--library", own.library)
    assert frozenset({"large.jpg", "crop.png"}) in names(own.json("duplicates"))
