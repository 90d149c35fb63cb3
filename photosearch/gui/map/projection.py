"""Mercator's projection onto a square of side 1, north at the top."""

import math

_STEEPEST = 84.0
"""Degrees of latitude: beyond, the projection runs away to infinity and there is no land that matters."""


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees to x and y from 0 to 1."""
    bounded = math.radians(min(max(latitude, -_STEEPEST), _STEEPEST))
    return (longitude + 180) / 360, 0.5 - math.log(math.tan(math.pi / 4 + bounded / 2)) / (2 * math.pi)


def unproject(x: float, y: float) -> tuple[float, float]:
    """x and y from 0 to 1 to degrees of latitude and longitude."""
    latitude = math.degrees(2 * math.atan(math.exp((0.5 - y) * 2 * math.pi)) - math.pi / 2)
    return latitude, 360 * x - 180
