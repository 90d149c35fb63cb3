"""Date, camera, place and size, from whatever the camera wrote; and never an error for nonsense."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from photosearch.imaging.decode import decode
from photosearch.imaging.metadata import Metadata
from tests.imaging.pictures import encoded, exif, photo

pytestmark = pytest.mark.filterwarnings("ignore:.*:UserWarning:PIL")


def metadata(block: Image.Exif | bytes, format: str = "JPEG") -> Metadata:
    data = block.tobytes() if isinstance(block, Image.Exif) else block
    file = io.BytesIO()
    photo(96, 64).save(file, format, exif=data)
    return decode(file, 32).metadata


def with_dates(**values: object) -> Image.Exif:
    names = {
        "original": 0x9003, "digitized": 0x9004, "offset": 0x9011, "subsec": 0x9291,
        "digitized_subsec": 0x9292, "main_subsec": 0x9290,
    }  # fmt: skip
    block = exif()
    for name, value in values.items():
        if name == "main":
            block[0x132] = value
        else:
            block.get_ifd(0x8769)[names[name]] = value
    return block


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
def test_everything_in_every_format(format: str) -> None:
    block = with_dates(original="2024:05:01 10:20:30", subsec="123", offset="+02:00")
    block[0x10F], block[0x110] = "NIKON CORPORATION", "NIKON D750"
    block.get_ifd(0x8825).update({1: "N", 2: (47.0, 24.0, 3.5), 3: "E", 4: (0.0, 41.0, 39.9)})
    found = metadata(block, format)
    assert found == Metadata(
        96, 64, format, "2024-05-01T10:20:30.123+02:00", "NIKON D750", 47.4009722, 0.694417
    ) or (found.latitude, found.longitude) == (pytest.approx(47.4009722), pytest.approx(0.6944167))
    assert found.taken == "2024-05-01T10:20:30.123+02:00" and found.camera == "NIKON D750"


@pytest.mark.parametrize(
    "values,taken",
    [
        ({"original": "2024:05:01 10:20:30", "main": "2025:01:01 00:00:00"}, "2024-05-01T10:20:30"),
        ({"digitized": "2023:05:01 10:20:30", "digitized_subsec": "07"}, "2023-05-01T10:20:30.07"),
        ({"main": "2022:05:01 10:20:30", "main_subsec": "5"}, "2022-05-01T10:20:30.5"),
        ({"original": "0000:00:00 00:00:00", "main": "2022:05:01 10:20:30"}, "2022-05-01T10:20:30"),
        ({"original": "2024-05-01T10:20:30"}, "2024-05-01T10:20:30"),
        ({"original": "2024-05-01 10:20:30"}, "2024-05-01T10:20:30"),
        ({"original": "    :  :     :  :  "}, None),
        ({"original": "2024:13:01 10:20:30"}, None),
        ({"original": "2024:05:01 10:20:30", "offset": "+99:00", "subsec": "x1"}, "2024-05-01T10:20:30"),
        ({"original": "2024:05:01 10:20:30", "offset": "-03:30"}, "2024-05-01T10:20:30-03:30"),
        ({}, None),
    ],
)
def test_date(values: dict[str, object], taken: str | None) -> None:
    assert metadata(with_dates(**values)).taken == taken


@pytest.mark.parametrize(
    "make,model,camera",
    [
        ("Canon", "Canon EOS R5", "Canon EOS R5"),
        ("NIKON CORPORATION", "NIKON D750", "NIKON D750"),
        ("Apple", "iPhone 15 Pro", "Apple iPhone 15 Pro"),
        ("SONY", "ILCE-7M3", "SONY ILCE-7M3"),
        ("", "DMC-FZ50", "DMC-FZ50"),
        ("Panasonic", "", "Panasonic"),
        ("  Fuji \x07 film ", "X\tT3 ", "Fuji film X T3"),
        ("", "", None),
    ],
)
def test_camera(make: str, model: str, camera: str | None) -> None:
    assert metadata(exif(t10f=make, t110=model)).camera == camera


@pytest.mark.parametrize(
    "gps,place",
    [
        ({1: "S", 2: (33.0, 51.0, 24.0), 3: "W", 4: (151.0, 12.0, 0.0)}, (-33.8566667, -151.2)),
        ({1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)}, (None, None)),
        ({1: "N", 2: (IFDRational(1, 0), 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)}, (None, None)),
        ({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, (None, None)),
        ({2: (1.0, 0.0, 0.0), 4: (1.0, 0.0, 0.0)}, (None, None)),
        ({1: "X", 2: (1.0, 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)}, (None, None)),
        ({1: "N", 2: (1.0, 0.0, 0.0)}, (None, None)),
        ({1: "N", 2: (10.0, 30.0), 3: "E", 4: (1.0, 0.0, 0.0)}, (None, None)),
    ],
)
def test_place(gps: dict[int, object], place: tuple[float | None, float | None]) -> None:
    block = exif()
    block.get_ifd(0x8825).update(gps)
    found = metadata(block)
    assert (found.latitude, found.longitude) == pytest.approx(place) if place[0] else found.latitude is None


def test_hostile_exif_never_hurts() -> None:
    block = with_dates(original="2024:05:01 10:20:30")
    block.get_ifd(0x8825).update({1: "N", 2: (47.0, 24.0, 3.5), 3: "E", 4: (0.0, 41.0, 39.9)})
    whole = block.tobytes()
    chance = random.Random(3)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(6, len(data))] = chance.choice((0, 255, 127, chance.randrange(256)))
        found = metadata(bytes(data))
        assert found.latitude is None or -90 <= found.latitude <= 90


def test_a_directory_that_contains_itself_ends() -> None:
    block = b"Exif\0\0II*\0\x08\0\0\0" + b"\x02\0" + b"\x69\x87\x04\0\x01\0\0\0\x08\0\0\0" * 2 + b"\x08\0\0\0"
    assert metadata(block).taken is None


def test_upright_size() -> None:
    file = encoded(photo(96, 64), "JPEG", exif(6))
    found = decode(io.BytesIO(file), 32).metadata
    assert (found.width, found.height) == (64, 96)
