"""Real services on a real, small library."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from photosearch.errors import PhotosearchError
from photosearch.library.folders import add_folder
from photosearch.library.indexing import Indexer
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from tests.services.client import Client

EVERYTHING: dict[str, Any] = {}


@dataclass(frozen=True)
class Shot:
    """What the camera wrote."""

    taken: str | None = None
    camera: str | None = None
    place: tuple[float, float] | None = None


# By the path below the folder; the pictures are those of `small_photos`.
SHOTS: dict[bytes, tuple[str, Shot]] = {
    b"china.jpg": ("china", Shot("2024:05:01 23:59:30", "Canon EOS 5D", (39.9, 116.4))),
    b"india/taj.jpg": ("taj-mahal-1", Shot("2019:02:10 08:00:00", "Canon EOS 5D", (27.175, 78.042))),
    b"india/far/taj \xff copy.jpg": (
        "taj-mahal-1",
        Shot("2019:02:10 08:00:00", "Canon EOS 5D", (27.175, 78.042)),
    ),
    b"india-2/dogs.jpg": ("dogs", Shot("2024:05:02 00:00:00", "Pixel 7")),
    b"egypt/pyramids.jpg": ("pyramids", Shot("2019:02:28 12:30:00", "Pixel 7", (-29.98, -31.13))),
    b"citrus.jpg": ("citrus", Shot()),
}


def write_shot(original: Path, target: bytes, shot: Shot) -> None:
    """Write a photo with what the camera says of it."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    block = Image.Exif()
    if shot.camera:
        block[0x10F], block[0x110] = shot.camera.split(" ", 1)
    if shot.taken:
        block.get_ifd(0x8769)[0x9003] = shot.taken
    if shot.place:
        gps = block.get_ifd(0x8825)
        for at, letters, value in ((1, "NS", shot.place[0]), (3, "EW", shot.place[1])):
            gps[at] = letters[value < 0]
            gps[at + 1] = tuple(
                IFDRational(part) for part in (Fraction(abs(value)).limit_denominator(1000), 0, 0)
            )
    with Image.open(original) as image, open(target, "wb") as file:
        image.save(file, "JPEG", quality=85, exif=block)
    # A file just written would be left to settle.
    os.utime(target, (1_500_000_000, 1_500_000_000))


def write_shots(originals: Path, folder: Path) -> None:
    """The folder of `SHOTS`, and a file that is no photo."""
    for path, (name, shot) in SHOTS.items():
        write_shot(originals / f"{name}.jpg", os.path.join(os.fsencode(folder), path), shot)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff no photo")
    os.utime(folder / "broken.jpg", (1_500_000_000, 1_500_000_000))


@dataclass(frozen=True)
class Travels:
    """A library, not to be changed, and its one folder."""

    library: Path
    folder: Path

    def path(self, below: bytes) -> str:
        """The absolute path of a photo, as the window has it."""
        return os.fsdecode(os.path.join(os.fsencode(self.folder), below))


@pytest.fixture(scope="session")
def travels(small_photos: Path, describer: Describer, tmp_path_factory: pytest.TempPathFactory) -> Travels:
    """The photos of `SHOTS`, indexed."""
    root = Path(os.path.realpath(tmp_path_factory.mktemp("travels")))
    write_shots(small_photos, root / "photos")
    with pytest.MonkeyPatch.context() as patch, Library.writing(root / "library") as library:
        patch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        target = add_folder(library.connection, os.fsencode(root / "photos"))
        Indexer(library, describer, workers=1).run([target])
    return Travels(root / "library", root / "photos")


def photos_in(library: Path) -> int:
    """How many photos are indexed by now."""
    try:
        with Library.reading(library) as opened:
            return opened.counts()["photos"]
    except PhotosearchError:
        return 0


def index(start: "Start", travels: Travels) -> Client:
    """An indexer that has indexed the folder and follows it."""
    indexer = start("indexer", travels.library)
    indexer.call("begin", load="full", device="cpu")
    indexer.call("add_folder", path=str(travels.folder))
    indexer.until(lambda: photos_in(travels.library) == len(SHOTS))
    return indexer


@pytest.fixture
def own_travels(travels: Travels, tmp_path: Path) -> Travels:
    """The same photos, not indexed, to be changed; the library is not there yet."""
    folder = Path(os.path.realpath(tmp_path)) / "travels"
    shutil.copytree(travels.folder, folder)
    return Travels(folder.parent / "library", folder)


Start = Callable[..., Client]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start services; all of them are ended after the test, and none met a trash of the person's."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    started: list[Client] = []

    def begin(name: str, *arguments: str | Path, module: str = "photosearch") -> Client:
        started.append(Client(name, *arguments, module=module))
        return started[-1]

    yield begin
    for client in started:
        client.close()


@pytest.fixture
def engine(start: Start, travels: Travels) -> Client:
    """The engine of the library that is not to be changed."""
    return start("engine", travels.library)
