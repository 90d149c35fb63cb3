"""Waiting for what a job answers."""

from typing import Any

from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Job
from photosearch.services.records import Filters, Photo

WAIT_MS = 60_000


def answer(qtbot: QtBot, job: Job) -> Any:
    """The job's result; a job that fails fails the test with its problem."""
    problems: list[object] = []
    results: list[Any] = []
    job.failed.connect(problems.append)
    job.succeeded.connect(results.append)
    with qtbot.waitSignal(job.finished, timeout=WAIT_MS):
        pass
    assert results, problems
    return results[0]


def all_photos(qtbot: QtBot, engine: Engine) -> dict[str, Photo]:
    """Every photo of the library by the name of its file without the ending."""
    ids = answer(qtbot, engine.browse(Filters()))
    photos: list[Photo] = answer(qtbot, engine.photos(ids))
    return {photo.path.rpartition("/")[2].rpartition(".")[0]: photo for photo in photos}
