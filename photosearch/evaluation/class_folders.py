"""Folders as classes: every photo looks for the others of its folder, itself taken out of its ranking."""

from pathlib import Path

import numpy as np

from photosearch.errors import PhotosearchError
from photosearch.evaluation.benchmark import Benchmark, Judgement, Query, Setting, photo_of
from photosearch.evaluation.numbered import rows_by_group
from photosearch.evaluation.photo_tree import photos_below


def read_folders(root: Path) -> Benchmark:
    """Each folder in `root` is a class, with all photos below it.

    Raises PhotosearchError where there are no photos or where one lies in no folder.
    """
    paths = photos_below(root)
    if not paths:
        raise PhotosearchError(f"There are no photos below {root}: it should have one folder for each class.")
    stray = next((path for path in paths if path.parent == root), None)
    if stray is not None:
        raise PhotosearchError(
            f"{stray} belongs to no class: put it into a folder, or give photos of no class by --distractors."
        )
    database = tuple(photo_of(path, root) for path in paths)
    labels = np.unique([photo.name.split("/", 1)[0] for photo in database], return_inverse=True)[1]
    classes = rows_by_group(labels)
    # One array of rows for a whole class: a list of its own for every query would take gigabytes.
    queries = tuple(
        Query(photo, (Judgement(classes[label], np.array([row])),))
        for row, (photo, label) in enumerate(zip(database, labels.tolist(), strict=True))
    )
    return Benchmark("folders", (Setting("all"),), database, queries)
