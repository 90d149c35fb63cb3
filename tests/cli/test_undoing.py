"""`photosearch undo` on real files."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from photosearch.library.acts.acting import Acts
from photosearch.library.acts.step import Step
from tests.services.conftest import Shot, write_shot


def undo(library: Path, *arguments: str, code: int = 0) -> Any:
    command = [sys.executable, "-m", "photosearch", "undo", *arguments, "--library", str(library)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ended.returncode == code and "Traceback" not in ended.stderr, ended.stderr
    return json.loads(ended.stdout) if "--json" in arguments else ended.stdout + ended.stderr


@pytest.fixture
def moved(photos: Path, tmp_path: Path) -> list[int]:
    """Two acts: one photo moved, then two with a sidecar."""
    (photos / "dogs.xmp").write_bytes(b"<xmp/>")
    away = os.fsencode(tmp_path / "away")
    acts = Acts(tmp_path / "library")
    return [
        acts.act([Step("move", os.fsencode(photos / f"{name}.jpg"), away) for name in names]).id
        for names in (["china"], ["dogs", "citrus"])
    ]


def test_undoes_the_last_and_then_the_one_before(moved: list[int], photos: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    listed = undo(library, "--list").splitlines()
    assert len(listed) == 2 and listed[0].endswith("2 photos moved to another folder")
    assert "Undone: 2 photos moved to another folder." in undo(library)
    assert (photos / "dogs.xmp").exists() and not (photos / "china.jpg").exists()
    answer = undo(library, "--json")
    assert (answer["act"], answer["state"], answer["undone"]) == (
        moved[0],
        "undone",
        [str(photos / "china.jpg")],
    )
    assert (photos / "china.jpg").exists() and not os.listdir(tmp_path / "away")
    assert "nothing to undo" in undo(library, code=1)
    assert [act["state"] for act in undo(library, "--list", "--json")["acts"]] == ["undone", "undone"]


def test_undoes_one_by_its_number_and_says_what_cannot_come_back(
    moved: list[int], photos: Path, tmp_path: Path
) -> None:
    (photos / "china.jpg").write_bytes(b"another")
    said = undo(tmp_path / "library", str(moved[0]), code=1)
    assert "“china.jpg” cannot be moved back: there is another file of that name now." in said
    (photos / "china.jpg").unlink()
    undo(tmp_path / "library", str(moved[0]))
    assert (photos / "china.jpg").exists() and not (photos / "dogs.jpg").exists()


def test_forgets_what_is_not_to_be_undone(moved: list[int], tmp_path: Path) -> None:
    library = tmp_path / "library"
    assert "See: photosearch undo --list" in undo(library, "--forget", code=2)
    answer = undo(library, "--forget", str(moved[1]), "--json")
    assert answer == {"act": moved[1], "state": "forgotten"}
    assert [act["act"] for act in undo(library, "--list", "--json")["acts"]] == moved[:1]


def test_number_that_does_not_exist_says_where_the_numbers_are(moved: list[int], tmp_path: Path) -> None:
    for words in (["999"], ["--forget", "999"]):
        said = undo(tmp_path / "library", *words, code=1)
        assert "There is no act 999." in said and "photosearch undo --list" in said
    assert "goes without ACT" in undo(tmp_path / "library", "--list", str(moved[0]), code=2)


def test_library_that_is_not_there(tmp_path: Path) -> None:
    assert "nothing to undo" in undo(tmp_path / "nowhere", code=1)
    assert "Nothing was done with files yet." in undo(tmp_path / "nowhere", "--list")
    assert not (tmp_path / "nowhere").exists()


def test_counts_the_photos_that_went_and_not_what_was_written_into_the_kept(
    photos: Path, tmp_path: Path
) -> None:
    dated = os.fsencode(photos / "dated.jpg")
    write_shot(photos / "dogs.jpg", dated, Shot("2019:02:10 08:00:00"))
    kept = os.fsencode(photos / "citrus.jpg")
    Acts(tmp_path / "library").act(
        [Step("copy_metadata", kept, dated), Step("move", dated, os.fsencode(tmp_path / "away"), kept=kept)]
    )
    assert "Undone: 1 photo moved to another folder." in undo(tmp_path / "library")
