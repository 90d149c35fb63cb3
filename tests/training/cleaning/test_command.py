"""`photosearch clean` as a person runs it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import typer
from PIL import Image
from typer.testing import CliRunner

from photosearch.cli.cleaning import clean
from photosearch.errors import UsageError
from tests.training.cleaning.class_folders import contents, make_set

app = typer.Typer()
app.command()(clean)


def run(*arguments: object, code: int = 0) -> Any:
    ended = CliRunner().invoke(app, [*map(str, arguments), "--json"], catch_exceptions=False)
    assert ended.exit_code == code, ended.output
    return json.loads(ended.stdout)


def test_a_set_is_cleaned_moved_and_brought_back(tmp_path: Path) -> None:
    folder, output, away = make_set(tmp_path / "set"), tmp_path / "out", tmp_path / "away"
    before = contents(folder)
    common = (folder, "-o", output, "--workers", 1, "--cache", tmp_path / "cache")
    found = run(*common)
    assert (found["kept"], found["dropped"], found["copies"], found["moved"]) == (8, 5, 0, 0)
    assert contents(folder) == before
    for name in ("palace", "arena"):
        with Image.open(output / "sheets" / f"{name}.png") as sheet:
            assert sheet.width > 1000
    moved = run(*common, "--move-to", away, "--no-sheets")
    assert moved["moved"] == 5
    assert sorted(os.listdir(folder / "palace")) == sorted(
        f"china-{version}.jpg" for version in ("whole", "crop", "turned", "dark", "small")
    )
    assert run("--undo", found["report"])["brought_back"] == 5
    assert contents(folder) == before
    grouped = run(*common, "--keep-groups", 2, "--no-sheets")
    assert grouped["kept"] == 10


def test_one_thing_has_to_be_asked_for(tmp_path: Path) -> None:
    for arguments in ((), (tmp_path, "--undo", tmp_path / "report.json")):
        with pytest.raises(UsageError, match="Name a folder"):
            run(*arguments)
    with pytest.raises(UsageError, match="takes the report alone"):
        run("--undo", tmp_path / "report.json", "--move-to", tmp_path)
