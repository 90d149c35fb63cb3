"""Revisited Oxford and Paris: 70 queries each outside of the database, judged easy, medium and hard.

Radenovic et al., CVPR 2018 (arXiv 1803.11285). As distributed: `gnd_roxford5k.pkl` or `gnd_rparis6k.pkl` and
the photos in `jpg/`. Each query is cropped to its box.
"""

from pathlib import Path

from photosearch.errors import PhotosearchError
from photosearch.evaluation.benchmark import Benchmark, Judgement, Query, Setting, notes_on_size, photo_of
from photosearch.evaluation.ground_truth import read_ground_truth
from photosearch.evaluation.metrics import REVISITED_LEVELS, rows_of
from photosearch.evaluation.photo_tree import by_stem, files_below, photos_below, photos_named

ROXFORD_SIZE = (4993, 70)
RPARIS_SIZE = (6322, 70)
_KS = (1, 5, 10)


def read_roxford5k(root: Path) -> Benchmark:
    """ROxford below `root`. Raises PhotosearchError saying what is missing and where it was looked for."""
    return _read(root, "roxford5k", ROXFORD_SIZE)


def read_rparis6k(root: Path) -> Benchmark:
    """RParis below `root`. Raises PhotosearchError saying what is missing and where it was looked for."""
    return _read(root, "rparis6k", RPARIS_SIZE)


def _read(root: Path, name: str, published: tuple[int, int]) -> Benchmark:
    wanted = f"gnd_{name}.pkl"
    path = next((path for path in sorted(files_below(root)) if path.name == wanted), None)
    if path is None:
        raise PhotosearchError(
            f"There is no {wanted} below {root}. Put the ground truth of the revisited set there, and its "
            "photos in the folder jpg beside it."
        )
    truth = read_ground_truth(path, ("easy", "hard", "junk"))
    below = by_stem(photos_below(root))
    images = photos_named(truth.images, below, root)
    queries = photos_named(truth.queries, below, root)
    return Benchmark(
        name,
        tuple(Setting(level, precision_at=_KS) for level in REVISITED_LEVELS),
        tuple(photo_of(image, root) for image in images),
        tuple(
            Query(
                photo_of(query, root, box),
                tuple(
                    Judgement(rows_of(rows, positive), rows_of(rows, junk))
                    for positive, junk in REVISITED_LEVELS.values()
                ),
            )
            for query, box, rows in zip(queries, truth.boxes, truth.rows, strict=True)
        ),
        notes_on_size(len(images), len(queries), published),
    )
