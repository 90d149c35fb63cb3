"""The outline of the world as painter paths in the projection's unit square."""

import json
import os
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

import photosearch
from photosearch.gui.map.projection import project


@dataclass(frozen=True)
class Shape:
    """A ring of land or a line between countries, and the box it lies in."""

    points: QPolygonF
    box: QRectF


@dataclass(frozen=True)
class Outline:
    """The whole world."""

    land: list[Shape]
    borders: list[Shape]


def load() -> Outline:
    """Read the bundled outline; takes some tens of milliseconds, for a thread. Raises OSError, ValueError."""
    folder = os.path.dirname(os.path.dirname(os.path.abspath(photosearch.__file__)))
    with open(os.path.join(folder, "resources", "map", "world.json"), encoding="ascii") as file:
        world = json.load(file)
    return Outline([_shape(ring) for ring in world["land"]], [_shape(line) for line in world["borders"]])


def _shape(flat: list[int]) -> Shape:
    pairs = zip(flat[::2], flat[1::2], strict=True)
    points = [QPointF(*project(latitude / 100, longitude / 100)) for longitude, latitude in pairs]
    polygon = QPolygonF(points)
    return Shape(polygon, polygon.boundingRect())
