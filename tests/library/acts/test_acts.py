"""Acts on real files: what they do, what they refuse, and taking them back."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from photosearch.library import relocating
from photosearch.library.acts.acting import (
    KEPT_ACTS,
    KEPT_DAYS,
    Acts,
    ActsBusyError,
    NothingToUndoError,
)
from photosearch.library.acts.journal import Act, Journal
from photosearch.library.acts.journal_file import JournalRefusedError
from photosearch.library.acts.planning import ActRefusedError
from photosearch.library.acts.step import Expected, Step
from tests.library.acts.conftest import At, metadata_of, names, reasons, states, tree


def expected(path: bytes) -> Expected:
    status = os.stat(path)
    return Expected(status.st_size, status.st_mtime_ns, relocating.content_hash(path))


ODD = b"not utf-8 \xff\n.jpg"


@pytest.mark.parametrize("do", ["trash", "move"])
def test_photos_go_with_what_belongs_to_them_and_come_back(
    acts: Acts,
    album: Path,
    at: At,
    tmp_path: Path,
    do: str,
) -> None:
    before = tree(album)
    target = os.fsencode(tmp_path / "away") if do == "move" else b""
    act = acts.act([Step(do, at(name), target) for name in ("dogs.jpg", "china.jpg", ODD)])
    assert states(act) == dict.fromkeys(
        ("dogs.jpg", "dogs.MOV", "china.jpg", "china.jpg.xmp", "china.aae", os.fsdecode(ODD)), "done"
    )
    assert (act.kind, act.state, act.photos) == (do, "done", 3)
    assert set(tree(album)) == set(before) - {step.path for step in act.steps}
    undone = Acts(tmp_path / "library").undo()
    assert tree(album) == before and undone.state == "undone"
    assert set(states(undone).values()) == {"undone"}
    with pytest.raises(NothingToUndoError):
        acts.undo()


def test_acts_are_undone_newest_first_or_by_number(acts: Acts, album: Path, at: At) -> None:
    before = tree(album)
    numbers = [acts.act([Step("trash", at(f"{name}.jpg"))]).id for name in ("china", "dogs", "citrus")]
    assert [act.id for act in acts.acts()] == numbers[::-1]
    acts.undo(numbers[0])
    assert {"china.jpg"} == names(album) & {"china.jpg", "dogs.jpg", "citrus.jpg"}
    assert acts.undo().id == numbers[2] and acts.undo().id == numbers[1]
    assert tree(album) == before
    with pytest.raises(NothingToUndoError):
        acts.undo(numbers[0])
    assert [(act.state, act.photos) for act in acts.acts()] == [("undone", 1)] * 3


def test_moved_files_never_take_anothers_place(acts: Acts, album: Path, at: At, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (away / "dogs.MOV").write_bytes(b"another film")
    (away / "citrus.jpg").write_bytes(b"another photo")
    (album / "sub").mkdir()
    shutil.copy2(album / "giraffe.jpg", album / "sub" / "giraffe.jpg")
    before, there = tree(album), tree(away)
    paths = [at(name) for name in ("dogs.jpg", "citrus.jpg", "giraffe.jpg", "sub/giraffe.jpg")]
    act = acts.act([Step("move", path, os.fsencode(away)) for path in paths])
    assert names(away) == {
        "dogs.MOV", "dogs (2).jpg", "dogs (2).MOV", "citrus.jpg", "citrus (2).jpg", "giraffe.jpg",
        "giraffe (2).jpg",
    }  # fmt: skip
    assert act.photos == 4 and {**tree(away), **there} == tree(away)
    acts.undo()
    assert tree(album) == before and tree(away) == there


def test_moving_to_another_drive_copies_and_compares(
    acts: Acts,
    album: Path,
    at: At,
    other_drive: Path,
) -> None:
    before = tree(album)
    act = acts.act([Step("move", at(name), os.fsencode(other_drive / "new")) for name in ("dogs.jpg", ODD)])
    moved = tree(other_drive)
    assert {step.place: before[step.path] for step in act.steps} == moved
    acts.undo()
    assert tree(album) == before and tree(other_drive) == {}


def test_moving_to_where_it_is_changes_nothing(acts: Acts, album: Path, at: At) -> None:
    before = tree(album)
    act = acts.act([Step("move", at("dogs.jpg"), os.fsencode(album))])
    assert "in that folder already" in reasons(act) and tree(album) == before and acts.acts() == []


@pytest.mark.parametrize("change", ["bytes", "gone", "time"])
def test_what_changed_since_it_was_chosen_stays_and_the_others_go(
    acts: Acts,
    album: Path,
    at: At,
    change: str,
) -> None:
    steps = [Step("trash", at(name), expected=expected(at(name))) for name in ("china.jpg", "citrus.jpg")]
    status = os.stat(at("china.jpg"))
    if change == "gone":
        os.unlink(at("china.jpg"))
    elif change == "bytes":
        # Of the same size and time: only the content tells.
        (album / "china.jpg").write_bytes(b"x" * status.st_size)
        os.utime(at("china.jpg"), ns=(status.st_atime_ns, status.st_mtime_ns))
    else:
        os.utime(at("china.jpg"))
        steps[0] = replace(steps[0], expected=Expected(status.st_size, status.st_mtime_ns))
    act = acts.act(steps)
    assert states(act)["china.jpg"] == "failed" and states(act)["citrus.jpg"] == "done"
    assert ("not there any more" if change == "gone" else "was changed since you chose it") in reasons(act)
    # Nor does what belongs to it.
    assert {"china.aae", "china.jpg.xmp"} <= names(album) and act.photos == 1


def test_sidecar_of_two_photos_stays_with_the_one_that_stays(acts: Acts, album: Path, at: At) -> None:
    for name in ("pair.cr2", "pair.jpg", "pair.xmp", "pair.jpg.xmp"):
        (album / name).write_bytes(os.fsencode(name))
    act = acts.act([Step("trash", at("pair.cr2"), expected=Expected(1, 1)), Step("trash", at("pair.jpg"))])
    assert states(act) == {
        "pair.cr2": "failed",
        "pair.jpg": "done",
        "pair.jpg.xmp": "done",
        "pair.xmp": "failed",
    }


def _unsound(at: At) -> Iterable[list[Step]]:
    china, copy = at("china.jpg"), at("china copy.jpg")
    yield []
    yield [Step("delete", china)]
    yield [Step("trash", china), Step("trash", china)]
    yield [Step("trash", china, kept=copy), Step("trash", copy, kept=china)]
    yield [Step("link", china, copy), Step("trash", copy)]
    yield [Step("trash", copy, kept=at("../album link/china copy.jpg"))]
    yield [Step("copy_metadata", china, copy), Step("trash", china)]


@pytest.mark.parametrize("number", range(7))
def test_unsound_plan_does_nothing(acts: Acts, album: Path, at: At, number: int) -> None:
    (album.parent / "album link").symlink_to("album")
    before = tree(album)
    with pytest.raises(ActRefusedError):
        acts.act([Step("trash", at("dogs.jpg")), *list(_unsound(at))[number]] if number else [])
    assert tree(album) == before


def test_last_copy_stays_where_the_kept_one_is_gone(acts: Acts, album: Path, at: At) -> None:
    os.unlink(at("china.jpg"))
    (album / "link.jpg").symlink_to("dogs.jpg")
    act = acts.act(
        [
            Step("trash", at("china copy.jpg"), kept=at("china.jpg")),
            Step("trash", at("dogs.jpg"), kept=at("link.jpg")),
        ]
    )
    assert {"china copy.jpg", "dogs.jpg", "dogs.MOV"} <= names(album)
    assert "to be kept for it is gone" in reasons(act) and "by another name" in reasons(act)


@pytest.mark.parametrize("do", ["trash", "move", "link", "copy_metadata"])
def test_undo_never_overwrites(acts: Acts, album: Path, at: At, tmp_path: Path, do: str) -> None:
    path = at("giraffe.jpg" if do == "copy_metadata" else "china copy.jpg")
    target = {
        "move": os.fsencode(tmp_path / "away"),
        "link": at("china.jpg"),
        "copy_metadata": at("dated.jpg"),
    }
    original = tree(album)[path]
    act = acts.act([Step(do, path, target.get(do, b""))])
    if os.path.lexists(path):
        os.unlink(path)
    Path(os.fsdecode(path)).write_bytes(b"new")
    undone = acts.undo()
    assert undone.steps[0].reason and tree(album)[path][0] == b"new"
    os.unlink(path)
    acts.undo(act.id)
    assert tree(album)[path] == original


def test_stopped_act_leaves_the_rest(acts: Acts, album: Path, at: At) -> None:
    done: list[Step] = []
    act = acts.act(
        [Step("trash", at(f"{name}.jpg")) for name in ("citrus", "giraffe", "pyramids")],
        done.append,
        lambda: bool(done),
    )
    assert list(states(act).values()) == ["done", "failed", "failed"] and "giraffe.jpg" in names(album)
    acts.undo()
    assert "citrus.jpg" in names(album)


def test_two_take_turns(acts: Acts, at: At, tmp_path: Path) -> None:
    busy: list[Exception] = []
    listed: list[Act] = []

    def other() -> None:
        second = Acts(tmp_path / "library", metadata_of, patience_s=0)
        listed.extend(second.acts())
        try:
            second.undo()
        except ActsBusyError as error:
            busy.append(error)

    def meanwhile(step: Step) -> None:
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    acts.act([Step("trash", at("citrus.jpg"))], meanwhile)
    assert len(busy) == 1 and [act.state for act in listed] == ["doing"]


def test_forgotten_act_frees_what_was_kept_for_it(acts: Acts, album: Path, at: At, tmp_path: Path) -> None:
    act = acts.act(
        [
            Step("copy_metadata", at("giraffe.jpg"), at("dated.jpg")),
            Step("link", at("china copy.jpg"), at("china.jpg")),
        ]
    )
    kept = {os.fsdecode(step.place) for step in act.steps}
    assert all(map(os.path.exists, kept))
    acts.forget(act.id)
    assert not any(map(os.path.exists, kept)) and acts.acts() == []
    with pytest.raises(NothingToUndoError):
        acts.undo()
    with pytest.raises(NothingToUndoError):
        acts.forget(act.id)


def test_what_is_found_nowhere_else_is_not_deleted_by_forgetting(
    acts: Acts,
    album: Path,
    at: At,
    own_trash: Path,
) -> None:
    content = (album / "china copy.jpg").read_bytes()
    act = acts.act([Step("link", at("china copy.jpg"), at("china.jpg"))])
    (album / "china.jpg").write_bytes(b"spoilt, and its other name with it")
    acts.forget(act.id)
    (file,) = (own_trash / "files").iterdir()
    assert file.read_bytes() == content


@pytest.mark.parametrize("old", ["long ago", "many later"])
def test_old_acts_are_forgotten(acts: Acts, album: Path, at: At, tmp_path: Path, old: str) -> None:
    first = acts.act([Step("link", at("china copy.jpg"), at("china.jpg"))])
    if old == "many later":
        with Journal(tmp_path / "library") as journal:
            for _ in range(KEPT_ACTS):
                journal.set_state(journal.add("trash", []), "done")
    else:
        with closing(sqlite3.connect(tmp_path / "library" / "acts.sqlite")) as connection:
            connection.execute("UPDATE acts SET at_ns = at_ns - ?", ((KEPT_DAYS + 1) * 86_400 * 10**9,))
            connection.commit()
    acts.act([Step("trash", at("citrus.jpg"))])
    assert first.id not in [act.id for act in acts.acts(-1)]
    assert not any(name.endswith(".kept") for name in names(album))


def test_library_that_was_never_acted_on_stays_as_it_is(tmp_path: Path) -> None:
    assert Acts(tmp_path / "nowhere").acts() == []
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("damage", ["head", "all"])
def test_damaged_journal_is_set_aside(acts: Acts, album: Path, at: At, tmp_path: Path, damage: str) -> None:
    acts.act([Step("trash", at("citrus.jpg"))])
    journal = tmp_path / "library" / "acts.sqlite"
    content = journal.read_bytes()
    journal.write_bytes(b"x" * 100 + content[100:] if damage == "head" else b"no database")
    assert acts.acts() == []
    acts.act([Step("trash", at("dogs.jpg"))])
    acts.undo()
    assert "dogs.jpg" in names(album) and (tmp_path / "library" / "acts.damaged-1").exists()


def test_journal_of_another_program_stays_as_it_is(acts: Acts, album: Path, at: At, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    with closing(sqlite3.connect(tmp_path / "library" / "acts.sqlite")) as other:
        other.execute("CREATE TABLE plays (act TEXT)")
    with pytest.raises(JournalRefusedError, match="another program"):
        acts.act([Step("trash", at("dogs.jpg"))])
    assert "dogs.jpg" in names(album)
