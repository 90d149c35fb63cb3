"""INRIA Holidays: the first photo of each group looks for the others of its group.

Jegou, Douze and Schmid, ECCV 2008. As distributed: `jpg/100000.jpg` and so on, the group is the number
without its last two digits. The query is in the database and taken out of its own ranking. 'Rotated' Holidays
are the same files put upright by hand: they are read the same way.
"""

from pathlib import Path

import numpy as np

from photosearch.evaluation.benchmark import Benchmark, Judgement, Query, Setting, notes_on_size, photo_of
from photosearch.evaluation.numbered import numbered_photos, rows_by_group
from photosearch.evaluation.photo_tree import folder_named

HOLIDAYS_SIZE = (1491, 500)
_GROUP = 100


def read_holidays(root: Path) -> Benchmark:
    """Holidays in `root`/jpg or `root`. Raises PhotosearchError where that has no such photos."""
    photos = numbered_photos(folder_named(root, "jpg"), r"(\d{6})", "100000.jpg")
    database = tuple(photo_of(path, root) for _, path in photos)
    groups = rows_by_group(np.array([number // _GROUP for number, _ in photos]))
    queries = tuple(
        Query(database[rows[0]], (Judgement(positive=rows, junk=rows[:1]),)) for rows in groups.values()
    )
    notes = notes_on_size(len(database), len(queries), HOLIDAYS_SIZE)
    return Benchmark("holidays", (Setting("all"),), database, queries, notes)
