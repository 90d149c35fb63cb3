"""The window as it was left: its size and place, and what it showed."""

import base64
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QSplitter

from photosearch.gui.navigation import Place
from photosearch.gui.query.recent import query_from
from photosearch.services.records import Filters


def saved(window: QMainWindow, splitter: QSplitter, place: Place) -> dict[str, Any]:
    """What `restore` and `place_in` take back, as JSON can hold it."""
    return {
        "geometry": _text(window.saveGeometry()),
        "splitter": _text(splitter.saveState()),
        "place": asdict(place),
    }


def restore(window: QMainWindow, splitter: QSplitter, session: Mapping[str, Any]) -> bool:
    """Size and place the window as it was; returns whether that was known."""
    splitter.restoreState(_bytes(session.get("splitter")))
    return window.restoreGeometry(_bytes(session.get("geometry")))


def place_in(session: Mapping[str, Any]) -> Place:
    """The place that was shown; the whole library where that cannot be told any more."""
    try:
        values = dict(session["place"])
        parts = query_from(values["parts"])
        filters: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in dict(values["filters"]).items()
        }
        # Photos chosen on the map are known by numbers that may mean others by now.
        return Place(parts, Filters(**filters), None, str(values["view"]))
    except (KeyError, TypeError, ValueError):
        return Place()


def _text(data: QByteArray) -> str:
    return base64.b64encode(data.data()).decode("ascii")


def _bytes(text: Any) -> QByteArray:
    try:
        return QByteArray(base64.b64decode(text or ""))
    except (ValueError, TypeError):
        return QByteArray()
