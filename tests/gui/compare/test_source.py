"""A picture on its way to the screen: quickly, then sharply, and never the wrong one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSizeF, QThreadPool
from pytestqt.qtbot import QtBot

from photosearch.gui.compare.source import PictureSource
from photosearch.gui.engine import Engine
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.services.records import Photo
from tests.gui.answers import WAIT_MS, answer


@pytest.fixture
def source(engine: Engine, thumbnails: Thumbnails) -> PictureSource:
    return PictureSource(engine, thumbnails)


@pytest.fixture
def large(tmp_path: Path) -> Photo:
    """A picture of 12 megapixels that is not in the library."""
    path = tmp_path / "large.jpg"
    Image.linear_gradient("L").resize((4000, 3000)).save(path)
    return Photo.outside(str(path))


def wait_for(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)


def test_the_thumbnail_comes_before_the_picture(
    qtbot: QtBot, source: PictureSource, photo: Callable[[str], Photo]
) -> None:
    stages: list[str] = []

    def note() -> None:
        if source.levels is not None:
            stages.append("picture")
        elif source.thumbnail is not None:
            stages.append("thumbnail")

    source.changed.connect(note)
    # Where a picture is not shown anywhere yet, nothing larger is asked for.
    source.show(photo("chenonceau-1"))
    wait_for(qtbot, lambda: stages)
    assert stages[0] == "thumbnail"
    source.want(500)
    wait_for(qtbot, lambda: "picture" in stages)


def test_it_gets_sharper_only_when_it_is_looked_at_closely(
    qtbot: QtBot, source: PictureSource, large: Photo
) -> None:
    source.show(large)
    source.want(700)
    wait_for(qtbot, lambda: source.levels)
    assert source.levels is not None and source.levels.longest == 1024
    assert source.size == QSizeF(4000, 3000)
    first = source.levels
    source.want(900)
    source.want(1300)
    wait_for(qtbot, lambda: source.levels is not first)
    assert source.levels.longest == 4000


def test_huge_pictures_are_scaled_down(
    qtbot: QtBot, engine: Engine, thumbnails: Thumbnails, large: Photo
) -> None:
    source = PictureSource(engine, thumbnails, most_pixels=3_000_000)
    source.show(replace(large, width=4000, height=3000))
    source.want(4000)
    wait_for(qtbot, lambda: source.levels)
    assert source.levels is not None and source.levels.longest == 2000
    assert source.size == QSizeF(4000, 3000)


def test_switching_quickly_ends_with_the_last_one(
    qtbot: QtBot,
    engine: Engine,
    source: PictureSource,
    photo: Callable[[str], Photo],
    large: Photo,
) -> None:
    names = ["china", "colosseum", "dogs", "giraffe", "pyramids"]
    seen: list[tuple[str, int]] = []

    def note() -> None:
        if source.photo is not None and source.levels is not None:
            seen.append((source.photo.path, source.levels.longest))

    source.changed.connect(note)
    # The newest request is answered first: when the second of these is, all are.
    engine.picture(large.path, 50)
    last_answered = engine.picture(large.path, 60)
    for name in names:
        source.show(large)
        source.want(4000)
        source.show(photo(name))
        source.want(400)
    answer(qtbot, last_answered)
    wait_for(qtbot, lambda: QThreadPool.globalInstance().activeThreadCount() == 0)
    wait_for(qtbot, lambda: source.levels)
    last = photo(names[-1])
    assert seen == [(last.path, max(last.width, last.height))]
    assert source.size == QSizeF(last.width, last.height)


def test_a_broken_picture_says_why(qtbot: QtBot, source: PictureSource, tmp_path: Path) -> None:
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"no picture at all")
    source.show(Photo.outside(str(path)))
    source.want(500)
    wait_for(qtbot, lambda: source.problem)
    assert "broken.jpg" in source.problem
    assert source.levels is None


def test_an_offline_picture_is_not_asked_for(
    qtbot: QtBot, source: PictureSource, photo: Callable[[str], Photo]
) -> None:
    away = replace(photo("china"), offline=True)
    source.show(away)
    source.want(500)
    assert "not connected" in source.problem
    # The thumbnail that is known is shown all the same.
    wait_for(qtbot, lambda: source.thumbnail)
    assert source.levels is None
