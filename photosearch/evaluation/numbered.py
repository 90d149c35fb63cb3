"""Sets whose groups follow from the numbers in their file names."""

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.evaluation.photo_tree import photos_below


def numbered_photos(folder: Path, pattern: str, example: str) -> list[tuple[int, Path]]:
    """All photos of `folder` by rising number; `pattern` matches a name without ending, its group the number.

    Raises PhotosearchError where there is none, where one has another name (`example` shows how it should
    look) and where two have the same number.
    """
    found: dict[int, Path] = {}
    for path in photos_below(folder):
        match = re.fullmatch(pattern, path.stem)
        if match is None:
            raise PhotosearchError(
                f"{path} does not belong to the set: its photos are called like {example}. Move it elsewhere."
            )
        other = found.setdefault(int(match[1]), path)
        if other != path:
            raise PhotosearchError(f"{other} and {path} have the same number. Keep one of them.")
    if not found:
        raise PhotosearchError(f"There are no photos below {folder}: it should have files like {example}.")
    return sorted(found.items())


def rows_by_group(groups: NDArray[np.int64]) -> dict[int, NDArray[np.int64]]:
    """The rows of each group, for a group number each row."""
    order = np.argsort(groups, kind="stable")
    names, starts = np.unique(groups[order], return_index=True)
    return dict(zip(names.tolist(), np.split(order, starts[1:]), strict=True))
