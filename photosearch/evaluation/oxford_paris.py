"""Oxford5k and Paris6k: 55 queries each, cropped to their boxes; good and ok count, junk is taken out.

Philbin et al., CVPR 2007 and 2008. As distributed: the photos in any folders below the root, beside them the
text files of the ground truth (`all_souls_1_query.txt`, `..._good.txt`, `..._ok.txt`, `..._junk.txt`), or all
of that in `gnd_oxford5k.pkl` or `gnd_paris6k.pkl`, which is used where both are there. A query photo is in
the database and counts as found, as the authors' own program has it.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.errors import PhotosearchError
from photosearch.evaluation.benchmark import (
    Benchmark,
    Box,
    Judgement,
    Query,
    Setting,
    notes_on_size,
    photo_of,
)
from photosearch.evaluation.ground_truth import read_ground_truth
from photosearch.evaluation.photo_tree import by_stem, files_below, photos_below, photos_named, stem_of

OXFORD_SIZE = (5063, 55)
PARIS_SIZE = (6392, 55)
# The authors' list of files of Paris6k that came out broken; everyone leaves them out:
# https://www.robots.ox.ac.uk/~vgg/data/parisbuildings/corrupt.txt
_CORRUPT_NUMBERS = {
    "louvre": (136, 146),
    "moulinrouge": (422,),
    "museedorsay": (1059,),
    "notredame": (188,),
    "pantheon": (284, 960, 974),
    "pompidou": (195, 196, 201, 467, 640),
    "sacrecoeur": (299, 330, 353),
    "triomphe": (662, 833, 863, 867),
}
_CORRUPT = frozenset(
    f"paris_{place}_{number:06}" for place, numbers in _CORRUPT_NUMBERS.items() for number in numbers
)
_KINDS = ("good", "ok", "junk")


@dataclass(frozen=True)
class _TextQuery:
    name: str
    box: Box
    positive: frozenset[str]
    junk: frozenset[str]


def read_oxford5k(root: Path) -> Benchmark:
    """Oxford5k below `root`. Raises PhotosearchError saying what is missing and where it was looked for."""
    return _read(root, "oxford5k", OXFORD_SIZE)


def read_paris6k(root: Path) -> Benchmark:
    """Paris6k below `root`. Raises PhotosearchError saying what is missing and where it was looked for."""
    return _read(root, "paris6k", PARIS_SIZE)


def _read(root: Path, name: str, published: tuple[int, int]) -> Benchmark:
    files = sorted(files_below(root))
    pickled = [path for path in files if path.name == f"gnd_{name}.pkl"]
    if pickled:
        return _from_pickle(root, name, pickled[0], published)
    texts = [path for path in files if path.name.endswith("_query.txt")]
    if not texts:
        raise PhotosearchError(
            f"There is no ground truth of {name} below {root}: neither gnd_{name}.pkl nor files *_query.txt "
            "with their *_good.txt, *_ok.txt and *_junk.txt. Unpack the ground truth of the set there."
        )
    return _from_texts(root, name, texts, published)


def _from_pickle(root: Path, name: str, path: Path, published: tuple[int, int]) -> Benchmark:
    truth = read_ground_truth(path, ("ok", "junk"))
    below = by_stem(photos_below(root))
    images = photos_named(truth.images, below, root)
    queries = photos_named(truth.queries, below, root)
    return Benchmark(
        name,
        (Setting("all"),),
        tuple(photo_of(image, root) for image in images),
        tuple(
            Query(photo_of(query, root, box), (Judgement(rows["ok"], rows["junk"]),))
            for query, box, rows in zip(queries, truth.boxes, truth.rows, strict=True)
        ),
        notes_on_size(len(images), len(queries), published),
    )


def _from_texts(root: Path, name: str, texts: list[Path], published: tuple[int, int]) -> Benchmark:
    below = by_stem(photos_below(root))
    corrupt = sorted(_CORRUPT & below.keys()) if name == "paris6k" else []
    for stem in corrupt:
        del below[stem]
    names = sorted(below)
    images = photos_named(names, below, root)
    row_of = {stem: row for row, stem in enumerate(names)}
    entries = [_text_query(path) for path in texts]
    judged = set().union(*({entry.name} | entry.positive | entry.junk for entry in entries))
    photos_named(sorted(judged - _CORRUPT), below, root)  # raises where one is missing
    queries = tuple(
        Query(photo_of(below[entry.name][0], root, entry.box), (_judgement(entry, row_of),))
        for entry in entries
    )
    left_out = (f"{len(corrupt)} photos left out that are broken in the published set",) if corrupt else ()
    notes = (*left_out, *notes_on_size(len(images), len(queries), published))
    return Benchmark(name, (Setting("all"),), tuple(photo_of(p, root) for p in images), queries, notes)


def _judgement(entry: _TextQuery, row_of: dict[str, int]) -> Judgement:
    positive, junk = (
        np.array(sorted(row_of[name] for name in names if name in row_of), dtype=np.int64)
        for names in (entry.positive, entry.junk)
    )
    return Judgement(positive, junk)


def _text_query(path: Path) -> _TextQuery:
    """The query whose `*_query.txt` is `path`: its name and box, and the lists beside it."""
    words = _text(path).split()
    try:
        name, left, top, right, bottom = words
        box = (float(left), float(top), float(right), float(bottom))
    except ValueError:
        raise PhotosearchError(
            f"{path} is not a query: it must have a name and the four sides of a box."
        ) from None
    start = path.name.removesuffix("_query.txt")
    good, ok, junk = (
        frozenset(stem_of(line) for line in _text(path.with_name(f"{start}_{kind}.txt")).split())
        for kind in _KINDS
    )
    # Oxford's own files put the name of the collection in front of the photo's.
    return _TextQuery(stem_of(name.removeprefix("oxc1_")), box, good | ok, junk)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise PhotosearchError(
            f"{path} is missing from the ground truth or cannot be read ({error.strerror or error})."
        ) from error
