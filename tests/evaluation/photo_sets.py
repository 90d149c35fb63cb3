"""Tiny benchmarks in the layouts in which their authors distribute them, made from the sample photos."""

import pickle
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PIL import Image

from tests.conftest import SAMPLE

_SIDE = 160


def picture(name: str) -> Image.Image:
    """One of the sample photos, 160 px on the longer side."""
    with Image.open(SAMPLE / f"{name}.jpg") as image:
        image.thumbnail((_SIDE, _SIDE))
        return image.convert("RGB")


def put(path: Path, name: str, variant: int = 0) -> None:
    """Write a sample photo as JPEG: one variant gives equal files, a higher one is less like variant 0."""
    image = picture(name)
    width, height = image.size
    cut = 8 * variant
    path.parent.mkdir(parents=True, exist_ok=True)
    image.crop((cut, cut, width - cut, height - cut)).save(path, quality=90 - 15 * variant)


def put_side_by_side(path: Path, left: str, right: str) -> tuple[int, int, int]:
    """Two sample photos in one file; returns the width of the left one and width and height of the whole."""
    one, other = picture(left), picture(right)
    whole = Image.new("RGB", (one.width + other.width, max(one.height, other.height)))
    whole.paste(one, (0, 0))
    whole.paste(other, (one.width, 0))
    path.parent.mkdir(parents=True, exist_ok=True)
    whole.save(path, quality=90)
    return one.width, whole.width, whole.height


def oxford_in_texts(root: Path) -> None:
    """Three queries, two of them boxes of one photo: by hand their APs are 1, 1 and 0.25.

    The ground truth is in Oxford's own words: names with a prefix, boxes with fractions, some over the edge.
    """
    photos, texts = root / "oxbuild_images", root / "gt_files_170407"
    texts.mkdir(parents=True)
    middle, width, height = put_side_by_side(photos / "all_souls_000013.jpg", "china", "dogs")
    for name, stem, variant in (
        ("china", "all_souls_000001", 1),
        ("dogs", "balliol_000002", 1),
        ("giraffe", "radcliffe_camera_000001", 0),
        ("giraffe", "radcliffe_camera_000002", 0),
        ("giraffe", "radcliffe_camera_000003", 1),
        ("citrus", "oxford_000001", 0),
    ):
        put(photos / f"{stem}.jpg", name, variant)
    queries = {
        "all_souls_1": (
            "oxc1_all_souls_000013", (-0.7, 0.4, middle, height + 3.2),
            "all_souls_000001", "", "all_souls_000013",
        ),
        # The same photo as before: only the box tells what is looked for.
        "balliol_1": (
            "oxc1_all_souls_000013", (middle + 0.2, 0, width + 2, height),
            "", "balliol_000002", "all_souls_000013",
        ),
        # 1 and 2 are equal; the query is in the database, junk here, so 3 comes second, after 2.
        "radcliffe_camera_1": (
            "oxc1_radcliffe_camera_000001", (0, 0, 999, 999),
            "", "radcliffe_camera_000003", "radcliffe_camera_000001",
        ),
    }  # fmt: skip
    for query, (name, box, *lists) in queries.items():
        (texts / f"{query}_query.txt").write_text(f"{name} {' '.join(f'{side:.1f}' for side in box)}\n")
        for kind, stems in zip(("good", "ok", "junk"), lists, strict=True):
            (texts / f"{query}_{kind}.txt").write_text(f"{stems}\n" if stems else "")


def oxford_in_a_pickle(root: Path, name: str = "gnd_oxford5k.pkl") -> None:
    """The set of `oxford_in_texts` with the ground truth as the revisited benchmarks give it."""
    oxford_in_texts(root)
    stems = sorted(path.stem for path in (root / "oxbuild_images").iterdir())
    queries, records = [], []
    for path in sorted((root / "gt_files_170407").glob("*_query.txt")):
        query, *box = path.read_text().split()
        queries.append(query.removeprefix("oxc1_"))
        lists = {}
        for kind in ("good", "ok", "junk"):
            text = path.with_name(path.name.replace("query", kind)).read_text()
            lists[kind] = [stems.index(stem) for stem in text.split()]
        ok = np.array(lists["good"] + lists["ok"])
        records.append({"bbx": [float(side) for side in box], "ok": ok, "junk": np.array(lists["junk"])})
    for path in (root / "gt_files_170407").iterdir():
        path.unlink()
    (root / name).write_bytes(pickle.dumps({"imlist": stems, "qimlist": queries, "gnd": records}, 2))


def revisited(root: Path, name: str = "roxford5k") -> None:
    """Three queries outside of a database of seven.

    1 (china): only the less like of two is easy: AP 0.25 at Easy and Medium, no positive at Hard.
    2 (dogs): the equal one is junk, the other hard: AP 1 at Medium and Hard, no positive at Easy.
    3 (citrus): the equal one is easy, the other hard: AP 1 everywhere.
    """
    images = {
        "china_a": ("china", 0), "china_b": ("china", 1), "dogs_a": ("dogs", 0), "dogs_b": ("dogs", 1),
        "citrus_a": ("citrus", 0), "citrus_b": ("citrus", 1), "giraffe_a": ("giraffe", 0),
    }  # fmt: skip
    for stem, (photo, variant) in images.items():
        put(root / "jpg" / f"{stem}.jpg", photo, variant)
    for photo in ("china", "dogs", "citrus"):
        put(root / "jpg" / f"query_{photo}.jpg", photo)
    stems = list(images)
    lists: tuple[Mapping[str, list[str]], ...] = (
        {"easy": ["china_b"], "hard": [], "junk": []},
        {"easy": [], "hard": ["dogs_b"], "junk": ["dogs_a"]},
        {"easy": ["citrus_a"], "hard": ["citrus_b"], "junk": []},
    )
    records = [
        {"bbx": np.array([0.0, 0.0, 1000.0, 1000.0])}
        | {kind: [stems.index(stem) for stem in chosen] for kind, chosen in judged.items()}
        for judged in lists
    ]
    content = {"imlist": stems, "qimlist": ["query_china", "query_dogs", "query_citrus"], "gnd": records}
    (root / f"gnd_{name}.pkl").write_bytes(pickle.dumps(content, 2))


def holidays(root: Path) -> None:
    """Queries 100000 (AP 1), 100100 (0.25: 100200 is equal to it), 100200 (1/6: 100100 and 100101 come first)
    and 100300, which has no other photo."""
    for number, photo, variant in (
        (100000, "china", 0), (100001, "china", 1), (100002, "china", 2),
        (100100, "giraffe", 0), (100101, "giraffe", 1),
        (100200, "giraffe", 0), (100201, "giraffe", 2),
        (100300, "dogs", 0),
    ):  # fmt: skip
        put(root / "jpg" / f"{number}.jpg", photo, variant)


def ukbench(root: Path) -> None:
    """Two groups that have swapped one photo: recall at 4 is 3/4 six times and 1/4 twice."""
    for number, photo in enumerate(["china"] * 3 + ["dogs"] * 4 + ["china"]):
        put(root / "full" / f"ukbench{number:05}.jpg", photo, number % 4)


def class_folders(root: Path) -> None:
    """Two classes of three photos, with one photo of the other in each, and one photo alone."""
    for place, number, photo, variant in (
        ("one", 1, "china", 0), ("one", 2, "china", 1), ("one", 3, "dogs", 1),
        ("two", 1, "dogs", 0), ("two", 2, "dogs", 2), ("two", 3, "colosseum", 0),
        ("alone", 1, "giraffe", 0),
    ):  # fmt: skip
        put(root / place / f"{number}.jpg", photo, variant)
