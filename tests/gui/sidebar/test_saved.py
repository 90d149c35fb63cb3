"""Saved searches in the settings."""

from photosearch.gui.settings.store import Settings
from photosearch.gui.sidebar.saved import SavedSearch, SavedSearches
from photosearch.services.records import Filters, QueryPart

TOWER = (QueryPart("/photos/tower.2019.jpg"),)


def test_they_outlive_the_program(settings: Settings) -> None:
    parts = (QueryPart("/a \udcff.jpg", (1, 2, 3, 4)), QueryPart("/b.jpg"))
    filters = Filters("/below \udcfe", "2019-01-01", None, ("Nikon D70", "Canon"))
    SavedSearches(settings).add(parts, filters, "Two")
    settings.flush()
    assert SavedSearches(Settings(settings.path)).all() == [SavedSearch("Two", parts, filters)]


def test_the_first_picture_names_it_and_no_name_is_there_twice(settings: Settings) -> None:
    saved = SavedSearches(settings)
    for _ in range(3):
        saved.add(TOWER, Filters())
    assert [search.name for search in saved.all()] == ["tower.2019", "tower.2019 (2)", "tower.2019 (3)"]
    saved.rename("tower.2019 (3)", "tower.2019")
    assert saved.all()[2].name == "tower.2019 (4)" or saved.all()[2].name == "tower.2019 (3)"


def test_an_empty_name_changes_nothing(settings: Settings) -> None:
    saved = SavedSearches(settings)
    saved.add(TOWER, Filters(), "Tower")
    saved.rename("Tower", "   ")
    assert saved.named("Tower") is not None


def test_damaged_entries_are_left_out(settings: Settings) -> None:
    good = {"name": "Good", "parts": [{"path": "/a.jpg"}], "filters": {}}
    bad = [
        {},
        {"name": "x"},
        {"name": "x", "parts": []},
        {"name": "", "parts": [{"path": "/a"}]},
        {"name": "x", "parts": [{"path": "/a"}], "filters": {"no such": 1}},
        {"name": "x", "parts": [{"path": "/a"}], "filters": 3},
    ]
    settings.set("saved_searches", [*bad, good])
    assert SavedSearches(settings).all() == [SavedSearch("Good", (QueryPart("/a.jpg"),), Filters())]
