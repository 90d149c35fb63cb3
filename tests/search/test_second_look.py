"""Results looked at a second time: what is verified decides what else is looked at, and in which order."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from photosearch.imaging.reading import ReadRequest
from photosearch.imaging.workers import DecoderPool
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from photosearch.search.engine import Result, SearchEngine
from photosearch.search.second_look import Asked, SecondLook
from photosearch.search.verification.feature_cache import FeatureCache
from photosearch.search.verification.verifier import Subject, Verifier
from tests.conftest import SAMPLE, Run

_TOWERS = {"eiffel-tower-1.jpg", "eiffel-tower-1-cropped.jpg", "eiffel-tower-3.jpg"}


@pytest.fixture
def engine(run: Run, photos: Path, library: Library, describer: Describer) -> SearchEngine:
    """Over eight photos, and three of the Eiffel Tower."""
    for name in _TOWERS:
        shutil.copy(SAMPLE / name, photos)
    run(photos)
    return SearchEngine(library, describer, library.vector_index(describer.card))


@pytest.fixture
def pool() -> Iterator[DecoderPool]:
    with DecoderPool(1) as started:
        yield started


def looked(engine: SearchEngine, pool: DecoderPool, query: str, verified: int) -> list[Result]:
    read = pool.read(ReadRequest(os.fsencode(SAMPLE / query), 320, thumbnail=False))
    queries = engine.described([read])
    asked = Asked(queries, [read], [Subject(read.path, read.content_hash)])
    with FeatureCache() as cache:
        results = engine.search(queries, 20)
        assert len(results) == 11
        return SecondLook(engine, Verifier(pool, cache), asked).results(results, 20, verified)


def test_what_is_confirmed_leads_to_the_rest(engine: SearchEngine, pool: DecoderPool) -> None:
    """One photo is verified; as it is of the same place, the best of the ranking drawn to it are as well."""
    found = looked(engine, pool, "eiffel-tower-2.jpg", verified=1)
    towers = [result for result in found if os.path.basename(result.path).decode() in _TOWERS]
    assert found[: len(towers)] == towers and {result.kind for result in towers} == {"same"}
    assert len(found) == 11 and len({result.photo_id for result in found}) == 11
    assert all(result.probability is not None for result in found)


def test_what_is_not_confirmed_leads_nowhere(engine: SearchEngine, pool: DecoderPool) -> None:
    found = looked(engine, pool, "kingfisher.jpg", verified=1)
    assert [result.kind for result in found] == ["alike"] * 11
    assert [result.probability is not None for result in found] == [True] + [False] * 10
    scores = [result.score for result in found]
    assert scores == sorted(scores, reverse=True)


def test_what_the_query_shows_a_part_of_itself_is_a_copy(
    engine: SearchEngine, pool: DecoderPool, tmp_path: Path
) -> None:
    """A collage: none of its photos is near to the whole."""
    names = ["colosseum.jpg", "china.jpg", "giraffe.jpg", "dogs.jpg"]
    sheet = Image.new("RGB", (640, 640), "white")
    for at, name in enumerate(names):
        with Image.open(SAMPLE / name) as image:
            sheet.paste(image.convert("RGB").resize((310, 310)), (at % 2 * 320, at // 2 * 320))
    sheet.save(tmp_path / "collage.jpg")
    found = looked(engine, pool, str(tmp_path / "collage.jpg"), verified=0)
    copies = {os.path.basename(result.path).decode() for result in found if result.kind == "copy"}
    assert copies == set(names) and len(found) == 11
