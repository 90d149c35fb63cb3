"""What Photosearch keeps: measured, thrown away, exported and deleted in real folders."""

import os
import shutil
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from photosearch.errors import PhotosearchError
from photosearch.imaging import thumbnails
from photosearch.library.acts.acting import Acts
from photosearch.library.acts.step import Step
from photosearch.library.folders import add_folder
from photosearch.library.indexing import Indexer
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from photosearch.services import own_data
from photosearch.services.records import StoredPart, from_json
from tests.services.client import Client, ServiceError
from tests.services.conftest import Start

ODD = b"odd \xff name.jpg"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("config", "state"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))


@pytest.fixture
def kept(photos: Path, describer: Describer, tmp_path: Path) -> Path:
    """A library with everything that can come with one; the library's folder holds a file of a stranger."""
    os.rename(photos / "dogs.jpg", os.path.join(os.fsencode(photos), ODD))
    folder = tmp_path / "my-library"
    with Library.writing(folder) as library:
        target = add_folder(library.connection, os.fsencode(photos))
        Indexer(library, describer, workers=1).run([target])
        library.save_vector_index(describer.card)
    (folder / "diary.txt").write_text("mine")
    for path, content in (
        (own_data.data_folder() / "models" / "mine" / "card.json", b"{}"),
        (own_data.data_folder() / "runs" / "trained-1" / "training.json", b"{}"),
        (own_data.config_folder() / "settings.json", b'{"theme": "dark"}'),
        (own_data.cache_folder() / "queries" / "pasted.png", b"x" * 700),
        (own_data.log_folder() / "photosearch.log", b"y" * 300),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture
def foreign() -> Path:
    """A thumbnail that another program made, of a photo whose name is ours."""
    notes = PngInfo()
    notes.add_text("Thumb::URI", "file:///home/me/Software%00Photosearch.jpg")
    notes.add_text("Software", "Photosearcher")
    path = Path(thumbnails.cache_root(), "large", "0" * 32 + ".png")
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8)).save(path, pnginfo=notes)
    return path


@pytest.fixture
def engine(start: Start, kept: Path) -> Client:
    return start("engine", kept)


def _parts(engine: Client) -> dict[str, StoredPart]:
    return {item["name"]: from_json(StoredPart, item) for item in engine.call("storage")}


def _contents(folder: Path) -> dict[bytes, bytes]:
    return {path.name: Path(os.fsdecode(path.path)).read_bytes() for path in os.scandir(os.fsencode(folder))}


def test_sizes_are_those_of_the_files(engine: Client, kept: Path, foreign: Path) -> None:
    parts = _parts(engine)
    ours = [path for path in foreign.parent.iterdir() if path != foreign]
    assert len(ours) == 8
    assert parts["thumbnails"].size == sum(path.stat().st_size for path in ours)
    catalogue = [path for path in kept.iterdir() if path.name != "diary.txt"]
    # The engine opens the database, whose shared memory comes with it.
    assert parts["library"].size <= sum(path.stat().st_size for path in catalogue) < 10_000_000
    assert parts["library"].size >= (kept / "catalogue.sqlite").stat().st_size
    assert (parts["queries"].size, parts["logs"].size) == (700, 300)
    clearable = {name for name, part in parts.items() if part.clearable}
    assert clearable == {"queries", "logs", "thumbnails", "training", "features"}


def test_only_what_is_made_anew_can_be_cleared(engine: Client, kept: Path, foreign: Path) -> None:
    for name in ("queries", "logs", "thumbnails"):
        engine.call("clear", name=name)
        assert _parts(engine)[name].size == 0
    assert list(foreign.parent.iterdir()) == [foreign]
    for name in ("library", "models", "runs", "../..", "nothing"):
        with pytest.raises(ServiceError, match="not to be cleared"):
            engine.call("clear", name=name)
    assert (kept / "catalogue.sqlite").exists() and (own_data.data_folder() / "models" / "mine").exists()


def test_an_export_holds_a_whole_library(engine: Client, kept: Path, tmp_path: Path) -> None:
    target = os.path.join(os.fsencode(tmp_path), b"my \xff export.zip")
    answer = engine.ask("export_data", path=os.fsdecode(target))
    answer.result()
    done, total = answer.progress[-1]
    assert done == total > 0
    with zipfile.ZipFile(os.fsdecode(target)) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "again")
    assert (tmp_path / "again" / "settings" / "settings.json").read_text() == '{"theme": "dark"}'
    assert (tmp_path / "again" / "models" / "mine" / "card.json").exists()
    with Library.reading(tmp_path / "again" / "library") as library:
        assert library.counts()["photos"] == 8
    assert sorted(os.listdir(tmp_path)) == sorted({*os.listdir(tmp_path)} - {"my \udcff export.zip.part"})
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".photosearch-")]


def test_an_export_that_is_stopped_leaves_nothing(engine: Client, kept: Path, tmp_path: Path) -> None:
    # Too large to be through before the cancellation arrives.
    with open(own_data.data_folder() / "models" / "mine" / "weights.onnx", "wb") as file:
        file.truncate(4 << 30)
    place = tmp_path / "there"
    place.mkdir()
    (place / "export.zip").write_text("an earlier one")
    answer = engine.ask("export_data", path=str(place / "export.zip")).begun()
    engine.cancel(answer)
    assert answer.ending().get("cancelled")
    assert os.listdir(place) == ["export.zip"]
    assert (place / "export.zip").read_text() == "an earlier one"


def test_an_export_that_cannot_be_written_says_so(engine: Client, tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="could not be written") as caught:
        engine.call("export_data", path=str(tmp_path / "no" / "such" / "export.zip"))
    assert caught.value.details is None


def test_all_is_deleted_but_what_is_not_ours(kept: Path, photos: Path, foreign: Path) -> None:
    before = _contents(photos)
    own_data.delete_all(kept)
    for folder in (
        own_data.data_folder(), own_data.config_folder(), own_data.cache_folder(), own_data.log_folder(),
    ):  # fmt: skip
        assert not folder.exists()
    assert os.listdir(kept) == ["diary.txt"]
    assert list(foreign.parent.iterdir()) == [foreign]
    assert _contents(photos) == before and len(before) == 8


def test_a_library_with_nothing_else_in_its_folder_goes_with_it(kept: Path, photos: Path) -> None:
    (kept / "diary.txt").unlink()
    own_data.delete_all(kept)
    assert not kept.exists()
    assert len(_contents(photos)) == 8


def test_what_undo_keeps_goes_too(kept: Path, photos: Path) -> None:
    (kept / "diary.txt").unlink()
    shutil.copy2(photos / "china.jpg", photos / "copy.jpg")
    names = sorted(os.listdir(os.fsencode(photos)))
    paths = [os.fsencode(photos / name) for name in ("copy.jpg", "china.jpg")]
    Acts(kept).act([Step("link", *paths)])
    assert len(os.listdir(photos)) == len(names) + 1
    own_data.delete_all(kept)
    assert sorted(os.listdir(os.fsencode(photos))) == names and not kept.exists()


def test_deleting_twice_is_no_mistake(kept: Path) -> None:
    own_data.delete_all(kept)
    own_data.delete_all(kept)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_followed_only_to_a_folder_of_our_name(kept: Path, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    for folder, name in ((own_data.data_folder(), "photosearch"), (own_data.cache_folder(), "everything")):
        drive.mkdir(exist_ok=True)
        shutil.move(folder, drive / name)
        folder.symlink_to(drive / name)
    with pytest.raises(PhotosearchError, match="everything could not be deleted"):
        own_data.delete_all(kept)
    assert os.listdir(drive) == ["everything"]
    assert not own_data.data_folder().is_symlink()


def test_what_cannot_be_deleted_does_not_keep_the_rest(kept: Path, foreign: Path) -> None:
    # A folder where a file should be stands for a file that may not be deleted.
    (kept / "index-0.faiss").mkdir()
    with pytest.raises(PhotosearchError, match=r"index-0\.faiss could not be deleted"):
        own_data.delete_all(kept)
    assert sorted(os.listdir(kept)) == ["diary.txt", "index-0.faiss"]
    assert not own_data.config_folder().exists() and not own_data.data_folder().exists()
    assert list(foreign.parent.iterdir()) == [foreign]


def test_the_copy_is_of_one_moment(engine: Client, kept: Path, tmp_path: Path) -> None:
    """Somebody writes to the catalogue while it is exported."""
    with closing(sqlite3.connect(kept / "catalogue.sqlite", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM photos")
        engine.call("export_data", path=str(tmp_path / "export.zip"))
        writer.execute("ROLLBACK")
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        archive.extractall(tmp_path / "again")
    with Library.reading(tmp_path / "again" / "library") as library:
        assert library.counts()["photos"] == 8
