"""From choices to steps: what goes, what stays after all, and that nothing kept is ever among what goes."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xxhash

from photosearch.library.acts.acting import Acts
from photosearch.library.browsing import PhotoRow
from photosearch.search.groups.keeping import choose
from photosearch.search.groups.members import Member
from photosearch.search.groups.planning import Plan, Way, plan
from photosearch.search.groups.rules import from_text, protecting
from tests.search.groups.photos import row


def on_disk(path: Path, **values: Any) -> PhotoRow:
    """The catalogue's row of a file that exists; what a link leads to counts."""
    status = os.stat(path)
    file = row(
        content_hash=xxhash.xxh3_128(path.read_bytes()).digest(),
        file_size=status.st_size,
        modified_ns=status.st_mtime_ns,
        **values,
    )
    return file._replace(folder=os.fsencode(path.parent), directory=b"", name=os.fsencode(path.name))


def member(*paths: Path, **values: Any) -> Member:
    """One photo: the file that is looked at first."""
    rows = tuple(on_disk(path, **values) for path in paths)
    return Member(rows[0], rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = Path(os.path.realpath(tmp_path)) / "photos"
    found.mkdir()
    return found


def written(path: Path, content: bytes = b"a photo") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def made(*groups: Sequence[Member], way: Way = Way(), **options: Any) -> Plan:  # noqa: B008
    rules = options.get("rules", ())
    return plan(
        groups, [choose(members, [*rules, *from_text(["larger"])]) for members in groups], way, **options
    )


def names(found: Plan) -> list[tuple[str, str]]:
    return [(step.do, os.fsdecode(os.path.basename(step.path))) for step in found.steps]


def test_what_goes_and_what_that_frees(folder: Path) -> None:
    kept, goes = member(written(folder / "a.jpg")), member(written(folder / "b.jpg", b"x" * 500), width=100)
    found = made([kept, goes])
    assert names(found) == [("trash", "b.jpg")]
    assert found.steps[0].kept == kept.path
    assert found.steps[0].expected is not None
    assert (found.freed, found.staying) == (500, [])
    moved = made([kept, goes], way=Way("move", os.fsencode(folder / "others")))
    assert (moved.steps[0].target, moved.freed) == (os.fsencode(folder / "others"), 0)


def test_what_could_not_go_frees_nothing(folder: Path, tmp_path: Path) -> None:
    kept, *others = [
        member(written(folder / name, b"x" * 300)) for name in ("a.jpg", "b copy.jpg", "c copy.jpg")
    ]
    found = made([kept, *others], way=Way("link"))
    (folder / "c copy.jpg").write_bytes(b"edited")
    done = Acts(tmp_path / "library").act(found.steps)
    assert [step.state for step in done.steps] == ["done", "failed"]
    assert (found.freed, found.freed_by(done.steps)) == (600, 300)


def test_both_files_of_a_pair_go(folder: Path) -> None:
    big = member(written(folder / "big.jpg"), written(folder / "big.cr2", b"raw"))
    raw = on_disk(written(folder / "a.cr2", b"raw"), format="CR2", width=100)
    jpeg = on_disk(written(folder / "a.jpg", b"jpeg"), width=100)
    big = Member(big.photo, (big.photo, big.files[1]._replace(format="CR2")))
    assert names(made([big, Member(jpeg, (raw, jpeg))])) == [("trash", "a.cr2"), ("trash", "a.jpg")]


def test_what_one_group_keeps_no_other_takes(folder: Path) -> None:
    first, second, third = (
        member(written(folder / f"{name}.jpg", name.encode()), width=width)
        for name, width in (("a", 4000), ("b", 2000), ("c", 1000))
    )
    found = made([first, second], [second, third], [first, third])
    assert names(found) == [("trash", "c.jpg")]
    # That is nothing anybody need be told.
    assert found.staying == []


def test_changed_and_missing_files_stay(folder: Path) -> None:
    kept, changed, gone = (
        member(written(folder / name), width=width)
        for name, width in (("a.jpg", 4000), ("b.jpg", 2000), ("c.jpg", 1000))
    )
    written(folder / "b.jpg", b"something else")
    os.unlink(folder / "c.jpg")
    found = made([kept, changed, gone])
    assert [item.reason for item in found.staying] == [
        "“b.jpg” was changed since Photosearch read it.",
        "“c.jpg” is not there any more.",
    ]
    assert (found.steps, found.freed) == ([], 0)


@pytest.mark.parametrize("change", ["is not there any more", "was changed since Photosearch read it"])
def test_nothing_goes_for_a_photo_that_is_not_what_it_was(folder: Path, change: str) -> None:
    kept, goes = member(written(folder / "a.jpg")), member(written(folder / "b.jpg"), width=100)
    os.unlink(kept.path)
    if "changed" in change:
        written(folder / "a.jpg", b"cut")
    found = made([kept, goes])
    assert found.steps == []
    assert found.staying[0].reason == f"The photo to keep, “a.jpg”, {change}."


def test_names_of_one_file(folder: Path) -> None:
    original = written(folder / "a.jpg", b"x" * 100)
    os.link(original, folder / "hard.jpg")
    (folder / "soft.jpg").symlink_to(original)
    (folder.parent / "door").symlink_to(folder)
    kept = member(original)
    others = [
        member(path, width=100)
        for path in (folder / "hard.jpg", folder / "soft.jpg", folder.parent / "door" / "a.jpg")
    ]
    found = made([kept, *others])
    # A second name may go, though that frees nothing; the kept file itself may not.
    assert names(found) == [("trash", "hard.jpg"), ("trash", "soft.jpg")]
    assert found.freed == 0
    assert "is the photo that is kept, reached by another way" in found.staying[0].reason
    linked = made([kept, *others], way=Way("link"))
    assert linked.steps == []
    assert len(linked.staying) == 3


def test_a_link_that_is_kept_does_not_lose_what_it_leads_to(folder: Path) -> None:
    original = written(folder / "z.jpg")
    (folder / "a.jpg").symlink_to(original)
    found = made([member(folder / "a.jpg"), member(original, width=100)])
    assert found.steps == []


def test_only_identical_files_become_links(folder: Path) -> None:
    kept, same = member(written(folder / "a.jpg")), member(written(folder / "b.jpg"))
    other = member(written(folder / "c.jpg", b"another"), width=100)
    found = made([kept, same, other], way=Way("link"))
    assert names(found) == [("link", "b.jpg")]
    assert found.steps[0].target == kept.path
    assert "is not the same file as the one that is kept" in found.staying[0].reason


def test_a_protected_folder_is_found_behind_a_link(folder: Path) -> None:
    inside = written(folder / "album" / "b.jpg")
    (folder / "door").symlink_to(folder / "album")
    kept = member(written(folder / "a.jpg"))
    goes = member(folder / "door" / inside.name, width=100)
    rules = protecting([str(folder / "album")])
    assert made([kept, goes], rules=rules).staying[0].reason == "“b.jpg” lies in a protected folder."


def test_what_is_in_the_folder_already_is_not_moved(folder: Path) -> None:
    kept, goes = member(written(folder / "a.jpg")), member(written(folder / "others" / "b.jpg"), width=100)
    found = made([kept, goes], way=Way("move", os.fsencode(folder / "others")))
    assert found.staying[0].reason == "“b.jpg” is in that folder already."


def test_date_and_place_of_the_one_that_knows_most(folder: Path) -> None:
    kept = member(written(folder / "a.jpg"))
    dated = member(written(folder / "b.jpg"), width=100, taken="2020-01-01T10:00:00")
    both = member(
        written(folder / "c.jpg"), width=90, taken="2020-01-01T10:00:00", latitude=48.0, longitude=11.0
    )
    found = made([kept, dated, both], keep_metadata=True)
    assert names(found) == [("copy_metadata", "a.jpg"), ("trash", "b.jpg"), ("trash", "c.jpg")]
    assert found.steps[0].target == both.path
    assert len(found.going) == 2
    # In two groups (copies, a burst) it is written into once.
    twice = made([kept, dated], [kept, both], keep_metadata=True)
    assert [step.do for step in twice.steps] == ["copy_metadata", "trash", "trash"]


def test_a_plan_is_carried_out_and_taken_back(folder: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    contents = {name: name.encode() * 9 for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg")}
    members = [
        member(written(folder / name, content), width=4000 - 500 * number)
        for number, (name, content) in enumerate(contents.items())
    ]
    os.link(folder / "a.jpg", folder / "e.jpg")
    group = [*members, member(folder / "e.jpg", width=10)]
    acts = Acts(tmp_path / "library")
    done = acts.act(made(group, way=Way("move", os.fsencode(folder / "others"))).steps)
    assert [step.state for step in done.steps] == ["done"] * 4
    assert sorted(path.name for path in folder.iterdir()) == ["a.jpg", "others"]
    acts.undo()
    assert {name: (folder / name).read_bytes() for name in contents} == contents
