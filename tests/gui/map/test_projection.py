"""Places to positions on the map."""

import pytest

from photosearch.gui.map.clusters import clusters, projected
from photosearch.gui.map.outline import load
from photosearch.gui.map.projection import project, unproject


@pytest.mark.parametrize("place", [(0, 0), (48.85, 2.35), (-33.9, 151.2), (70, -179.5)])
def test_a_place_comes_back_from_its_position(place: tuple[float, float]) -> None:
    assert unproject(*project(*place)) == pytest.approx(place, abs=1e-9)


def test_north_is_up_and_east_is_right() -> None:
    paris, cape_town, tokyo = project(48.85, 2.35), project(-33.9, 18.4), project(35.7, 139.7)
    assert paris[1] < cape_town[1]
    assert paris[0] < tokyo[0]


def test_the_poles_stay_on_the_map() -> None:
    assert 0 <= project(90, 0)[1] < project(-90, 0)[1] <= 1


def test_land_is_where_it_is_and_sea_is_not_land() -> None:
    land = load().land

    def is_land(latitude: float, longitude: float) -> bool:
        from PySide6.QtCore import QPointF, Qt

        point = QPointF(*project(latitude, longitude))
        rule = Qt.FillRule.OddEvenFill
        return sum(shape.points.containsPoint(point, rule) for shape in land) % 2 == 1

    for place in [(48.85, 2.35), (-25, 135), (66, 179), (66, -172), (39, -98), (-15, -55), (64, 26)]:
        assert is_land(*place), place
    for place in [(0, -30), (30, -45), (-40, 80), (45, -170), (70, 0), (56, 3)]:
        assert not is_land(*place), place


def test_near_photos_are_one_mark_and_no_photo_is_lost() -> None:
    places = [(1, 48.85, 2.35), (2, 48.86, 2.36), (3, 52.52, 13.4), (4, 48.84, 2.34)]
    far = clusters(projected(places), 1024)
    assert sorted(number for cluster in far for number in cluster.ids) == [1, 2, 3, 4]
    nearer = clusters(projected(places), 16384)
    assert sorted(sorted(cluster.ids) for cluster in nearer) == [[1, 2, 4], [3]]
    close = clusters(projected(places), 2**24)
    assert len(close) == 4


def test_a_town_on_a_cell_border_is_one_mark() -> None:
    # Greenwich: half of the photos lie west of the meridian, on which a border of cells falls.
    places = [(number, 51.48, 0.002 * (-1) ** number) for number in range(10)]
    assert [len(cluster.ids) for cluster in clusters(projected(places), 65536)] == [10]
