"""Folders and drives that are not there now: their photos stay in the library."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from photosearch.library.folders import Target, add_folder, list_folders, remove_folder
from photosearch.library.scanning import Scan
from tests.conftest import Run, counts


def test_absent_folder_is_offline_and_keeps_its_photos(run: Run, photos: Path) -> None:
    run(photos)
    away = photos.rename(photos.parent / "unplugged")
    report = run()
    assert counts(report) == (0, 0, 0, 0)
    assert report.offline == [os.fsencode(photos)]
    assert list_folders(run.library.connection)[0].state == "offline"
    assert len(run.paths()) == 8
    away.rename(photos)
    assert counts(run()) == (0, 8, 0, 0)
    assert list_folders(run.library.connection)[0].state == "online"


def _mount(place: Path) -> None:
    if subprocess.run(["mount", "-t", "tmpfs", "none", place], capture_output=True).returncode:
        pytest.skip("this machine does not let tests mount")


@pytest.mark.skipif(sys.platform != "linux", reason="mounts as Linux does")
@pytest.mark.parametrize("below", [".", "drive"])
def test_unmounted_drive_leaves_an_empty_folder_but_its_photos_are_kept(
    run: Run, small_photos: Path, tmp_path: Path, below: str
) -> None:
    folder = tmp_path / "pictures"
    drive = folder / below
    drive.mkdir(parents=True)
    _mount(drive)
    try:
        shutil.copytree(small_photos, drive, dirs_exist_ok=True)
        assert run(folder).indexed == 8
    finally:
        subprocess.run(["umount", drive], check=True)
    (drive / ".directory").touch()
    report = run()
    assert report.removed == 0
    assert report.offline == [os.path.normpath(os.fsencode(drive))]
    assert len(run.paths()) == 8


@pytest.mark.skipif(sys.platform != "linux", reason="mounts as Linux does")
def test_drive_behind_a_link_or_seen_in_part_only_is_kept_when_it_is_away(
    run: Run, small_photos: Path, tmp_path: Path
) -> None:
    folder, drive = tmp_path / "pictures", tmp_path / "drive"
    inside = folder / "part" / "inside"
    for place in (drive, inside):
        place.mkdir(parents=True)
    os.symlink(drive, folder / "linked")
    _mount(drive)
    _mount(inside)
    try:
        shutil.copy(small_photos / "dogs.jpg", drive)
        shutil.copy(small_photos / "china.jpg", inside)
        run(folder)
        remove_folder(run.library.connection, list_folders(run.library.connection)[0])
        # The mount inside is met by a scan of a part of the folder, and by no other.
        add_folder(run.library.connection, os.fsencode(folder))
        assert run(folder / "part").indexed == 1
        assert run(folder).indexed == 1
    finally:
        subprocess.run(["umount", drive, inside], check=True)
    report = run()
    assert report.removed == 0
    assert set(report.offline) == {os.fsencode(folder / "linked"), os.fsencode(inside)}
    assert run.paths() == {"linked/dogs.jpg", "part/inside/china.jpg"}


def test_linked_folder_that_is_away_keeps_its_photos(run: Run, photos: Path, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    (drive / "trip").mkdir(parents=True)
    (photos / "dogs.jpg").rename(drive / "trip" / "dogs.jpg")
    os.symlink(drive, photos / "linked")
    run(photos)
    away = drive.rename(tmp_path / "away")
    report = run()
    assert (report.removed, report.offline) == (0, [os.fsencode(photos / "linked")])
    assert "linked/trip/dogs.jpg" in run.paths()
    away.rename(drive)
    assert counts(run()) == (0, 8, 0, 0)
    (photos / "linked").unlink()
    assert run().removed == 1, "without the link it is gone for good"


def test_drive_unplugged_during_the_scan_loses_no_photo(run: Run, photos: Path) -> None:
    (photos / "trip").mkdir()
    (photos / "dogs.jpg").rename(photos / "trip" / "dogs.jpg")
    run(photos)
    asked = iter(range(1000))

    def unplugged() -> bool:
        # The third name of the first folder: part of it is listed already.
        if next(asked) == 4:
            photos.rename(photos.parent / "away")
        return False

    scan = Scan(run.library.connection, 1, stopped=unplugged)
    report = scan.run([Target(folder) for folder in run.library.folders()])
    assert not photos.exists()
    assert (report.missing, report.offline) == (0, [os.fsencode(photos)])
    assert run.library.folders()[0].state == "offline"


def test_unreadable_folder_keeps_its_photos(run: Run, photos: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads every folder")
    locked = photos / "locked"
    locked.mkdir()
    (photos / "dogs.jpg").rename(locked / "dogs.jpg")
    run(photos)
    locked.chmod(0)
    try:
        assert run(photos).removed == 0
        assert [os.path.basename(f.path) for f in run.library.failures()] == [b"locked"]
    finally:
        locked.chmod(0o700)
