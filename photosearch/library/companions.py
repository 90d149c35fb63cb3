"""The files that belong to a photo on the disk and go where it goes.

They are the short video of a Live Photo (the photo's name with .mov or .mp4), and what programs write beside
a photo: NAME.xmp, NAME.EXTENSION.xmp and NAME.aae. RAW and JPEG of one name are two photos here.
"""

import os
import struct
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from photosearch.imaging.formats import is_photo_name

_SIDECARS = (b".xmp", b".aae")
_VIDEOS = (b".mov", b".mp4")
# Live Photos last three seconds; a film that has a photo's name by chance must not go with it.
_LONGEST_S = 10.0
_MOST_BOXES = 100


def companions(going: Sequence[bytes]) -> dict[bytes, list[bytes]]:
    """The files that go with each of these photos (absolute paths), which all go at once; photos without any
    are left out.

    What belongs to several photos of one name, such as NAME.xmp beside NAME.cr2 and NAME.jpg, goes with the
    last of them: never where one of them stays.
    """
    photos = set(going)
    found: dict[bytes, list[bytes]] = {}
    for folder in dict.fromkeys(os.path.dirname(path) for path in going):
        names = _names_by_stem(folder)
        of_folder = [path for path in dict.fromkeys(going) if os.path.dirname(path) == folder]
        given: set[bytes] = set()
        for path in reversed(of_folder):
            mine = [file for file in _of(path, names, photos) if file not in given]
            given.update(mine)
            if mine:
                found[path] = mine
    return found


def belongs_to_it_alone(file: bytes, photo: bytes) -> bool:
    """Whether a companion goes by the whole name of its photo, and not by what several may share."""
    return os.path.basename(file).startswith(os.path.basename(photo) + b".")


def _names_by_stem(folder: bytes) -> dict[bytes, list[bytes]]:
    """The files in a folder by their names without the last ending."""
    names: dict[bytes, list[bytes]] = {}
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entry.name for entry in entries if entry.is_file())
    except OSError:
        return {}
    for name in listed:
        names.setdefault(os.path.splitext(name)[0], []).append(name)
    return names


def _of(path: bytes, names: dict[bytes, list[bytes]], going: set[bytes]) -> Iterable[bytes]:
    folder, name = os.path.split(path)
    stem = os.path.splitext(name)[0]
    for sidecar in names.get(name, []):
        if _ending(sidecar) in _SIDECARS:
            yield os.path.join(folder, sidecar)
    relatives = names.get(stem, [])
    if any(is_photo_name(other) and os.path.join(folder, other) not in going for other in relatives):
        return
    for other in relatives:
        file = os.path.join(folder, other)
        belongs = _ending(other) in _SIDECARS or (_ending(other) in _VIDEOS and _is_short(file))
        if belongs and file not in going:
            yield file


def _ending(name: bytes) -> bytes:
    return os.path.splitext(name)[1].lower()


def _is_short(path: bytes) -> bool:
    try:
        with open(path, "rb") as file:
            seconds = _duration(file)
    except (OSError, OverflowError, ValueError, struct.error):
        return False
    return seconds is not None and seconds <= _LONGEST_S


def _duration(file: BinaryIO) -> float | None:
    """Seconds, by the movie header (ISO 14496-12, 8.2.2: box mvhd within moov); None where there is none."""
    inside = _box(file, b"moov", 0)
    header = _box(file, b"mvhd", inside) if inside is not None else None
    if header is None:
        return None
    file.seek(header)
    data = file.read(32)
    layout, at = (">IQ", 20) if data[:1] == b"\1" else (">II", 12)
    scale, length = struct.unpack_from(layout, data, at)
    return length / scale if scale else None


def _box(file: BinaryIO, kind: bytes, at: int) -> int | None:
    """Where the content of the next box of a kind begins."""
    for _ in range(_MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            return None
        size, name = struct.unpack_from(">I4s", head)
        start = at + 8
        if size == 1:
            size, start = struct.unpack_from(">Q", head, 8)[0], at + 16
        if name == kind:
            return start
        if size < 8:
            return None
        at += size
    return None
