"""Asking the engine to verify what a search found."""

from typing import Any

from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.services.records import QueryPart, Verification
from tests.conftest import SAMPLE
from tests.gui.answers import all_photos, answer


def test_results_settle_one_by_one(qtbot: QtBot, own_engine: Engine) -> None:
    ids = {photo.id: name for name, photo in all_photos(qtbot, own_engine).items()}
    told: list[Any] = []
    job = own_engine.verify([QueryPart(str(SAMPLE / "china-cropped.jpg"))], ids)
    job.progressed.connect(told.append)
    found = answer(qtbot, job)
    assert [Verification(**values) for values in told] == found and len(found) == len(ids)
    assert [ids[item.id] for item in found if item.kind == "copy"] == ["china"]
