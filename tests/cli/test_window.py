"""When `photosearch` opens the window, and that it does so without the command line's machinery."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from photosearch.cli.program import app
from photosearch.cli.window import COMMANDS, WindowRequest, window_request
from photosearch.errors import UsageError


@pytest.fixture
def picture(tmp_path: Path) -> str:
    path = tmp_path / "tower.jpg"
    path.write_bytes(b"")
    return str(path)


def test_nothing_or_pictures_open_it(picture: str, tmp_path: Path) -> None:
    assert window_request([]) == WindowRequest()
    assert window_request([picture]) == WindowRequest((picture,))
    assert window_request(["--", picture]) == WindowRequest((picture,))
    assert window_request(["--library", str(tmp_path)]) == WindowRequest((), str(tmp_path))
    assert window_request([picture, f"--library={tmp_path}"]) == WindowRequest((picture,), str(tmp_path))
    assert window_request(["--background"]) == WindowRequest(background=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["index"],
        ["--help"],
        ["-h"],
        ["--version"],
        ["serch"],
        ["--library"],
        ["search", "--help"],
    ],
)
def test_everything_else_is_the_command_lines(arguments: list[str]) -> None:
    assert window_request(arguments) is None


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("no-such-picture.jpg", "no-such-picture.jpg does not exist"),
        ("./tower", "./tower does not exist"),
        ("../", "is a folder"),
    ],
)
def test_what_is_meant_as_a_picture_and_is_none_is_told(argument: str, words: str) -> None:
    with pytest.raises(UsageError, match=re.escape(words)):
        window_request([argument])


def test_a_command_is_one_even_where_a_file_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "index").write_bytes(b"")
    assert window_request(["index"]) is None
    assert window_request(["./index"]) == WindowRequest(("./index",))
    (tmp_path / "-k.jpg").write_bytes(b"")
    assert window_request(["-k.jpg"]) is None
    assert window_request(["--", "-k.jpg"]) == WindowRequest(("./-k.jpg",))


def test_all_commands_are_known() -> None:
    assert set(COMMANDS) == set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_the_window_needs_nothing_heavy(picture: str) -> None:
    program = (
        "import sys\n"
        "import photosearch.gui.program\n"
        "import photosearch.cli.window, photosearch.gui.application\n"
        "heavy = ('typer', 'numpy', 'PIL', 'faiss', 'torch', 'onnxruntime', 'cv2', 'sqlite3', 'rich')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert ended.stdout.strip() == "[]", ended.stderr
