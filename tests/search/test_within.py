"""Photos shown within the query, which the descriptor of the whole does not find."""

import os
from pathlib import Path

import pytest
from PIL import Image

from photosearch.imaging.reading import ReadRequest, ReadResult, read_photo
from photosearch.library.filtering import PhotoFilter
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from photosearch.search.engine import SearchEngine
from photosearch.search.within import part_queries, within_candidates
from tests.conftest import Run


@pytest.fixture
def engine(run: Run, photos: Path, library: Library, describer: Describer) -> SearchEngine:
    run(photos)
    return SearchEngine(library, describer, library.vector_index(describer.card))


def read(path: Path) -> ReadResult:
    return read_photo(ReadRequest(os.fsencode(path), 320, thumbnail=False))


def test_the_photos_of_a_collage_are_candidates(engine: SearchEngine, photos: Path, tmp_path: Path) -> None:
    names = ["colosseum.jpg", "china.jpg", "giraffe.jpg", "dogs.jpg"]
    sheet = Image.new("RGB", (640, 640), "white")
    for at, name in enumerate(names):
        with Image.open(photos / name) as image:
            sheet.paste(image.convert("RGB").resize((310, 310)), (at % 2 * 320, at // 2 * 320))
    sheet.save(tmp_path / "collage.jpg")
    parts = part_queries(engine, [read(tmp_path / "collage.jpg")])
    assert len(parts) == 5
    found = within_candidates(engine, parts, frozenset())
    assert {os.path.basename(result.path).decode() for result in found} >= set(names)
    assert len({result.photo_id for result in found}) == len(found) <= 5
    seen = {result.photo_id for result in found}
    assert not seen & {result.photo_id for result in within_candidates(engine, parts, seen)}
    assert within_candidates(engine, parts, frozenset(), PhotoFilter(below=b"/nowhere")) == []


@pytest.mark.parametrize("size", [(1, 1), (2000, 2)])
def test_a_picture_too_small_to_have_parts_has_an_answer(
    engine: SearchEngine, tmp_path: Path, size: tuple[int, int]
) -> None:
    Image.new("RGB", size, "teal").save(tmp_path / "plain.png")
    parts = part_queries(engine, [read(tmp_path / "plain.png")])
    assert within_candidates(engine, parts, frozenset()) == []
