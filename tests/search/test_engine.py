"""Ranking, compared with scores computed photo by photo."""

import os
from pathlib import Path

import numpy as np
import pytest

from photosearch.library.filtering import EVERYTHING, PhotoFilter
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from photosearch.search import engine as module
from photosearch.search.engine import Query, SearchEngine
from tests.conftest import NAMES, Run

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


@pytest.mark.parametrize("few", [0, 1, 20_000])
@pytest.mark.parametrize("k", [1, 2, 8, 100])
def test_filtered_search_is_the_whole_ranking_without_the_rest(
    engine: SearchEngine, photos: Path, few: int, k: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether all that pass are looked at, or the search is widened until enough did."""
    monkeypatch.setattr(module, "_FEW", few)
    monkeypatch.setattr(module, "_MARGIN", 0)
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


def test_scores_are_products_with_the_mean_of_the_queries(
    engine: SearchEngine, photos: Path, library: Library
) -> None:
    queries = [stored(engine, photos / "inner" / f"{name}.jpg") for name in NAMES[:2]]
    mean = sum(query.descriptor for query in queries) / 2
    mean = mean / np.linalg.norm(mean)
    for result in engine.search(queries, 8):
        other = engine.stored(result.path)
        assert other is not None
        assert result.score == pytest.approx(float(other.descriptor @ mean), abs=1e-4)


def test_what_is_not_in_the_library_has_nothing_stored(engine: SearchEngine, photos: Path) -> None:
    (photos / "broken.jpg").write_bytes(b"no photo")
    assert engine.stored(os.fsencode(photos / "broken.jpg")) is None
    assert engine.stored(b"/nowhere") is None
