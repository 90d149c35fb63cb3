"""`photosearch search --parts`: photos that show the picture as a part of them."""

import sqlite3
from pathlib import Path

import pytest
from PIL import Image

from photosearch.network.regions import REGIONS
from tests.cli.test_program import Program
from tests.conftest import SAMPLE


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_library_of_an_earlier_version_gets_its_parts(program: Program, photos: Path) -> None:
    program("index", photos, "--library", program.library)
    connection = sqlite3.connect(program.library / "catalogue.sqlite")
    connection.executescript("DROP TABLE regions; PRAGMA user_version = 2;")
    ended = program("index", photos, "--library", program.library)
    assert "0 indexed, 8 unchanged" in ended.stdout and "8 of 8 photos, parts of known photos" in ended.stderr
    assert connection.execute("SELECT count(*) FROM regions").fetchone() == (8,)
    connection.close()


def test_parts_say_where_the_picture_is(program: Program, photos: Path, tmp_path: Path) -> None:
    program("index", photos, "--library", program.library)
    with Image.open(SAMPLE / "colosseum.jpg") as image:
        width, height = image.size
        image.crop((0, 0, width // 3, height // 3)).save(tmp_path / "corner.png")
    found = program.json("search", tmp_path / "corner.png", "--parts", "--no-verify")["results"]
    assert len(found) == 8 and found[0]["path"] == str(photos / "colosseum.jpg")
    assert tuple(found[0]["region"]) == REGIONS[0]
    verified = program.json("search", tmp_path / "corner.png", "--parts")["results"]
    assert verified[0]["path"] == str(photos / "colosseum.jpg")
    plain = program.json("search", tmp_path / "corner.png", "--no-verify")["results"]
    assert {result["region"] for result in plain} == {None}
    whole = tmp_path / "whole.png"
    with Image.open(SAMPLE / "colosseum.jpg") as image:
        image.save(whole)
    box = f"0,0,{width // 3},{height // 3}"
    drawn = program.json("search", whole, "--region", box, "--no-verify")["results"]
    assert [(r["path"], r["region"]) for r in drawn] == [(r["path"], r["region"]) for r in found]
    assert [r["score"] for r in drawn] == pytest.approx([r["score"] for r in found], abs=0.02)
