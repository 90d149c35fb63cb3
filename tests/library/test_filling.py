"""Regions of photos: described with them, filled in where they are missing, kept and mended with the rest."""

import os
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from photosearch.library import region_codes
from photosearch.library.connection import FILE_NAME
from photosearch.library.folders import Target
from photosearch.library.indexing import Control, Indexer, Progress
from photosearch.library.library import Library
from photosearch.library.mending import check, rebuild
from photosearch.library.watching import Watcher
from photosearch.network.describer import Describer, load_describer
from photosearch.network.models import DEFAULT_MODEL, own_models_folder
from photosearch.network.regions import REGIONS
from tests.conftest import NAMES, Run
from tests.network.reprojected import reprojected

# What a library had before there were regions.
_OLDER = "DROP TABLE regions; PRAGMA user_version = 2;"


@pytest.fixture(scope="module")
def with_regions() -> Describer:
    """The bundled network as the indexer has it."""
    return load_describer(device="cpu", threads=1, regions=True)


@pytest.fixture
def full(library: Library, with_regions: Describer, photos: Path) -> Run:
    """Eight photos indexed with their regions."""
    run = Run(library, with_regions)
    run(photos)
    return run


def regions(library: Library) -> dict[bytes, bytes]:
    """Codes by content hash."""
    query = "SELECT c.hash, r.codes FROM regions r JOIN descriptors d ON d.id = r.descriptor_id"
    return dict(library.connection.execute(query + " JOIN contents c ON c.id = d.content_id"))


def as_before_regions(folder: Path) -> None:
    connection = sqlite3.connect(folder / FILE_NAME)
    connection.executescript(_OLDER)
    connection.close()


def test_photos_are_described_with_their_regions(full: Run, with_regions: Describer, photos: Path) -> None:
    from photosearch.imaging.reading import ReadRequest, read_photo

    stored = regions(full.library)
    assert len(stored) == 8 and {len(codes) for codes in stored.values()} == {len(REGIONS) * 256}
    for photo in photos.iterdir():
        read = read_photo(ReadRequest(os.fsencode(photo), 320, thumbnail=False))
        assert read.pixels is not None
        wanted = with_regions.describe_parts([read.pixels])[2]
        assert wanted is not None
        kept = region_codes.decode(stored[read.content_hash], 512)
        cosines = (kept * wanted[0]).sum(axis=1) / np.linalg.norm(kept, axis=1)
        assert cosines.min() > 0.98
    assert full.indexer.fill() == 0


def test_library_of_an_older_version_is_filled_in(full: Run, with_regions: Describer) -> None:
    before, ids = regions(full.library), full.descriptor_ids()
    full.library.close()
    as_before_regions(full.library.folder)
    with Library.reading(full.library.folder) as old:
        assert old.counts()["photos"] == 8
    assert check(full.library.folder) == []
    with Library.writing(full.library.folder) as library:
        seen: list[tuple[int, int]] = []
        indexer = Indexer(library, with_regions, workers=1, progress=lambda p: seen.append((p.done, p.total)))
        report = indexer.run([Target(folder) for folder in library.folders()])
        assert (report.indexed, report.unchanged) == (0, 8) and not regions(library)
        assert indexer.fill() == 8
        assert regions(library) == before and seen[-1] == (8, 8)
        assert indexer.fill() == 0
        assert Run(library, with_regions).descriptor_ids() == ids, "nothing else is described anew"


def test_interrupted_filling_goes_on_where_it_was(full: Run, with_regions: Describer) -> None:
    full.library.connection.execute("DELETE FROM regions")
    asked = iter([False, False, False])
    some = full.indexer.fill(lambda: next(asked, True))
    assert some == 3 == len(regions(full.library))
    control = Control()

    def stop(progress: Progress) -> None:
        control.stop()

    stopped = Indexer(full.library, with_regions, workers=1, control=control, progress=stop)
    some += stopped.fill()
    # On a busy machine all may be done before the wish to stop is heard.
    assert 3 < some <= 8
    assert full.indexer.fill() == 8 - some
    assert len(regions(full.library)) == 8


def test_photo_that_cannot_be_read_is_not_tried_again_and_again(full: Run, photos: Path) -> None:
    full.library.connection.execute("DELETE FROM regions")
    (photos / "dogs.jpg").unlink()
    (photos / "china.jpg").write_bytes((photos / "citrus.jpg").read_bytes())
    seen: list[Progress] = []
    full.indexer = Indexer(full.library, full.indexer.describer, workers=1, progress=seen.append)
    assert full.indexer.fill() == 6 and seen
    seen.clear()
    assert full.indexer.fill() == 0 and not seen
    full()
    assert full.indexer.fill() == 0
    assert full.paths() == {f"{name}.jpg" for name in NAMES} - {"dogs.jpg"}
    full.library.connection.execute("DELETE FROM contents WHERE orphaned_at IS NOT NULL")
    assert len(regions(full.library)) == 6, "they go with the content"


def test_folder_that_comes_back_is_filled_in(full: Run, photos: Path) -> None:
    full.library.connection.execute("DELETE FROM regions")
    away = photos.rename(photos.with_name("away"))
    assert full().offline == [os.fsencode(photos)] and full.indexer.fill() == 0
    away.rename(photos)
    assert full().offline == [] and full.indexer.fill() == 8


def test_regions_are_filled_in_after_a_matrix_product(full: Run) -> None:
    card = reprojected(own_models_folder() / "mine")
    indexer = Indexer(full.library, load_describer("mine", "cpu", 1, regions=True), workers=1)
    targets = [Target(folder) for folder in full.library.folders()]
    assert indexer.fill() == 0
    assert indexer.run(targets).redescribed == 8
    assert indexer.fill() == 8
    model = full.library.model_id(card)
    query = "SELECT count(*) FROM regions r JOIN descriptors d ON d.id = r.descriptor_id WHERE d.model_id = ?"
    assert full.library.connection.execute(query, (model,)).fetchone() == (8,)


def test_filled_in_while_folders_are_followed(full: Run, photos: Path) -> None:
    full.library.connection.execute("DELETE FROM regions")
    watcher = Watcher(full.library, full.indexer, full.control)
    watcher.start()
    try:
        watcher.look()
        assert not regions(full.library), "what is due comes first"
        watcher.look()
        assert len(regions(full.library)) == 8
    finally:
        watcher.end()


def test_network_loaded_without_regions_fills_nothing_in(run: Run, photos: Path) -> None:
    run(photos)
    assert not regions(run.library) and run.indexer.fill() == 0


def test_rebuild_keeps_sound_regions_and_drops_damaged_ones(full: Run, with_regions: Describer) -> None:
    before = regions(full.library)
    full.library.connection.execute("UPDATE regions SET codes = x'00' WHERE id = 3")
    full.library.close()
    assert check(full.library.folder) == [f"1 descriptors of the model {DEFAULT_MODEL} are damaged"]
    assert rebuild(full.library.folder).descriptors == 8
    assert check(full.library.folder) == []
    with Library.writing(full.library.folder) as library:
        assert len(regions(library)) == 7
        assert Indexer(library, with_regions, workers=1).fill() == 1
        assert regions(library) == before


def test_rebuild_of_an_older_library_is_no_damage(full: Run) -> None:
    full.library.close()
    as_before_regions(full.library.folder)
    salvage = rebuild(full.library.folder)
    assert (salvage.descriptors, salvage.kept) == (8, None)
    assert check(full.library.folder) == []
