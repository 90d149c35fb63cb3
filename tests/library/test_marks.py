"""What the person said of pairs of photos: kept for good, and never lost silently."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from photosearch.errors import PhotosearchError, UsageError
from photosearch.library.marks import DIFFERENT, SAME, MarkedPhoto, Marks, pair
from photosearch.library.marks_file import FILE_NAME, problems


def photo(number: int) -> MarkedPhoto:
    return MarkedPhoto(number.to_bytes(16, "big"), b"/photos/\xff %d.jpg" % number)


A, B, C, D = (photo(number) for number in (400, 3, 20, 1))


def say(folder: Path, one: MarkedPhoto, other: MarkedPhoto, says: str) -> None:
    with Marks.writing(folder) as marks:
        marks.say([(one, other)], says)


def test_what_is_said_is_kept_with_its_paths(tmp_path: Path) -> None:
    say(tmp_path, A, B, SAME)
    say(tmp_path, C, A, DIFFERENT)
    with Marks.reading(tmp_path) as marks:
        last, first = marks.all()
    assert (last.pair, last.says) == (pair(A.content_hash, C.content_hash), DIFFERENT)
    assert {first.one, first.other} == {A, B} and first.says == SAME
    assert abs(last.said_at - os.stat(tmp_path / FILE_NAME).st_mtime) < 60


def test_last_word_counts_in_either_order(tmp_path: Path) -> None:
    say(tmp_path, A, B, SAME)
    say(tmp_path, B, A, DIFFERENT)
    with Marks.reading(tmp_path) as marks:
        assert [mark.says for mark in marks.all()] == [DIFFERENT]
        assert marks.about({A.content_hash}) == {B.content_hash: DIFFERENT}
        assert marks.about({B.content_hash}) == {A.content_hash: DIFFERENT}
        assert marks.different() == {pair(A.content_hash, B.content_hash)}


def test_word_is_not_passed_on_from_photo_to_photo(tmp_path: Path) -> None:
    say(tmp_path, A, B, SAME)
    say(tmp_path, B, C, SAME)
    with Marks.reading(tmp_path) as marks:
        assert marks.about({A.content_hash}) == {B.content_hash: SAME}
        assert marks.about({D.content_hash}) == {} == marks.about(())


def test_of_several_pictures_the_last_word_counts(tmp_path: Path) -> None:
    say(tmp_path, A, C, SAME)
    say(tmp_path, B, C, DIFFERENT)
    say(tmp_path, A, B, DIFFERENT)
    with Marks.reading(tmp_path) as marks:
        assert marks.about({A.content_hash, B.content_hash}) == {C.content_hash: DIFFERENT}
    say(tmp_path, A, C, SAME)
    with Marks.reading(tmp_path) as marks:
        assert marks.about({A.content_hash, B.content_hash}) == {C.content_hash: SAME}


def test_many_pictures_at_once(tmp_path: Path) -> None:
    photos = [photo(number) for number in range(2, 1202)]
    with Marks.writing(tmp_path) as marks:
        marks.say([(D, other) for other in photos], DIFFERENT)
        assert marks.about([other.content_hash for other in photos]) == {D.content_hash: DIFFERENT}
        assert len(marks.about([D.content_hash])) == 1200


def test_taking_back(tmp_path: Path) -> None:
    say(tmp_path, A, B, SAME)
    say(tmp_path, A, C, SAME)
    with Marks.writing(tmp_path) as marks:
        assert marks.take_back([(B.content_hash, A.content_hash), (B.content_hash, D.content_hash)]) == 1
        (left,) = marks.all()
    assert {left.one, left.other} == {A, C}
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        paths = {row[0] for row in connection.execute("SELECT path FROM pictures")}
    assert paths == {A.path, C.path}, "no path is kept that nothing is said of"


def test_revision_tells_every_change(tmp_path: Path) -> None:
    with Marks.reading(tmp_path) as marks:
        seen = [marks.revision()]
    for change in (
        lambda marks: marks.say([(A, B)], SAME),
        lambda marks: marks.say([(A, B)], DIFFERENT),
        lambda marks: marks.take_back([(A.content_hash, B.content_hash)]),
        lambda marks: marks.say([(A, B)], SAME),
    ):
        with Marks.writing(tmp_path) as marks:
            change(marks)
            seen.append(marks.revision())
    assert len(set(seen)) == 5 and seen == sorted(seen)


def test_looking_makes_nothing(tmp_path: Path) -> None:
    with Marks.reading(tmp_path / "none") as marks:
        assert marks.all() == [] and marks.about({A.content_hash}) == {} and not marks.different()
        assert marks.take_back([(A.content_hash, B.content_hash)]) == 0
    assert list(tmp_path.iterdir()) == []


def test_one_content_is_no_pair(tmp_path: Path) -> None:
    with Marks.writing(tmp_path) as marks:
        with pytest.raises(UsageError, match="same picture"):
            marks.say([(A, B), (C, MarkedPhoto(C.content_hash, b"/elsewhere"))], DIFFERENT)
        assert marks.all() == [], "all or none"


def test_several_processes_speak_at_a_time(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from photosearch.library.marks import *\n"
        "own = int(sys.argv[2])\n"
        "for n in range(20):\n"
        "    with Marks.writing(Path(sys.argv[1])) as marks:\n"
        "        one, other = (MarkedPhoto(k.to_bytes(16, 'big'), b'/p') for k in (own, 1000 + n))\n"
        "        marks.say([(one, other)], SAME)\n"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, tmp_path, str(own)]) for own in (1, 2, 3)]
    assert [process.wait(60) for process in started] == [0, 0, 0]
    with Marks.reading(tmp_path) as marks:
        assert len(marks.all()) == 60


def many(folder: Path, count: int = 2000) -> None:
    with Marks.writing(folder) as marks:
        marks.say([(photo(n), photo(n + 10_000)) for n in range(1, count + 1)], SAME)


def test_damaged_file_is_kept_and_what_can_be_read_is_taken_over(tmp_path: Path) -> None:
    many(tmp_path)
    path = tmp_path / FILE_NAME
    content = bytearray(path.read_bytes())
    content[40_000:44_096] = b"\xa5" * 4096
    path.write_bytes(content)
    assert any("damaged" in line for line in problems(tmp_path))
    with Marks.reading(tmp_path) as marks:
        kept = marks.all()
        assert 500 < len(kept) < 2000
        assert "could be taken over" in marks.notice and str(len(kept)) in marks.notice
    (aside,) = tmp_path.glob("marks.damaged-*.sqlite")
    assert aside.read_bytes() == content and str(aside) in marks.notice
    with Marks.writing(tmp_path) as marks:
        assert not marks.notice, "said once"
        marks.say([(A, B)], DIFFERENT)
        assert len(marks.all()) == len(kept) + 1
    assert list(problems(tmp_path)) == []


@pytest.mark.parametrize("content", [b"no database at all, but some text" * 100, b"SQLite format 3\0"])
def test_what_is_no_database_is_kept_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with Marks.writing(tmp_path) as marks:
        assert "damaged" in marks.notice
        marks.say([(A, B)], SAME)
    (aside,) = tmp_path.glob("marks.damaged-*.sqlite")
    assert aside.read_bytes() == content


def test_empty_file_of_a_killed_process(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    with Marks.reading(tmp_path) as marks:
        assert marks.all() == [] and not marks.notice
    say(tmp_path, A, B, SAME)
    with Marks.reading(tmp_path) as marks:
        assert len(marks.all()) == 1


def test_others_files_stay_as_they_are(tmp_path: Path) -> None:
    for folder, change in (("foreign", "application_id = 1"), ("newer", "user_version = 99")):
        say(tmp_path / folder, A, B, SAME)
        path = tmp_path / folder / FILE_NAME
        with sqlite3.connect(path) as connection:
            connection.execute(f"PRAGMA {change}")
        connection.close()
        before = path.read_bytes()
        for opening in (Marks.reading, Marks.writing):
            with pytest.raises(PhotosearchError, match=r"not made by|newer"):
                opening(tmp_path / folder)
        assert path.read_bytes() == before


def test_mending_that_was_cut_short_is_finished(tmp_path: Path) -> None:
    say(tmp_path, A, B, SAME)
    # As after the whole new file was written and before it had the old one's place.
    os.rename(tmp_path / FILE_NAME, tmp_path / f"{FILE_NAME}.rebuilt")
    with Marks.reading(tmp_path) as marks:
        assert len(marks.all()) == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_may_only_be_read(tmp_path: Path) -> None:
    say(tmp_path, A, B, SAME)
    tmp_path.chmod(0o500)
    try:
        with Marks.reading(tmp_path) as marks:
            assert len(marks.all()) == 1
        with pytest.raises(PhotosearchError, match="cannot be written"):
            say(tmp_path, A, C, SAME)
    finally:
        tmp_path.chmod(0o700)
