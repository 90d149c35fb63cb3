"""What a network brings, measured in four ways on photos that were not trained on.

python packaging/model/validate.py PHOTOS WORK [--model NAME ...] [--sizes 320] [--mirror] [--json FILE]

PHOTOS and WORK as for lay_out.py. In points:

landmarks   mAP (trapezoid rule) of all of PHOTOS/val among all distractors, each photo a query
scenes      the same of WORK/scenes among the distractors that are not in WORK/others
edits       recall at 1: the forty edits of packaging/verification/benchmark_edits.py of 100 photos (half of
            val, half distractors not in WORK/others), each looked for among 2,000 photos
covers      mAP of 100 made-up covers, each printed, photographed four times and beside its reference, as the
            edits of covers.py make them; each of the 500 a query

--sizes: longer sides; the descriptors of several are averaged. --mirror: the same with the mirror image.
The pictures of edits and covers are made once, into WORK/validation. Seeded; the CPU alone.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from evaluate import folder_map
from photo_folders import photo_files, pixels_of

from photosearch.network.describer import Describer, load_describer
from photosearch.network.whitening import l2_normalise

sys.path.insert(0, str(Path(__file__).parents[1] / "verification"))
from benchmark_edits import EDITS, edited
from covers import covers
from PIL import Image

EDITED, AMONG = 100, 2000


class Described:
    """Descriptors of files, each described once. sizes: longer sides, whose descriptors are averaged."""

    def __init__(self, describer: Describer, sizes: Sequence[int], mirror: bool) -> None:
        self._describer, self._sizes, self._mirror = describer, sizes, mirror
        self._known: dict[Path, np.ndarray] = {}

    def of(self, files: Sequence[Path]) -> np.ndarray:
        """Len(files) x D, L2-normalised."""
        with ThreadPoolExecutor(self._describer.concurrency) as pool:
            missing = [path for path in dict.fromkeys(files) if path not in self._known]
            self._known.update(zip(missing, pool.map(self._one, missing), strict=True))
        return l2_normalise(np.stack([self._known[path] for path in files]))

    def _one(self, path: Path) -> np.ndarray:
        views = [pixels_of(path, size) for size in self._sizes]
        views += [np.ascontiguousarray(view[:, ::-1]) for view in views if self._mirror]
        return np.asarray(self._describer.describe(views)[0].sum(axis=0))


def make_edits(chosen: Sequence[Path], others: Sequence[Path], folder: Path) -> None:
    """Write the edits of the photos, once."""
    if folder.exists():
        return
    beside = [Image.open(path).convert("RGB") for path in others]
    for number, path in enumerate(chosen):
        photo = Image.open(path).convert("RGB")
        for name in EDITS:
            target = folder / name.replace("/", " of ") / f"{number:03}.jpg"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(edited(photo, name, str(number), beside))


def recall_of_edits(described: Described, photos: Path, work: Path) -> dict[str, float]:
    """Recall at 1 in points of each edit, and of all as "edits"."""
    chance = random.Random(0)
    val, strangers = photo_files(photos / "val"), _not_learned(photos, work)
    chosen = chance.sample(val, EDITED // 2) + chance.sample(strangers, EDITED // 2)
    rest = sorted({*val, *photo_files(photos / "distractors")} - set(chosen))
    more = chance.sample(photo_files(photos / "train"), AMONG)
    database = (chosen + rest + more)[:AMONG]
    folder = work / "validation" / "edits"
    make_edits(chosen, chance.sample(rest, 20), folder)
    known, found = described.of(database), {}
    for kind in sorted(folder.iterdir()):
        first = (described.of(photo_files(kind)) @ known.T).argmax(axis=1)
        found[kind.name] = 100 * float(np.mean(first == np.arange(EDITED)))
    return {"edits": float(np.mean(list(found.values()))), **found}


def _not_learned(photos: Path, work: Path) -> list[Path]:
    learned = {path.name for path in (work / "others").iterdir()}
    return [path for path in photo_files(photos / "distractors") if path.name not in learned]


def map_of(described: Described, folder: Path, strangers: Sequence[Path]) -> float:
    """MAP in points of a folder of classes among strangers."""
    files = photo_files(folder)
    labels = np.array([path.parent.name for path in files])
    none = np.empty((0, described.of(files[:1]).shape[1]), np.float32)
    return folder_map(described.of(files), labels, described.of(strangers) if strangers else none)


def validated(described: Described, photos: Path, work: Path) -> dict[str, float]:
    """All figures, in points."""
    made = work / "validation" / "covers"
    if not made.exists():
        covers(_not_learned(photos, work), made)
    return {
        "landmarks": map_of(described, photos / "val", photo_files(photos / "distractors")),
        "scenes": map_of(described, work / "scenes", _not_learned(photos, work)),
        "covers": map_of(described, made, []),
        **recall_of_edits(described, photos, work),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photos", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--model", action="append", help="name or folder; the bundled one if not given")
    parser.add_argument("--sizes", help="longer sides, such as 320,448; the model's own if not given")
    parser.add_argument("--mirror", action="store_true")
    parser.add_argument("--json", type=Path, help="write all figures there")
    arguments = parser.parse_args()
    all_figures = {}
    for model in arguments.model or [None]:
        describer = load_describer(model, device="cpu")
        sizes = [int(size) for size in (arguments.sizes or str(describer.card.input_size)).split(",")]
        started = time.monotonic()
        found = validated(Described(describer, sizes, arguments.mirror), arguments.photos, arguments.work)
        name = str(model or describer.card.name)
        all_figures[name] = found
        first = "  ".join(f"{key} {found[key]:.2f}" for key in ("landmarks", "scenes", "covers", "edits"))
        print(f"{name}: {first}  ({time.monotonic() - started:.0f} s)", flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(all_figures, indent=1))


if __name__ == "__main__":
    main()
