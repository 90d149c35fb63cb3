"""Photos as the catalogue tells of them, made up for one test."""

import itertools
from typing import Any

from photosearch.library.browsing import PhotoRow
from photosearch.search.groups.members import Member

_numbers = itertools.count(1)


def row(path: str = "/photos/IMG_1.jpg", **values: Any) -> PhotoRow:
    """A 12 megapixel JPEG without any metadata, but for `values`; its content is of its own."""
    folder, _, rest = path.removeprefix("/").partition("/")
    directory, _, name = rest.rpartition("/")
    number = next(_numbers)
    known: dict[str, Any] = {
        "id": number,
        "content_hash": number.to_bytes(16, "big"),
        "folder_id": 1,
        "folder": f"/{folder}".encode(),
        "folder_state": "online",
        "directory": directory.encode(),
        "name": name.encode(),
        "width": 4000,
        "height": 3000,
        "format": "JPEG",
        "file_size": 4_000_000,
        "modified_ns": 1_600_000_000 * 10**9,
        "taken": None,
        "camera": None,
        "latitude": None,
        "longitude": None,
    }
    return PhotoRow(**known | values)


def photo(path: str = "/photos/IMG_1.jpg", **values: Any) -> Member:
    """A photo of one file."""
    file = row(path, **values)
    return Member(file, (file,))


def pair(path: str, **values: Any) -> Member:
    """A RAW file and the JPEG beside it."""
    jpeg = row(path + ".jpg", **values)
    raw = row(path + ".cr2", **values | {"format": "CR2", "file_size": 25_000_000})
    return Member(jpeg, (raw, jpeg))
