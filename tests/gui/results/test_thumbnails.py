import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings
from photosearch.services.records import Photo
from tests.gui.answers import WAIT_MS, all_photos

BOX = 120, 90


@pytest.fixture
def photos(qtbot: QtBot, engine: Engine) -> dict[str, Photo]:
    """The photos of the library by name."""
    return all_photos(qtbot, engine)


def wait(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=WAIT_MS)


def is_like(image: QImage, file: str) -> bool:
    """Whether the image shows what the file does, to the eye."""
    size = image.size() / 8
    one, other = (picture.scaled(size) for picture in (image, QImage(file)))
    differences = [
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness())
        for x in range(size.width())
        for y in range(size.height())
    ]
    return sum(differences) / len(differences) < 24


def test_a_thumbnail_comes_in_the_size_asked_for(
    qtbot: QtBot, thumbnails: Thumbnails, photos: dict[str, Photo]
) -> None:
    photo = photos["colosseum"]
    assert thumbnails.get(photo, BOX) is None
    with qtbot.waitSignal(thumbnails.loaded, timeout=WAIT_MS) as heard:
        pass
    assert heard.args == [photo.path]
    found = thumbnails.get(photo, BOX)
    assert found is not None
    assert found.width() == 120 or found.height() == 90
    assert found.width() <= 120 and found.height() <= 90
    assert abs(found.width() / found.height() - photo.width / photo.height) < 0.05
    assert is_like(found.toImage(), photo.path)


def test_another_size_stands_in_meanwhile(
    qtbot: QtBot, thumbnails: Thumbnails, photos: dict[str, Photo]
) -> None:
    photo = photos["colosseum"]
    thumbnails.get(photo, BOX)
    wait(qtbot, lambda: thumbnails.peek(photo, BOX) is not None)
    small = thumbnails.peek(photo, BOX)
    assert thumbnails.get(photo, (200, 160)) is small
    wait(qtbot, lambda: thumbnails.is_settled(photo, (200, 160)))
    larger = thumbnails.peek(photo, (200, 160))
    assert larger is not None and larger.width() == 200


def test_a_small_photo_is_not_blown_up(
    qtbot: QtBot, thumbnails: Thumbnails, photos: dict[str, Photo], tmp_path: Path
) -> None:
    small = tmp_path / "small.png"
    QImage(photos["colosseum"].path).scaled(60, 40).save(str(small))
    photo = replace(Photo.outside(str(small)), width=60, height=40)
    thumbnails.get(photo, (400, 400))
    wait(qtbot, lambda: thumbnails.is_settled(photo, (400, 400)))
    found = thumbnails.peek(photo, (400, 400))
    assert found is not None and (found.width(), found.height()) == (60, 40)


def test_a_thumbnail_of_an_older_state_is_made_anew(
    qtbot: QtBot, thumbnails: Thumbnails, photos: dict[str, Photo], tmp_path: Path
) -> None:
    path = str(tmp_path / "photo.jpg")
    shutil.copy(photos["colosseum"].path, path)
    photo = replace(photos["colosseum"], path=path)
    # The stored one is of another file, as after an edit: its time is not that of the photo.
    photo = replace(photo, modified_ns=os.stat(path).st_mtime_ns + 5 * 10**9)
    shutil.copy(photos["kitten"].path, path)
    thumbnails.get(photo, BOX)
    wait(qtbot, lambda: thumbnails.is_settled(photo, BOX))
    found = thumbnails.peek(photo, BOX)
    assert found is not None
    assert is_like(found.toImage(), photos["kitten"].path)


def test_an_odd_name_is_no_obstacle(
    qtbot: QtBot, thumbnails: Thumbnails, photos: dict[str, Photo], tmp_path: Path
) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9 & <b>.jpg"
    shutil.copy(photos["kitten"].path, path)
    photo = replace(Photo.outside(os.fsdecode(path)), width=600, height=400)
    thumbnails.get(photo, BOX)
    with qtbot.waitSignal(thumbnails.loaded, timeout=WAIT_MS) as heard:
        pass
    assert heard.args == [photo.path], "byte for byte"
    assert thumbnails.peek(photo, BOX) is not None


def test_what_cannot_be_shown_is_tried_once_and_again_after_a_change(
    qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path, photos: dict[str, Photo]
) -> None:
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"no picture")
    photo = Photo.outside(str(path))
    thumbnails.get(photo, BOX)
    wait(qtbot, lambda: thumbnails.is_broken(photo))
    assert thumbnails.get(photo, BOX) is None
    shutil.copy(photos["kitten"].path, path)
    thumbnails.retry()
    thumbnails.get(photo, BOX)
    wait(qtbot, lambda: thumbnails.peek(photo, BOX) is not None)
    assert not thumbnails.is_broken(photo)


def test_only_what_is_expected_last_is_loaded(
    qtbot: QtBot, thumbnails: Thumbnails, photos: dict[str, Photo]
) -> None:
    everything = list(photos.values())
    thumbnails.expect(everything[:-3], BOX)
    thumbnails.expect(everything[-3:], BOX)
    wait(qtbot, lambda: all(thumbnails.is_settled(photo, BOX) for photo in everything[-3:]))
    loaded = [photo for photo in everything if thumbnails.peek(photo, BOX) is not None]
    # Those that were being read when the wish changed are not thrown away.
    assert len(loaded) < len(everything)


def test_memory_is_bounded_and_the_least_seen_goes_first(
    qtbot: QtBot, thumbnails: Thumbnails, settings: Settings, photos: dict[str, Photo]
) -> None:
    everything = list(photos.values())
    # About 2 MB each: 32 MB hold some of them.
    size = 850, 850
    settings.set("thumbnail_memory_mb", 32)
    first, *others = everything[:25]
    thumbnails.expect([first], size)
    wait(qtbot, lambda: thumbnails.is_settled(first, size))
    for photo in others:
        thumbnails.peek(first, size)
        thumbnails.expect([photo], size)
        wait(qtbot, lambda photo=photo: thumbnails.is_settled(photo, size))
    kept = [pixmap for photo in everything if (pixmap := thumbnails.peek(photo, size)) is not None]
    assert 5 < len(kept) < 25
    assert sum(pixmap.width() * pixmap.height() * 4 for pixmap in kept) <= 32 << 20
    assert thumbnails.peek(first, size) is not None
    assert thumbnails.peek(others[0], size) is None


def test_the_order_is_kept(qtbot: QtBot, thumbnails: Thumbnails, photos: dict[str, Photo]) -> None:
    """What comes first in the list is what is in view."""
    everything = list(photos.values())
    heard: list[str] = []
    thumbnails.loaded.connect(heard.append)
    thumbnails.expect(everything, BOX)
    wait(qtbot, lambda: len(heard) == len(everything))
    order = [photo.path for photo in everything]
    came = [order.index(path) for path in heard]
    # Two threads read, each in order: never are three in the wrong order.
    assert not any(a > b > c for a, b, c in combinations(came, 3))


def test_forgetting_the_queue_ends_the_work(
    qtbot: QtBot, thumbnails: Thumbnails, photos: dict[str, Photo]
) -> None:
    everything = list(photos.values())
    for photo in everything:
        thumbnails.get(photo, BOX)
    thumbnails.forget_queue()
    thumbnails.get(everything[-1], BOX)
    wait(qtbot, lambda: thumbnails.is_settled(everything[-1], BOX))
    assert sum(thumbnails.peek(photo, BOX) is not None for photo in everything) < 10
