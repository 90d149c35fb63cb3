"""Photos within a distance of a place, as a condition on the catalogue."""

import math
import sqlite3

from photosearch.errors import UsageError

# The mean radius of the earth, kilometres (IUGG).
_RADIUS_KM = 6371.0088
_FUNCTION = "distance_km"


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The way between two places over the round earth, by the haversine formula; degrees to kilometres."""
    one, other = math.radians(latitude), math.radians(other_latitude)
    across = math.radians(other_longitude - longitude)
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(across / 2) ** 2
    return 2 * _RADIUS_KM * math.asin(math.sqrt(min(half, 1.0)))


def checked_circle(latitude: float, longitude: float, km: float) -> tuple[float, float, float]:
    """A place in degrees and the kilometres around it, as given. Raises UsageError for what is neither."""
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise UsageError(
            f"{latitude:g},{longitude:g} is no place: "
            "latitudes go from -90 to 90, longitudes from -180 to 180."
        )
    if not (math.isfinite(km) and km >= 0):
        raise UsageError(f"{km:g} km is no distance: give a number from 0 up.")
    return float(latitude), float(longitude), float(km)


def within(
    connection: sqlite3.Connection, latitude: float, longitude: float, km: float
) -> tuple[str, list[object]]:
    """SQL and its values, over `contents c`: the photos that have a place at most so many km away."""
    connection.create_function(_FUNCTION, 4, distance_km, deterministic=True)
    box, limits = _box(latitude, longitude, km)
    # The box first: it leaves little to compute, and an index knows it.
    condition = f"(c.latitude IS NOT NULL AND c.longitude IS NOT NULL AND {box}"
    return (
        f"{condition} AND {_FUNCTION}(?, ?, c.latitude, c.longitude) <= ?)",
        [*limits, latitude, longitude, km],
    )


def _box(latitude: float, longitude: float, km: float) -> tuple[str, list[object]]:
    """All within the distance lies in it. It may reach over the antimeridian, and round a pole."""
    angle = km / _RADIUS_KM
    south, north = latitude - math.degrees(angle), latitude + math.degrees(angle)
    rows, limits = "c.latitude BETWEEN ? AND ?", [south, north]
    if south <= -90 or north >= 90:
        return rows, [*limits]
    half = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(latitude)))))
    west, east = longitude - half, longitude + half
    if west <= -180 or east >= 180:
        # On both sides of the line: 181 degrees east are 179 west.
        west, east = (west + 540) % 360 - 180, (east + 540) % 360 - 180
        return f"{rows} AND (c.longitude >= ? OR c.longitude <= ?)", [*limits, west, east]
    return f"{rows} AND c.longitude BETWEEN ? AND ?", [*limits, west, east]
