"""A program killed at any moment of an act, or of undoing it, never costs a photo.

A child is killed before every single call that changes a file or the journal, each time in a world made anew.
"""

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from io import IOBase
from pathlib import Path
from typing import Any

import pytest

from photosearch.library.acts.acting import Acts, NothingToUndoError
from photosearch.library.acts.step import Step
from tests.library.acts.conftest import Tree, metadata_of, tree

# What changes files, by its name in the system's module.
_CHANGES = {"chmod", "link", "mkdir", "remove", "rename", "replace", "rmdir", "symlink", "unlink", "utime"}


def _changes_something(function: Any) -> bool:
    owner = getattr(function, "__self__", None)
    if getattr(function, "__module__", None) == "posix":
        return function.__name__ in _CHANGES
    return isinstance(owner, sqlite3.Connection) or (
        isinstance(owner, IOBase) and function.__name__ == "write"
    )


def _killed_at(number: int, work: Callable[[], object]) -> bool:
    """Do the work in a child that is killed at its number-th event; whether it was, and did not come to the
    end before.
    """
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        assert killed or status == 0, "the child failed"
        return killed
    left = number

    def count(frame: object, event: str, function: Any) -> None:
        nonlocal left
        if event == "c_call" and _changes_something(function):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        sys.setprofile(count)
        work()
        sys.setprofile(None)
        code = 0
    finally:
        os._exit(code)


class World:
    """The album and where its photos go, made anew for each kill."""

    def __init__(self, original: Path, root: Path, away: Path, data: Path, linked: bool) -> None:
        self.original, self.away, self.data = original, away, data
        self.album, self.library = root / "photos", root / "library"
        self.linked = linked
        self.acts = Acts(self.library, metadata_of)

    def renew(self) -> Tree:
        """All as it was in the beginning; what there is then."""
        for folder in (self.album, self.library, self.away, self.data / "Trash"):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.original, self.album, ignore=shutil.ignore_patterns("[!cdg]*", "c[!h]*"))
        if self.linked:
            (self.album / "second name.jpg").hardlink_to(self.album / "giraffe.jpg")
        return tree(self.album)

    def is_linked(self) -> bool:
        """Whether the photo and its second name are one file."""
        return (self.album / "giraffe.jpg").samefile(self.album / "second name.jpg")

    def left(self) -> Tree:
        """Everything but the journal."""
        return tree(self.album, self.away, self.data / "Trash", self.library / "acts.kept")

    def undo_all(self) -> None:
        for _ in range(3):
            try:
                self.acts.undo()
            except NothingToUndoError:
                return


@pytest.fixture(params=["trash", "move", "move away", "link", "copy_metadata", "copy_metadata linked"])
def steps(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def home(other_drive: Path) -> Path:
    """In memory, where waiting for the disk costs nothing."""
    return other_drive / "home"


@pytest.fixture
def world(album: Path, other_drive: Path, tmp_path: Path, own_trash: Path, steps: str) -> World:
    away = tmp_path / "away" if steps == "move away" else other_drive / "away"
    metadata_of(os.fsencode(album / "dated.jpg"))
    return World(album, other_drive, away, own_trash.parent, steps.endswith("linked"))


def _plan(world: World, steps: str) -> list[Step]:
    def at(name: str) -> bytes:
        return os.fsencode(world.album / name)

    away = os.fsencode(world.away)
    return {
        "trash": [Step("trash", at("china.jpg"), kept=at("china copy.jpg"))],
        "move": [Step("move", at("china.jpg"), away)],
        "move away": [Step("move", at("dogs.jpg"), away)],
        "link": [Step("link", at("china copy.jpg"), at("china.jpg"))],
        "copy_metadata": [
            Step("copy_metadata", at("giraffe.jpg"), at("dated.jpg")),
            Step("trash", at("dated.jpg"), kept=at("giraffe.jpg")),
        ],
    }[steps.removesuffix(" linked")]


def test_every_file_comes_back_after_a_kill_in_an_act(world: World, steps: str) -> None:
    number, killed = 0, True
    while killed:
        before = world.renew()
        killed = _killed_at(number, lambda: world.acts.act(_plan(world, steps)))
        if not killed:
            assert world.left() != before
        world.undo_all()
        assert _differences(world.left(), before) == {}, f"killed at {number}"
        assert not world.linked or world.is_linked(), f"killed at {number}"
        number += 1
    assert number > 20


def test_every_file_comes_back_after_a_kill_in_its_undoing(world: World, steps: str) -> None:
    number, killed = 0, True
    while killed:
        before = world.renew()
        world.acts.act(_plan(world, steps))
        killed = _killed_at(number, world.acts.undo)
        world.undo_all()
        assert _differences(world.left(), before) == {}, f"killed at {number}"
        assert not world.linked or world.is_linked(), f"killed at {number}"
        number += 1
    assert number > 20


def _differences(found: Tree, wanted: Tree) -> dict[bytes, tuple[object, object]]:
    return {
        path: (_said(found.get(path)), _said(wanted.get(path)))
        for path in {*found, *wanted}
        if found.get(path) != wanted.get(path)
    }


def _said(file: tuple[bytes, int, int] | None) -> object:
    return file and (len(file[0]), *file[1:])
