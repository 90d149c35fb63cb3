"""Files moved to a real trash and back; the person's own is never met."""

import errno
import os
import shutil
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest

from photosearch.library import windows_trash
from photosearch.library.trash import TrashError, move_to_trash, restore

if sys.platform in ("win32", "darwin"):
    pytest.skip("the trash of freedesktop.org", allow_module_level=True)

ODD_NAMES = [
    b"photo.jpg",
    b"two words.jpg",
    b"100% [odd] #1?.jpg",
    b"line\nbreak.jpg",
    b"not utf-8 \xff\xfe.jpg",
    "Ünïcödé 写真.jpg".encode(),
    b"-rf.jpg",
    b" .jpg ",
    b"x" * 200 + b".jpg",
]


@pytest.fixture(autouse=True)
def own_trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with an empty trash."""
    from send2trash import plat_other

    data = tmp_path / "home" / "data"
    data.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    # Read when it was imported.
    monkeypatch.setattr(plat_other, "XDG_DATA_HOME", os.fsencode(data))
    monkeypatch.setattr(plat_other, "HOMETRASH_B", os.fsencode(data / "Trash"))
    monkeypatch.setattr(plat_other, "HOMETRASH", str(data / "Trash"))
    return data / "Trash"


@pytest.fixture
def other_drive(tmp_path: Path) -> Iterator[Path]:
    """A folder on a drive that is not the home's, with its own trash; both are gone afterwards."""
    drive = Path("/dev/shm")
    trash = drive / f".Trash-{os.getuid()}"
    if not os.path.ismount(drive) or drive.stat().st_dev == tmp_path.stat().st_dev or trash.exists():
        pytest.skip("there is no other drive to test with")
    folder = drive / f"photosearch-test-{os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)
    shutil.rmtree(trash, ignore_errors=True)


def write(path: bytes, content: bytes = b"a photo") -> bytes:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    os.utime(path, ns=(10**18 + 1, 10**18 + 2))
    return path


def read(path: bytes) -> bytes:
    with open(path, "rb") as file:
        return file.read()


@pytest.mark.parametrize("name", ODD_NAMES)
def test_file_goes_and_comes_back_as_it_was(tmp_path: Path, own_trash: Path, name: bytes) -> None:
    path = write(os.path.join(os.fsencode(tmp_path), b"photos", name))
    kept_at = move_to_trash(path)
    assert not os.path.lexists(path)
    assert os.path.dirname(kept_at) == os.fsencode(own_trash / "files") and read(kept_at) == b"a photo"
    restore(path, kept_at)
    assert read(path) == b"a photo" and os.stat(path).st_mtime_ns == 10**18 + 2
    assert os.listdir(own_trash / "files") == os.listdir(own_trash / "info") == []


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = [write(os.fsencode(tmp_path / folder / "photo.jpg"), folder.encode()) for folder in "abc"]
    kept = [move_to_trash(path) for path in paths]
    assert len(set(kept)) == 3
    for path, kept_at in reversed(list(zip(paths, kept, strict=True))):
        restore(path, kept_at)
    assert [read(path) for path in paths] == [b"a", b"b", b"c"]


def test_same_file_name_again_and_again(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path / "photo.jpg")
    kept = []
    for number in range(3):
        write(path, b"%d" % number)
        kept.append(move_to_trash(path))
    restore(path, kept[1])
    assert read(path) == b"1"


@pytest.mark.parametrize("links", [True, False])
def test_nothing_is_ever_overwritten(tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor on a drive whose file system has no links, as a camera's card."""
    if not links:

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

        monkeypatch.setattr(os, "link", refuse)
    path = write(os.fsencode(tmp_path / "photo.jpg"), b"old")
    kept_at = move_to_trash(path)
    write(path, b"new")
    with pytest.raises(TrashError, match="there is another file of that name now"):
        restore(path, kept_at)
    assert read(path) == b"new" and read(kept_at) == b"old"
    os.unlink(path)
    os.symlink("nowhere", path)
    with pytest.raises(TrashError, match="another file"):
        restore(path, kept_at)
    os.unlink(path)
    restore(path, kept_at)
    assert read(path) == b"old"


def test_link_is_moved_and_not_what_it_leads_to(tmp_path: Path) -> None:
    photo = write(os.fsencode(tmp_path / "photo.jpg"))
    link = os.fsencode(tmp_path / "link.jpg")
    os.symlink(photo, link)
    restore(link, move_to_trash(link))
    assert os.readlink(link) == photo and read(photo) == b"a photo"


def test_folder_that_went_meanwhile_is_made_again(tmp_path: Path) -> None:
    path = write(os.fsencode(tmp_path / "album" / "deep" / "photo.jpg"))
    kept_at = move_to_trash(path)
    (tmp_path / "album" / "deep").rmdir()
    (tmp_path / "album").rmdir()
    restore(path, kept_at)
    assert read(path) == b"a photo"


def test_path_through_a_linked_folder(tmp_path: Path) -> None:
    write(os.fsencode(tmp_path / "real" / "photo.jpg"))
    (tmp_path / "link").symlink_to("real")
    path = os.fsencode(tmp_path / "link" / "photo.jpg")
    restore(path, move_to_trash(path))
    assert read(path) == b"a photo"


def test_photo_inside_the_data_folder(own_trash: Path) -> None:
    """Whose path the trash writes down relative to it."""
    path = write(os.fsencode(own_trash.parent / "photos" / "photo.jpg"))
    restore(path, move_to_trash(path))
    assert read(path) == b"a photo"


def test_emptied_trash_is_told(tmp_path: Path) -> None:
    path = write(os.fsencode(tmp_path / "photo.jpg"))
    kept_at = move_to_trash(path)
    os.unlink(kept_at)
    with pytest.raises(TrashError, match=r"“photo.jpg” is no longer in the trash"):
        restore(path, kept_at)


def test_another_file_that_took_its_place_in_the_trash_stays_there(tmp_path: Path, own_trash: Path) -> None:
    path = write(os.fsencode(tmp_path / "photo.jpg"))
    kept_at = move_to_trash(path)
    other = quote_from_bytes(os.fsencode(tmp_path / "other" / "photo.jpg"))
    (own_trash / "info" / "photo.jpg.trashinfo").write_text(f"[Trash Info]\nPath={other}\n")
    with pytest.raises(TrashError, match="no longer in the trash"):
        restore(path, kept_at)
    assert os.path.exists(kept_at)


def test_file_outside_of_a_trash_is_not_moved(tmp_path: Path) -> None:
    """Whatever asks for it."""
    file = write(os.fsencode(tmp_path / "files" / "private.txt"))
    with pytest.raises(TrashError, match="no longer in the trash"):
        restore(os.fsencode(tmp_path / "stolen.txt"), file)
    assert read(file) == b"a photo"


def test_what_is_not_there_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TrashError, match=r"“gone.jpg” is not there any more"):
        move_to_trash(os.fsencode(tmp_path / "gone.jpg"))
    (tmp_path / "album").mkdir()
    with pytest.raises(TrashError, match="“album” is a folder"):
        move_to_trash(os.fsencode(tmp_path / "album"))
    assert (tmp_path / "album").is_dir()


@pytest.mark.parametrize("name", [b"photo.jpg", b"not utf-8 \xff %.jpg"])
def test_other_drive_has_its_own_trash(other_drive: Path, own_trash: Path, name: bytes) -> None:
    path = write(os.path.join(os.fsencode(other_drive), name))
    kept_at = move_to_trash(path)
    assert kept_at.startswith(b"/dev/shm/.Trash-") and not own_trash.exists()
    restore(path, kept_at)
    assert read(path) == b"a photo"


def test_trash_that_all_users_share(other_drive: Path) -> None:
    shared = Path("/dev/shm/.Trash")
    if shared.exists():
        pytest.skip("there is one already")
    shared.mkdir()
    shared.chmod(0o1777)
    try:
        path = write(os.fsencode(other_drive / "photo.jpg"))
        kept_at = move_to_trash(path)
        assert kept_at == os.fsencode(shared / str(os.getuid()) / "files" / "photo.jpg")
        restore(path, kept_at)
        assert read(path) == b"a photo"
    finally:
        shutil.rmtree(shared)


def test_drive_without_a_trash_keeps_the_file(other_drive: Path) -> None:
    path = write(os.fsencode(other_drive / "photo.jpg"))
    Path(f"/dev/shm/.Trash-{os.getuid()}").symlink_to("/proc/nothing/can/be/made/here")
    try:
        with pytest.raises(TrashError, match=r"“photo.jpg” .* Nothing was deleted\."):
            move_to_trash(path)
    finally:
        os.unlink(f"/dev/shm/.Trash-{os.getuid()}")
    assert read(path) == b"a photo"


def test_drive_whose_trash_is_forbidden_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import send2trash

    def forbid(path: str) -> None:
        raise send2trash.TrashPermissionError(path)

    monkeypatch.setattr(send2trash, "send2trash", forbid)
    path = write(os.fsencode(tmp_path / "photo.jpg"))
    with pytest.raises(TrashError, match=r"the drive .* has none. Nothing was deleted"):
        move_to_trash(path)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_write_protected_folder_keeps_its_file() -> None:
    folder = Path("/tmp") / f"photosearch-test-{os.getpid()}"
    path = write(os.fsencode(folder / "photo.jpg"))
    (folder / "said").touch()
    (folder / "said").chmod(0o666)
    try:
        child = os.fork()
        if child == 0:
            os.setuid(65534)
            try:
                move_to_trash(path)
            except TrashError as error:
                (folder / "said").write_text(str(error))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        assert "its folder is write-protected. Nothing was deleted." in (folder / "said").read_text()
        assert read(path) == b"a photo"
    finally:
        shutil.rmtree(folder)


def info(version: int, path: str) -> bytes:
    """A $I file as Windows writes it."""
    head = struct.pack("<qqq", version, 12345, 133_500_000_000_000_000)
    if version == 1:
        return head + path.encode("utf-16-le").ljust(520, b"\0")
    text = path + "\0"
    return head + struct.pack("<I", len(text)) + text.encode("utf-16-le")


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("path", ["C:\\Photos\\Ünïcödé 写真 😀.jpg", "D:\\" + "long\\" * 40 + "x.jpg"])
def test_recycle_bin_is_read(version: int, path: str) -> None:
    assert windows_trash.parsed(info(version, path)) == path


@pytest.mark.parametrize("content", [b"", b"\1" * 20, struct.pack("<qqq", 3, 0, 0) + b"\0" * 600])
def test_what_is_no_entry_of_a_recycle_bin_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"version|short"):
        windows_trash.parsed(content)


def test_entry_of_a_recycle_bin_belongs_to_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "S-1-5-21"
    folder.mkdir()
    (folder / "$IABC123.jpg").write_bytes(info(2, "C:\\Photos\\a.jpg"))
    kept_at = os.fsencode(folder / "$RABC123.jpg")
    assert windows_trash.original_path(kept_at) == b"C:\\Photos\\a.jpg"
    windows_trash.forget(kept_at)
    assert windows_trash.original_path(kept_at) is None
    assert windows_trash.original_path(os.fsencode(folder / "ABC123.jpg")) is None
