"""What the window asks the catalogue for: lists of photos, single photos, and numbers of them."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from photosearch.errors import UsageError
from photosearch.imaging.thumbnails import thumbnail_path
from photosearch.library import browsing
from photosearch.library.browsing import PhotoRow
from photosearch.library.filtering import ORIENTATIONS, PhotoFilter
from photosearch.library.folders import list_folders
from photosearch.library.nearby import checked_circle
from photosearch.services.chosen_model import answering_name
from photosearch.services.opened import OpenedCatalogue
from photosearch.services.presence import Presence
from photosearch.services.records import FailureInfo, FolderInfo, Overview, to_json
from photosearch.services.serving import Call

# So many photos are read between two looks at whether anyone still waits.
_PART = 1000


class CatalogueRequests:
    """Answers from the catalogue, on one thread; from a library that is not there yet with nothing."""

    def __init__(self, opened: OpenedCatalogue) -> None:
        self._opened = opened
        self._presence = Presence()

    def browse(self, call: Call, filters: Mapping[str, Any]) -> list[int]:
        """Ids of all photos that pass."""
        connection = self._opened.get()
        return browsing.newest_first(connection, photo_filter(filters)) if connection else []

    def photos(self, call: Call, ids: Sequence[int]) -> list[dict[str, Any]]:
        """Photos by id."""
        connection = self._opened.get()
        found: list[dict[str, Any]] = []
        for start in range(0, len(ids) if connection else 0, _PART):
            call.check()
            assert connection is not None
            found += [photo_values(row) for row in browsing.by_id(connection, ids[start : start + _PART])]
        return found

    def photos_at(self, call: Call, paths: Sequence[str]) -> list[dict[str, Any]]:
        """Photos by path."""
        connection = self._opened.get()
        if connection is None:
            return []
        rows = (browsing.at_path(connection, os.path.abspath(os.fsencode(path))) for path in paths)
        return [photo_values(row) for row in rows if row is not None]

    def overview(self, call: Call) -> dict[str, Any]:
        """What is in the library."""
        connection = self._opened.get()
        if connection is None:
            return _values(Overview(0, 0, (), (), None, None, 0, answering_name({})))
        numbers = browsing.numbers_by_folder(connection)
        folders = list_folders(connection)
        there = self._presence.look(folder.path for folder in folders)
        earliest, latest = browsing.span(connection)
        infos = tuple(
            FolderInfo(
                folder.id,
                os.fsdecode(folder.path),
                *numbers[folder.id],
                present=there[folder.path],
                excludes=folder.excludes,
            )
            for folder in folders
        )
        return _values(
            Overview(
                photos=sum(info.photos for info in infos),
                failures=sum(info.failures for info in infos),
                folders=infos,
                cameras=tuple(browsing.cameras(connection)),
                earliest=earliest,
                latest=latest,
                located=browsing.located(connection),
                model=answering_name(browsing.described_by(connection)),
            )
        )

    def failures(self, call: Call, below: str | None = None) -> list[dict[str, Any]]:
        """What could not be read."""
        connection = self._opened.get()
        if connection is None:
            return []
        place = None if below is None else os.path.abspath(os.fsencode(below))
        found = browsing.failures(connection, place)
        return [_values(FailureInfo(os.fsdecode(path), reason)) for path, reason in found]

    def months(self, call: Call, filters: Mapping[str, Any]) -> list[tuple[str, int]]:
        """Numbers of photos by month."""
        connection = self._opened.get()
        return browsing.months(connection, photo_filter(filters)) if connection else []

    def places(self, call: Call, filters: Mapping[str, Any]) -> list[tuple[int, float, float]]:
        """Photos that have a place."""
        connection = self._opened.get()
        return browsing.places(connection, photo_filter(filters)) if connection else []


def photo_filter(filters: Mapping[str, Any] | None) -> PhotoFilter:
    """The window's filters as the library's."""
    values = filters or {}
    below, cameras, near = values.get("below"), values.get("cameras"), values.get("near")
    orientation = values.get("orientation")
    if orientation is not None and orientation not in ORIENTATIONS:
        raise UsageError(f"{orientation} is no orientation: choose one of {', '.join(ORIENTATIONS)}.")
    return PhotoFilter(
        below=None if below is None else os.fsencode(below),
        since=values.get("since"),
        until=values.get("until"),
        cameras=None if cameras is None else tuple(cameras),
        near=None if near is None else checked_circle(*near),
        orientation=orientation,
        least_pixels=values.get("least_pixels"),
    )


def photo_values(row: PhotoRow) -> dict[str, Any]:
    """A photo as it travels to the window: the fields of `Photo`."""
    path = row.path
    # Written out: `asdict` takes many times as long, and there are thousands.
    return {
        "id": row.id,
        "path": os.fsdecode(path),
        "content": row.content_hash.hex(),
        "folder": row.folder_id,
        "width": row.width,
        "height": row.height,
        "format": row.format,
        "file_size": row.file_size,
        "modified_ns": row.modified_ns,
        "taken": row.taken,
        "camera": row.camera,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "offline": row.folder_state == "offline",
        "thumbnail": thumbnail_path(path, row.modified_ns),
    }


def _values(record: Any) -> dict[str, Any]:
    values: dict[str, Any] = to_json(record)
    return values
