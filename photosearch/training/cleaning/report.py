"""What cleaning found: every photo with verdict and reason, as JSON and CSV, and read back for training."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from photosearch.errors import PhotosearchError
from photosearch.files import write_atomically

REPORT_NAME = "report.json"
KEPT_NAME = "kept.csv"
_VERSION = 1
_PATHS = ("path", "copy_of", "near_copy_of")

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class PhotoVerdict:
    """`path` is relative to the folder; `box` left, top, right, bottom in pixels of the upright photo of
    `size` (width, height). `links` photos of the class agree with it, the best by `inliers` points; `copy_of`
    names an earlier photo of the class with the same content, `near_copy_of` one of the same picture with
    other bytes; `content_hash` is XXH3-128 in hex (None where unreadable).
    """

    path: bytes
    is_kept: bool
    reason: str
    content_hash: str | None = None
    links: int = 0
    inliers: int = 0
    size: tuple[int, int] | None = None
    box: Box | None = None
    copy_of: bytes | None = None
    near_copy_of: bytes | None = None


@dataclass(frozen=True)
class ClassReport:
    """A class, its photos in order, and the sizes of the groups that hang together, largest first."""

    name: bytes
    photos: list[PhotoVerdict]
    groups: list[int] = field(default_factory=list)

    def count(self, is_kept: bool) -> int:
        """How many photos were kept, or dropped."""
        return sum(photo.is_kept is is_kept for photo in self.photos)


@dataclass(frozen=True)
class Report:
    """`folder` is absolute; `settings` says what the verdicts rest on."""

    folder: bytes
    classes: list[ClassReport]
    settings: dict[str, Any]

    def photos(self) -> Iterable[PhotoVerdict]:
        """All photos of all classes."""
        return (photo for each in self.classes for photo in each.photos)


@dataclass(frozen=True)
class KeptPhoto:
    """A photo to train on: absolute path, class, box and size as in PhotoVerdict."""

    path: bytes
    label: str
    box: Box | None
    size: tuple[int, int]


def save_report(report: Report, output: Path) -> Path:
    """Write `report.json` and `kept.csv` into `output`; gives the first's path. Raises PhotosearchError."""
    document = {
        "version": _VERSION,
        "folder": os.fsdecode(report.folder),
        "settings": report.settings,
        "classes": [_class_as_json(each) for each in report.classes],
    }
    try:
        output.mkdir(parents=True, exist_ok=True)
        write_atomically(output / KEPT_NAME, _kept_csv(report).encode("utf-8", "surrogateescape"))
        write_atomically(output / REPORT_NAME, json.dumps(document, indent=1).encode("ascii"))
    except OSError as error:
        raise PhotosearchError(f"{output} cannot be written to ({error.strerror or error}).") from error
    return output / REPORT_NAME


def load_report(path: Path) -> Report:
    """Read what `save_report` wrote. Raises PhotosearchError where it is no such report."""
    try:
        document = json.loads(path.read_bytes())
        if document["version"] != _VERSION:
            raise PhotosearchError(f"{path} was written by another version of Photosearch.")
        classes = [_class_from_json(each) for each in document["classes"]]
        return Report(os.fsencode(document["folder"]), classes, document["settings"])
    except OSError as error:
        raise PhotosearchError(f"{path} cannot be read ({error.strerror or error}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise PhotosearchError(f"{path} is not a report of photosearch clean.") from error


def load_kept(report: Path, folder: Path | None = None, *, copies: bool = True) -> list[KeptPhoto]:
    """The photos to train on, with their boxes; from another `folder` if the set has moved since.

    Without `copies`, one photo of each picture in a class. Raises PhotosearchError.
    """
    loaded = load_report(report)
    root = loaded.folder if folder is None else os.path.abspath(os.fsencode(folder))
    return [
        KeptPhoto(os.path.join(root, photo.path), os.fsdecode(each.name), photo.box, photo.size)
        for each in loaded.classes
        for photo in each.photos
        if photo.is_kept and photo.size is not None and (copies or not (photo.copy_of or photo.near_copy_of))
    ]


def _class_as_json(each: ClassReport) -> dict[str, Any]:
    photos = []
    for photo in each.photos:
        row = asdict(photo)
        row |= {name: row[name] and os.fsdecode(row[name]) for name in _PATHS}
        photos.append(row)
    counts = {"kept": each.count(True), "dropped": each.count(False)}
    return {"name": os.fsdecode(each.name), **counts, "groups": each.groups, "photos": photos}


def _class_from_json(document: dict[str, Any]) -> ClassReport:
    photos = []
    for row in document["photos"]:
        row |= {name: row.get(name) and os.fsencode(row[name]) for name in _PATHS}
        row["size"] = None if row["size"] is None else tuple(row["size"])
        row["box"] = None if row["box"] is None else tuple(row["box"])
        photos.append(PhotoVerdict(**row))
    return ClassReport(os.fsencode(document["name"]), photos, document["groups"])


def _kept_csv(report: Report) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["path", "class", "left", "top", "right", "bottom", "width", "height"])
    for each in report.classes:
        for photo in each.photos:
            if photo.is_kept:
                box = photo.box or ("", "", "", "")
                writer.writerow(
                    [os.fsdecode(photo.path), os.fsdecode(each.name), *box, *(photo.size or ("", ""))]
                )
    return buffer.getvalue()
