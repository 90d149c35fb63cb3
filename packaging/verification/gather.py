"""Compare photos as searches find them, for calibrate.py: nothing is decided yet.

nice python packaging/verification/gather.py PHOTOS WORK [--workers 2] [--seed 0]

PHOTOS holds train/ and val/ (a folder of photos for each place) and distractors/. Of train, 20 places by
chance are set aside to measure on, with val; the rest is there to calibrate on. Neither half ever sees a
photo of the other. What is done lies in WORK as *.pickle, and is not done again.
"""

import argparse
import pickle
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from pairs import Seen, cases_of, chosen, edit_cases, in_processes, look, series_cases

SET_ASIDE = 20
# Photos of a place in the database, and how many of them are queries.
PHOTOS, QUERIES = 14, 6
# Photos of which all edits are looked for.
EDITED = {"calibrate": 40, "measure": 20}

# Places photographed on one walk, exposure after exposure, and scenes photographed step by step: what is
# nearly alike there is no copy.
# fmt: off
SERIES = {
    "alderman_library", "alumni_hall", "aquatic_fitness_center", "chemical_engineering_building",
    "entry_p10", "et", "fountain_p11", "herz_jesu", "john_paul_jones_arena", "kermit",
    "law_school_building", "lund", "maupertuis", "mechanical_building", "memorial_gym", "monroe_hall",
    "monstree", "newcomb_hall", "north_grounds_gym", "old_cabell_hall", "olsson_hall", "physics_building",
    "rice_hall", "sceaux_castle", "scott_stadium", "slaughter_recreation", "strecha_castle", "the_rotunda",
    "thornton_hall", "wilsdorf_hall",
}
# fmt: on

Item = tuple[Path, str, str]


def places(folder: Path, seed: int) -> dict[str, list[Item]]:
    """The photos of the two halves; distractors have an empty place."""
    train = sorted(path.name for path in (folder / "train").iterdir())
    aside = random.Random(seed).sample(train, SET_ASIDE)
    rest = [name for name in train if name not in aside]
    val = sorted(path.name for path in (folder / "val").iterdir())
    strangers = [(path, path.name, "") for path in sorted((folder / "distractors").iterdir())]
    return {
        "calibrate": [*chosen(folder / "train", rest, PHOTOS, seed), *strangers[::2]],
        "measure": [
            *chosen(folder / "train", aside, 2 * PHOTOS, seed),
            *chosen(folder / "val", val, 2 * PHOTOS, seed),
            *strangers[1::2],
        ],
    }


def series(folder: Path, half: list[Item]) -> list[list[Item]]:
    """All photos of the places of a half that are series."""
    names = sorted({place for _, _, place in half if place in SERIES})
    return [chosen(folder / "train", [name], 1000, 0) for name in names]


def queries(database: list[Seen], half: str, seed: int) -> list[Seen]:
    """The photos to search for: some of each place, and as a measurement all of val."""
    most = QUERIES if half == "calibrate" else 2 * QUERIES
    by_place: dict[str, list[Seen]] = {}
    for seen in database:
        if seen.place:
            by_place.setdefault(seen.place, []).append(seen)
    chance = random.Random(seed)
    return [
        seen for _, group in sorted(by_place.items()) for seen in chance.sample(group, min(most, len(group)))
    ]


def kept(path: Path, rows: Iterator[object], total: int) -> None:
    """Write what comes, in one file once it is complete."""
    found, start = [], time.monotonic()
    for number, row in enumerate(rows, start=1):
        found.append(row)
        if number % 50 == 0:
            print(
                f"{path.name}: {number} of {total}, {time.monotonic() - start:.0f} s",
                file=sys.stderr,
                flush=True,
            )
    path.write_bytes(pickle.dumps(found))
    print(f"{path.name}: {len(found)}, {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    val = {path.name for path in (arguments.photos / "val").iterdir()}
    (work / "val-places.pickle").write_bytes(pickle.dumps(val))
    halves = places(arguments.photos, arguments.seed)
    for half, items in halves.items():
        database = work / f"{half}-database.pickle"
        if not database.exists():
            seen = (row for row in in_processes(look, items, arguments.workers) if row is not None)
            kept(database, seen, len(items))
    for half in halves:
        database = work / f"{half}-database.pickle"
        if not (work / f"{half}-pairs.pickle").exists():
            asked = queries(pickle.loads(database.read_bytes()), half, arguments.seed)
            kept(
                work / f"{half}-pairs.pickle",
                in_processes(cases_of, asked, arguments.workers, database),
                len(asked),
            )
    for half, items in halves.items():
        path = work / f"{half}-series.pickle"
        if not path.exists():
            groups = series(arguments.photos, items)
            kept(path, in_processes(series_cases, groups, arguments.workers), len(groups))
    for half, items in halves.items():
        database = work / f"{half}-database.pickle"
        if not (work / f"{half}-edits.pickle").exists():
            photos = random.Random(arguments.seed).sample(items, EDITED[half])
            following = list(zip(photos, photos[1:] + photos[:1], strict=True))
            kept(
                work / f"{half}-edits.pickle",
                in_processes(edit_cases, following, arguments.workers, database),
                len(photos),
            )


if __name__ == "__main__":
    main()
