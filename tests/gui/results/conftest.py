"""The page of photos in a window, on the real library."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.results.page import ResultsPage
from photosearch.gui.results.thumbnails import Thumbnails
from photosearch.gui.settings.store import Settings
from photosearch.services.records import Filters, Photo, QueryPart
from tests.gui.answers import WAIT_MS, answer


@pytest.fixture
def thumbnails(engine: Engine, settings: Settings) -> Iterator[Thumbnails]:
    made = Thumbnails(engine, settings)
    yield made
    made.stop()


def files_of(photos: list[Photo]) -> QMimeData:
    """What is dragged out: files."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(photo.path) for photo in photos])
    return data


@pytest.fixture
def page(qtbot: QtBot, engine: Engine, settings: Settings, thumbnails: Thumbnails) -> ResultsPage:
    """The page, still without photos."""
    made = ResultsPage(engine, settings, thumbnails, files_of)
    qtbot.addWidget(made)
    made.resize(1048, 620)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.grid.setFocus()
    return made


def browse(qtbot: QtBot, page: ResultsPage, engine: Engine, filters: Filters | None = None) -> None:
    """Show the library, or what of it passes, until the photos in view are there."""
    page.wait()
    page.set_filters(filters or Filters())
    page.set_overview(answer(qtbot, engine.overview()))
    ids = answer(qtbot, engine.browse(page.filters))
    page.show_ids(ids)
    qtbot.waitUntil(lambda: page.model.ids == ids and page.grid.all_there(), timeout=WAIT_MS)


def search(qtbot: QtBot, page: ResultsPage, engine: Engine, path: str) -> None:
    """Show what is like a picture, be it a little, until the photos in view are there."""
    page.wait()
    results = answer(qtbot, engine.search([QueryPart(path)], 100, Filters()))
    page.show_results(results)
    page.bar.lift_similarity()
    qtbot.waitUntil(page.grid.all_there, timeout=WAIT_MS)


def names(photos: list[Photo]) -> list[str]:
    """File names without the ending."""
    return [photo.path.rpartition("/")[2].rpartition(".")[0] for photo in photos]


def shown(page: ResultsPage) -> list[str]:
    """The names of all photos of the list, in order; all must be known."""
    photos = [page.model.photo(row) for row in range(len(page.model.ids))]
    return names([photo for photo in photos if photo is not None])
