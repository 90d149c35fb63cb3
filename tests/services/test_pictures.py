"""Pictures, thumbnails and properties from the engine."""

import base64
import io
import os
import shutil
import stat
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from photosearch.imaging import thumbnails
from photosearch.services.records import PROPERTY_NAMES, Picture, from_json
from tests.conftest import SAMPLE
from tests.services.client import Client, ServiceError
from tests.services.conftest import Start, Travels
from tests.services.family import children, wait_until_ended


def shown(engine: Client, path: Path | str, size: int) -> tuple[Picture, np.ndarray]:
    """A decoded picture and its pixels; its file is deleted, as the window does."""
    picture = from_json(Picture, engine.call("picture", path=os.fspath(path), size=size))
    pixels = np.fromfile(picture.file, np.uint8).reshape(picture.height, picture.width, 3)
    os.unlink(picture.file)
    return picture, pixels


def test_picture_is_upright_and_not_larger_than_asked(engine: Client) -> None:
    picture, pixels = shown(engine, SAMPLE / "red-panda-orientation-6.jpg", 300)
    assert max(picture.width, picture.height) == 300 and max(picture.full) == 900
    _, upright = shown(engine, SAMPLE / "red-panda.jpg", 300)
    assert pixels.shape == upright.shape
    assert np.abs(pixels.astype(int) - upright).mean() < 8


def test_small_picture_keeps_its_size_and_pixels(engine: Client, tmp_path: Path) -> None:
    with Image.open(SAMPLE / "china.jpg") as image:
        image.resize((50, 30)).save(tmp_path / "small.png")
    picture, pixels = shown(engine, tmp_path / "small.png", 4000)
    assert (picture.width, picture.height, picture.full) == (50, 30, (50, 30))
    with Image.open(tmp_path / "small.png") as image:
        assert (pixels == np.array(image)).all()


def test_files_are_private_and_gone_at_the_end(start: Start, travels: Travels) -> None:
    engine = start("engine", travels.library)
    files = [Path(engine.call("picture", path=str(SAMPLE / "china.jpg"), size=100)["file"]) for _ in range(2)]
    assert files[0] != files[1] and files[0].stat().st_size == 100 * 67 * 3
    assert stat.S_IMODE(files[0].parent.stat().st_mode) == 0o700
    engine.close()
    assert not files[0].parent.exists()


def test_what_a_killed_engine_left_is_cleared_up(start: Start, travels: Travels, tmp_path: Path) -> None:
    engine = start("engine", travels.library)
    left = Path(engine.call("picture", path=str(SAMPLE / "china.jpg"), size=100)["file"]).parent
    engine.process.kill()
    engine.process.wait()
    assert left.exists()
    os.utime(left, (1, 1))
    start("engine", travels.library).call("picture", path=str(SAMPLE / "china.jpg"), size=100)
    assert not left.exists()


@pytest.mark.parametrize("request_", ["picture", "thumbnail", "metadata"])
def test_what_cannot_be_shown_is_named(engine: Client, tmp_path: Path, request_: str) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff no photo")
    for path in (broken, tmp_path / "gone.jpg"):
        arguments: dict[str, Any] = {"path": str(path)} | ({"size": 100} if request_ == "picture" else {})
        with pytest.raises(ServiceError, match=rf"“{path.name}” cannot be shown: ") as caught:
            engine.call(request_, **arguments)
        assert caught.value.details is None
    assert engine.call("picture", path=str(SAMPLE / "china.jpg"), size=10)["width"] == 10


def test_thumbnail_is_made_and_kept_for_all_programs(engine: Client, tmp_path: Path) -> None:
    photo = Path(shutil.copy(SAMPLE / "china.jpg", tmp_path / "china.jpg"))
    made = base64.b64decode(engine.call("thumbnail", path=str(photo)))
    with Image.open(io.BytesIO(made)) as image:
        assert image.format == "PNG" and image.size == (256, 171)
    kept = thumbnails.load(os.fsencode(photo), photo.stat().st_mtime_ns)
    assert kept is not None and kept.size == (256, 171)
    assert base64.b64decode(engine.call("thumbnail", path=str(photo))) == made
    shutil.copyfile(SAMPLE / "qutub-minar-1.jpg", photo)
    os.utime(photo, (1, 1))
    changed = base64.b64decode(engine.call("thumbnail", path=str(photo)))
    with Image.open(io.BytesIO(changed)) as image:
        assert image.height > image.width, "of the file as it is now"


def test_thumbnail_comes_where_the_cache_takes_nothing(engine: Client, tmp_path: Path) -> None:
    """And a small picture is not enlarged."""
    cache = Path(thumbnails.cache_root())
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_text("not a folder")
    with Image.open(SAMPLE / "china.jpg") as image:
        image.resize((50, 30)).save(tmp_path / "small.png")
    for path, size in ((SAMPLE / "china.jpg", (256, 171)), (tmp_path / "small.png", (50, 30))):
        with Image.open(io.BytesIO(base64.b64decode(engine.call("thumbnail", path=str(path))))) as image:
            assert image.size == size


def photo_with_everything(path: Path) -> None:
    """A photo whose camera wrote down all there is."""
    block = Image.Exif()
    block.update(
        {0x10E: "A lake", 0x10F: "NIKON", 0x110: "NIKON Z 6", 0x131: "Ver 1", 0x13B: "Ann", 0x8298: "(c) Ann"}
    )
    block[0x112] = 6
    exif = block.get_ifd(0x8769)
    exif[0x9003], exif[0x9011] = "2024:05:01 10:20:30", "+02:00"
    exif[0x829A], exif[0x829D], exif[0x8827] = IFDRational(1, 250), IFDRational(28, 10), 400
    exif[0x9204], exif[0x9209] = IFDRational(-2, 3), 1
    exif[0x920A], exif[0xA405] = IFDRational(35), 52
    exif[0xA433], exif[0xA434] = "Nikon", "NIKKOR Z 35mm f/1.8 S"
    gps = block.get_ifd(0x8825)
    gps.update({1: "N", 2: (47, 15, 30), 3: "W", 4: (8, 30, 0), 5: b"\1", 6: IFDRational(Fraction(21, 2))})
    with Image.open(SAMPLE / "china.jpg") as image:
        image.save(path, exif=block)
    os.utime(path, (1_700_000_000, 1_700_000_000))


def test_properties_tell_what_the_file_says(
    engine: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lake.jpg"
    photo_with_everything(path)
    pairs = [tuple(pair) for pair in engine.call("metadata", path=str(path))]
    assert [name for name, _ in pairs] == list(PROPERTY_NAMES), "all of them, in their order"
    values = dict(pairs)
    assert values.pop("Modified").startswith("2023-11-1")
    assert values.pop("Size") == f"{path.stat().st_size / 1000:.1f} kB"
    assert values == {
        "Name": "lake.jpg",
        "Folder": str(tmp_path),
        "Type": "JPEG",
        "Dimensions": "427 \N{MULTIPLICATION SIGN} 640",
        "Taken": "2024-05-01 10:20:30 +02:00",
        "Camera": "NIKON Z 6",
        "Lens": "NIKKOR Z 35mm f/1.8 S",
        "Exposure": "1/250 s",
        "Aperture": "f/2.8",
        "ISO": "400",
        "Focal length": "35 mm (52 mm on 35 mm film)",
        "Exposure bias": "-0.7",
        "Flash": "fired",
        "Place": "47.258333, -8.500000",
        "Altitude": "-10 m",
        "Orientation": "turned by 90° to the right",
        "Description": "A lake",
        "Artist": "Ann",
        "Copyright": "(c) Ann",
        "Software": "Ver 1",
    }


@pytest.mark.parametrize(
    ("name", "size"),
    [("fig-as-heic.heic", (900, 609)), ("machu-picchu-as-webp.webp", (900, 506)), ("cat.png", (451, 300))],
)
def test_properties_of_other_formats(engine: Client, name: str, size: tuple[int, int]) -> None:
    values = dict(engine.call("metadata", path=str(SAMPLE / name)))
    assert values["Dimensions"] == f"{size[0]} \N{MULTIPLICATION SIGN} {size[1]}"
    assert list(values) == list(PROPERTY_NAMES[:6]), "and nothing that is not known"


def test_nonsense_in_a_file_is_left_out(engine: Client, tmp_path: Path) -> None:
    block = Image.Exif()
    exif = block.get_ifd(0x8769)
    exif[0x829A], exif[0x829D], exif[0x8827] = IFDRational(1, 0), IFDRational(0, 1), 0
    exif[0x920A], exif[0xA434] = IFDRational(0, 0), "a\x07b\nc"
    with Image.open(SAMPLE / "china.jpg") as image:
        image.save(tmp_path / "odd.jpg", exif=block)
    values = dict(engine.call("metadata", path=str(tmp_path / "odd.jpg")))
    assert list(values) == [*PROPERTY_NAMES[:6], "Lens"] and values["Lens"] == "a b c"


def test_picture_does_not_wait_for_thumbnails(engine: Client, tmp_path: Path) -> None:
    """However many are asked for, and the latest is made first."""
    photos = [shutil.copy(SAMPLE / "stream.jpg", tmp_path / f"{number}.jpg") for number in range(40)]
    waiting = [engine.ask("thumbnail", path=str(photo)) for photo in photos]
    assert engine.call("picture", path=str(SAMPLE / "china.jpg"), size=100)
    for answer in waiting:
        engine.cancel(answer)
    endings = [answer.ending() for answer in waiting]
    assert sum("cancelled" in ending for ending in endings) > 0
    assert all("cancelled" in ending or "result" in ending for ending in endings)


def test_killed_engine_leaves_no_decoder(start: Start, travels: Travels) -> None:
    engine = start("engine", travels.library)
    engine.call("picture", path=str(SAMPLE / "china.jpg"), size=100)
    engine.call("thumbnail", path=str(SAMPLE / "china.jpg"))
    pids = children(engine.process.pid)
    assert len(pids) >= 2
    engine.process.kill()
    engine.process.wait()
    wait_until_ended(pids)
