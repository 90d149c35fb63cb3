"""Acting on copies from a terminal: seen before, asked for, and taken back."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from photosearch.cli.acting_on_copies import act, check_folders, parsed_rules
from photosearch.cli.duplicates import duplicates
from photosearch.errors import PhotosearchError, UsageError
from photosearch.library.acts.step import Step
from photosearch.library.folders import Folder
from photosearch.search.groups.planning import Plan, Way
from tests.cli.test_program import Program
from tests.conftest import SAMPLE


@pytest.fixture(scope="module")
def indexed(small_photos: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Program, Path]:
    """A program, and its folder: a photo, a smaller copy of it, and two identical files."""
    root = Path(os.path.realpath(tmp_path_factory.mktemp("acting")))
    folder = root / "photos"
    (folder / "album").mkdir(parents=True)
    shutil.copy(small_photos / "dogs.jpg", folder / "dogs.jpg")
    shutil.copy(small_photos / "dogs.jpg", folder / "album" / "dogs.jpg")
    shutil.copy(small_photos / "citrus.jpg", folder / "citrus.jpg")
    with Image.open(SAMPLE / "china.jpg") as china:
        china.save(folder / "china.jpg", quality=90)
        china.resize((320, 214)).save(folder / "album" / "china small.jpg", quality=90)
    for path in folder.rglob("*.jpg"):
        os.utime(path, (1_500_000_000, 1_500_000_000))
    (folder / "dogs.xmp").write_text("<xmp/>")
    program = Program(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        program("index", folder, "--library", program.library)
        program("duplicates", "--library", program.library)
    return program, folder


@pytest.fixture
def program(
    indexed: tuple[Program, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Program, Path]:
    """The same; what was compared is known, and the trash is not the person's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(indexed[1].parent / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return indexed


def state(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """All files: what they hold, their time and permissions."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_trash_and_undo(program: tuple[Program, Path]) -> None:
    run, folder = program
    before = state(folder)
    rules = f"protected:{folder}/album,larger"
    seen = run.json("duplicates", "--keep", rules, "--act", "trash")
    assert seen["acted"]["act"] is None and state(folder) == before
    planned = {Path(step["path"]).name: Path(step["kept"]).name for step in seen["acted"]["steps"]}
    assert planned == {"china.jpg": "china small.jpg", "dogs.jpg": "dogs.jpg"}
    assert seen["acted"]["freed"] == sum(len(before[name][0]) for name in planned)

    done = run.json("duplicates", "--keep", rules, "--act", "trash", "--yes")
    assert {step["state"] for step in done["acted"]["steps"]} == {"done"}
    reasons = {Path(photo["path"]).name: photo["reasons"] for photo in done["groups"][-1]["photos"]}
    assert reasons["china small.jpg"] == [f"in the protected folder “{folder}/album”"]
    assert reasons["china.jpg"] == ["not in a protected folder", "although larger: 640 x 427"]
    # The sidecar went with its photo.
    assert set(state(folder)) == {"album/china small.jpg", "album/dogs.jpg", "citrus.jpg"}
    run("undo", "--library", run.library)
    assert state(folder) == before


def test_nothing_is_done_where_nobody_can_be_asked(program: tuple[Program, Path]) -> None:
    run, folder = program
    before = state(folder)
    ended = run("duplicates", "--kind", "exact", "--act", "link", "--library", run.library, code=2)
    assert "Replace 1 file by hard links to the kept ones? Nothing was changed; --yes" in ended.stderr
    lines = [line.split() for line in ended.stdout.splitlines() if line.endswith("dogs.jpg")]
    assert sorted(line[0] for line in lines) == ["keep", "link"]
    assert state(folder) == before


def test_asked_on_a_terminal(program: tuple[Program, Path], tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="a terminal as Unix has it")
    run, folder = program
    before = state(folder)
    command = ["duplicates", "--kind", "exact", "--no-verify", "--act", f"move:{tmp_path}/away"]
    for answer, moved in ((b"n\n", 0), (b"y\n", 1)):
        ours, theirs = pty.openpty()
        try:
            os.write(ours, answer)
            ended = subprocess.run(
                [sys.executable, "-m", "photosearch", *command, "--library", str(run.library)],
                stdin=theirs,
                capture_output=True,
                text=True,
                timeout=60,
            )
        finally:
            os.close(ours)
            os.close(theirs)
        assert ended.returncode == 0, ended.stderr
        assert f"Move 1 file to {tmp_path}/away?" in ended.stdout
        assert ("Nothing was changed." in ended.stdout) == (not moved)
        assert len(state(folder)) == len(before) - moved
    assert f"Take it back with: photosearch undo --library {run.library}" in ended.stdout
    run("undo", "--library", run.library)
    assert state(folder) == before


def test_what_failed_is_not_counted_as_freed(photos: Path, tmp_path: Path) -> None:
    def at(name: str) -> bytes:
        return os.fsencode(photos / name)

    shutil.copy(photos / "dogs.jpg", photos / "copy.jpg")
    steps = [Step("link", at("copy.jpg"), at("dogs.jpg")), Step("link", at("citrus.jpg"), at("dogs.jpg"))]
    made = Plan(Way("link"), steps, frees={at("copy.jpg"): 700, at("citrus.jpg"): 500})
    acted = act(tmp_path / "library", made, yes=True, as_json=True)
    assert [step["state"] for step in acted["steps"]] == ["done", "failed"]
    assert (acted["failed"], acted["freed"]) == (1, 700)


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"keep": ["shrapness"]}, "no rule called “shrapness”"),
        ({"keep": ["larger"], "rules": Path("rules.json")}, "use one of them"),
        ({"keep": ["protected:/photos/ablum"]}, "Is it written right?"),
        ({"keep": ["-folder:/photos/dowloads"]}, "There is no folder /photos/dowloads"),
        ({"rules": Path("/none/rules.json")}, "could not be read"),
        ({"rules": Path(__file__)}, "is not JSON"),
        ({"act": "delete"}, "trash, link or move:FOLDER"),
        ({"act": f"move:{__file__}"}, "is not a folder"),
        ({"act": "trash", "no_verify": True}, "--kind exact"),
        ({"yes": True}, "--yes goes with --act"),
        ({"keep_metadata": True}, "--keep-metadata goes with --act"),
        ({"keep": ["sharper"], "no_verify": True}, "leave out --no-verify"),
    ],
)
def test_wrong_wishes(program: tuple[Program, Path], wishes: dict[str, Any], said: str) -> None:
    with pytest.raises(PhotosearchError) as error:
        duplicates(library=program[0].library, **wishes)
    assert said in str(error.value)


def test_a_protected_folder_on_a_drive_that_is_away_counts() -> None:
    rules = parsed_rules(["protected:/usb/album"], None)
    check_folders(rules, [Folder(1, b"/usb", "offline", ())])
    with pytest.raises(UsageError):
        check_folders(rules, [Folder(1, b"/usb", "online", ())])
