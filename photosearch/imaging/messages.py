"""What the parent and a decoding worker say to each other over their pipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from photosearch.imaging.failures import ReadError
from photosearch.imaging.metadata import Metadata


@dataclass(frozen=True)
class Settings:
    """Limits of a worker: bytes of private memory, and seconds of processor time a photo."""

    memory_limit: int
    processor_seconds: float


class Ready(NamedTuple):
    """The worker has imported what it needs."""


class StartFailed(NamedTuple):
    reason: str


class Alive(NamedTuple):
    """A long file is being read: the time limit starts anew."""


class Heavy(NamedTuple):
    """The next decode takes much memory; the worker waits for Granted."""


class Granted(NamedTuple):
    pass


class Work(NamedTuple):
    path: bytes
    size: int
    known_hashes: frozenset[bytes]
    thumbnail: bool
    region: tuple[int, int, int, int] | None
    enlarge: bool
    header_only: bool


class Done(NamedTuple):
    """`size` is the width and height of the RGB bytes in `pixels`."""

    content_hash: bytes
    file_size: int
    mtime_ns: int
    size: tuple[int, int] | None
    pixels: bytes | None
    metadata: Metadata | None


class Failed(NamedTuple):
    error: ReadError
