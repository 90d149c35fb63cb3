"""Verification as the window asks for it."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps

from tests.services.client import ROOT, Client, ServiceError
from tests.services.conftest import EVERYTHING, Start, Travels

SAMPLE = ROOT / "resources" / "sample"


def part(path: str | Path, region: Any = None) -> dict[str, Any]:
    return {"path": str(path), "region": region}


def ids_by_name(engine: Client) -> dict[str, int]:
    """The photos of the library; of two with one name the copy has another."""
    photos = engine.call("photos", ids=engine.call("browse", filters=EVERYTHING))
    return {os.path.basename(photo["path"]): photo["id"] for photo in photos}


def test_photos_settle_one_by_one(engine: Client, tmp_path: Path) -> None:
    ids = ids_by_name(engine)
    with Image.open(SAMPLE / "china.jpg") as china:
        ImageOps.mirror(china.crop((60, 40, 600, 400))).save(tmp_path / "edited.jpg", quality=80)
    answer = engine.ask("verify", parts=[part(tmp_path / "edited.jpg")], ids=list(ids.values()))
    found = answer.result()
    assert sorted(item["id"] for item in found) == sorted(ids.values())
    assert answer.progress == found, "each was told as soon as it was known"
    kinds = {item["id"]: item["kind"] for item in found}
    assert kinds.pop(ids["china.jpg"]) == "copy"
    assert set(kinds.values()) == {"alike"}
    for item in found:
        assert 0 <= item["probability"] <= 1 and item["inliers"] >= 0 and not item["burst"]


def test_photo_of_the_library_and_several_parts(engine: Client, travels: Travels) -> None:
    ids = ids_by_name(engine)
    parts = [part(travels.path(b"china.jpg")), part(SAMPLE / "dogs.jpg", [0, 0, 509, 810])]
    wanted = [ids[name] for name in ("china.jpg", "dogs.jpg", "citrus.jpg")]
    found = {item["id"]: item for item in engine.call("verify", parts=parts, ids=[*wanted, 987654])}
    assert [found[number]["kind"] for number in wanted] == ["copy", "copy", "alike"]
    assert found[wanted[0]]["probability"] == 1 and len(found) == 3, "a photo that is gone is left out"
    assert engine.call("verify", parts=[], ids=wanted) == []


def test_nothing_is_compared_with_what_is_not_wanted(engine: Client, travels: Travels) -> None:
    ids = ids_by_name(engine)
    unwanted = part(travels.path(b"china.jpg")) | {"weight": -1.0}
    wanted = part(SAMPLE / "dogs.jpg") | {"weight": 0.5}
    found = engine.call("verify", parts=[unwanted, wanted], ids=[ids["china.jpg"], ids["dogs.jpg"]])
    kinds = {item["id"]: (item["kind"], item["part"]) for item in found}
    assert kinds == {ids["china.jpg"]: ("alike", 1), ids["dogs.jpg"]: ("copy", 1)}
    assert engine.call("verify", parts=[unwanted], ids=[ids["china.jpg"]]) == []


def test_what_is_alike_is_sooner_believed(engine: Client, travels: Travels) -> None:
    number = ids_by_name(engine)["citrus.jpg"]
    query = [part(travels.path(b"china.jpg"))]
    doubt = [
        engine.call("verify", parts=query, ids=[number], likeness=[likeness])[0]["probability"]
        for likeness in (0.02, 0.95)
    ]
    assert doubt[0] > doubt[1], "that it is another place"


def test_verification_that_is_taken_back_ends(engine: Client) -> None:
    ids = list(ids_by_name(engine).values()) * 100
    answer = engine.ask("verify", parts=[part(SAMPLE / "china.jpg")], ids=ids).begun()
    engine.cancel(answer)
    assert answer.ending().get("cancelled")
    assert len(answer.progress) < len(ids)
    assert len(engine.call("verify", parts=[part(SAMPLE / "china.jpg")], ids=ids[:1])) == 1


def test_query_that_cannot_be_read_is_explained(engine: Client, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff no photo")
    with pytest.raises(ServiceError, match="cannot be verified"):
        engine.call("verify", parts=[part(tmp_path / "broken.jpg")], ids=list(ids_by_name(engine).values()))


def test_photo_that_was_looked_at_is_verified_without_its_file(start: Start, travels: Travels) -> None:
    """As on a drive that was taken off since."""
    engine = start("engine", travels.library)
    number = ids_by_name(engine)["citrus.jpg"]
    first = engine.call("verify", parts=[part(SAMPLE / "citrus.jpg")], ids=[number])
    away = travels.folder.with_name("away")
    shutil.move(travels.folder, away)
    try:
        again = engine.call("verify", parts=[part(SAMPLE / "citrus.jpg")], ids=[number])
    finally:
        shutil.move(away, travels.folder)
    assert [item["kind"] for item in (*first, *again)] == ["copy", "copy"]
    assert again[0]["inliers"] == first[0]["inliers"] > 50


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts priorities by thread")
def test_verification_leaves_the_window_its_share(engine: Client) -> None:
    numbers = list(ids_by_name(engine).values())
    engine.call("verify", parts=[part(SAMPLE / "china.jpg")], ids=numbers)
    pid = engine.process.pid
    threads = [int(name) for name in os.listdir(f"/proc/{pid}/task")]
    priorities = {thread: os.getpriority(os.PRIO_PROCESS, thread) for thread in threads}
    base = priorities[pid]
    assert sorted(set(priorities.values())) == [base, base + 3], "and the rest of the engine its own"
