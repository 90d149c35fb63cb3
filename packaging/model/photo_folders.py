"""Folders of photos, decoded and described as the application does it."""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from photosearch.imaging.decode import decode
from photosearch.network.describer import Described, Describer

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


def photo_files(folder: Path) -> list[Path]:
    """All photos below `folder`, sorted, so that every run sees them in the same order."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


def pixels_of(path: Path, size: int) -> np.ndarray:
    """H x W x 3 uint8 with the longer side `size`. Raises ReadError for a file that is no readable photo."""
    with open(path, "rb") as file:
        return decode(file, size).pixels


def describe_files(describer: Describer, files: Sequence[Path]) -> Described:
    """Descriptors and pooled vectors of `files`, in their order, whatever the number of threads."""
    with ThreadPoolExecutor(describer.concurrency) as pool:
        rows = list(_with_progress(pool.map(lambda path: _describe_file(describer, path), files), len(files)))
    return np.concatenate([row[0] for row in rows]), np.concatenate([row[1] for row in rows])


def _describe_file(describer: Describer, path: Path) -> Described:
    return describer.describe([pixels_of(path, describer.card.input_size)])


def _with_progress(rows: Iterator[Described], total: int) -> Iterator[Described]:
    for done, row in enumerate(rows, 1):
        if done % 100 == 0 or done == total:
            print(
                f"\r{done} of {total} photos", end="\n" if done == total else "", file=sys.stderr, flush=True
            )
        yield row
