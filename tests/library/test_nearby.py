"""Places within a distance, compared with the distance to each."""

import math
import random

import pytest

from photosearch.errors import UsageError
from photosearch.library import browsing
from photosearch.library.filtering import PhotoFilter
from photosearch.library.library import Library
from photosearch.library.nearby import checked_circle, distance_km

_PLACES = [
    (48.8584, 2.2945),  # the Eiffel Tower
    (48.8530, 2.3499),  # Notre-Dame, 4 km from it
    (51.5007, -0.1246),
    (-17.0, 179.99),
    (-17.0, -179.99),
    (-17.0, 180.0),
    (-17.0, -180.0),
    (89.9, 0.0),
    (89.9, 180.0),
    (-90.0, 12.0),
    (0.0, 0.0),
]


@pytest.fixture
def located(library: Library) -> Library:
    """A catalogue of photos at these places, some hundred others, and one without a place."""
    chance = random.Random(1)
    places = [*_PLACES, *((chance.uniform(-90, 90), chance.uniform(-180, 180)) for _ in range(300))]
    run = library.connection.execute
    run("INSERT INTO folders (id, path) VALUES (1, x'2f70')")
    run("INSERT INTO directories (id, folder_id, path) VALUES (1, 1, x'')")
    for number, place in enumerate([*places, (None, None)], start=1):
        run(
            "INSERT INTO contents (id, hash, file_size, width, height, format, latitude, longitude)"
            " VALUES (?, ?, 1, 4000, 3000, 'JPEG', ?, ?)",
            (number, b"%d" % number, *place),
        )
        run(
            "INSERT INTO photos (id, directory_id, name, size, mtime_ns, content_id)"
            " VALUES (?, 1, ?, 1, 1, ?)",
            (number, b"%d.jpg" % number, number),
        )
    return library


@pytest.mark.parametrize("km", [0.0, 1.0, 3.9, 4.2, 350.0, 1500.0, 9000.0, 20_100.0])
@pytest.mark.parametrize("place", _PLACES)
def test_circle_holds_what_is_so_near(located: Library, place: tuple[float, float], km: float) -> None:
    """Also over the antimeridian and round the poles."""
    rows = located.connection.execute(
        "SELECT id, latitude, longitude FROM contents WHERE latitude IS NOT NULL"
    )
    expected = {number for number, *other in rows if distance_km(*place, *other) <= km}
    found = browsing.newest_first(located.connection, PhotoFilter(near=(*place, km)))
    assert set(found) == expected
    assert expected, "the place itself is among them"


def test_distances() -> None:
    assert distance_km(48.8584, 2.2945, 51.5007, -0.1246) == pytest.approx(340.6, abs=0.5)
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.1)
    assert distance_km(90, 0, -90, 77) == pytest.approx(math.pi * 6371.0088)


@pytest.mark.parametrize("circle", [(91, 0, 1), (0, 181, 1), (0, 0, -1), (math.nan, 0, 1), (0, 0, math.inf)])
def test_what_is_no_place_is_refused(circle: tuple[float, float, float]) -> None:
    with pytest.raises(UsageError):
        checked_circle(*circle)
