"""`photosearch marks`, and `photosearch train --from-library` with what was said."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock
from typer.testing import CliRunner, Result

from photosearch.cli.program import app
from photosearch.errors import PhotosearchError, UsageError
from photosearch.imaging.reading import ReadRequest, read_photo
from photosearch.library.library import Library
from photosearch.library.marks import SAME, MarkedPhoto, Marks
from photosearch.library.marks_file import FILE_NAME
from photosearch.network.card import ModelCard
from photosearch.network.describer import Describer
from photosearch.training.photo_sets import NO_CLASS, load_photo_set
from photosearch.training.run_record import RunRecord
from tests.conftest import SAMPLE, Run
from tests.training.sample_places import sample_places


class Terminal:
    """Calls commands on one library."""

    def __init__(self, library: Path) -> None:
        self.library = library

    def __call__(self, *arguments: object) -> Result:
        command = [*map(str, arguments), "--library", str(self.library)]
        ended = CliRunner().invoke(app, command, catch_exceptions=False)
        assert ended.exit_code == 0, ended.output
        return ended

    def json(self, *arguments: object) -> Any:
        return json.loads(self(*arguments, "--json").stdout)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "library")


def test_marks_are_said_listed_and_taken_back(terminal: Terminal, photos: Path) -> None:
    assert "Nothing was said yet" in terminal("marks").stdout
    said = terminal.json("marks", "same", photos / "dogs.jpg", photos / "china.jpg")
    assert said["says"] == "same"
    assert {said[name]["path"] for name in ("one", "other")} == {
        str(photos / f"{name}.jpg") for name in ("dogs", "china")
    }
    odd = shutil.copy(SAMPLE / "citrus.jpg", os.fsencode(photos.parent / "citrus\n") + b"\xff.jpg")
    told = terminal("marks", "different", photos / "dogs.jpg", os.fsdecode(odd)).stdout
    assert told.count("\n") == 1 and r"citrus\x0a" in told, "as in the list"
    listed = terminal.json("marks", "list")["marks"]
    assert [mark["says"] for mark in listed] == ["different", "same"]
    assert terminal.json("marks")["marks"] == listed
    words = terminal("marks").stdout.splitlines()
    assert len(words) == 2 and "no match" in words[0] and "citrus" in words[0]
    assert terminal.json("marks", "take-back", photos / "china.jpg", photos / "dogs.jpg") == {"taken_back": 1}
    with pytest.raises(PhotosearchError, match="Nothing was said of"):
        terminal("marks", "take-back", photos / "china.jpg", photos / "dogs.jpg")
    assert len(terminal.json("marks")["marks"]) == 1


def test_where_photos_are_now(terminal: Terminal, photos: Path, run: Run) -> None:
    terminal.library = run.library.folder
    run(photos)
    terminal("marks", "same", photos / "dogs.jpg", photos / "china.jpg")
    (photos / "dogs.jpg").rename(photos / "hounds.jpg")
    (photos / "china.jpg").unlink()
    run(photos)
    (mark,) = terminal.json("marks")["marks"]
    found = {os.path.basename(mark[name]["path"]): mark[name]["in_library"] for name in ("one", "other")}
    assert found == {"hounds.jpg": True, "china.jpg": False}
    assert "(not in the library)" in terminal("marks").stdout
    # By the new name and by the old one.
    terminal("marks", "take-back", photos / "hounds.jpg", photos / "china.jpg")


def test_what_cannot_be_said(terminal: Terminal, photos: Path) -> None:
    shutil.copy(photos / "dogs.jpg", photos / "copy.jpg")
    (photos / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    for other, error, words in (
        ("copy.jpg", UsageError, "same picture, byte for byte"),
        ("broken.jpg", PhotosearchError, "cannot be read"),
        ("nowhere.jpg", PhotosearchError, "does not exist"),
    ):
        with pytest.raises(error, match=words):
            terminal("marks", "same", photos / "dogs.jpg", photos / other)
    assert terminal.json("marks")["marks"] == []


def test_damage_is_told_and_mended_by_rebuilding(terminal: Terminal, photos: Path, run: Run) -> None:
    terminal.library = run.library.folder
    run(photos)
    terminal("marks", "same", photos / "dogs.jpg", photos / "china.jpg")
    (run.library.folder / FILE_NAME).write_bytes(b"no database" * 1000)
    run.library.close()
    ended = CliRunner().invoke(app, ["library", "check", "--library", str(terminal.library)])
    assert ended.exit_code == 1 and "what you said of photos is damaged" in ended.stdout
    assert "What you said of photos was damaged" in terminal("library", "rebuild", "--device", "cpu").stdout
    assert "sound" in terminal("library", "check").stdout
    assert list(terminal.library.glob("marks.damaged-*.sqlite"))


def test_searches_keep_to_it(terminal: Terminal, photos: Path, run: Run) -> None:
    terminal.library = run.library.folder
    shutil.copy(SAMPLE / "taj-mahal-2.jpg", photos)
    run(photos)
    query = photos / "taj-mahal-1.jpg"
    terminal("marks", "same", query, photos / "citrus.jpg")
    terminal("marks", "different", photos / "taj-mahal-2.jpg", query)
    for more in ((), ("--no-verify",)):
        found = terminal.json("search", query, "-k", 8, *more)
        first, second, *others = found["results"]
        assert (Path(first["path"]).name, first["kind"], first["said"]) == ("taj-mahal-1.jpg", "copy", False)
        assert Path(second["path"]).name == "citrus.jpg"
        assert (second["kind"], second["said"], second["probability"]) == ("same", True, 1.0)
        assert found["hidden"] == 1 and len(others) == 6
        assert not any("taj-mahal-2" in result["path"] for result in others)
    ended = terminal("search", query)
    assert "citrus.jpg  (you said so)" in ended.stdout and "1 hidden: you said" in ended.stderr
    (terminal.library / FILE_NAME).write_bytes(b"no database" * 1000)
    ended = terminal("search", query, "--no-verify")
    assert "damaged" in ended.stderr and "taj-mahal-2" in ended.stdout


@pytest.fixture
def learning(describer: Describer, tmp_path: Path) -> Terminal:
    """Eight places with two photos each, marked as the same, and what else there is."""
    places = sample_places(tmp_path / "photos", 96)
    with Library.writing(tmp_path / "library") as library:
        Run(library, describer)(tmp_path / "photos")
    with Marks.writing(tmp_path / "library") as marks:
        for paths in list(places.values())[:8]:
            names = [os.fsencode(path) for path in paths[:2]]
            one, other = (MarkedPhoto(read_photo(ReadRequest(name)).content_hash, name) for name in names)
            marks.say([(one, other)], SAME)
    return Terminal(tmp_path / "library")


def test_training_quickly_from_marks(learning: Terminal, tmp_path: Path) -> None:
    found = learning.json("train", "--from-library", "--quick", "--out", tmp_path / "mine", "--device", "cpu")
    assert (found["classes"], found["places_kept_aside"], found["unreadable"]) == (6, 2, 0)
    assert (found["photos"], found["queries"]) == (12, 4) and 0 < found["map_after"] <= 1
    assert ModelCard.load(Path(found["model"])).name == "mine"


def test_run_from_marks_is_recorded_with_its_photos(learning: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "run"
    train = ("train", "--from-library", "--out", out, "--steps", 3, "--device", "cpu")
    out.mkdir()
    # Another process that trains there keeps this one from going on once the run is recorded.
    with FileLock(out / ".lock"), pytest.raises(PhotosearchError, match="going on in another process"):
        learning(*train)
    record = RunRecord.load(out)
    photos = load_photo_set(Path(record.photos))
    assert photos.contents and len(photos.classes) == 8 and len(record.held_out) == 2
    assert len(photos.without({None, *record.held_out})) == 12, "what is trained on"
    aside = photos.only({None, *record.held_out})
    assert np.count_nonzero(aside.labels != NO_CLASS) == 4 and np.count_nonzero(aside.labels == NO_CLASS) > 5
    with pytest.raises(UsageError, match="holds a run already"):
        learning(*train)


def test_too_few_marks_are_refused(terminal: Terminal, photos: Path, tmp_path: Path) -> None:
    terminal("marks", "same", photos / "dogs.jpg", photos / "china.jpg")
    for more in ((), ("--quick",)):
        with pytest.raises(PhotosearchError, match=r"1 of at least 8 places.*7 to go"):
            terminal("train", "--from-library", "--out", tmp_path / "run", *more)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--out", "x"], "a FOLDER or --from-library"),
        (["--from-library"], "where the run goes"),
        (["photos", "--from-library", "--out", "x"], "a FOLDER or --from-library"),
        (["--from-library", "--quick", "--steps", "3", "--out", "x"], "takes no settings"),
        (["--resume", "x", "--from-library"], "--resume DIR alone"),
    ],
)
def test_calling_it_wrongly(terminal: Terminal, arguments: list[str], words: str) -> None:
    if "--resume" in arguments:
        with pytest.raises(UsageError, match=words):
            CliRunner().invoke(app, ["train", *arguments], catch_exceptions=False)
        return
    with pytest.raises(UsageError, match=words):
        terminal("train", *arguments)
