"""Real photographs for tests, small enough to index in a moment, and a world of its own for every test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from photosearch.library.indexing import Control, Indexer, IndexReport
from photosearch.library.library import Library
from photosearch.network.describer import Describer, load_describer

SAMPLE = Path(__file__).parent.parent / "resources" / "sample"
NAMES = ("china", "citrus", "colosseum", "dogs", "eilean-donan", "giraffe", "pyramids", "taj-mahal-1")


@pytest.fixture(scope="session")
def small_photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight real photographs, 200 px on the longer side, in a folder not to be changed."""
    folder = tmp_path_factory.mktemp("originals")
    for name in NAMES:
        with Image.open(SAMPLE / f"{name}.jpg") as image:
            image.thumbnail((200, 200))
            image.save(folder / f"{name}.jpg", quality=85)
    return folder


@pytest.fixture
def photos(small_photos: Path, tmp_path: Path) -> Path:
    """A folder of one's own with the eight photographs."""
    return Path(shutil.copytree(small_photos, tmp_path / "photos"))


@pytest.fixture(scope="session")
def describer() -> Describer:
    """The bundled network."""
    return load_describer(device="cpu")


@pytest.fixture(autouse=True)
def own_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thumbnails and libraries of a test never meet the person's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library, open for writing."""
    with Library.writing(tmp_path / "library") as opened:
        yield opened


class Run:
    """Indexes folders into one library, as often as a test asks."""

    def __init__(self, library: Library, describer: Describer) -> None:
        self.library = library
        self.control = Control()
        self.indexer = Indexer(library, describer, workers=1, control=self.control)

    def __call__(self, *folders: Path | bytes, excludes: tuple[str, ...] = ()) -> IndexReport:
        import os

        from photosearch.library.folders import Target, add_folder

        targets = [add_folder(self.library.connection, os.fsencode(f), excludes) for f in folders]
        return self.indexer.run(targets or [Target(folder) for folder in self.library.folders()])

    def paths(self) -> set[str]:
        """The indexed photos, by name below their folder."""
        rows = self.library.connection.execute(
            "SELECT d.path, p.name FROM photos p JOIN directories d ON d.id = p.directory_id"
            " WHERE p.content_id IS NOT NULL"
        )
        return {"/".join(part.decode("utf-8", "replace") for part in row if part) for row in rows}

    def descriptor_ids(self) -> set[int]:
        """The ids of all descriptors: the same ids mean that nothing was described anew."""
        return {row[0] for row in self.library.connection.execute("SELECT id FROM descriptors")}


def counts(report: IndexReport) -> tuple[int, ...]:
    """Photos indexed, unchanged, moved, removed."""
    return report.indexed, report.unchanged, report.moved, report.removed


@pytest.fixture
def run(library: Library, describer: Describer) -> Run:
    """Indexing into the empty library."""
    return Run(library, describer)
