"""Searching for a part of a picture: a small thing is found in the photo that it is a part of."""

import dataclasses
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from photosearch.imaging.reading import ReadRequest, read_photo
from photosearch.library.filtering import PhotoFilter
from photosearch.library.folders import add_folder
from photosearch.library.indexing import Indexer
from photosearch.library.library import Library
from photosearch.library.region_codes import decode
from photosearch.network.describer import Describer, load_describer
from photosearch.network.regions import REGIONS
from photosearch.search.engine import Query, Result, SearchEngine
from photosearch.search.regions import RegionIndex
from tests.conftest import NAMES, SAMPLE

# A corner that the descriptor of the whole photo says nothing of.
_CORNER = ("qutub-minar-2.jpg", (0, 0, 106, 80))


@pytest.fixture(scope="module")
def with_regions() -> Describer:
    """The bundled network as the indexer has it."""
    return load_describer(device="cpu", threads=1, regions=True)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory, with_regions: Describer) -> Path:
    """The library of all sample photos; not to be changed."""
    folder = tmp_path_factory.mktemp("library")
    with Library.writing(folder) as library:
        target = add_folder(library.connection, os.fsencode(SAMPLE))
        Indexer(library, with_regions, workers=1).run([target])
    return folder


@pytest.fixture
def reader(indexed: Path) -> Iterator[Library]:
    """Open for searching."""
    with Library.reading(indexed) as library:
        yield library


def made(library: Library, describer: Describer) -> SearchEngine:
    return SearchEngine(library, describer, library.vector_index(describer.card))


def queried(engine: SearchEngine, name: str, region: tuple[int, int, int, int], part: bool = True) -> Query:
    read = read_photo(ReadRequest(os.fsencode(SAMPLE / name), 320, thumbnail=False, region=region))
    (query,) = engine.described([dataclasses.replace(read, content_hash=b"")], part=part)
    return query


def names(results: list[Result]) -> list[str]:
    return [os.fsdecode(os.path.basename(result.path)) for result in results]


def test_part_finds_its_photo_where_the_whole_does_not(reader: Library, describer: Describer) -> None:
    engine = made(reader, describer)
    name, region = _CORNER
    query = queried(engine, name, region)
    whole = names(engine.search([dataclasses.replace(query, part=False)], 51))
    assert whole.index(name) > 30
    first = engine.search([query], 5)[0]
    assert names([first]) == [name] and first.region == REGIONS[0]
    assert names(engine.search([queried(engine, name, region, part=False)], 5))[0] != name


def test_score_is_the_better_of_whole_and_regions(reader: Library, describer: Describer) -> None:
    engine = made(reader, describer)
    query = queried(engine, "honey-bee.jpg", (600, 0, 300, 237))
    rows = reader.connection.execute(
        "SELECT p.id, d.descriptor, r.codes FROM photos p JOIN descriptors d ON d.content_id = p.content_id"
        " JOIN regions r ON r.descriptor_id = d.id"
    ).fetchall()
    results = {result.photo_id: result for result in engine.search([query], 100)}
    assert len(results) == len(rows) == 51
    for photo, descriptor, codes in rows:
        whole = float(np.frombuffer(descriptor, "<f2").astype(np.float32) @ query.descriptor)
        regions = decode(codes, 512) @ query.descriptor
        assert results[photo].score == pytest.approx(max(whole, regions.max()), abs=1e-4)
        if regions.max() > whole + 1e-3:
            assert results[photo].region == REGIONS[int(regions.argmax())]
        elif regions.max() < whole - 1e-3:
            assert results[photo].region is None
    ranked = [result.score for result in engine.search([query], 10)]
    assert ranked == sorted((result.score for result in results.values()), reverse=True)[:10]


def test_filters_apply_to_regions(reader: Library, describer: Describer) -> None:
    """Whether so much is left out that the search is widened, or all that pass are looked at."""
    engine = made(reader, describer)
    query = queried(engine, *_CORNER)
    everything = engine.search([query], 100)
    wanted = PhotoFilter(without=tuple(result.content_hash for result in everything[:30]))
    upright = [result for result in everything if result.height > result.width * 1.05]
    assert len(everything) == 51 and len(upright) > 5
    for k in (1, 5, 100):
        assert names(engine.search([query], k, wanted)) == names(everything)[30:][:k]
        assert names(engine.search([query], k, PhotoFilter(orientation="portrait"))) == names(upright)[:k]


def test_ranking_anew_keeps_what_regions_found(reader: Library, describer: Describer) -> None:
    engine = made(reader, describer)
    query = queried(engine, *_CORNER)
    first = engine.search([query], 5)[0]
    again = engine.requery([query], {first.photo_id: 1.0}, 5)
    assert again[0].photo_id == first.photo_id
    assert (again[0].score, again[0].region) == (pytest.approx(first.score, abs=1e-5), first.region)


def test_regions_follow_the_catalogue(
    library: Library, with_regions: Describer, photos: Path, tmp_path: Path
) -> None:
    """Photos that come, photos that go, and those of another network."""
    later = tmp_path / "later"
    later.mkdir()
    for name in NAMES[4:]:
        shutil.move(photos / f"{name}.jpg", later)
    indexer = Indexer(library, with_regions, workers=1)
    indexer.run([add_folder(library.connection, os.fsencode(photos))])
    index = RegionIndex(library, with_regions.card)
    query = np.eye(512, dtype=np.float32)[0]
    known = index.nearest(query, 100)
    assert len(known) == 4
    indexer.run([add_folder(library.connection, os.fsencode(later))])
    found = index.nearest(query, 100)
    assert len(found) == 8 and known.items() <= found.items()
    assert list(index.nearest(query, 3)) == list(found)[:3]
    assert index.nearest(query, 100, list(known)) == known
    library.connection.execute("UPDATE descriptors SET model_id = ?", (_another(library, with_regions),))
    assert RegionIndex(library, with_regions.card).nearest(query, 100) == {}


def _another(library: Library, describer: Describer) -> int:
    return library.register(dataclasses.replace(describer.card, name="another"))


def test_library_without_regions_is_searched_as_a_whole(
    library: Library, describer: Describer, photos: Path
) -> None:
    Indexer(library, describer, workers=1).run([add_folder(library.connection, os.fsencode(photos))])
    engine = made(library, describer)
    query = queried(engine, "dogs.jpg", (100, 100, 200, 200))
    before = engine.search([query], 8)
    assert len(before) == 8 and all(result.region is None for result in before)
    library.connection.executescript("DROP TABLE regions; PRAGMA user_version = 2;")
    assert made(library, describer).search([query], 8) == before, "an older one that is only read"


def test_other_searches_read_no_regions(reader: Library, describer: Describer) -> None:
    engine = made(reader, describer)
    asked: list[str] = []
    reader.connection.set_trace_callback(asked.append)
    engine.search([queried(engine, "dogs.jpg", (100, 100, 200, 200), part=False)], 5)
    assert asked and not any("regions" in statement for statement in asked)
