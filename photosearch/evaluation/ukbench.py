"""UKBench: groups of four photos of one thing, every photo a query.

Nister and Stewenius, CVPR 2006. As distributed: `full/ukbench00000.jpg` and so on, four successive numbers
are a group. The N-S score is 4 times the recall at 4 with the query left in the ranking, where it counts as
found; the mAP is given so and, beside it, with the query taken out as in the other sets.
"""

from pathlib import Path

import numpy as np

from photosearch.evaluation.benchmark import Benchmark, Judgement, Query, Setting, notes_on_size, photo_of
from photosearch.evaluation.numbered import numbered_photos, rows_by_group
from photosearch.evaluation.photo_tree import folder_named

UKBENCH_SIZE = (10200, 10200)
_GROUP = 4
_NOTHING = np.array([], dtype=np.int64)


def read_ukbench(root: Path) -> Benchmark:
    """UKBench in `root`/full or `root`. Raises PhotosearchError where that has no such photos."""
    photos = numbered_photos(folder_named(root, "full"), r"ukbench(\d{5})", "ukbench00000.jpg")
    database = tuple(photo_of(path, root) for _, path in photos)
    groups = rows_by_group(np.array([number // _GROUP for number, _ in photos]))
    queries = tuple(
        Query(database[row], (Judgement(rows, _NOTHING), Judgement(rows, np.array([row]))))
        for rows in groups.values()
        for row in rows
    )
    settings = (Setting("query counted", recall_at=(4,)), Setting("query left out"))
    notes = notes_on_size(len(database), len(queries), UKBENCH_SIZE)
    return Benchmark("ukbench", settings, database, queries, notes)
