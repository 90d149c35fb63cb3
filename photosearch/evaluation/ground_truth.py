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
from photosearch.evaluation.restricted_pickle import read_pickle


@dataclass(frozen=True)
class GroundTruth:
    """images, queries: names without folders; rows: for each query, rows into `images` by list name."""

    images: tuple[str, ...]
    queries: tuple[str, ...]
    boxes: tuple[Box | None, ...]
    rows: tuple[Mapping[str, NDArray[np.int64]], ...]


def read_ground_truth(path: Path, lists: Sequence[str]) -> GroundTruth:
    """Read `path`; every query must have the `lists`, each a list or array of rows into imlist.

    Raises PhotosearchError saying which part is missing or wrong, and what `read_pickle` raises.
    """
    content = read_pickle(path)
    try:
        images = _names(content["imlist"], "imlist")
        queries = _names(content["qimlist"], "qimlist")
        records = content["gnd"]
        if len(records) != len(queries):
            raise ValueError(f"{len(queries)} queries but {len(records)} entries in gnd")
        boxes = tuple(_box(record.get("bbx")) for record in records)
        rows = tuple({name: _rows(record[name], name, len(images)) for name in lists} for record in records)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise PhotosearchError(f"{path} is not the ground truth of this set: {_said(error)}.") from error
    return GroundTruth(images, queries, boxes, rows)


def _said(error: Exception) -> str:
    return f"it has no {error.args[0]!r}" if isinstance(error, KeyError) else str(error)


def _names(value: Any, field: str) -> tuple[str, ...]:
    names = tuple(str(name) for name in value)
    if not names or not all(isinstance(name, str) for name in value):
        raise ValueError(f"{field} is not a list of names")
    return names


def _box(value: Any) -> Box | None:
    if value is None:
        return None
    left, top, right, bottom = (float(number) for number in np.asarray(value, dtype=np.float64).ravel())
    return left, top, right, bottom


def _rows(value: Any, field: str, count: int) -> NDArray[np.int64]:
    rows = np.asarray(value).ravel()
    whole = rows.astype(np.int64)
    if (whole != rows).any() or (whole < 0).any() or (whole >= count).any():
        raise ValueError(f"{field!r} has rows that are not in imlist")
    return np.unique(whole)
