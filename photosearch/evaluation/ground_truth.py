"""The ground truth that comes as gnd_*.pkl: names of the photos and queries, boxes, and who belongs to whom.

The format of the revisited benchmarks (Radenovic et al., CVPR 2018): a dict with imlist, qimlist and gnd, one
dict a query with bbx (left, top, right, bottom) and lists of rows into imlist.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.evaluation.benchmark import Box
from photosearch.network.importing.numpy_pickle import NUMPY
from photosearch.network.importing.restricted_pickle import SETS, RefusedPickleError, read_pickle

_MAX_BYTES = 512 << 20


@dataclass(frozen=True)
class GroundTruth:
    """images, queries: names without folders; rows: for each query, rows into `images` by list name."""

    images: tuple[str, ...]
    queries: tuple[str, ...]
    boxes: tuple[Box | None, ...]
    rows: tuple[Mapping[str, NDArray[np.int64]], ...]


def read_ground_truth(path: Path, lists: Sequence[str]) -> GroundTruth:
    """Read `path`; every query must have the `lists`, each a list or array of rows into imlist.

    Nothing in the file is run. Raises PhotosearchError where it cannot be read or is too large, or saying
    which part of it is missing or wrong, and RefusedPickleError, naming what it asked for, where it holds
    anything but data.
    """
    try:
        content = read_pickle(_bytes(path), NUMPY | SETS, str(path))
    except RefusedPickleError as error:
        raise RefusedPickleError(f"{error} Fetch it again from the authors of the set.") from error
    try:
        images = _names(content["imlist"], "imlist")
        queries = _names(content["qimlist"], "qimlist")
        records = content["gnd"]
        if len(records) != len(queries):
            raise ValueError(f"{len(queries)} queries but {len(records)} entries in gnd")
        boxes = tuple(_box(record.get("bbx")) for record in records)
        rows = tuple({name: _rows(record[name], name, len(images)) for name in lists} for record in records)
    except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise PhotosearchError(f"{path} is not the ground truth of this set: {_said(error)}.") from error
    return GroundTruth(images, queries, boxes, rows)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise PhotosearchError(f"{path} is too large for a ground truth ({_MAX_BYTES >> 20} MB at most).")
        return path.read_bytes()
    except OSError as error:
        raise PhotosearchError(f"{path} could not be read ({error.strerror or error}).") from error


def _said(error: Exception) -> str:
    return f"it has no {error.args[0]!r}" if isinstance(error, KeyError) else str(error)


def _names(value: Any, field: str) -> tuple[str, ...]:
    if not len(value) or not all(isinstance(name, str) for name in value):
        raise ValueError(f"{field} is not a list of names")
    return tuple(str(name) for name in value)


def _box(value: Any) -> Box | None:
    if value is None:
        return None
    left, top, right, bottom = (float(number) for number in _numbers(value, "bbx"))
    return left, top, right, bottom


def _rows(value: Any, field: str, count: int) -> NDArray[np.int64]:
    rows = _numbers(value, field)
    whole = rows.astype(np.int64)
    if (whole != rows).any() or (whole < 0).any() or (whole >= count).any():
        raise ValueError(f"{field!r} has rows that are not in imlist")
    return np.unique(whole)


def _numbers(value: Any, field: str) -> NDArray[Any]:
    # Lists of lists that hold one another would keep NumPy busy for ever.
    if not isinstance(value, np.ndarray) and any(isinstance(part, list | tuple | dict) for part in value):
        raise ValueError(f"{field!r} is not a list of numbers")
    return np.asarray(value).ravel()
