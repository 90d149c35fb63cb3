"""Proofs of single results as the window asks for them."""

import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from tests.services.client import Client, ServiceError
from tests.services.conftest import Travels
from tests.services.test_verifying import SAMPLE, ids_by_name, part


@pytest.fixture
def edited(tmp_path: Path) -> str:
    """A part of a photo of the library, a white box painted over it."""
    with Image.open(SAMPLE / "china.jpg") as china:
        cropped = china.crop((60, 40, 600, 400))
    ImageDraw.Draw(cropped).rectangle((100, 100, 160, 150), fill="white")
    cropped.save(tmp_path / "edited.jpg", quality=90)
    return str(tmp_path / "edited.jpg")


def rgb(picture: dict[str, Any]) -> Image.Image:
    """What a Picture holds; its file is deleted, as its receiver has to."""
    with open(picture["file"], "rb") as file:
        data = file.read()
    os.unlink(picture["file"])
    return Image.frombytes("RGB", (picture["width"], picture["height"]), data)


def test_proof_tells_kind_and_points(engine: Client, edited: str) -> None:
    number = ids_by_name(engine)["china.jpg"]
    proof = engine.call("proof", parts=[part(edited)], photo_id=number)
    [verified] = engine.call("verify", parts=[part(edited)], ids=[number])
    # What is kept of a photo is rounded.
    assert proof["verification"] | {"probability": 0} == verified | {"probability": 0}
    assert proof["verification"]["probability"] == pytest.approx(verified["probability"], abs=0.01)
    assert verified["kind"] == "copy"
    assert proof["model"] == "homography" and not proof["mirrored"]
    assert 20 < len(proof["points"]) == len(proof["agreement"]) <= 200
    assert all(0 <= value <= 1 for pair in proof["points"] for point in pair for value in point)
    assert proof["overlap"][0] > 0.98 > proof["overlap"][1]


def test_proof_is_of_the_part_that_agrees(engine: Client, edited: str) -> None:
    number = ids_by_name(engine)["china.jpg"]
    parts = [part(SAMPLE / "dogs.jpg"), part(SAMPLE / "china.jpg", [100, 60, 300, 200])]
    proof = engine.call("proof", parts=parts, photo_id=number)
    assert proof["verification"]["part"] == 1
    for one, other in proof["points"]:
        assert one == pytest.approx(other, abs=0.02), "in shares of the whole picture, not of its part"


def test_aligned_pictures_have_the_shape_of_the_query(engine: Client, edited: str) -> None:
    number = ids_by_name(engine)["china.jpg"]
    laid = engine.call("aligned", part=part(edited), photo_id=number, size=270)
    photo, difference = rgb(laid["photo"]), rgb(laid["difference"])
    assert photo.size == difference.size == (270, 180)
    assert difference.getpixel((65, 62))[0] > 200 > difference.getpixel((200, 100))[0]
    assert 0.005 < laid["changed"] < 0.04


def test_what_shares_no_plane_is_not_laid_onto_each_other(engine: Client, travels: Travels) -> None:
    number = ids_by_name(engine)["citrus.jpg"]
    query = part(travels.path(b"china.jpg"))
    proof = engine.call("proof", parts=[query], photo_id=number)
    assert proof["verification"]["kind"] == "alike" and proof["transform"] is None
    assert engine.call("aligned", part=query, photo_id=number, size=300) is None


def test_what_cannot_be_read_is_explained(engine: Client, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff no photo")
    number = ids_by_name(engine)["china.jpg"]
    with pytest.raises(ServiceError, match=r"“broken\.jpg” cannot be compared"):
        engine.call("proof", parts=[part(tmp_path / "broken.jpg")], photo_id=number)
    with pytest.raises(ServiceError, match="not in the library any more"):
        engine.call("proof", parts=[part(SAMPLE / "china.jpg")], photo_id=987654)
