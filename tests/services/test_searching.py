"""Searches as the window asks for them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from photosearch.library.library import Library
from photosearch.services.records import Result, from_json
from tests.services.client import ROOT, Client, ServiceError
from tests.services.conftest import EVERYTHING, Start, Travels, index, photos_in, write_shots


def found(engine: Client, *paths: str, count: int = 10, **filters: Any) -> list[Result]:
    """What a search for the whole pictures gives."""
    parts = [{"path": path, "region": None} for path in paths]
    return [
        from_json(Result, item) for item in engine.call("search", parts=parts, count=count, filters=filters)
    ]


def names(results: list[Result]) -> list[str]:
    return [os.path.basename(result.photo.path) for result in results]


def test_photo_of_the_library_finds_itself_and_its_copy_first(engine: Client, travels: Travels) -> None:
    results = found(engine, travels.path(b"india/taj.jpg"))
    assert [(result.kind, result.itself) for result in results[:3]] == [
        ("copy", True),
        ("copy", False),
        ("alike", False),
    ]
    assert os.fsencode(results[1].photo.path).endswith(b"far/taj \xff copy.jpg")
    assert results[0].score == pytest.approx(1, abs=1e-3) and len(results) == 6
    scores = [result.score for result in results]
    assert scores == sorted(scores, reverse=True)
    assert results[0].photo.camera == "Canon EOS 5D", "all that is known of a photo comes along"


def test_picture_from_elsewhere(engine: Client) -> None:
    results = found(engine, str(ROOT / "resources" / "sample" / "china-cropped.jpg"), count=2)
    assert names(results)[0] == "china.jpg" and len(results) == 2
    assert results[0].kind == "alike" and not results[0].itself and results[0].score > 0.4


def test_stored_and_decoded_queries_agree(engine: Client, travels: Travels, tmp_path: Path) -> None:
    """What is known of a photo of the library stands in for decoding it."""
    copy = shutil.copy(travels.path(b"china.jpg"), tmp_path / "outside.jpg")
    inside, outside = found(engine, travels.path(b"china.jpg")), found(engine, str(copy))
    assert names(inside) == names(outside)
    assert [result.score for result in inside] == pytest.approx(
        [result.score for result in outside], abs=2e-3
    )
    assert inside[0].itself and not outside[0].itself and outside[0].kind == "copy"


def test_part_of_a_picture(engine: Client, tmp_path: Path, small_photos: Path) -> None:
    with Image.open(small_photos / "dogs.jpg") as dogs, Image.open(small_photos / "pyramids.jpg") as pyramids:
        both = Image.new("RGB", (dogs.width + pyramids.width, max(dogs.height, pyramids.height)))
        both.paste(dogs, (0, 0))
        both.paste(pyramids, (dogs.width, 0))
        both.save(tmp_path / "both.png")
        regions = [(0, 0, *dogs.size), (dogs.width, 0, *pyramids.size)]
    best = []
    for region in regions:
        part = {"path": str(tmp_path / "both.png"), "region": region}
        (result,) = engine.call("search", parts=[part], count=1, filters=EVERYTHING)
        best.append(os.path.basename(result["photo"]["path"]))
    assert best == ["dogs.jpg", "pyramids.jpg"]
    outside = {"path": str(tmp_path / "both.png"), "region": [9000, 0, 10, 10]}
    with pytest.raises(ServiceError, match=r"“both.png” cannot be searched for: the region lies outside"):
        engine.call("search", parts=[outside], count=1, filters=EVERYTHING)


def test_several_pictures_together(engine: Client, travels: Travels) -> None:
    results = found(engine, travels.path(b"china.jpg"), travels.path(b"citrus.jpg"))
    assert {(name, result.itself) for name, result in zip(names(results)[:2], results, strict=False)} == {
        ("china.jpg", True),
        ("citrus.jpg", True),
    }
    # Each is as near to the mean of both as the other.
    assert results[0].score == pytest.approx(results[1].score, abs=1e-3)
    assert results[0].score < 0.9


def test_unwanted_part_takes_away_what_is_like_it(engine: Client, travels: Travels) -> None:
    parts = [
        {"path": travels.path(b"china.jpg"), "region": None, "weight": 1.0},
        {"path": travels.path(b"india/taj.jpg"), "region": None, "weight": -0.4},
    ]
    results = [
        from_json(Result, item) for item in engine.call("search", parts=parts, count=10, filters=EVERYTHING)
    ]
    assert names(results)[0] == "china.jpg" and len(results) == 4
    assert not any("taj" in name for name in names(results))
    with pytest.raises(ServiceError, match="all that were named are unwanted"):
        engine.call("search", parts=parts[1:], count=10, filters=EVERYTHING)


def test_likeness_is_told_beside_the_score(engine: Client, travels: Travels) -> None:
    likeness = [result.likeness for result in found(engine, travels.path(b"china.jpg"))]
    assert likeness == sorted(likeness, reverse=True)
    assert likeness[0] > 0.95 and all(0 <= value < 0.6 for value in likeness[1:])


def test_what_is_confirmed_draws_the_rest(engine: Client, travels: Travels) -> None:
    query = travels.path(b"china.jpg")
    before = found(engine, query)
    last = before[-1].photo
    again = [
        from_json(Result, item)
        for item in engine.call(
            "requery",
            parts=[{"path": query, "region": None}],
            confirmed=[[last.id, 0.9]],
            count=10,
            filters={"since": "1900-01-01"},
        )
    ]
    dated = [result for result in before if result.photo.taken]
    assert {result.photo.id for result in again} == {result.photo.id for result in dated}
    assert names(again)[0] == "china.jpg"
    assert again[1].photo.content == last.content, "what was last is next to the query now"
    known = {result.photo.id: result.score for result in before}
    assert all(result.score == pytest.approx(known[result.photo.id], abs=1e-4) for result in again)


def test_turned_copies_are_candidates(engine: Client, tmp_path: Path) -> None:
    with Image.open(ROOT / "resources" / "sample" / "pyramids.jpg") as image:
        image.resize((300, 240)).rotate(180).save(tmp_path / "turned.jpg")
    parts = [{"path": str(tmp_path / "turned.jpg"), "region": None}]
    candidates = engine.call("besides", parts=parts, verified=[], filters=EVERYTHING)
    best = from_json(Result, candidates[0])
    assert os.path.basename(best.photo.path) == "pyramids.jpg" and best.kind == "alike"
    seen = engine.call("besides", parts=parts, verified=[best.photo.id], filters=EVERYTHING)
    assert best.photo.id not in {item["photo"]["id"] for item in seen}
    away = {"path": str(tmp_path / "gone.jpg"), "region": None}
    assert engine.call("besides", parts=[away], verified=[], filters=EVERYTHING) == []


def test_filters_come_before_the_count(engine: Client, travels: Travels) -> None:
    query = travels.path(b"china.jpg")
    assert names(found(engine, query, count=1, cameras=["Pixel 7"]))[0] in {"dogs.jpg", "pyramids.jpg"}
    assert len(found(engine, query, count=2, cameras=["Pixel 7"])) == 2
    assert len(found(engine, query, below=travels.path(b"india"))) == 2
    assert names(found(engine, query, since="2024-05-02", until="2024-05-02")) == ["dogs.jpg"]
    assert found(engine, query, below="/nowhere") == []
    assert names(found(engine, query, near=[39.95, 116.4, 10], kinds=["same"])) == ["china.jpg"]
    assert names(found(engine, query, orientation="portrait")) == ["dogs.jpg"]
    assert names(found(engine, query, least_pixels=26_500, until="2019")) == ["pyramids.jpg"]
    for wrong in ({"near": [0, 200, 1]}, {"orientation": "round"}):
        with pytest.raises(ServiceError, match=r"is no (place|orientation)"):
            found(engine, query, **wrong)


def test_query_that_cannot_be_reached_is_answered_from_what_is_stored(
    start: Start, own_travels: Travels
) -> None:
    index(start, own_travels)
    engine = start("engine", own_travels.library)
    query = own_travels.path(b"china.jpg")
    before = found(engine, query)
    own_travels.folder.rename(own_travels.folder.with_name("elsewhere"))
    assert [(r.photo.path, r.score, r.itself) for r in found(engine, query)] == [
        (r.photo.path, r.score, r.itself) for r in before
    ]
    part = {"path": query, "region": [0, 0, 50, 50]}
    with pytest.raises(ServiceError, match=r"“china.jpg” cannot be searched for: the file does not exist"):
        engine.call("search", parts=[part], count=1, filters=EVERYTHING)


def test_changed_file_is_searched_for_as_it_is_now(start: Start, own_travels: Travels) -> None:
    """Although nobody has indexed it anew."""
    index(start, own_travels).close()
    query = own_travels.path(b"china.jpg")
    shutil.copy(own_travels.path(b"egypt/pyramids.jpg"), query)
    results = found(start("engine", own_travels.library), query)
    assert names(results)[0] == "pyramids.jpg" and results[0].kind == "copy"


def test_new_photos_are_found_at_once(start: Start, own_travels: Travels, small_photos: Path) -> None:
    engine, indexer = start("engine", own_travels.library), start("indexer", own_travels.library)
    indexer.call("begin", load="full", device="cpu")
    query = str(small_photos / "giraffe.jpg")
    assert found(engine, query) == []
    indexer.call("add_folder", path=str(own_travels.folder))
    indexer.until(lambda: photos_in(own_travels.library) == 6)
    assert len(found(engine, query)) == 6
    with Image.open(query) as image:
        image.resize((150, 100)).save(own_travels.folder / "giraffe.jpg")
    indexer.until(lambda: photos_in(own_travels.library) == 7)
    results = found(engine, query)
    assert names(results)[0] == "giraffe.jpg" and results[0].kind == "alike" and len(results) == 7
    os.unlink(own_travels.folder / "giraffe.jpg")
    while len(results) == 7:
        engine.event("changed")
        results = found(engine, query)
    assert "giraffe.jpg" not in names(results)


def test_catalogue_that_takes_anothers_place_is_taken_up(
    start: Start, own_travels: Travels, travels: Travels, small_photos: Path, tmp_path: Path
) -> None:
    """As a rebuild does it: a rename over the file that is open."""
    engine, indexer = start("engine", own_travels.library), start("indexer", own_travels.library)
    indexer.call("begin", load="full", device="cpu")
    indexer.call("add_folder", path=own_travels.path(b"india"))
    indexer.until(lambda: photos_in(own_travels.library) == 2)
    indexer.close()
    query = str(small_photos / "pyramids.jpg")
    assert set(names(found(engine, query))) == {"taj.jpg", "taj \udcff copy.jpg"}
    with Library.reading(travels.library) as other:
        other.connection.execute("VACUUM INTO ?", (str(tmp_path / "other.sqlite"),))
    for suffix in ("-wal", "-shm"):
        own_travels.library.joinpath("catalogue.sqlite" + suffix).unlink(missing_ok=True)
    os.replace(tmp_path / "other.sqlite", own_travels.library / "catalogue.sqlite")
    assert names(found(engine, query))[0] == "pyramids.jpg"


def test_catalogue_that_is_lost_and_made_anew(start: Start, own_travels: Travels, small_photos: Path) -> None:
    """Its ids mean other photos than the former one's."""
    index(start, own_travels).close()
    engine = start("engine", own_travels.library)
    query = str(small_photos / "pyramids.jpg")
    before = names(found(engine, query))
    for file in own_travels.library.glob("catalogue.sqlite*"):
        file.unlink()
    shutil.rmtree(own_travels.folder)
    own_travels.folder.mkdir()
    assert found(engine, query) == []
    write_shots(small_photos, own_travels.folder / "again")
    index(start, own_travels)
    assert names(found(engine, query)) == before


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "the file does not exist"),
        (b"", "the file is empty"),
        (b"\xff\xd8\xff no photo", "the file is cut short or damaged"),
        (b"text", "not a picture in a format Photosearch knows"),
    ],
)
def test_picture_that_cannot_be_read_is_named(
    engine: Client, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    file = tmp_path / "what\n is this.jpg"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ServiceError) as caught:
        found(engine, str(file))
    assert caught.value.message.startswith(f"“what\\x0a is this.jpg” cannot be searched for: {reason}")
    assert caught.value.details is None


def test_engine_never_imports_torch_nor_what_the_terminal_needs(travels: Travels) -> None:
    code = (
        "import sys; from photosearch.services.answering import SearchRequests; import pathlib\n"
        "import photosearch.services.engine\n"
        "early = {'numpy', 'PIL.Image', 'onnxruntime', 'faiss'} & set(sys.modules)\n"
        "SearchRequests(pathlib.Path(sys.argv[1])).warm()\n"
        "wrong = {'torch', 'typer', 'rich', 'PySide6', 'cv2'} & set(sys.modules)\n"
        "print(early, wrong, 'onnxruntime' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(travels.library)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert done.stdout.split("\n")[0] == "set() set() True"
