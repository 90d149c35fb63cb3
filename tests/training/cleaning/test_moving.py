"""Moving dropped photos away and back, whatever comes between."""

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xxhash

from photosearch.errors import UsageError
from photosearch.training.cleaning.moving import MOVES_NAME, move_dropped, undo_moves
from photosearch.training.cleaning.report import ClassReport, PhotoVerdict, Report, save_report
from tests.training.cleaning.class_folders import contents

COUNT = 6


class Case:
    """A set of which all photos but one are dropped, and its report."""

    def __init__(self, root: Path) -> None:
        self.folder, self.away = root / "set", root / "away" / "dropped"
        (self.folder / "class" / "deep").mkdir(parents=True)
        verdicts = []
        for number in range(COUNT):
            name = f"class/{'deep/' if number % 2 else ''}{number}.jpg"
            path = self.folder / name
            path.write_bytes(os.urandom(5000 + number))
            os.utime(path, ns=(10**18, 10**18 + number))
            digest = xxhash.xxh3_128(path.read_bytes()).hexdigest()
            verdicts.append(PhotoVerdict(os.fsencode(name), number == 0, "", digest))
        each = ClassReport(b"class", verdicts)
        self.report = save_report(Report(os.fsencode(self.folder), [each], {}), root / "out")
        self.notes = root / "out" / MOVES_NAME
        self.before = contents(self.folder)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def no_links(*arguments: object, **named: object) -> None:
    raise OSError(errno.EXDEV, "another disk")


@pytest.mark.parametrize("other_disk", [False, True])
def test_photos_go_and_come_back_byte_for_byte(
    case: Case, other_disk: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if other_disk:
        monkeypatch.setattr(os, "link", no_links)
    assert move_dropped(case.report, case.away).moved == COUNT - 1
    assert contents(case.folder) == {"class/0.jpg": case.before["class/0.jpg"]}
    assert contents(case.away) == {k: v for k, v in case.before.items() if k != "class/0.jpg"}
    back = undo_moves(case.report)
    assert (back.moved, back.left) == (COUNT - 1, [])
    assert contents(case.folder) == case.before
    assert contents(case.away) == {}
    assert not case.notes.exists()
    assert undo_moves(case.report).moved == 0


class PowerCutError(BaseException):
    """Nothing in the program may catch it."""


def failing_at(call: int, real: Callable[..., object]) -> Callable[..., object]:
    """`real`, until its call of this number ends everything."""
    calls = 0

    def stand_in(*arguments: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call:
            raise PowerCutError
        return real(*arguments, **named)

    return stand_in


@pytest.mark.parametrize("call", [1, 2, 5])
@pytest.mark.parametrize(
    ("name", "other_disk"),
    [("link", False), ("unlink", False), ("unlink", True), ("rename", True), ("write", False)],
)
def test_an_interrupted_move_is_undone(
    case: Case, name: str, other_disk: bool, call: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        if other_disk:
            patch.setattr(os, "link", no_links)
        patch.setattr(os, name, failing_at(call, getattr(os, name)))
        with pytest.raises(PowerCutError):
            move_dropped(case.report, case.away)
    assert undo_moves(case.report).left == []
    assert contents(case.folder) == case.before
    assert contents(case.away) == {}


@pytest.mark.parametrize("other_disk", [False, True])
@pytest.mark.parametrize("call", [1, 3, 5])
def test_an_interrupted_undo_is_finished_by_the_next(
    case: Case, other_disk: bool, call: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_dropped(case.report, case.away)
    with monkeypatch.context() as patch:
        if other_disk:
            patch.setattr(os, "link", no_links)
        patch.setattr(os, "unlink", failing_at(call, os.unlink))
        with pytest.raises(PowerCutError):
            undo_moves(case.report)
    assert undo_moves(case.report).left == []
    assert contents(case.folder) == case.before


def test_half_a_copy_left_by_a_power_cut_goes_away(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", no_links)
        patch.setattr(shutil, "copystat", failing_at(2, shutil.copystat))
        with pytest.raises(PowerCutError):
            move_dropped(case.report, case.away)
    # Nothing tidies up after a real power cut.
    half = Path(json.loads(case.notes.read_text().splitlines()[-1])["away"] + ".photosearch-part")
    half.write_bytes(b"half of it")
    undo_moves(case.report)
    assert (contents(case.folder), contents(case.away)) == (case.before, {})


def test_half_a_note_does_not_spoil_the_next_move_or_the_undo(case: Case) -> None:
    case.notes.write_bytes(b'{"home": "/x')
    assert undo_moves(case.report).left == []
    case.notes.write_bytes(b'{"home": "/x')
    assert move_dropped(case.report, case.away).moved == COUNT - 1
    undo_moves(case.report)
    assert contents(case.folder) == case.before


def test_nothing_is_overwritten_and_what_changed_stays(case: Case) -> None:
    (case.folder / "class" / "2.jpg").write_bytes(b"edited since")
    (case.away / "class").mkdir(parents=True)
    (case.away / "class" / "4.jpg").write_bytes(b"somebody's own")
    outcome = move_dropped(case.report, case.away)
    assert outcome.moved == COUNT - 3
    assert sorted(os.path.basename(path) for path, _ in outcome.left) == [b"2.jpg", b"4.jpg"]
    assert (case.away / "class" / "4.jpg").read_bytes() == b"somebody's own"
    (case.folder / "class" / "deep" / "1.jpg").write_bytes(b"a new one")
    back = undo_moves(case.report)
    assert [os.path.basename(path) for path, _ in back.left] == [b"1.jpg"]
    assert (case.folder / "class" / "deep" / "1.jpg").read_bytes() == b"a new one"
    (case.folder / "class" / "deep" / "1.jpg").unlink()
    assert undo_moves(case.report).left == []
    after = contents(case.folder)
    assert after.pop("class/2.jpg")[0] == b"edited since"
    assert after == {k: v for k, v in case.before.items() if k != "class/2.jpg"}


def test_a_destination_inside_the_set_is_refused(case: Case) -> None:
    for place in (case.folder, case.folder / "class" / "bad", case.folder / ".." / "set" / "x"):
        with pytest.raises(UsageError, match="lies in the folder"):
            move_dropped(case.report, place)
    assert contents(case.folder) == case.before
