"""Results that were found by a part of the photo show which."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRectF, Qt
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.outline import placed
from photosearch.gui.results.page import ResultsPage
from photosearch.gui.verifying import Checked
from photosearch.library.folders import add_folder
from photosearch.library.indexing import Indexer
from photosearch.library.library import Library
from photosearch.network.describer import load_describer
from photosearch.services.records import Filters, QueryPart, Result, Verification
from tests.conftest import SAMPLE
from tests.gui.answers import WAIT_MS, answer

_CORNER = (0, 0, 106, 80)


@pytest.fixture
def engine(qtbot: QtBot, tmp_path: Path) -> Iterator[Engine]:
    """The engine on three photos with their regions."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("qutub-minar-2", "china", "dogs"):
        shutil.copy2(SAMPLE / f"{name}.jpg", folder)
    with Library.writing(tmp_path / "library") as library:
        describer = load_describer(device="cpu", threads=1, regions=True)
        Indexer(library, describer, workers=1).run([add_folder(library.connection, os.fsencode(folder))])
        library.save_vector_index(describer.card)
    made = Engine(str(tmp_path / "library"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def found(qtbot: QtBot, engine: Engine, page: ResultsPage, tmp_path: Path) -> Result:
    """The photo that a corner of it was searched for, as found, on the page."""
    with Image.open(SAMPLE / "qutub-minar-2.jpg") as photo:
        photo.crop(_CORNER).save(tmp_path / "corner.png")
    parts = [QueryPart(str(tmp_path / "corner.png"), _CORNER)]
    results: list[Result] = answer(qtbot, engine.search(parts, 10, Filters()))
    page.wait()
    page.show_results(results)
    page.bar.lift_similarity()
    qtbot.waitUntil(page.grid.all_there, timeout=WAIT_MS)
    return results[0]


def framed(page: ResultsPage, photo_id: int) -> float:
    """How much of the right border of the upper left quarter is a light line."""
    row = page.model.row_of(photo_id)
    assert row is not None
    photo, pixmap = page.model.photo(row), None
    assert photo is not None
    pixmap = page._thumbnails.peek(photo, page.grid._size)
    assert pixmap is not None
    card = page.grid.visualRect(page.model.index(row))
    tile = QRectF(card.left() + 8, card.top() + 8, *page.grid.arrangement.picture)
    place = QRectF(pixmap.rect())
    place.moveCenter(tile.center())
    quarter = placed((0, 0, 0.5, 0.5), place)
    seen = page.grid.viewport().grab().toImage()
    heights = range(round(quarter.top()) + 4, round(quarter.bottom()) - 4)

    def light(y: int) -> bool:
        around = (QPoint(round(quarter.right()) + x, y) for x in (-1, 0, 1))
        return any(seen.pixelColor(spot).lightness() > 215 for spot in around)

    return sum(map(light, heights)) / len(heights)


def test_the_part_is_framed_and_said_until_the_photo_is_known_as_a_copy(
    qtbot: QtBot, page: ResultsPage, found: Result
) -> None:
    assert found.photo.path.endswith("qutub-minar-2.jpg") and found.region == (0, 0, 0.5, 0.5)

    def spoken() -> str:
        index = page.model.index(page.model.row_of(found.photo.id) or 0)
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    assert "found by a part of the photo" in spoken()
    assert framed(page, found.photo.id) > 0.95
    for kind, stays in (("same", True), ("copy", False)):
        verified = Verification(found.photo.id, kind, 40, 0.99, False)
        page.settle(Checked({found.photo.id: verified}, done=1, total=1))
        qtbot.waitUntil(lambda kind=kind: page.model.sections[0].kind == kind, timeout=WAIT_MS)
        qtbot.waitUntil(page.grid.all_there, timeout=WAIT_MS)
        assert ("found by a part" in spoken()) is stays
        assert (framed(page, found.photo.id) > 0.95) is stays
