"""`photosearch library delete-all`: nothing is left but the photos and what others made."""

from pathlib import Path

import pytest

from photosearch.library.library import Library
from tests.cli.test_program import Program


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("config", "state"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_only_the_photos_stay(home: Path, photos: Path) -> None:
    program = Program(home)
    before = files(home)
    start = home / "config" / "autostart" / "photosearch.desktop"
    start.parent.mkdir(parents=True)
    start.write_text("[Desktop Entry]\n")
    program("index", photos)
    ended = program("library", "delete-all", code=2)
    assert "--yes" in ended.stderr and str(home / "data" / "photosearch") in ended.stderr
    assert (home / "data" / "photosearch" / "catalogue.sqlite").exists()
    assert "is gone" in program("library", "delete-all", "--yes").stdout
    assert files(home) == before


def test_a_library_in_use_stays(home: Path, photos: Path) -> None:
    program = Program(home)
    program("index", photos, "--library", program.library)
    with Library.writing(program.library):
        program("library", "delete-all", "--yes", "--library", program.library, code=1)
    assert (program.library / "catalogue.sqlite").exists()
    deleted = program.json("library", "delete-all", "--yes")["deleted"]
    assert str(program.library) in deleted and not program.library.exists()
