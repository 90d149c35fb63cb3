"""The world outline of the map: Natural Earth (public domain) at 1:50 million, simplified.

python packaging/map/make.py countries-50m.json resources/map/world.json

The input is the TopoJSON file of that name in the npm package world-atlas 2.0.2. The output holds rings of
land and lines between countries, each a flat list of longitudes and latitudes in hundredths of a degree.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

# Degrees: smaller bends and islands are left out; at the closest view they would be some pixels.
TOLERANCE = 0.04
SMALLEST_RING = 0.02

Point = tuple[float, float]


def decoded_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def simplified(points: list[Point]) -> list[Point]:
    """Douglas and Peucker's line with all points within the tolerance of it; the ends stay, so neighbours
    still meet.
    """
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        worst, distance = 0, TOLERANCE
        for i in range(first + 1, last):
            off = from_line(points[i], points[first], points[last])
            if off > distance:
                worst, distance = i, off
        if worst:
            keep.add(worst)
            spans += [(first, worst), (worst, last)]
    return [points[i] for i in sorted(keep)]


def from_line(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from a segment."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return float(((point[0] - start[0] - along * dx) ** 2 + (point[1] - start[1] - along * dy) ** 2) ** 0.5)


def rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """The arc numbers of every ring."""
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from rings(part)
    elif geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon


def joined(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """One ring from its arcs; ~n is arc n backwards."""
    points: list[Point] = []
    for number in numbers:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += part[1:] if points else part
    return points


def unrolled(points: list[Point]) -> list[list[Point]]:
    """Points without a jump from one side of the date line to the other: they go on beyond 180 degrees, and
    the same once more a turn earlier or later, of which the map shows the part it has room for.
    """
    turn, found = 0, points[:1]
    for before, point in pairwise(points):
        step = point[0] - before[0]
        # At the pole the map's lower edge is no jump.
        if abs(step) > 180 and abs(point[1]) < 89:
            turn -= 360 if step > 0 else -360
        found.append((point[0] + turn, point[1]))
    if max(x for x, _ in found) > 180:
        return [found, [(x - 360, y) for x, y in found]]
    if min(x for x, _ in found) < -180:
        return [found, [(x + 360, y) for x, y in found]]
    return [found]


def area(points: list[Point]) -> float:
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def flat(points: list[Point]) -> list[int]:
    return [round(100 * value) for point in points for value in point]


def main(source: Path, target: Path) -> None:
    topology = json.loads(source.read_text("utf-8"))
    arcs = [simplified(arc) for arc in decoded_arcs(topology)]
    whole = [joined(ring, arcs) for ring in rings(topology["objects"]["land"])]
    land = [part for ring in whole for part in unrolled(ring)]
    uses = Counter(
        number if number >= 0 else ~number
        for ring in rings(topology["objects"]["countries"])
        for number in ring
    )
    between = sorted(number for number, count in uses.items() if count > 1)
    world = {
        "land": [flat(ring) for ring in land if area(ring) >= SMALLEST_RING and len(ring) > 3],
        "borders": [flat(line) for number in between for line in unrolled(arcs[number])],
    }
    target.write_text(json.dumps(world, separators=(",", ":")), "ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
