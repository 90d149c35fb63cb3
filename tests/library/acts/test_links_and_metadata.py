"""Links in the place of copies, and date and place written into what is kept; and taking both back."""

import os
import shutil
from pathlib import Path

import pytest

from photosearch.library.acts.acting import Acts
from photosearch.library.acts.step import Step
from tests.library.acts.conftest import At, metadata_of, names, pixels, reasons, states, tree


def test_copy_becomes_a_link_and_its_own_file_again(acts: Acts, album: Path, at: At) -> None:
    before = tree(album)
    act = acts.act([Step("link", at("china copy.jpg"), at("china.jpg"))])
    assert act.photos == 1 and os.path.samefile(at("china copy.jpg"), at("china.jpg"))
    # What is written through one name shows through the other: the former file does not depend on it.
    (album / "china.jpg").write_bytes(b"spoilt")
    acts.undo()
    after = tree(album)
    assert after.pop(at("china.jpg"))[0] == b"spoilt" and before.pop(at("china.jpg"))
    assert after == before


@pytest.mark.parametrize(
    ("path", "target", "reason"),
    [
        ("dogs.jpg", "china.jpg", "does not hold the same"),
        ("symlink.jpg", "china.jpg", "is a link already"),
        ("hard link.jpg", "china.jpg", "are one file already"),
        ("same size.jpg", "china.jpg", "does not hold the same"),
        ("china copy.jpg", "nothing.jpg", "to be kept for it is gone"),
    ],
)
def test_only_what_holds_the_same_becomes_a_link(
    acts: Acts,
    album: Path,
    at: At,
    path: str,
    target: str,
    reason: str,
) -> None:
    (album / "symlink.jpg").symlink_to("china.jpg")
    (album / "hard link.jpg").hardlink_to(album / "china.jpg")
    (album / "same size.jpg").write_bytes(b"x" * (album / "china.jpg").stat().st_size)
    before = tree(album)
    act = acts.act([Step("link", at(path), at(target))])
    assert reason in reasons(act) and tree(album) == before and act.state == "undone"


def test_link_cannot_lead_to_another_drive(acts: Acts, album: Path, at: At, other_drive: Path) -> None:
    shutil.copy2(album / "dogs.jpg", other_drive)
    act = acts.act([Step("link", os.fsencode(other_drive / "dogs.jpg"), at("dogs.jpg"))])
    assert "on another drive" in reasons(act) and names(other_drive) == {"dogs.jpg"}


def test_date_and_place_go_over_to_the_kept_photo(acts: Acts, album: Path, at: At, tmp_path: Path) -> None:
    before, picture = tree(album), pixels(album / "giraffe.jpg")
    steps = [
        Step("trash", at("dated.jpg"), kept=at("giraffe.jpg")),
        Step("copy_metadata", at("giraffe.jpg"), at("dated.jpg")),
    ]
    # With the reader of the program, in a process of its own.
    act = Acts(tmp_path / "library").act(steps)
    assert states(act) == {"giraffe.jpg": "done", "dated.jpg": "done"} and act.photos == 1
    known = metadata_of(at("giraffe.jpg"))
    assert (known.taken, known.latitude, known.longitude) == ("2019-02-10T08:00:00", 27.175, -78.042)
    assert pixels(album / "giraffe.jpg") == picture
    acts.undo()
    assert tree(album) == before


def test_photo_stays_whose_date_could_not_be_copied(acts: Acts, album: Path, at: At) -> None:
    from PIL import Image

    with Image.open(album / "giraffe.jpg") as image:
        image.save(album / "giraffe.png")
    before = tree(album)
    for kept, reason in (("giraffe.png", "JPEG files, not into PNG"), ("dogs.MOV", "not a picture")):
        act = acts.act(
            [Step("trash", at("dated.jpg"), kept=at(kept)), Step("copy_metadata", at(kept), at("dated.jpg"))]
        )
        assert reason in reasons(act) and set(states(act).values()) == {"failed"}
    assert tree(album) == before


def test_kept_photo_that_was_edited_since_is_not_overwritten(acts: Acts, album: Path, at: At) -> None:
    act = acts.act([Step("copy_metadata", at("giraffe.jpg"), at("dated.jpg"))])
    (album / "giraffe.jpg").write_bytes(b"edited")
    undone = acts.undo()
    assert "was changed since" in reasons(undone) and (album / "giraffe.jpg").read_bytes() == b"edited"
    # Tried again by its number.
    (album / "giraffe.jpg").unlink()
    assert set(states(acts.undo(act.id)).values()) == {"undone"}
    assert metadata_of(at("giraffe.jpg")).taken is None


@pytest.mark.parametrize("first", ["link", "copy_metadata"])
@pytest.mark.parametrize("undone", ["newest first", "oldest first"])
def test_links_and_copied_metadata_come_back_in_any_order(
    acts: Acts, album: Path, at: At, tmp_path: Path, first: str, undone: str
) -> None:
    kept, copy = album / "giraffe.jpg", album / "giraffe copy.jpg"
    shutil.copy2(kept, copy)
    before, numbers = tree(album), []
    for do in (first, "copy_metadata" if first == "link" else "link"):
        if do == "link" and numbers:  # the copy was made of what holds the metadata now
            shutil.copy2(kept, copy)
            before[at(copy.name)] = tree(album)[at(copy.name)]
        step = {
            "link": Step("link", at(copy.name), at(kept.name)),
            "copy_metadata": Step("copy_metadata", at(kept.name), at("dated.jpg")),
        }[do]
        numbers.append(acts.act([step]).id)
    assert kept.samefile(copy) == (first == "copy_metadata")
    assert metadata_of(at(kept.name)).taken and tree(album) != before
    for number in numbers if undone == "oldest first" else reversed(numbers):
        assert set(states(acts.undo(number)).values()) == {"undone"}
        if first == "link" and undone == "newest first" and number == numbers[1]:
            assert kept.samefile(copy), "one file again, as it was before the metadata"
    assert tree(album) == before and not kept.samefile(copy)
    assert not any((tmp_path / "library" / "acts.kept").iterdir())


def test_what_was_one_file_with_another_is_so_again(acts: Acts, album: Path, at: At) -> None:
    kept, other = album / "giraffe.jpg", album / "second name.jpg"
    other.hardlink_to(kept)
    before = tree(album)
    act = acts.act([Step("copy_metadata", at(kept.name), at("dated.jpg"))])
    assert not kept.samefile(other) and metadata_of(at(other.name)).taken is None
    acts.undo()
    assert kept.samefile(other) and tree(album) == before
    # Written to through its other name: the file gets its own bytes, and the other name keeps its new ones.
    act = acts.act([Step("copy_metadata", at(kept.name), at("dated.jpg"))])
    other.write_bytes(b"edited")
    assert set(states(acts.undo(act.id)).values()) == {"undone"}
    assert other.read_bytes() == b"edited" and kept.read_bytes() == before[at(kept.name)][0]
    # And what is given up leaves nothing behind.
    act = acts.act([Step("copy_metadata", at(kept.name), at("dated.jpg"))])
    acts.forget(act.id)
    assert names(album) == {os.fsdecode(os.path.basename(path)) for path in before}
