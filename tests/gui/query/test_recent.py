"""The recent searches in the settings."""

from PySide6.QtWidgets import QApplication

from photosearch.gui.query.recent import KEPT, Recent
from photosearch.gui.settings.store import Settings
from photosearch.services.records import QueryPart


def query(name: str) -> tuple[QueryPart, ...]:
    return (QueryPart(f"/photos/{name}.jpg"),)


def test_newest_first_each_once_and_not_too_many(settings: Settings) -> None:
    recent = Recent(settings)
    for number in range(KEPT + 5):
        recent.add(query(str(number)))
    recent.add(query("10"))
    found = recent.queries()
    assert found[:2] == [query("10"), query(str(KEPT + 4))]
    assert len(found) == len(set(found)) == KEPT


def test_several_pictures_and_parts_are_kept(settings: Settings) -> None:
    parts = (QueryPart("/a.jpg", (1, 2, 30, 40)), QueryPart("/b \udcff.jpg"))
    Recent(settings).add(parts)
    settings.flush()
    assert Recent(Settings(settings.path)).queries() == [parts]


def test_an_empty_query_is_none(settings: Settings) -> None:
    recent = Recent(settings)
    recent.add([])
    assert recent.queries() == []


def test_damaged_entries_are_left_out(qapp: QApplication, settings: Settings) -> None:
    good = {"parts": [{"path": "/a.jpg", "region": None}]}
    bad = [{}, {"parts": 3}, {"parts": [{}]}, {"parts": ["x"]}, {"parts": [{"path": "/a", "region": [1]}]}]
    settings.set("recent_queries", [*bad, good])
    assert Recent(settings).queries() == [(QueryPart("/a.jpg"),)]
