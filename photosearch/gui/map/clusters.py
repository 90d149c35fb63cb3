"""Photos near each other as one mark: a grid of cells at every zoom level."""

from collections.abc import Sequence
from dataclasses import dataclass

from photosearch.gui.map.projection import project

CELL = 64
"""Pixels: marks of two cells side by side do not overlap much."""


@dataclass(frozen=True)
class Cluster:
    """Photos of one cell: the mean of their places, and their ids, in the order they came."""

    x: float
    y: float
    ids: tuple[int, ...]


Place = tuple[int, float, float]


def projected(places: Sequence[Place]) -> list[tuple[int, float, float]]:
    """(id, latitude, longitude) to (id, x, y) in the unit square."""
    return [(number, *project(latitude, longitude)) for number, latitude, longitude in places]


def clusters(points: Sequence[tuple[int, float, float]], scale: float) -> list[Cluster]:
    """Group points of the unit square, `scale` pixels to its side; the largest groups first.

    Neighbouring cells whose means come close are one: a grid line through a town would part it.
    """
    cells: dict[tuple[int, int], list[tuple[int, float, float]]] = {}
    side = scale / CELL
    for point in points:
        cells.setdefault((int(point[1] * side), int(point[2] * side)), []).append(point)
    groups = sorted(cells.items(), key=lambda item: -len(item[1]))
    taken: set[tuple[int, int]] = set()
    found = []
    for cell, members in groups:
        if cell in taken:
            continue
        taken.add(cell)
        x, y = _mean(members)
        members = list(members)
        for column in (cell[0] - 1, cell[0], cell[0] + 1):
            for row in (cell[1] - 1, cell[1], cell[1] + 1):
                near = cells.get((column, row))
                if near is None or (column, row) in taken:
                    continue
                other = _mean(near)
                if max(abs(other[0] - x), abs(other[1] - y)) * scale < CELL * 0.6:
                    taken.add((column, row))
                    members += near
        x, y = _mean(members)
        found.append(Cluster(x, y, tuple(point[0] for point in members)))
    return sorted(found, key=lambda cluster: -len(cluster.ids))


def _mean(points: Sequence[tuple[int, float, float]]) -> tuple[float, float]:
    return sum(point[1] for point in points) / len(points), sum(point[2] for point in points) / len(points)
