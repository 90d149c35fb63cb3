"""A folder of photos, a trash and a journal of the test's own."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from photosearch.imaging.metadata import Metadata
from photosearch.imaging.reading import ReadRequest, read_photo
from photosearch.library.acts.acting import Acts
from photosearch.library.acts.journal import Act
from tests.services.conftest import Shot, write_shot

if sys.platform in ("win32", "darwin"):
    pytest.skip("the trash of freedesktop.org", allow_module_level=True)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the trash lies."""
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def own_trash(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with an empty trash."""
    from send2trash import plat_other

    data = home / "data"
    data.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    # Read when it was imported.
    monkeypatch.setattr(plat_other, "XDG_DATA_HOME", os.fsencode(data))
    monkeypatch.setattr(plat_other, "HOMETRASH_B", os.fsencode(data / "Trash"))
    monkeypatch.setattr(plat_other, "HOMETRASH", str(data / "Trash"))
    return data / "Trash"


@pytest.fixture
def album(small_photos: Path, tmp_path: Path) -> Path:
    """Photos with copies, a Live Photo, sidecars and odd names."""
    folder = tmp_path / "album"
    shutil.copytree(small_photos, folder)
    shutil.copy(folder / "china.jpg", folder / "china copy.jpg")
    (folder / "china.jpg.xmp").write_bytes(b"<x:xmpmeta>rated</x:xmpmeta>")
    (folder / "china.aae").write_bytes(b"<plist/>")
    (folder / "dogs.MOV").write_bytes(film(2.5))
    odd = os.fsencode(folder) + b"/not utf-8 \xff\n.jpg"
    shutil.copy(os.fsencode(folder / "citrus.jpg"), odd)
    shot = Shot("2019:02:10 08:00:00", "Canon EOS 5D", (27.175, -78.042))
    write_shot(small_photos / "giraffe.jpg", os.fsencode(folder / "dated.jpg"), shot)
    for number, name in enumerate(sorted(os.listdir(os.fsencode(folder)))):
        path = os.path.join(os.fsencode(folder), name)
        os.utime(path, ns=(10**18 + number, 10**18 + number * 1_000_000_007))
        os.chmod(path, 0o640 if number % 2 else 0o604)
    return folder


@pytest.fixture
def acts(tmp_path: Path) -> Acts:
    """The acts of a library."""
    return Acts(tmp_path / "library", metadata_of)


@pytest.fixture
def other_drive(tmp_path: Path) -> Iterator[Path]:
    """A folder on another drive than the album's."""
    drive = Path("/dev/shm")
    if not os.path.ismount(drive) or drive.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other drive to test with")
    folder = drive / f"photosearch-acts-{os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def metadata_of(path: bytes) -> Metadata:
    """What a photo says of itself."""
    found = read_photo(ReadRequest(path, header_only=True)).metadata
    assert found is not None
    return found


def film(seconds: float) -> bytes:
    """The boxes of a film, as far as they tell how long it is."""
    length = round(seconds * 600)
    header = b"\0\0\0\x6cmvhd" + bytes(12) + (600).to_bytes(4, "big") + length.to_bytes(4, "big") + bytes(80)
    return (
        b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0\0\0\x18mdat" + b"pictures" * 2
        + (len(header) + 8).to_bytes(4, "big") + b"moov" + header
    )  # fmt: skip


At = Callable[[str | bytes], bytes]
Tree = dict[bytes, tuple[bytes, int, int]]


def tree(*folders: Path) -> Tree:
    """All files below: content, time and permissions by path."""
    found: Tree = {}
    for folder in folders:
        for root, _, names in os.walk(os.fsencode(folder)):
            for name in names:
                path = os.path.join(root, name)
                status = os.lstat(path)
                with open(path, "rb") as file:
                    found[path] = file.read(), status.st_mtime_ns, status.st_mode
    return found


def pixels(path: Path) -> bytes:
    """The decoded picture."""
    with Image.open(path) as image:
        return image.tobytes()


@pytest.fixture
def at(album: Path) -> At:
    """A path in the album."""
    return lambda name: os.path.join(os.fsencode(album), os.fsencode(name))


def states(act: Act) -> dict[str, str]:
    return {os.fsdecode(os.path.basename(step.path)): step.state for step in act.steps}


def reasons(act: Act) -> str:
    return "\n".join(step.reason for step in act.steps)


def names(folder: Path) -> set[str]:
    return set(os.listdir(folder))
