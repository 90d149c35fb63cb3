"""Starting at login: the entry, what it starts, and that it goes without a trace."""

import configparser
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from photosearch.gui import autostart

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the entry of a Linux desktop")


def _entry() -> Path:
    return Path(os.environ["XDG_CONFIG_HOME"]) / "autostart" / "photosearch.desktop"


def test_it_is_off_until_switched_on_and_leaves_nothing_when_off() -> None:
    assert not autostart.is_enabled()
    autostart.set_enabled(False)
    assert not autostart.is_enabled()
    autostart.set_enabled(True)
    assert autostart.is_enabled()
    autostart.set_enabled(False)
    assert not autostart.is_enabled()
    assert list(_entry().parent.iterdir()) == []


def test_the_entry_starts_this_photosearch() -> None:
    """Its command is run as a desktop runs it, but for the window: the version, in its place."""
    autostart.set_enabled(True)
    parsed = configparser.RawConfigParser()
    parsed.read(_entry())
    command = shlex.split(parsed["Desktop Entry"]["Exec"])
    assert command[-1] == "--background"
    ended = subprocess.run([*command[:-1], "--version"], capture_output=True, text=True, cwd="/")
    assert ended.stdout.startswith("photosearch 0."), ended.stderr


@pytest.mark.parametrize(
    ("argument", "written"),
    [
        ("/usr/bin/photosearch", "/usr/bin/photosearch"),
        ("/home/a b/photo", '"/home/a b/photo"'),
        ("100%", "100%%"),
        # The examples of the Desktop Entry Specification: quoted for Exec, then escaped as a value.
        ('say "hi"', r'"say \\"hi\\""'),
        ("$HOME", r'"\\$HOME"'),
        ("a\\b", r'"a\\\\b"'),
        ("", '""'),
    ],
)
def test_any_path_can_be_started(argument: str, written: str) -> None:
    assert f"\nExec={written}\n" in autostart.desktop_entry([argument]).decode()


def test_an_entry_the_person_hid_in_the_system_counts_as_off() -> None:
    autostart.set_enabled(True)
    with _entry().open("a") as file:
        file.write("Hidden=true\n")
    assert not autostart.is_enabled()


def test_an_image_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs inside an AppImage lies elsewhere at every start."""
    monkeypatch.setenv("APPIMAGE", "/opt/Photosearch.AppImage")
    assert autostart.start_command() == ["/opt/Photosearch.AppImage", "--background"]
