"""What the window and its services tell each other about: plain values that travel as JSON.

A path is text as `os.fsdecode` gives it: bytes that are no UTF-8 become lone surrogates, and `os.fsencode`
gives them back exactly.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

T = TypeVar("T")

# The names that `metadata` answers with, in their order.
PROPERTY_NAMES = (
    "Name",
    "Folder",
    "Type",
    "Dimensions",
    "Size",
    "Modified",
    "Taken",
    "Camera",
    "Lens",
    "Exposure",
    "Aperture",
    "ISO",
    "Focal length",
    "Exposure bias",
    "Flash",
    "Place",
    "Altitude",
    "Orientation",
    "Description",
    "Artist",
    "Copyright",
    "Software",
)


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of the library. `id` is the catalogue's, `content` the hexadecimal hash of what the file holds,
    `modified_ns` nanoseconds since 1970, `taken` ISO 8601 as the camera wrote it, `thumbnail` where the
    shared thumbnail lies or would lie.
    """

    id: int
    path: str
    content: str
    folder: int
    width: int
    height: int
    format: str
    file_size: int
    modified_ns: int
    taken: str | None
    camera: str | None
    latitude: float | None
    longitude: float | None
    offline: bool
    thumbnail: str

    @classmethod
    def outside(cls, path: str) -> "Photo":
        """A picture that is not in the library, as a query may be: nothing but its path is known."""
        return cls(0, path, "", 0, 0, 0, "", 0, 0, None, None, None, None, False, "")


@dataclass(frozen=True, slots=True)
class Result:
    """A photo found. `score` at most 1 (the same descriptor), `kind` copy, same or alike; `itself`: it is the
    file that was asked for. `likeness` (0 to 1) rises with the score of one query, and means the same for
    all. `said`: the person said that it is the same place or thing, which no verification
    changes. `burst_of`: it was taken within seconds of the photo with that id, which is like it and ranks
    before it. `region`: where in the photo a part that was searched for is, if that is known: left, top,
    width and height as shares of the photo's.
    """

    photo: Photo
    score: float
    kind: str
    itself: bool
    likeness: float = 0.0
    said: bool = False
    burst_of: int | None = None
    region: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What a second look says of the photo with that `id`: `kind` copy, same or alike, `probability` that it
    is (0 to 1), `inliers` points that agree with the query; `burst`: a copy that is another exposure, seconds
    apart. `part`: which part of the query it agrees with best.
    """

    id: int
    kind: str
    inliers: int
    probability: float
    burst: bool
    part: int = 0


Point = tuple[float, float]
"""Shares (0 to 1) of a picture's width and height."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a photo and a query have in common, for showing. `verification` sums it up; `model` is homography,
    fundamental, whole (the pictures as they are, turned or mirrored perhaps) or none; `points` pairs of
    matched points, query then photo, some hundreds at the most, and `agreement` how well each agrees (0 to
    1); `transform` 3 x 3, from shares of the query to shares of the photo, where the model is homography or
    whole; `outlines` the corners of what both show, in the query and in the photo; `overlap` the shares of
    both that this is; `residual` how well the aligned pictures correlate (-1 to 1), None where that is not
    known; `mirrored`: they agree in a mirror.
    """

    verification: Verification
    model: str
    points: tuple[tuple[Point, Point], ...]
    agreement: tuple[float, ...]
    transform: tuple[tuple[float, ...], ...] | None
    outlines: tuple[tuple[Point, ...], tuple[Point, ...]]
    overlap: tuple[float, float]
    residual: float | None
    mirrored: bool


@dataclass(frozen=True)
class QueryPart:
    """One picture to look for, or the part `region` of it: x, y, width, height in pixels of the upright
    picture. `weight`: how much it counts beside the others; what is like one of a negative weight is not
    wanted.
    """

    path: str
    region: tuple[int, int, int, int] | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class Filters:
    """What to show; None lets everything through. `below` is a folder's path, `since` and `until` are ISO
    dates (both included), `cameras` names as photos have them, `near` latitude and longitude in degrees and
    kilometres around, `orientation` landscape, portrait or square. `kinds` (copy, same, alike) is for what
    is verified: whoever has the verified results applies it.
    """

    below: str | None = None
    since: str | None = None
    until: str | None = None
    cameras: tuple[str, ...] | None = None
    near: tuple[float, float, float] | None = None
    orientation: str | None = None
    least_pixels: int | None = None
    kinds: tuple[str, ...] | None = None


@dataclass(frozen=True)
class FolderInfo:
    """A folder of the library. `photos` that are indexed, `failures` that could not be read; `present`: it
    can be reached now.
    """

    id: int
    path: str
    photos: int
    failures: int
    present: bool
    excludes: tuple[str, ...]


@dataclass(frozen=True)
class FailureInfo:
    """A file or folder that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class Overview:
    """What is in the library: `earliest` and `latest` are ISO dates; `cameras` with their number of photos,
    most first; `located` photos have a place; `model` answers queries.
    """

    photos: int
    failures: int
    folders: tuple[FolderInfo, ...]
    cameras: tuple[tuple[str, int], ...]
    earliest: str | None
    latest: str | None
    located: int
    model: str


@dataclass(frozen=True)
class Picture:
    """A decoded picture: `file` holds height x width x 3 bytes RGB and is the receiver's to delete; `full`
    is the size of the upright original.
    """

    file: str
    width: int
    height: int
    full: tuple[int, int]


@dataclass(frozen=True)
class Alignment:
    """A photo laid onto a query, both pictures of the query's shape: `photo` is black and `difference` dark
    where it shows nothing of the query. `changed`: the share of what both show that differs plainly.
    """

    photo: Picture
    difference: Picture
    changed: float


@dataclass(frozen=True)
class IndexingState:
    """What the indexer does: `phase` is one of starting, scanning, indexing, watching, paused, waiting (for
    quiet, or for another Photosearch that holds the library; `message` says for what) and stopped. `rate` in
    photos a second.
    """

    phase: str = "starting"
    done: int = 0
    total: int = 0
    failed: int = 0
    rate: float = 0.0
    remaining_s: float | None = None
    message: str = ""


@dataclass(frozen=True)
class MarkedPhoto:
    """A content that something was said of: `path` is where it is, or else last was; `photo` is None where
    the library does not have it.
    """

    content: str
    path: str
    photo: Photo | None


@dataclass(frozen=True)
class Mark:
    """What the person said of two photos: `says` is same or different; `said` ISO 8601, local."""

    one: MarkedPhoto
    other: MarkedPhoto
    says: str
    said: str


@dataclass(frozen=True)
class ModelInfo:
    """A network at hand: `card` are the fields of its card, for showing; `described` photos of the library
    have a descriptor of it; `removable`: it is the person's own.
    """

    name: str
    identity: str
    in_use: bool
    described: int
    removable: bool
    card: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StoredPart:
    """Something Photosearch keeps on disk: `name` is library, models, runs, queries, training, features,
    thumbnails or logs; `path` the folder it lies in; `size` in bytes; `clearable` without losing anything but
    time.
    """

    name: str
    path: str
    size: int
    clearable: bool


def to_json(record: Any) -> Any:
    """A record as what JSON can hold."""
    return dataclasses.asdict(record)


def from_json(kind: type[T], values: Mapping[str, Any]) -> T:
    """The record that `to_json` made of one of this kind: lists become tuples, nested records themselves."""
    restored = dict(values)
    for name, value in values.items():
        # Photos come by the hundreds, and what is neither list nor record is itself already.
        if isinstance(value, list | dict):
            restored[name] = _restored(kind, name, value)
    return kind(**restored)


def _restored(kind: type, name: str, value: Any) -> Any:
    inner = _nested(kind).get(name)
    if isinstance(value, list):
        return tuple(from_json(inner, item) if inner else _tuples(item) for item in value)
    return from_json(inner, value) if inner else value


@cache
def _nested(kind: type) -> dict[str, type]:
    """The fields of a record that hold records, or tuples of them, and of which kind."""
    return {
        name: inner for name, hint in get_type_hints(kind).items() if (inner := _record_in(hint)) is not None
    }


def _record_in(hint: Any) -> type | None:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return hint
    return next((inner for part in get_args(hint) if (inner := _record_in(part)) is not None), None)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
