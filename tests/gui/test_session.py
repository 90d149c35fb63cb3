"""Where the person was, kept as JSON and found again."""

import json
from dataclasses import asdict

from photosearch.gui.navigation import Place
from photosearch.gui.session import place_in
from photosearch.services.records import Filters, QueryPart

ALL_SET = Filters(
    "/photos", "2020-01-01", "2021-12-31", ("X-T3",), (48.2, 16.4, 10.0), "portrait", 2_000_000, ("copy",)
)


def test_a_place_comes_back_with_all_its_filters() -> None:
    place = Place((QueryPart("/photos/a.jpg", (1, 2, 30, 40)),), ALL_SET, None, "map")
    assert place_in(json.loads(json.dumps({"place": asdict(place)}))) == place


def test_a_place_of_an_older_program_is_understood() -> None:
    filters = {"below": None, "since": None, "until": None, "cameras": ["X-T3"]}
    kept = {"place": {"parts": [], "filters": filters, "only": None, "view": "grid"}}
    assert place_in(kept) == Place(filters=Filters(cameras=("X-T3",)))


def test_what_cannot_be_told_is_the_whole_library() -> None:
    assert place_in({"place": {"parts": [], "filters": {"colour": "red"}, "view": "grid"}}) == Place()
    assert place_in({}) == Place()
