"""Turned copies, which the descriptor alone does not find."""

import os
from pathlib import Path

import pytest
from PIL import Image

from photosearch.imaging.reading import ReadRequest, ReadResult, read_photo
from photosearch.library.filtering import PhotoFilter
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from photosearch.search.engine import SearchEngine
from photosearch.search.turned import turned_candidates, turned_queries
from tests.conftest import Run


@pytest.fixture
def engine(run: Run, photos: Path, library: Library, describer: Describer) -> SearchEngine:
    run(photos)
    return SearchEngine(library, describer, library.vector_index(describer.card))


def read(path: Path) -> ReadResult:
    return read_photo(ReadRequest(os.fsencode(path), 320, thumbnail=False))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_copy_is_a_candidate(engine: SearchEngine, photos: Path, tmp_path: Path, degrees: int) -> None:
    for name in ("colosseum", "china", "giraffe"):
        with Image.open(photos / f"{name}.jpg") as image:
            image.crop((10, 5, 190, 100)).rotate(degrees, expand=True).save(tmp_path / "turned.jpg")
        turned = turned_queries(engine, [read(tmp_path / "turned.jpg")])
        assert len(turned) == 3
        found = turned_candidates(engine, turned, frozenset())
        assert os.path.basename(found[0].path) == f"{name}.jpg".encode() and found[0].kind == "alike"
        assert len({result.photo_id for result in found}) == len(found)
        seen = found[0].photo_id
        assert seen not in {result.photo_id for result in turned_candidates(engine, turned, {seen})}
        nowhere = PhotoFilter(below=b"/nowhere")
        assert turned_candidates(engine, turned, frozenset(), nowhere) == []


def test_most_photos_have_no_turned_candidate(engine: SearchEngine, photos: Path) -> None:
    for name in ("colosseum", "china", "giraffe", "dogs"):
        turned = turned_queries(engine, [read(photos / f"{name}.jpg")])
        others = [
            result
            for result in turned_candidates(engine, turned, frozenset())
            if not result.path.endswith(f"{name}.jpg".encode())
        ]
        assert others == []
