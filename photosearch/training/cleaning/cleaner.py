"""A whole folder-per-class set cleaned: read, match, judge. Photos are only read."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from photosearch.errors import PhotosearchError
from photosearch.training.cleaning.classes import list_classes
from photosearch.training.cleaning.judging import Rules, judge_class
from photosearch.training.cleaning.pairing import match_pairs, missing_pairs
from photosearch.training.cleaning.reading import read_photos
from photosearch.training.cleaning.report import Report
from photosearch.training.cleaning.store import Known, Store, default_folder, store_path

# By packaging/cleaning/measure.py; its README has the table. Groups of three beside the largest,
# which the papers drop, keep 8 % of the photos more and not one stranger more.
MIN_INLIERS = 8
GROUPS_FROM = 3


@dataclass(frozen=True)
class Options:
    """How to clean: an edge needs `min_inliers` matched points; beside the largest component those with
    `groups_from` different pictures or more are kept (None: the largest alone, as in the papers).
    """

    min_inliers: int = MIN_INLIERS
    groups_from: int | None = GROUPS_FROM
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    cache: Path = field(default_factory=default_folder)


@dataclass(frozen=True)
class Progress:
    """Where a run stands: `rate` a second since the stage began; `remaining_s` of this stage."""

    stage: str  # 'photos read' or 'pairs matched'
    done: int
    total: int
    rate: float

    @property
    def remaining_s(self) -> float | None:
        return (self.total - self.done) / self.rate if self.rate > 0 else None


class CleaningStoppedError(PhotosearchError):
    """The person stopped the run; what was computed is in the cache."""

    def __init__(self) -> None:
        super().__init__("Stopped. What was matched is kept; the same command goes on from here.")


def clean_folder(
    folder: bytes,
    options: Options,
    progress: Callable[[Progress], object] = lambda state: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Report:
    """The verdict on every photo of `folder`, which has one subfolder for each class.

    Raises UsageError for a folder without classes, CleaningStoppedError once `stopped` says so,
    PhotosearchError.
    """
    folder = os.path.abspath(folder)
    classes = list_classes(folder)
    path = store_path(options.cache)
    with Store(path) as store:
        outcomes = _read(store, [p for paths in classes.values() for p in paths], options, progress, stopped)
        contents = {name: _contents(outcomes, paths) for name, paths in classes.items()}
        total = sum(len(missing_pairs(store, hashes)) for hashes in contents.values())
        counts = match_pairs(store, path, contents.values(), options.workers, stopped)
        for _ in _shown(counts, "pairs matched", total, progress):
            pass
        if stopped():
            raise CleaningStoppedError
        rules = Rules(options.min_inliers, options.groups_from)
        reports = [
            judge_class(
                name, folder, {p: outcomes[p] for p in paths}, store.agreeing_pairs(contents[name]), rules
            )
            for name, paths in classes.items()
        ]
    settings = {"min_inliers": options.min_inliers, "groups_from": options.groups_from}
    return Report(folder, reports, settings)


def _read(
    store: Store,
    paths: list[bytes],
    options: Options,
    progress: Callable[[Progress], object],
    stopped: Callable[[], bool],
) -> dict[bytes, Known | str]:
    found: dict[bytes, Known | str] = {}

    def counted() -> Iterator[int]:
        for path, outcome in read_photos(store, paths, options.workers, stopped):
            found[path] = outcome
            yield 1

    for _ in _shown(counted(), "photos read", len(paths), progress):
        pass
    if stopped():
        raise CleaningStoppedError
    return found


def _contents(outcomes: dict[bytes, Known | str], paths: Iterable[bytes]) -> list[bytes]:
    """The distinct contents of a class's readable photos."""
    readable = (outcomes[path] for path in paths)
    return sorted({known.content_hash for known in readable if isinstance(known, Known)})


def _shown(
    counts: Iterable[int], stage: str, total: int, progress: Callable[[Progress], object]
) -> Iterator[int]:
    start, done = time.monotonic(), 0
    for count in counts:
        done += count
        progress(Progress(stage, done, total, done / max(time.monotonic() - start, 1e-9)))
        yield done
