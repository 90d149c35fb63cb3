"""The options of `photosearch search` that say which photos may be found."""

import math
import os
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.errors import PhotosearchError, UsageError

if TYPE_CHECKING:
    from photosearch.imaging.reading import ReadResult
    from photosearch.library.filtering import PhotoFilter
    from photosearch.library.library import Library

KINDS = ("copy", "same", "alike")
_QUERY = "query"
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_GROUP = "Only photos"
_WITHIN_KM = 1.0

FolderOption = Annotated[
    Path | None,
    typer.Option("--folder", metavar="DIR", help="below this folder", rich_help_panel=_GROUP),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="taken then or later: 2024-05-31", rich_help_panel=_GROUP),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="taken then or earlier", rich_help_panel=_GROUP),
]
CameraOption = Annotated[
    list[str] | None,
    typer.Option(
        "--camera",
        metavar="NAME",
        help="of this camera, or one of which this is a part of the name; may be repeated",
        rich_help_panel=_GROUP,
    ),
]
NearOption = Annotated[
    str | None,
    typer.Option(
        "--near",
        metavar="LAT,LON",
        help="taken near this place in degrees, or near where IMAGE was taken: --near query",
        rich_help_panel=_GROUP,
    ),
]
WithinOption = Annotated[
    float | None,
    typer.Option(
        "--within", metavar="KM", help="how near, in kilometres; default: 1", rich_help_panel=_GROUP
    ),
]
OrientationOption = Annotated[
    str | None,
    typer.Option(
        "--orientation", metavar="landscape|portrait|square", help="of this shape", rich_help_panel=_GROUP
    ),
]
MegapixelsOption = Annotated[
    float | None,
    typer.Option("--megapixels", metavar="N", min=0, help="at least this large", rich_help_panel=_GROUP),
]
KindOption = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", metavar="copy|same|alike", help="that are this; may be repeated", rich_help_panel=_GROUP
    ),
]


@dataclass(frozen=True)
class Limits:
    """What was asked for, checked as far as it can be before anything is read."""

    folder: Path | None
    since: str | None
    until: str | None
    cameras: tuple[str, ...] | None
    near: str | None
    within_km: float | None
    orientation: str | None
    megapixels: float | None

    def __post_init__(self) -> None:
        from photosearch.library.filtering import ORIENTATIONS

        for day in (self.since, self.until):
            if day is not None and not _is_date(day):
                raise UsageError(f"{day} is no date: write it as 2024-05-31, 2024-05 or 2024.")
        # "2024" is earlier than "2024-05", though all of May lies in it.
        if self.since is not None and self.until is not None and self.since > self.until + "~":
            raise UsageError(f"No photo is taken since {self.since} and until {self.until}: turn them round.")
        if self.orientation is not None and self.orientation not in ORIENTATIONS:
            raise UsageError(f"--orientation takes one of {', '.join(ORIENTATIONS)}.")
        if self.megapixels is not None and not math.isfinite(self.megapixels):
            raise UsageError("--megapixels takes a number, for example 12.")
        if self.within_km is not None and self.near is None:
            raise UsageError(
                f"--within says how near, but not to what: --near LAT,LON --within {self.within_km:g}, or "
                f"--near {_QUERY} --within {self.within_km:g} for where the picture was taken."
            )
        if self.near is not None and self.near != _QUERY:
            self._circle(self.near)

    def known_to(self, library: "Library") -> "Limits":
        """The same with folder and cameras as the library has them: links followed, names completed.

        Raises UsageError for a folder that is not in the library, or a camera that took none of its photos.
        """
        return replace(
            self,
            folder=None if self.folder is None else Path(os.fsdecode(place_in(library, self.folder))),
            cameras=None if self.cameras is None else _cameras(library, self.cameras),
        )

    def filter(self, pictures: "list[ReadResult]") -> "PhotoFilter":
        """As the library takes it. The wanted pictures say what is near the query."""
        from photosearch.library.filtering import PhotoFilter

        near = None
        if self.near is not None:
            near = self._circle(_place(pictures) if self.near == _QUERY else self.near)
        return PhotoFilter(
            below=None if self.folder is None else os.fsencode(self.folder.absolute()),
            since=self.since,
            until=self.until,
            cameras=self.cameras,
            near=near,
            orientation=self.orientation,
            least_pixels=None if self.megapixels is None else round(self.megapixels * 1e6),
        )

    def _circle(self, place: str) -> tuple[float, float, float]:
        from photosearch.library.nearby import checked_circle

        try:
            latitude, longitude = (float(part) for part in place.split(","))
        except ValueError:
            raise UsageError(
                "--near takes latitude and longitude in degrees, for example 48.858,2.294, or the word query."
            ) from None
        within = _WITHIN_KM if self.within_km is None else self.within_km
        return checked_circle(latitude, longitude, within)


def place_in(library: "Library", folder: Path) -> bytes:
    """The folder's path. Raises UsageError where no photo of the library lies in it: one letter too few in
    its name must not look like a folder in which nothing is found.
    """
    from photosearch.library.browsing import any_passes
    from photosearch.library.filtering import PhotoFilter
    from photosearch.library.folders import relative_to

    path = os.path.realpath(os.fsencode(folder))
    for known in library.folders():
        if relative_to(path, known.path) is not None or relative_to(known.path, path) is not None:
            if any_passes(library.connection, PhotoFilter(below=path)):
                return path
            if os.path.isdir(path):
                raise UsageError(
                    f"No photo of the library lies in {folder}. Take in what is new there: photosearch index"
                )
            raise UsageError(
                f"There is no folder {folder}, and no photo of the library lies there. Is it written right?"
            )
    raise UsageError(f"{folder} is not in the library. Take it in first: photosearch index {folder}")


def _cameras(library: "Library", asked: tuple[str, ...]) -> tuple[str, ...]:
    from photosearch.library.browsing import cameras

    names = [name for name, _ in cameras(library.connection)]
    found: list[str] = []
    for word in asked:
        exact = [name for name in names if name == word]
        alike = exact or [name for name in names if word.casefold() in name.casefold()]
        if not alike:
            there = f"There are: {', '.join(names)}." if names else "No photo says what took it."
            raise UsageError(f"No photo of the library was taken with {word}. {there}")
        found += alike
    return tuple(found)


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def checked_kinds(kinds: list[str] | None, is_verified: bool) -> tuple[str, ...] | None:
    """The kinds asked for; None for all."""
    if not kinds:
        return None
    if not is_verified:
        raise UsageError("--kind goes by what verification says: leave out --no-verify.")
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise UsageError(f"--kind takes one of {', '.join(KINDS)}, not {unknown[0]}.")
    return tuple(kinds)


def _place(pictures: "list[ReadResult]") -> str:
    for picture in pictures:
        found = picture.metadata
        if found is not None and found.latitude is not None and found.longitude is not None:
            return f"{found.latitude},{found.longitude}"
    raise PhotosearchError("The picture does not say where it was taken: name a place with --near LAT,LON.")
