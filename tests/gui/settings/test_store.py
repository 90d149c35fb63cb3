"""Settings in real files: kept, checked, shared by two windows, never lost to damage."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from photosearch.gui.settings.store import Settings
from photosearch.gui.settings.table import SETTINGS


@pytest.fixture
def file(qtbot: QtBot, tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text)


def _held(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text()))


def test_what_is_set_is_there_at_the_next_start(file: Path) -> None:
    first = Settings(str(file))
    first.set("theme", "dark")
    first.set("recent_queries", [{"path": "/photos/\udcff.jpg"}])
    first.flush()
    second = Settings(str(file))
    assert second.get("theme") == "dark"
    assert second.get("recent_queries") == [{"path": "/photos/\udcff.jpg"}]
    assert second.get("load") == "low"


def test_it_is_written_by_itself_and_says_that_it_changed(qtbot: QtBot, file: Path) -> None:
    settings = Settings(str(file))
    with qtbot.waitSignal(settings.changed) as told:
        settings.set("similarity", 40)
    assert told.args == ["similarity"]
    with qtbot.assertNotEmitted(settings.changed):
        settings.set("similarity", 40)
    qtbot.waitUntil(file.exists)
    assert _held(file) == {"similarity": 40, "version": 1}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("similarity", 101),
        ("similarity", True),
        ("similarity", 3.5),
        ("tray", 1),
        ("thumbnail_size", None),
        ("shortcuts", {"open": 3}),
        ("recent_queries", ["/photo.jpg"]),
    ],
)
def test_what_a_setting_cannot_be_is_refused_and_in_a_file_left_alone(
    file: Path, name: str, value: object
) -> None:
    _write(file, json.dumps({name: value}))
    settings = Settings(str(file))
    default = {setting.name: setting.default for setting in SETTINGS}[name]
    assert settings.get(name) == default
    with pytest.raises(ValueError, match=name):
        settings.set(name, value)
    # A later version may know it.
    settings.set("language", "de")
    settings.flush()
    assert _held(file)[name] == value


def test_defaults_fit_their_own_rules() -> None:
    assert [setting.name for setting in SETTINGS if not setting.accepts(setting.default)] == []


def test_what_a_later_version_wrote_is_kept(file: Path) -> None:
    _write(file, '{"version": 7, "telepathy": [1, 2], "theme": "light"}')
    settings = Settings(str(file))
    settings.set("theme", "dark")
    settings.flush()
    assert _held(file) == {"version": 7, "telepathy": [1, 2], "theme": "dark"}


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "nul\0l", '{"theme": "dark"} x', "\udcff\udcfe", "[" * 100_000]
)
def test_a_damaged_file_is_set_aside_and_the_defaults_serve(file: Path, damage: str) -> None:
    file.parent.mkdir()
    content = damage.encode("utf-8", "surrogateescape")
    file.write_bytes(content)
    settings = Settings(str(file))
    assert settings.get("theme") == "system"
    assert settings.set_aside is not None
    assert Path(settings.set_aside).read_bytes() == content
    settings.set("theme", "dark")
    settings.flush()
    assert _held(file)["theme"] == "dark"


def test_a_second_damage_does_not_replace_what_was_set_aside_first(file: Path) -> None:
    _write(file, "first")
    Settings(str(file))
    file.write_text("second")
    Settings(str(file))
    aside = sorted(file.parent.glob("*.damaged-*"))
    assert [path.read_text() for path in aside] == ["first", "second"]


def test_two_windows_do_not_undo_each_other(file: Path) -> None:
    one, other = Settings(str(file)), Settings(str(file))
    one.set("theme", "dark")
    one.flush()
    other.set("language", "de")
    other.flush()
    assert _held(file) == {"theme": "dark", "language": "de", "version": 1}


def test_what_it_gives_cannot_change_what_it_holds(file: Path) -> None:
    settings = Settings(str(file))
    given = settings.get("saved_searches")
    given.append({"name": "towers"})
    assert settings.get("saved_searches") == []
    settings.set("saved_searches", given)
    given.clear()
    assert settings.get("saved_searches") == [{"name": "towers"}]


def test_reset_takes_the_default_and_leaves_nothing_in_the_file(qtbot: QtBot, file: Path) -> None:
    settings = Settings(str(file))
    settings.set("load", "full")
    settings.flush()
    with qtbot.waitSignal(settings.changed):
        settings.reset("load")
    settings.flush()
    assert settings.get("load") == "low"
    assert "load" not in _held(file)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_the_file_stays_one(file: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "dotfiles.json"
    elsewhere.write_text("{}")
    file.parent.mkdir()
    file.symlink_to(elsewhere)
    settings = Settings(str(file))
    settings.set("theme", "dark")
    settings.flush()
    assert file.is_symlink()
    assert _held(elsewhere)["theme"] == "dark"


def test_a_folder_that_cannot_be_written_is_told_once_and_made_up_for(qtbot: QtBot, file: Path) -> None:
    file.parent.write_text("a file where the folder should be")
    settings = Settings(str(file))
    problems: list[object] = []
    settings.unwritable.connect(problems.append)
    settings.set("theme", "dark")
    qtbot.waitUntil(lambda: bool(problems))
    settings.set("load", "full")
    settings.flush()
    qtbot.wait(1)
    assert len(problems) == 1
    os.unlink(file.parent)
    settings.set("language", "de")
    settings.flush()
    assert _held(file) == {"theme": "dark", "load": "full", "language": "de", "version": 1}


def test_a_write_that_is_killed_leaves_the_old_file(file: Path) -> None:
    """The new file is there as a whole or not at all: nobody ever reads half of it."""
    settings = Settings(str(file))
    settings.set("theme", "dark")
    settings.flush()
    before = os.stat(file).st_ino
    settings.set("theme", "light")
    settings.flush()
    assert os.stat(file).st_ino != before
    assert sorted(path.name for path in file.parent.iterdir() if path.suffix != ".lock") == ["settings.json"]
