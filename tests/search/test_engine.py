"""Ranking, compared with scores computed photo by photo."""

import dataclasses
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from photosearch.library.filtering import EVERYTHING, PhotoFilter
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from photosearch.search.engine import Query, Result, SearchEngine
from tests.conftest import NAMES, Run
from tests.search.groups.catalogue import CARD, File, record, unit

_FILTERS = [EVERYTHING, PhotoFilter(since="1900-01-01"), PhotoFilter(below=b"/nowhere")]


@pytest.fixture
def engine(run: Run, photos: Path, library: Library, describer: Describer) -> SearchEngine:
    """Over eight photos, three of them in a folder below."""
    (photos / "inner").mkdir()
    for name in NAMES[:3]:
        (photos / f"{name}.jpg").rename(photos / "inner" / f"{name}.jpg")
    run(photos)
    return SearchEngine(library, describer, library.vector_index(describer.card))


def stored(engine: SearchEngine, path: Path) -> Query:
    query = engine.stored(os.fsencode(os.path.realpath(path)))
    assert query is not None
    return query


def names(results: list[Result]) -> list[str]:
    return [os.fsdecode(os.path.basename(result.path)) for result in results]


@pytest.mark.parametrize("k", [1, 2, 8, 100])
def test_filtered_search_is_the_whole_ranking_without_the_rest(
    engine: SearchEngine, photos: Path, k: int
) -> None:
    query = stored(engine, photos / "pyramids.jpg")
    whole = engine.search([query], 100)
    assert len(whole) == 8
    inner = os.fsencode(os.path.realpath(photos / "inner"))
    for wanted in (PhotoFilter(below=inner), PhotoFilter(below=os.path.dirname(inner)), *_FILTERS):
        below = wanted.below or b"/"
        expected = [r for r in whole if r.path.startswith(below) and wanted.since is None][:k]
        found = engine.search([query], k, wanted)
        assert [(r.path, r.kind, r.itself) for r in found] == [(r.path, r.kind, r.itself) for r in expected]
        assert [r.score for r in found] == pytest.approx([r.score for r in expected], abs=1e-5)


@pytest.fixture(scope="module")
def thousands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, dict[str, np.ndarray]]]:
    """A library of 5,300 photos, and their descriptors by folder; those in "near" are most like `unit(1)`."""
    folder, random = tmp_path_factory.mktemp("thousands"), np.random.default_rng(5)
    vectors = {}
    for name, count, least in (("near", 200, 0.8), ("far", 5050, -0.1), ("few", 50, -0.1)):
        rest = random.normal(size=(count, CARD.dimension)) * np.arange(CARD.dimension).clip(max=1)
        along = least + 0.1 * random.random((count, 1))
        rest *= np.sqrt(1 - along**2) / np.linalg.norm(rest, axis=1, keepdims=True)
        vectors[name] = rest + along * unit(1)
    files = {
        f"{name}/{number}.jpg": File(f"{name} {number}", vector=vector)
        for name, rows in vectors.items()
        for number, vector in enumerate(rows)
    }
    with Library.writing(folder / "library") as library:
        record(library, folder / "photos", files)
        yield library, vectors


@pytest.mark.parametrize("k", [1, 8, 300])
def test_filtered_search_of_thousands(
    thousands: tuple[Library, dict[str, np.ndarray]], describer: Describer, k: int
) -> None:
    """Whether all that pass are looked at (few), or the search is widened until enough did (far)."""
    library, vectors = thousands
    engine = SearchEngine(library, describer, library.vector_index(describer.card))
    query = Query(b"", b"", unit(1).astype(np.float32))
    photos = library.folders()[0].path
    for name, rows in vectors.items():
        below = os.path.join(photos, name.encode())
        found = engine.search([query], k, PhotoFilter(below=below))
        assert all(os.path.dirname(result.path) == below for result in found)
        expected = np.sort(rows.astype(np.float16).astype(np.float32) @ query.descriptor)[::-1][:k]
        assert [result.score for result in found] == pytest.approx(expected.tolist(), abs=1e-4)


def test_scores_are_products_with_the_mean_of_the_queries(
    engine: SearchEngine, photos: Path, library: Library
) -> None:
    queries = [stored(engine, photos / "inner" / f"{name}.jpg") for name in NAMES[:2]]
    mean = sum(query.descriptor for query in queries) / 2
    mean = mean / np.linalg.norm(mean)
    found = engine.search(queries, 8)
    assert len(found) == 8
    for result in found:
        other = engine.stored(result.path)
        assert other is not None
        assert result.score == pytest.approx(float(other.descriptor @ mean), abs=1e-4)


def test_what_is_not_in_the_library_has_nothing_stored(engine: SearchEngine, photos: Path) -> None:
    (photos / "broken.jpg").write_bytes(b"no photo")
    assert engine.stored(os.fsencode(photos / "broken.jpg")) is None
    assert engine.stored(b"/nowhere") is None


def test_unwanted_pictures_and_their_copies_never_show(
    run: Run, engine: SearchEngine, photos: Path, library: Library, describer: Describer
) -> None:
    shutil.copy(photos / "pyramids.jpg", photos / "pyramids-again.jpg")
    run(photos)
    queries = [
        stored(engine, photos / "giraffe.jpg"),
        dataclasses.replace(stored(engine, photos / "pyramids.jpg"), weight=-0.5),
    ]
    engine = SearchEngine(library, describer, library.vector_index(describer.card))
    assert "pyramids-again.jpg" in names(engine.search(queries[:1], 100))
    for k in (1, 3, 100):
        found = engine.search(queries, k)
        assert names(found)[0] == "giraffe.jpg" and len(found) == min(k, 7)
        assert not any(name.startswith("pyramids") for name in names(found))
    direction = queries[0].descriptor - 0.5 * queries[1].descriptor
    direction /= np.linalg.norm(direction)
    for result in found:
        other = engine.stored(result.path)
        assert other is not None
        assert result.score == pytest.approx(float(other.descriptor @ direction), abs=1e-4)


def test_contents_that_are_left_out_make_room_for_others(engine: SearchEngine, photos: Path) -> None:
    query = stored(engine, photos / "pyramids.jpg")
    whole = engine.search([query], 8)
    without = PhotoFilter(without=(whole[0].content_hash, whole[2].content_hash))
    assert engine.search([query], 3, without) == [whole[1], whole[3], whole[4]]


def test_confirmed_photos_draw_the_order_and_leave_the_scores(engine: SearchEngine, photos: Path) -> None:
    query = stored(engine, photos / "pyramids.jpg")
    plain = {result.path: result for result in engine.search([query], 8)}
    drawn_to = engine.search([query], 8)[-1]
    found = engine.requery([query], {drawn_to.photo_id: 1.0}, 8)
    assert found[0].itself and found[1].path == drawn_to.path, "what was last is next to the query now"
    for result in found:
        assert result.score == pytest.approx(plain[result.path].score, abs=1e-4)
        assert result.likeness == pytest.approx(plain[result.path].likeness, abs=1e-4)
    assert [r.path for r in engine.requery([query], {}, 8)] == list(plain)
    assert [r.path for r in engine.requery([query], {987654: 1.0}, 8)] == list(plain), "a photo that is gone"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (PhotoFilter(orientation="landscape"), lambda width, height: width > height * 1.05),
        (PhotoFilter(orientation="portrait"), lambda width, height: height > width * 1.05),
        (PhotoFilter(orientation="square"), lambda width, height: 1 / 1.05 <= width / height <= 1.05),
        (PhotoFilter(least_pixels=26_000), lambda width, height: width * height >= 26_000),
    ],
)
def test_filters_by_shape_and_size(
    run: Run,
    engine: SearchEngine,
    photos: Path,
    library: Library,
    describer: Describer,
    wanted: PhotoFilter,
    expected: Any,
) -> None:
    with Image.open(photos / "giraffe.jpg") as image:
        image.resize((100, 100)).save(photos / "square.png")
        image.resize((100, 104)).save(photos / "nearly.png")
    run(photos)
    engine = SearchEngine(library, describer, library.vector_index(describer.card))
    whole = engine.search([stored(engine, photos / "giraffe.jpg")], 100)
    found = engine.search([stored(engine, photos / "giraffe.jpg")], 100, wanted)
    passing = {result.path for result in whole if expected(result.width, result.height)}
    assert {result.path for result in found} == passing and 0 < len(passing) < 10
