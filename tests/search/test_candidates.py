"""Copies that the descriptor of the query as it is does not find."""

import os
from pathlib import Path

import pytest
from PIL import Image

from photosearch.imaging.reading import ReadRequest, ReadResult, read_photo
from photosearch.library.filtering import PhotoFilter
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from photosearch.search.candidates import candidates, parts, smaller, turned
from photosearch.search.engine import Result, SearchEngine
from tests.conftest import Run

NOWHERE = PhotoFilter(below=b"/nowhere")


@pytest.fixture
def engine(run: Run, photos: Path, library: Library, describer: Describer) -> SearchEngine:
    run(photos)
    return SearchEngine(library, describer, library.vector_index(describer.card))


def read(path: Path) -> ReadResult:
    return read_photo(ReadRequest(os.fsencode(path), 320, thumbnail=False))


def names(results: list[Result]) -> list[str]:
    return [os.path.basename(result.path).decode() for result in results]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_copy_is_a_candidate(engine: SearchEngine, photos: Path, tmp_path: Path, degrees: int) -> None:
    for name in ("colosseum", "china", "giraffe"):
        with Image.open(photos / f"{name}.jpg") as image:
            image.crop((10, 5, 190, 100)).rotate(degrees, expand=True).save(tmp_path / "turned.jpg")
        queries = turned(engine, [read(tmp_path / "turned.jpg")])
        assert len(queries) == 3
        found = candidates(engine, queries, frozenset())
        assert names(found)[0] == f"{name}.jpg" and found[0].kind == "alike"
        assert len({result.photo_id for result in found}) == len(found)
        seen = found[0].photo_id
        assert seen not in {result.photo_id for result in candidates(engine, queries, {seen})}
        assert candidates(engine, queries, frozenset(), NOWHERE) == []


def test_most_photos_have_no_turned_candidate(engine: SearchEngine, photos: Path) -> None:
    for name in ("colosseum", "china", "giraffe", "dogs"):
        found = names(candidates(engine, turned(engine, [read(photos / f"{name}.jpg")]), frozenset()))
        assert [other for other in found if other != f"{name}.jpg"] == []


def test_the_photos_of_a_collage_are_candidates(engine: SearchEngine, photos: Path, tmp_path: Path) -> None:
    shown = ["colosseum.jpg", "china.jpg", "giraffe.jpg", "dogs.jpg"]
    sheet = Image.new("RGB", (640, 640), "white")
    for at, name in enumerate(shown):
        with Image.open(photos / name) as image:
            sheet.paste(image.convert("RGB").resize((310, 310)), (at % 2 * 320, at // 2 * 320))
    sheet.save(tmp_path / "collage.jpg")
    queries = parts(engine, [read(tmp_path / "collage.jpg")])
    assert len(queries) == 5
    found = candidates(engine, queries, frozenset())
    assert set(names(found)) >= set(shown)
    assert len({result.photo_id for result in found}) == len(found) <= 5
    seen = {result.photo_id for result in found}
    assert not seen & {result.photo_id for result in candidates(engine, queries, seen)}
    assert candidates(engine, queries, frozenset(), NOWHERE) == []


def test_the_photo_that_a_small_piece_was_cut_out_of_is_nearer_to_it_made_smaller(
    engine: SearchEngine, photos: Path, tmp_path: Path
) -> None:
    gained = 0
    for name in ("colosseum", "china", "giraffe", "dogs"):
        with Image.open(photos / f"{name}.jpg") as image:
            wide, high = image.width // 3, image.height // 3
            image.crop((wide, high, 2 * wide, 2 * high)).save(tmp_path / "piece.png")
        piece = read(tmp_path / "piece.png")
        (plain,) = [r for r in engine.search(engine.described([piece]), 20) if names([r]) == [f"{name}.jpg"]]
        found = candidates(engine, smaller(engine, [piece]), frozenset())
        gained += sum(r.score > plain.score for r in found if r.photo_id == plain.photo_id)
    assert gained >= 3


@pytest.mark.parametrize("size", [(1, 1), (2000, 2)])
@pytest.mark.parametrize("way", [turned, parts, smaller])
def test_a_picture_too_small_to_have_parts_has_an_answer(
    engine: SearchEngine, tmp_path: Path, size: tuple[int, int], way: type[turned]
) -> None:
    Image.new("RGB", size, "teal").save(tmp_path / "plain.png")
    found = candidates(engine, way(engine, [read(tmp_path / "plain.png")]), frozenset())
    assert len(found) <= 3
