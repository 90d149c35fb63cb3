"""The program as a person or a script starts it: output, exit codes, errors."""

import json
import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from photosearch.errors import PhotosearchError
from photosearch.library.library import Library
from photosearch.network.models import DEFAULT_MODEL
from tests.conftest import SAMPLE


class Program:
    """Runs `photosearch` with a library of its own."""

    def __init__(self, folder: Path) -> None:
        self.library = folder / "library"

    def __call__(self, *arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-m",
            "photosearch",
            *(os.fspath(a) if isinstance(a, Path) else str(a) for a in arguments),
        ]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert ended.returncode == code, ended.stderr
        assert "Traceback" not in ended.stderr
        return ended

    def json(self, *arguments: object, code: int = 0) -> Any:
        ended = self(*arguments, "--json", "--library", self.library, code=code)
        return json.loads(ended.stdout)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.fixture
def indexed(program: Program, photos: Path) -> Program:
    """The program with the eight photographs indexed."""
    program("index", photos, "--library", program.library)
    return program


def test_index_reports_what_it_did(program: Program, photos: Path) -> None:
    (photos / "broken.jpg").write_bytes((photos / "dogs.jpg").read_bytes()[:900])
    first = program.json("index", photos)
    assert (first["indexed"], first["unchanged"], first["moved"], first["removed"]) == (8, 0, 0, 0)
    assert [Path(failure["path"]).name for failure in first["failed"]] == ["broken.jpg"]
    assert first["failed"][0]["reason"]
    assert first["seconds"] > 0
    (photos / "dogs.jpg").rename(photos / "hounds.jpg")
    (photos / "china.jpg").unlink()
    second = program.json("index", photos)
    assert (second["indexed"], second["moved"], second["removed"]) == (0, 1, 1)


def test_index_without_folder_updates_all_and_remembers_excludes(indexed: Program, photos: Path) -> None:
    shutil.copy(photos / "dogs.jpg", photos / "draft-1.jpg")
    indexed("index", photos, "--exclude", "draft*", "--library", indexed.library)
    assert indexed.json("index")["indexed"] == 0
    folders = indexed.json("library", "folders")["folders"]
    assert [(f["state"], f["photos"], f["excludes"]) for f in folders] == [("online", 8, ["draft*"])]
    indexed("library", "folders", "--include", photos, "--library", indexed.library)
    assert indexed.json("index")["indexed"] == 1


def test_search_ranks_copies_first_and_says_how_alike(indexed: Program, photos: Path, tmp_path: Path) -> None:
    shutil.copy(photos / "dogs.jpg", photos / "zz-same-bytes.jpg")
    with Image.open(SAMPLE / "dogs.jpg") as image:
        image.convert("L").resize((240, 360)).save(photos / "dogs-grey.png")
    indexed("index", photos, "--library", indexed.library)
    found = indexed.json("search", photos / "dogs.jpg", "-k", 4)
    assert found["query"] == str(photos / "dogs.jpg")
    names = [Path(result["path"]).name for result in found["results"]]
    assert names[:3] == ["dogs.jpg", "zz-same-bytes.jpg", "dogs-grey.png"]
    assert [result["kind"] for result in found["results"]] == ["copy", "copy", "copy", "alike"]
    assert [result["itself"] for result in found["results"]] == [True, False, False, False]
    scores = [result["score"] for result in found["results"]]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == pytest.approx(1, abs=1e-3)
    assert all(result["inliers"] is not None for result in found["results"])
    assert all(0.5 < result["probability"] <= 1 for result in found["results"])
    proof = found["results"][2]["proof"]
    assert min(proof["overlap"]) > 0.9 and proof["model"] == "homography" and not proof["mirrored"]
    ends = np.array(proof["points"])
    moved = np.column_stack([ends[:, 0], np.ones(len(ends))]) @ np.array(proof["transform"]).T
    assert len(ends) > 10 and np.abs(moved[:, :2] / moved[:, 2:] - ends[:, 1]).max() < 7
    plain = indexed.json("search", photos / "dogs.jpg", "-k", 4, "--no-verify")["results"]
    assert all(result["proof"] is None for result in plain)
    assert [(result["kind"], result["inliers"], result["probability"]) for result in plain] == [
        (kind, None, None) for kind in ("copy", "copy", "alike", "alike")
    ]


def test_search_lists_copies_then_the_same_place_then_what_is_alike(program: Program, tmp_path: Path) -> None:
    """Whatever the descriptors rank first: an edit may look less like the query than another photo."""
    for name in ("eiffel-tower-1", "eiffel-tower-2", "eiffel-tower-3", "dogs"):
        shutil.copy(SAMPLE / f"{name}.jpg", tmp_path)
    with Image.open(SAMPLE / "eiffel-tower-1.jpg") as tower:
        tower.crop((225, 169, 675, 507)).save(tmp_path / "eiffel-tower-1-cropped.jpg")
    program("index", tmp_path, "--library", program.library)
    results = program.json("search", tmp_path / "eiffel-tower-1.jpg")["results"]
    assert [(Path(result["path"]).stem, result["kind"]) for result in results] == [
        ("eiffel-tower-1", "copy"),
        ("eiffel-tower-1-cropped", "copy"),
        ("eiffel-tower-2", "same"),
        ("eiffel-tower-3", "same"),
        ("dogs", "alike"),
    ]
    assert results[2]["score"] > results[1]["score"], "the order is not that of the descriptors"
    words = program("search", tmp_path / "eiffel-tower-1.jpg", "--library", program.library).stdout
    assert words.count("same place") == 2 and words.count("looks alike") == 1


def test_search_by_several_images_and_by_a_region(indexed: Program, photos: Path, tmp_path: Path) -> None:
    both = indexed.json("search", photos / "dogs.jpg", photos / "china.jpg", "-k", 2)
    assert {Path(result["path"]).name for result in both["results"]} == {"dogs.jpg", "china.jpg"}
    wide = Image.new("RGB", (400, 200), "white")
    with Image.open(photos / "pyramids.jpg") as left, Image.open(photos / "giraffe.jpg") as right:
        wide.paste(left.resize((200, 200)), (0, 0))
        wide.paste(right.resize((200, 200)), (200, 0))
    wide.save(tmp_path / "wide.png")
    for box, name in (("0,0,200,200", "pyramids.jpg"), ("200,0,200,200", "giraffe.jpg")):
        found = indexed.json("search", tmp_path / "wide.png", "--region", box, "-k", 1)
        assert Path(found["results"][0]["path"]).name == name


def test_search_writes_a_sheet(indexed: Program, photos: Path, tmp_path: Path) -> None:
    indexed("search", photos / "dogs.jpg", "--sheet", tmp_path / "sheet.png", "--library", indexed.library)
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.format == "PNG" and sheet.width > 800


def test_names_that_are_not_utf8_survive_json(program: Program, photos: Path) -> None:
    name = os.path.join(os.fsencode(photos), b"caf\xe9\n.jpg")
    os.rename(photos / "dogs.jpg", name)
    program("index", photos, "--library", program.library)
    found = program.json("search", os.fsdecode(name), "-k", 1)
    assert os.fsencode(found["results"][0]["path"]) == name
    shown = program("search", os.fsdecode(name), "-k", "1", "--library", program.library).stdout
    assert len(shown.splitlines()) == 1, "a line break in a name breaks no line"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["index", "no-such-folder"], 2, "does not exist"),
        (["index"], 2, "photosearch index FOLDER"),
        (["index", __file__], 2, "is not a folder"),
        (["search", "no-such-picture.jpg"], 2, "does not exist"),
        (["search", __file__], 1, "cannot be searched for"),
        (["search", str(SAMPLE / "dogs.jpg"), "--region", "1,2,3"], 2, "X,Y,WIDTH,HEIGHT"),
        (["search", str(SAMPLE / "dogs.jpg"), "--region", "5000,0,10,10"], 1, "cannot be searched for"),
        (["search", str(SAMPLE / "dogs.jpg"), "--device", "abacus"], 2, "abacus"),
        (["search", str(SAMPLE / "dogs.jpg"), "-k", "0"], 2, "k"),
        (["library", "folders", "--remove", "elsewhere"], 2, "not a folder of this library"),
        (["frobnicate"], 2, "frobnicate"),
    ],
)
def test_wrong_input_says_what_to_do(indexed: Program, arguments: list[str], code: int, words: str) -> None:
    place = [] if arguments == ["frobnicate"] else ["--library", indexed.library]
    if arguments == ["index"]:
        place = ["--library", indexed.library.parent / "new"]
    ended = indexed(*arguments, *place, code=code)
    assert words in ended.stderr
    assert ended.stdout == ""


def test_search_before_anything_is_indexed(program: Program) -> None:
    ended = program("search", SAMPLE / "dogs.jpg", "--library", program.library, code=1)
    assert "photosearch index" in ended.stderr


def test_error_with_json_is_one_document_too(program: Program) -> None:
    assert "photosearch index" in program.json("search", SAMPLE / "dogs.jpg", code=1)["error"]
    assert "'-k'" in program.json("search", SAMPLE / "dogs.jpg", "-k", "many", code=2)["error"]
    assert "IMAGE" in program.json("search", code=2)["error"]


def test_library_commands(indexed: Program, photos: Path) -> None:
    info = indexed.json("library", "info")
    assert (info["photos"], info["folders"]) == (8, 1)
    assert indexed.json("library", "check") == {"sound": True, "problems": []}
    (indexed.library / "catalogue.sqlite").write_bytes(b"not a database at all" * 500)
    assert not indexed.json("library", "check", code=1)["sound"]
    assert "rebuild" in indexed("search", photos / "dogs.jpg", "--library", indexed.library, code=1).stderr
    assert indexed.json("library", "rebuild")["indexed"] == 8
    assert indexed.json("library", "check")["sound"]
    indexed("library", "folders", "--remove", photos, "--library", indexed.library)
    assert indexed.json("library", "info")["photos"] == 0


def test_describe_writes_unit_descriptors_in_order(program: Program, photos: Path, tmp_path: Path) -> None:
    names = sorted(photos.iterdir(), reverse=True)
    program("describe", *names, "-o", tmp_path / "out.npz")
    with np.load(tmp_path / "out.npz") as arrays:
        assert arrays["paths"].tolist() == [str(name) for name in names]
        assert arrays["descriptors"].dtype == np.float32 and arrays["descriptors"].shape == (8, 512)
        np.testing.assert_allclose(np.linalg.norm(arrays["descriptors"], axis=1), 1, atol=1e-5)
    (photos / "bad.jpg").write_text("no picture")
    ended = program("describe", photos / "bad.jpg", names[0], "-o", tmp_path / "two.npz", code=1)
    assert "bad.jpg" in ended.stderr
    with np.load(tmp_path / "two.npz") as arrays:
        assert arrays["paths"].tolist() == [str(names[0])]


def test_models_are_listed(program: Program) -> None:
    models = json.loads(program("models", "list", "--json").stdout)["models"]
    assert {model["name"] for model in models if model["default"]} == {DEFAULT_MODEL}
    assert {model["dimension"] for model in models} == {512}


def test_torch_and_qt_stay_out(indexed: Program, photos: Path) -> None:
    code = (
        "import sys; sys.argv = ['photosearch', *sys.argv[1:]]\n"
        "from photosearch.cli import main\n"
        "try: main()\n"
        "finally: print(sorted({'torch', 'torchvision', 'PySide6'} & set(sys.modules)), file=sys.stderr)"
    )
    for arguments in (["search", photos / "dogs.jpg"], ["index", photos]):
        command = [sys.executable, "-c", code, *arguments, "--library", indexed.library]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert ended.stderr.strip().endswith("[]"), ended.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_in_the_middle_goes_on_later(program: Program, photos: Path, number: int) -> None:
    for copy in range(40):
        for name in ("dogs", "china"):
            content = (photos / f"{name}.jpg").read_bytes()
            (photos / f"{name}-{copy}.jpg").write_bytes(content + bytes([copy]))
    command = [sys.executable, "-m", "photosearch", "index", photos, "--json", "--library", program.library]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while not _has_photos(program.library):
            assert process.poll() is None
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 1 and "Traceback" not in stderr
    report = json.loads(stdout)
    assert report["stopped"] and report["indexed"] < 88
    rest = program.json("index", photos)
    assert rest["indexed"] + report["indexed"] == 88
    assert program.json("library", "check")["sound"]


@pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="finds processes as Linux lists them")
def test_interrupted_search_does_not_wait_for_a_picture_that_hangs(indexed: Program, photos: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "photosearch",
        "search",
        photos / "dogs.jpg",
        "--library",
        indexed.library,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while not (worker := _worker_of(process.pid)):
            assert process.poll() is None
        os.kill(worker, signal.SIGSTOP)
        process.send_signal(signal.SIGINT)
        # Hung, a worker is given up after 30 seconds, one that does not start after 60.
        _, stderr = process.communicate(timeout=20)
    assert process.returncode == 1 and "Traceback" not in stderr


def _worker_of(process: int) -> int | None:
    children = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    for child in " ".join(children).split():
        with suppress(FileNotFoundError):
            # One that has let go of our pipes: stopped before that, it would keep them open for ever.
            quiet = os.readlink(f"/proc/{child}/fd/1") == os.devnull
            if quiet and b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
    return None


def _shell(program: Program, redirection: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "photosearch", *arguments, "--library", program.library]
    line = " ".join(shlex.quote(str(word)) for word in words) + " " + redirection
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60)


@pytest.mark.skipif(os.name != "posix", reason="redirections as POSIX has them")
def test_closed_and_broken_streams(indexed: Program, photos: Path) -> None:
    shutil.copy(photos / "dogs.jpg", photos / "more.jpg")
    silent = _shell(indexed, "2>&-", "index", photos, "--json")
    assert silent.returncode == 0 and json.loads(silent.stdout)["indexed"] == 1
    refused = _shell(indexed, "2>&-", "index", "no-such-folder")
    assert (refused.returncode, refused.stdout) == (2, ""), "no message strays to stdout"
    (photos / "more.jpg").unlink()
    unread = _shell(indexed, "2> >(exec true); sleep 0", "index", photos, "--json")
    assert json.loads(unread.stdout)["removed"] == 1
    piped = _shell(indexed, "| true; exit ${PIPESTATUS[0]}", "library", "info")
    assert (piped.returncode, piped.stderr) == (1, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_told(indexed: Program) -> None:
    ended = _shell(indexed, "> /dev/full", "library", "info", "--json")
    assert ended.returncode == 1
    assert "No space left" in ended.stderr and len(ended.stderr.splitlines()) == 1


def test_names_that_the_terminal_cannot_show(
    indexed: Program, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (photos / "dogs.jpg").rename(photos / "日本.jpg")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    indexed("index", photos, "--library", indexed.library)
    found = indexed("search", photos / "日本.jpg", "-k", "1", "--library", indexed.library).stdout
    assert "\\u65e5" in found


def test_every_line_of_output_stays_one(program: Program, photos: Path) -> None:
    """Whatever a name holds: the line would lie, or the terminal obey it."""
    odd = "ob\nserved \x1b[31m.jpg"
    (photos / odd).write_bytes(b"no photo")
    shown = r"ob\x0aserved \x1b[31m.jpg"
    told = program("index", photos, "--library", program.library).stdout.splitlines()
    assert [line for line in told if shown in line] == told[-1:]
    for arguments, code in (
        (["search", photos / odd], 1),
        (["search", photos / ("no " + odd)], 2),
        (["search", photos / "dogs.jpg", "--folder", photos / odd], 2),
        (["search", photos / "dogs.jpg", "--camera", odd], 2),
        (["duplicates", "--keep", odd], 2),
        (["describe", photos / odd, "-o", photos.parent / "out.npz"], 1),
    ):
        library = [] if arguments[0] == "describe" else ["--library", program.library]
        said = program(*arguments, *library, code=code).stderr.splitlines()
        assert [line for line in said if shown in line] == said[:1], arguments
    error = program.json("search", photos / odd, code=1)["error"]
    assert "\n" not in error and shown in error


def test_folders_inside_each_other_in_one_command(program: Program, photos: Path) -> None:
    (photos / "inner").mkdir()
    (photos / "dogs.jpg").rename(photos / "inner" / "dogs.jpg")
    assert program.json("index", photos / "inner", photos)["indexed"] == 8
    again = program.json("index", photos, photos / "inner")
    assert (again["indexed"], again["unchanged"]) == (0, 8)
    away = photos.rename(photos.parent / "away")
    assert program.json("index", photos / "inner")["offline"] == [str(photos)]
    away.rename(photos)


def test_folder_that_is_left_out_is_not_passed_over_in_silence(indexed: Program, photos: Path) -> None:
    (photos / ".hidden").mkdir()
    ended = indexed("index", photos / ".hidden", "--library", indexed.library, code=2)
    assert "hidden or excluded" in ended.stderr


def test_what_cannot_be_indexed_is_not_passed_over_in_silence(indexed: Program, photos: Path) -> None:
    for arguments, words in (
        ([photos / "inner"], "inner does not exist. Name a folder with photos."),
        ([photos / "dogs.jpg"], "dogs.jpg is not a folder. Name a folder with photos."),
        (["--exclude", "draft*"], "photosearch index FOLDER --exclude draft*"),
        ([photos, "--exclude", ""], "--exclude takes the name of what is left out"),
    ):
        assert words in indexed.json("index", *arguments, code=2)["error"]
    (photos.parent / "empty").mkdir()
    empty = indexed("index", photos.parent / "empty", "--library", indexed.library)
    assert "No photos were found there." in empty.stdout
    (photos / "inner").mkdir()
    (photos / "dogs.jpg").rename(photos / "inner" / "dogs.jpg")
    indexed.json("index")
    shutil.rmtree(photos / "inner")
    assert indexed.json("index", photos / "inner")["removed"] == 1, "which is gone since"


def test_index_that_could_not_be_saved_is_made_up_for(indexed: Program, photos: Path) -> None:
    for path in indexed.library.glob("index-*.faiss"):
        path.unlink()
        (path.parent / (path.name + ".part")).mkdir()
    report = indexed("index", photos, "--json", "--library", indexed.library)
    assert json.loads(report.stdout)["unchanged"] == 8, "the report is there all the same"
    assert "vector index could not be written" in report.stderr
    for path in indexed.library.glob("*.part"):
        path.rmdir()
    indexed("index", photos, "--library", indexed.library)
    assert list(indexed.library.glob("index-*.faiss"))


def test_library_where_nothing_may_be_written(photos: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = subprocess.run(
        [sys.executable, "-m", "photosearch", "index", photos],
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path / "file")},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 1
    assert "choose another --library" in ended.stderr and "Traceback" not in ended.stderr


def _has_photos(library: Path) -> bool:
    try:
        with Library.reading(library) as reader:
            return reader.counts()["photos"] > 0
    except (PhotosearchError, sqlite3.Error):
        return False
