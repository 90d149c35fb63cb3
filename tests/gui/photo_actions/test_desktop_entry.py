"""Programs of a Linux desktop: which open a file, and how they are called."""

import os
from pathlib import Path

import pytest

from photosearch.gui.photo_actions.applications import all_programs, programs_for
from photosearch.gui.photo_actions.desktop_entry import read

ENTRY = "[Desktop Entry]\nType=Application\nName={name}\nExec={command}\nMimeType={types}\n{more}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person's programs are registered, with none of the machine's."""
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "system"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "etc"))
    made = tmp_path / "data" / "applications"
    made.mkdir(parents=True)
    (tmp_path / "system" / "applications").mkdir(parents=True)
    return made


def register(
    folder: Path, name: str, command: str = "view %f", types: str = "image/jpeg;", more: str = ""
) -> None:
    path = folder / f"{name}.desktop"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ENTRY.format(name=name.title(), command=command, types=types, more=more))


@pytest.fixture
def photo(tmp_path: Path) -> str:
    path = tmp_path / "a photo.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    return str(path)


def names(photo: str, language: str = "en_GB") -> list[str]:
    return [program.name for program in programs_for([photo], language)[0]]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("view %f", [["view", "/p/a b.jpg"], ["view", "/p/-c.jpg"]]),
        ("view %F", [["view", "/p/a b.jpg", "/p/-c.jpg"]]),
        ("view %U", [["view", "file:///p/a%20b.jpg", "file:///p/-c.jpg"]]),
        ("view %u", [["view", "file:///p/a%20b.jpg"], ["view", "file:///p/-c.jpg"]]),
        ('"/opt/my app/run" --as=%c %i %F', [["/opt/my app/run", "--as=X", "/p/a b.jpg", "/p/-c.jpg"]]),
        ('sh "a \\\\"b\\\\" \\\\$HOME" 100%% %F', [["sh", 'a "b" $HOME', "100%", "/p/a b.jpg", "/p/-c.jpg"]]),
        ('view "" %m %d --file=%f', [["view", "", "--file=/p/a b.jpg"], ["view", "", "--file=/p/-c.jpg"]]),
    ],
)
def test_commands_by_the_specification(tmp_path: Path, command: str, expected: list[list[str]]) -> None:
    path = tmp_path / "x.desktop"
    path.write_text(ENTRY.format(name="X", command=command, types="", more=""))
    program = read(str(path), "x.desktop", ["en"])
    assert program is not None
    wanted = [[os.fsencode(word) for word in call] for call in expected]
    assert program.commands(["/p/a b.jpg", "/p/-c.jpg"]) == wanted


def test_odd_bytes_reach_the_program(tmp_path: Path) -> None:
    path = tmp_path / "x.desktop"
    path.write_text(ENTRY.format(name="X", command="v %f %u", types="", more="Icon=pic"))
    program = read(str(path), "x.desktop", [])
    assert program is not None
    call = program.commands([os.fsdecode(b"/p/\xff.jpg")])
    assert call == [[b"v", b"/p/\xff.jpg", b"file:///p/%FF.jpg"]]


def test_a_broken_quote_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.desktop"
    path.write_text(ENTRY.format(name="X", command='v "%f', types="", more=""))
    program = read(str(path), "x.desktop", [])
    assert program is not None
    with pytest.raises(ValueError, match="quote"):
        program.commands(["/p"])


def test_only_programs_that_open_the_file_are_offered(folder: Path, photo: str) -> None:
    register(folder, "viewer")
    register(folder, "player", types="audio/ogg;")
    register(folder, "no-files", command="calculator")
    register(folder, "deleted", more="Hidden=true")
    register(folder, "in-terminal", more="Terminal=true")
    register(folder, "uninstalled", more="TryExec=/nowhere/at-all")
    register(folder, "silent", more="NoDisplay=true")
    fitting, others = programs_for([photo], "en_GB")
    assert [program.name for program in fitting] == ["Viewer"]
    assert [program.name for program in others] == ["Player"]


def test_the_person_s_choice_comes_first(folder: Path, photo: str, tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d"):
        register(folder, name, types="image/jpeg;" if name != "d" else "text/html;")
    config = tmp_path / "config"
    config.mkdir(exist_ok=True)
    (config / "mimeapps.list").write_text(
        "[Default Applications]\nimage/jpeg=c.desktop;\n"
        "[Added Associations]\nimage/jpeg=d.desktop;\n"
        "[Removed Associations]\nimage/jpeg=a.desktop;\n"
    )
    assert names(photo) == ["C", "D", "B"]


def test_the_person_s_own_file_replaces_the_system_s(folder: Path, photo: str, tmp_path: Path) -> None:
    system = tmp_path / "system" / "applications"
    register(system, "one")
    register(system, "two")
    register(system, "kde/three")
    register(folder, "two", more="Hidden=true")
    assert sorted(names(photo)) == ["Kde/Three", "One"]
    assert "kde-three.desktop" in all_programs("en")


def test_names_are_in_the_person_s_language(folder: Path, photo: str) -> None:
    register(folder, "viewer", more="Name[de]=Betrachter\nName[de_AT]=Schauer")
    assert names(photo, "de_AT") == ["Schauer"]
    assert names(photo, "de_DE") == ["Betrachter"]
    assert names(photo, "fr_FR") == ["Viewer"]


def test_several_files_need_a_program_for_all(folder: Path, photo: str, tmp_path: Path) -> None:
    register(folder, "both", types="image/jpeg;image/png;")
    register(folder, "jpeg-only")
    png = tmp_path / "b.png"
    png.write_bytes(b"\x89PNG\r\n\x1a\n")
    fitting, others = programs_for([photo, str(png)], "en")
    assert [program.name for program in fitting] == ["Both"]
    assert [program.name for program in others] == ["Jpeg-Only"]
