"""The copies view on photos of which some are there more than once."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from photosearch.gui.copies.page import CopiesPage
from photosearch.gui.engine import Engine
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings
from tests.conftest import SAMPLE


@pytest.fixture
def own_photo_folder(tmp_path: Path) -> str:
    """china.jpg twice and once smaller, dogs.jpg twice, and two photos that are there once."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("china.jpg", "dogs.jpg", "cat.png", "colosseum.jpg"):
        shutil.copy2(SAMPLE / name, folder)
    shutil.copy2(SAMPLE / "china.jpg", folder / "china (1).jpg")
    shutil.copy2(SAMPLE / "dogs.jpg", folder / "dogs (1).jpg")
    with Image.open(SAMPLE / "china.jpg") as image:
        image.resize((300, 200)).save(folder / "for-the-web.jpg", quality=80)
    return os.path.realpath(folder)


@pytest.fixture
def page(qtbot: QtBot, own_engine: Engine, settings: Settings) -> Iterator[CopiesPage]:
    """The page, all looked through."""
    thumbnails = Thumbnails(own_engine, settings)
    made = CopiesPage(own_engine, settings, thumbnails)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitSignal(made.finder.ended, timeout=60_000), qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: all(review.choice is not None for review in made.finder.reviews), timeout=20_000)
    yield made
    made.finder.stop()
    thumbnails.stop()
