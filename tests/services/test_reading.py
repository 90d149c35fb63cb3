"""What the engine says of the catalogue."""

import os
import threading
from typing import Any

import pytest

from photosearch.network.models import DEFAULT_MODEL
from photosearch.services.records import Overview, Photo, from_json
from tests.services.client import Client
from tests.services.conftest import EVERYTHING, SHOTS, Start, Travels, index


def listed(engine: Client, **filters: Any) -> list[bytes]:
    """The photos that pass, in their order, by path below the folder."""
    photos = engine.call("photos", ids=engine.call("browse", filters=filters))
    folders = engine.call("overview")["folders"]
    start = len(os.fsencode(folders[0]["path"])) + 1
    return [os.fsencode(photo["path"])[start:] for photo in photos]


def test_overview(engine: Client, travels: Travels) -> None:
    overview = from_json(Overview, engine.call("overview"))
    assert (overview.photos, overview.failures, overview.located) == (6, 1, 4)
    assert overview.cameras == (("Canon EOS 5D", 3), ("Pixel 7", 2))
    assert (overview.earliest, overview.latest) == ("2019-02-10", "2024-05-02")
    assert overview.model == DEFAULT_MODEL
    (folder,) = overview.folders
    assert (folder.path, folder.photos, folder.failures) == (str(travels.folder), 6, 1)
    assert folder.present and folder.excludes == ()


def test_browsing_is_newest_first_and_without_a_date_last(engine: Client) -> None:
    assert listed(engine)[:3] == [b"india-2/dogs.jpg", b"china.jpg", b"egypt/pyramids.jpg"]
    assert set(listed(engine)[3:5]) == {b"india/taj.jpg", b"india/far/taj \xff copy.jpg"}
    assert listed(engine)[5:] == [b"citrus.jpg"]


def test_filters_narrow_the_list(engine: Client, travels: Travels) -> None:
    below = listed(engine, below=travels.path(b"india"))
    assert set(below) == {b"india/taj.jpg", b"india/far/taj \xff copy.jpg"}, "and not those of india-2"
    assert listed(engine, below=travels.path(b"india") + "/") == below
    assert len(listed(engine, below=str(travels.folder))) == len(listed(engine, below="/")) == 6
    assert listed(engine, below="/nowhere") == []
    assert listed(engine, since="2024-05-02") == [b"india-2/dogs.jpg"]
    assert b"china.jpg" in listed(engine, until="2024-05-01"), "the last day counts to its end"
    assert b"citrus.jpg" not in listed(engine, until="2030-01-01"), "a photo without a date is of no time"
    assert listed(engine, cameras=["Pixel 7"], until="2020-01-01") == [b"egypt/pyramids.jpg"]
    assert listed(engine, cameras=[]) == []


def test_photos_tell_all_the_window_shows(engine: Client, travels: Travels) -> None:
    (found,) = engine.call("photos_at", paths=[travels.path(b"india/far/taj \xff copy.jpg")])
    photo = from_json(Photo, found)
    path = os.fsencode(photo.path)
    status = os.stat(path)
    assert os.path.basename(path) == b"taj \xff copy.jpg"
    assert (photo.file_size, photo.modified_ns) == (status.st_size, status.st_mtime_ns)
    assert (photo.format, max(photo.width, photo.height)) == ("JPEG", 200)
    assert (photo.taken, photo.camera) == ("2019-02-10T08:00:00", "Canon EOS 5D")
    assert (photo.latitude, photo.longitude) == pytest.approx((27.175, 78.042))
    assert not photo.offline and photo.thumbnail.endswith(".png")
    twin = engine.call("photos_at", paths=[travels.path(b"india/taj.jpg")])[0]
    assert (photo.content == twin["content"]) == (
        SHOTS[b"india/taj.jpg"] == SHOTS[b"india/far/taj \xff copy.jpg"]
    )
    assert engine.call("photos", ids=[photo.id, 99_999, photo.id]) == [found, found], (
        "those that are gone are not there"
    )


def test_photos_at_leaves_out_what_is_not_in_the_library(engine: Client, travels: Travels) -> None:
    paths = [
        "/nowhere.jpg",
        travels.path(b"broken.jpg"),
        travels.path(b"india"),
        "",
        travels.path(b"china.jpg"),
    ]
    assert [photo["path"] for photo in engine.call("photos_at", paths=paths)] == [paths[-1]]


def test_failures(engine: Client, travels: Travels) -> None:
    (failure,) = engine.call("failures")
    assert failure == {"path": travels.path(b"broken.jpg"), "reason": "the file is cut short or damaged"}
    assert engine.call("failures", below=str(travels.folder)) == [failure]
    assert engine.call("failures", below=travels.path(b"india")) == []


def test_months_and_places(engine: Client) -> None:
    assert engine.call("months", filters=EVERYTHING) == [["2019-02", 3], ["2024-05", 2]]
    assert engine.call("months", filters={"cameras": ["Pixel 7"]}) == [["2019-02", 1], ["2024-05", 1]]
    places = engine.call("places", filters=EVERYTHING)
    assert sorted((round(latitude, 3), round(longitude, 3)) for _, latitude, longitude in places) == [
        (-29.98, -31.13),
        (27.175, 78.042),
        (27.175, 78.042),
        (39.9, 116.4),
    ]
    assert {row[0] for row in places} < set(engine.call("browse", filters=EVERYTHING))


def test_library_that_is_not_there_yet_is_empty(start: Start, own_travels: Travels) -> None:
    engine = start("engine", own_travels.library)
    assert engine.call("overview") == {
        **{"photos": 0, "failures": 0, "folders": [], "cameras": [], "earliest": None, "latest": None},
        **{"located": 0, "model": DEFAULT_MODEL},
    }
    for name, arguments in (
        ("browse", {"filters": EVERYTHING}),
        ("photos", {"ids": [1]}),
        ("photos_at", {"paths": [own_travels.path(b"china.jpg")]}),
        ("failures", {}),
        ("months", {"filters": EVERYTHING}),
        ("places", {"filters": EVERYTHING}),
        ("search", {"parts": [{"path": "/nowhere.jpg"}], "count": 5, "filters": EVERYTHING}),
    ):
        assert engine.call(name, **arguments) == [], name
    assert not own_travels.library.exists(), "the engine writes no catalogue"


def test_library_that_comes_is_taken_up_and_told(start: Start, own_travels: Travels) -> None:
    engine, indexer = start("engine", own_travels.library), start("indexer", own_travels.library)
    assert engine.call("overview")["photos"] == 0
    indexer.call("begin", load="low", device="cpu")
    indexer.call("add_folder", path=str(own_travels.folder))
    engine.event("changed")
    engine.until(lambda: engine.call("overview")["photos"] == 6)


def test_folder_that_is_away_is_told(start: Start, own_travels: Travels) -> None:
    index(start, own_travels)
    own_travels.folder.rename(own_travels.folder.with_name("elsewhere"))
    (folder,) = start("engine", own_travels.library).call("overview")["folders"]
    assert not folder["present"] and folder["photos"] == 6


def test_windows_may_ask_all_at_the_same_time(start: Start, travels: Travels) -> None:
    """Two windows with an engine each, and every request of a busy one at once."""
    engines = [start("engine", travels.library) for _ in range(2)]
    part = {"path": travels.path(b"china.jpg"), "region": None}
    ids = engines[0].call("browse", filters=EVERYTHING)[:3]
    wrong: list[Any] = []

    def ask(engine: Client) -> None:
        answers = [
            (6, engine.ask("browse", filters=EVERYTHING)),
            (5, engine.ask("search", parts=[part], count=5, filters=EVERYTHING)),
            *((6, engine.ask("browse", filters=EVERYTHING)) for _ in range(50)),
            *((3, engine.ask("photos", ids=ids)) for _ in range(50)),
            *((3, engine.ask("search", parts=[part], count=3, filters=EVERYTHING)) for _ in range(10)),
        ]
        wrong.extend(answer for length, answer in answers if len(answer.result()) != length)

    threads = [threading.Thread(target=ask, args=(engine,)) for engine in engines for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
