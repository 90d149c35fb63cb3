"""What an index run does to a library when photos come, change, move and go."""

import os
import shutil
from pathlib import Path

import numpy as np

from photosearch.library.folders import list_folders, remove_folder
from photosearch.library.mending import check
from tests.conftest import NAMES, Run, counts


def test_first_run_indexes_all_and_second_reads_nothing(run: Run, photos: Path) -> None:
    assert counts(run(photos)) == (8, 0, 0, 0)
    assert run.paths() == {f"{name}.jpg" for name in NAMES}
    before = run.descriptor_ids()
    for photo in photos.iterdir():
        # The same size and time: content is not looked at, which is what makes a second run quick.
        status = photo.stat()
        photo.write_bytes(b"x" * status.st_size)
        os.utime(photo, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert counts(run(photos)) == (0, 8, 0, 0)
    assert run.descriptor_ids() == before


def test_stored_descriptor_is_the_networks_own(run: Run, photos: Path) -> None:
    from photosearch.imaging.reading import ReadRequest, read_photo

    run(photos)
    result = read_photo(ReadRequest(os.fsencode(photos / "dogs.jpg"), thumbnail=False))
    assert result.pixels is not None and result.metadata is not None
    expected, pooled = run.indexer.describer.describe([result.pixels])
    row = run.library.connection.execute(
        "SELECT d.descriptor, o.feature, c.width, c.height, c.format FROM contents c"
        " JOIN descriptors d ON d.content_id = c.id JOIN pooled o ON o.descriptor_id = d.id WHERE c.hash = ?",
        (result.content_hash,),
    ).fetchone()
    np.testing.assert_allclose(np.frombuffer(row[0], "<f2"), expected[0], atol=1e-3)
    np.testing.assert_allclose(np.frombuffer(row[1], "<f2"), pooled[0], rtol=1e-2, atol=1e-3)
    assert row[2:] == (result.metadata.width, result.metadata.height, "JPEG")


def test_moved_renamed_and_case_only_renamed_keep_their_descriptors(run: Run, photos: Path) -> None:
    run(photos)
    before = run.descriptor_ids()
    (photos / "trip").mkdir()
    (photos / "dogs.jpg").rename(photos / "trip" / "dogs.jpg")
    (photos / "china.jpg").rename(photos / "temple.jpg")
    (photos / "citrus.jpg").rename(photos / "CITRUS.jpg")
    assert counts(run(photos)) == (0, 5, 3, 0)
    assert {"trip/dogs.jpg", "temple.jpg", "CITRUS.jpg"} < run.paths()
    assert len(run.paths()) == 8
    assert run.descriptor_ids() == before


def test_renamed_folder_is_moved_not_described_anew(run: Run, photos: Path) -> None:
    (photos / "2023").mkdir()
    for name in NAMES[:4]:
        (photos / f"{name}.jpg").rename(photos / "2023" / f"{name}.jpg")
    run(photos)
    before = run.descriptor_ids()
    (photos / "2023").rename(photos / "2024")
    assert counts(run(photos)) == (0, 4, 4, 0)
    assert run.descriptor_ids() == before


def test_changed_file_is_described_anew(run: Run, photos: Path) -> None:
    run(photos)
    shutil.copy(photos / "dogs.jpg", photos / "china.jpg")
    os.utime(photos / "china.jpg", (1, 1))
    assert counts(run(photos)) == (1, 7, 0, 0)
    rows = run.library.connection.execute(
        "SELECT count(*) FROM photos GROUP BY content_id HAVING count(*) = 2"
    ).fetchall()
    assert rows == [(2,)], "china.jpg and dogs.jpg now hold the same"


def test_removed_file_goes_and_comes_back_without_being_described(run: Run, photos: Path) -> None:
    run(photos)
    before = run.descriptor_ids()
    aside = photos.parent / "dogs.jpg"
    (photos / "dogs.jpg").rename(aside)
    assert counts(run(photos)) == (0, 7, 0, 1)
    assert "dogs.jpg" not in run.paths()
    aside.rename(photos / "dogs.jpg")
    assert counts(run(photos)) == (1, 7, 0, 0)
    assert run.descriptor_ids() == before


def test_unreadable_file_is_listed_and_tried_again_only_when_changed(run: Run, photos: Path) -> None:
    (photos / "letter.jpg").write_text("Dear Anna")
    (photos / "empty.png").touch()
    assert counts(run(photos)) == (8, 0, 0, 0)
    reasons = {os.path.basename(f.path): f.reason for f in run.library.failures()}
    assert set(reasons) == {b"letter.jpg", b"empty.png"}
    assert "empty" in reasons[b"empty.png"]
    assert run(photos).unchanged == 10, "known failures are not read again"
    assert len(run.library.failures()) == 2, "but still listed"
    shutil.copy(photos / "dogs.jpg", photos / "letter.jpg")
    assert run(photos).indexed == 1
    assert len(run.library.failures()) == 1


def test_links_loops_and_special_files(run: Run, photos: Path, small_photos: Path) -> None:
    os.symlink(photos, photos / "loop")
    os.symlink(photos / "dogs.jpg", photos / "link-inside.jpg")
    os.symlink(small_photos / "china.jpg", photos / "link-outside.jpg")
    os.symlink("nowhere", photos / "dangling.jpg")
    os.symlink("circle.jpg", photos / "circle.jpg")
    os.mkfifo(photos / "pipe.jpg")
    (photos / "folder.jpg").mkdir()
    assert run(photos).indexed == 9
    assert "link-outside.jpg" in run.paths() and "link-inside.jpg" not in run.paths()
    assert {os.path.basename(f.path) for f in run.library.failures()} == {
        *(b"dangling.jpg", b"circle.jpg", b"pipe.jpg")
    }


def test_linked_folder_outside_is_followed_once(run: Run, photos: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (photos / "dogs.jpg").rename(outside / "dogs.jpg")
    os.symlink(outside, photos / "a")
    os.symlink(outside, photos / "b")
    os.symlink(photos, outside / "back")
    assert run(photos).indexed == 8


def test_hidden_excluded_and_system_folders_are_left_out(run: Run, photos: Path) -> None:
    for folder in (".trash", "@eaDir", "cache", "raw/deep"):
        (photos / folder).mkdir(parents=True)
        shutil.copy(photos / "dogs.jpg", photos / folder / "x.jpg")
    shutil.copy(photos / "dogs.jpg", photos / ".hidden.jpg")
    shutil.copy(photos / "dogs.jpg", photos / "dogs_edited.jpg")
    assert run(photos, excludes=("cache", "*_edited.*", "raw/deep")).indexed == 8
    assert run.paths() == {f"{name}.jpg" for name in NAMES}
    assert run(photos).removed == 0, "exclude patterns are remembered"
    assert run(photos, excludes=("d*.jpg",)).removed == 1, "what is excluded later goes"


def test_odd_names(run: Run, photos: Path) -> None:
    names = [
        b"caf\xe9.jpg",
        "日本 🏯.jpg".encode(),
        b"new\nline.jpg",
        b"-rf.jpg",
        b"quote'\".jpg",
        b"n" * 250 + b".jpg",
    ]
    folder = os.path.join(os.fsencode(photos), b"odd \xff folder")
    os.mkdir(folder)
    for name in names:
        shutil.copy(photos / "dogs.jpg", os.path.join(folder, name))
    assert run(photos).indexed == 8 + len(names)
    rows = run.library.connection.execute("SELECT name FROM photos").fetchall()
    assert set(names) < {row[0] for row in rows}
    assert run(photos).unchanged == 8 + len(names)


def test_folder_inside_and_around_another(run: Run, photos: Path) -> None:
    inner = photos / "inner"
    inner.mkdir()
    for name in NAMES[:3]:
        (photos / f"{name}.jpg").rename(inner / f"{name}.jpg")
    assert run(inner).indexed == 3
    before = run.descriptor_ids()
    assert counts(run(photos)) == (5, 3, 0, 0), "the folder around takes the inner one in"
    assert before < run.descriptor_ids()
    assert [folder.path for folder in list_folders(run.library.connection)] == [os.fsencode(photos)]
    assert counts(run(inner)) == (0, 3, 0, 0), "of a folder inside, only that part is looked at"
    assert len(run.paths()) == 8


def test_places_named_twice_count_once(run: Run, photos: Path) -> None:
    (photos / "inner").mkdir()
    (photos / "dogs.jpg").rename(photos / "inner" / "dogs.jpg")
    assert counts(run(photos, photos / "inner", photos)) == (8, 0, 0, 0)
    assert counts(run(photos / "inner", photos)) == (0, 8, 0, 0)


def test_file_from_the_far_future_or_past(run: Run, photos: Path) -> None:
    # Beyond what SQLite stores as nanoseconds; a file system that cannot store it either cuts it off.
    os.utime(photos / "dogs.jpg", (2**34, 2**34))
    os.utime(photos / "china.jpg", (-(10**6), -(10**6)))
    assert run(photos).indexed == 8
    assert run(photos).unchanged == 8


def test_link_to_a_file_that_lies_hidden_is_followed(run: Run, photos: Path) -> None:
    # As git-annex keeps files.
    store = photos / ".git" / "annex"
    store.mkdir(parents=True)
    (photos / "dogs.jpg").rename(store / "dogs.jpg")
    os.symlink(store / "dogs.jpg", photos / "dogs.jpg")
    assert run(photos).indexed == 8
    assert "dogs.jpg" in run.paths()


def test_forgotten_folder_takes_its_photos_along(run: Run, photos: Path) -> None:
    run(photos)
    remove_folder(run.library.connection, list_folders(run.library.connection)[0])
    assert run.paths() == set()
    assert len(list(photos.iterdir())) == 8


def test_photos_are_never_written_to(run: Run, photos: Path) -> None:
    def state() -> dict[str, tuple[bytes, int, int]]:
        return {p.name: (p.read_bytes(), p.stat().st_mtime_ns, p.stat().st_mode) for p in photos.iterdir()}

    before = state()
    run(photos)
    assert state() == before


def test_library_is_sound_after_all_that(run: Run, photos: Path) -> None:
    run(photos)
    run.library.save_vector_index(run.indexer.describer.card)
    assert check(run.library.folder) == []
