"""Bursts among the photos found, folded under the one that ranks best: ten shots of a jump take one place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np

from photosearch.library import browsing
from photosearch.library.browsing import PhotoRow
from photosearch.library.descriptors import DescriptorStore
from photosearch.search.groups.exposures import BURST_LIKENESS, may_be_burst, may_be_copies


def fold(connection: sqlite3.Connection, store: DescriptorStore, photo_ids: Sequence[int]) -> dict[int, int]:
    """Photos (ids, in the order of their rank) that lie under another: by id, the id of that one.

    One camera took the photos of a burst, each at most ten seconds after the one before; one lies under the
    best ranked that it is alike to. Copies are no burst.
    """
    runs = list(_runs(browsing.by_id(connection, photo_ids)))
    rows = [row for run in runs for row in run]
    vectors = store.of_contents([row.content_hash for row in rows]).astype(np.float32)
    vector_of = {row.id: vector for row, vector in zip(rows, vectors, strict=True)}
    rank = {number: at for at, number in enumerate(photo_ids)}
    folded: dict[int, int] = {}
    for run in runs:
        heads: list[PhotoRow] = []
        for row in sorted(run, key=lambda row: rank[row.id]):
            head = next((head for head in heads if _is_shot_of(row, head, vector_of)), None)
            if head is None:
                heads.append(row)
            else:
                folded[row.id] = head.id
    return folded


def _runs(rows: Sequence[PhotoRow]) -> Iterator[list[PhotoRow]]:
    """Photos that one camera took in quick succession, two and more."""
    run: list[PhotoRow] = []
    for row in sorted(
        (row for row in rows if row.taken), key=lambda row: (row.camera or "", row.taken or "", row.id)
    ):
        if run and not may_be_burst(run[-1], row):
            if len(run) > 1:
                yield run
            run = []
        run.append(row)
    if len(run) > 1:
        yield run


def _is_shot_of(row: PhotoRow, head: PhotoRow, vector_of: dict[int, np.ndarray]) -> bool:
    if may_be_copies(row, head):
        return False
    return float(vector_of[row.id] @ vector_of[head.id]) >= BURST_LIKENESS
