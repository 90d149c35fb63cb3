"""Make the background that scores are looked at beside, and measure what that is worth.

photosearch describe PHOTOS/*/*.jpg PHOTOS/*/*/*.jpg -o all.npz
python packaging/verification/background.py all.npz [--write]

PHOTOS holds train/ and val/ (a folder of photos for each place) and distractors/. The network was trained on
train and knows its places by heart: the two numbers of photosearch/search/likeness.py, which are printed, are
fitted on val and looked at on the 20 places of train that training leaves out. --write puts the background
into the folder of the bundled network.
"""

import argparse
import itertools
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from photosearch.network.card import WEIGHTS_FILE
from photosearch.network.models import DEFAULT_MODEL, find_model
from photosearch.search.likeness import Background, save_background
from photosearch.search.verification.logistic import fit_logistic

EACH = 250
# Of each query so many of the nearest are looked at; of each place that was left out, so many photos.
NEAREST, ALIKE, LEFT_OUT = 20, 14, 20
# The distractors of this source are the background's, those of the others are searched among.
SOURCE = "imagenet"
SAMPLE = 1000
BINS = (0, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0001)

Normalise = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


class Photos:
    """All photos: descriptors N x D, place (empty for distractors) and part (train, val, distractors)."""

    def __init__(self, file: Path, seed: int) -> None:
        with np.load(file, allow_pickle=False) as arrays:
            self.descriptors = arrays["descriptors"].astype(np.float32)
            paths = [Path(str(path)) for path in arrays["paths"]]
        self.chance = np.random.default_rng(seed)
        plain = np.array([path.parent.name == "distractors" for path in paths])
        self.place = np.where(plain, "", [path.parent.name for path in paths])
        self.val = np.flatnonzero([path.parent.parent.name == "val" for path in paths])
        source = np.array([re.match(r"[a-z]*", path.name)[0] == SOURCE for path in paths])  # type: ignore[index]
        train = np.flatnonzero(~plain & ~np.isin(np.arange(len(paths)), self.val))
        names = np.unique(self.place[train])
        aside = np.isin(self.place, random.Random(0).sample(names.tolist(), LEFT_OUT))
        self.aside = np.concatenate(
            [
                self.chance.permutation(np.flatnonzero(self.place == name))[:ALIKE]
                for name in names
                if aside[self.place == name].any()
            ]
        )
        train = train[~aside[train]]
        places = self.chance.permutation(np.unique(self.place[train]))
        is_first = np.isin(self.place, places[: len(places) // 2])
        # What is searched among has neither place nor source in common with the background.
        self.train = self.chance.permutation(np.intersect1d(train, np.flatnonzero(is_first)))
        self.others = self.chance.permutation(np.flatnonzero(plain & ~source))
        away = self.chance.permutation(np.setdiff1d(train, self.train))
        strangers = self.chance.permutation(np.flatnonzero(plain & source))
        self.background = self.descriptors[np.concatenate([strangers[:EACH], away[:EACH]])]

    def is_same(self, queries: np.ndarray, database: np.ndarray) -> np.ndarray:
        """Which pairs are of one place: Q x N."""
        one, other = self.place[queries][:, None], self.place[database][None]
        return (one == other) & (one != "")


def libraries(photos: Photos) -> dict[str, list[tuple[np.ndarray, np.ndarray]]]:
    """Queries and what they are searched among, by what the libraries are called."""
    asked, large = among_others(photos, photos.val)
    return {
        f"{len(large)} photos": [(asked, large)],
        "5 x 580 photos": [small(photos, 15, 12, 400) for _ in range(5)],
        "20 x 100 photos": [small(photos, 4, 10, 60) for _ in range(20)],
        "20 x 60 photos, nearly all of 4 places": [small(photos, 4, 14, 4) for _ in range(20)],
        "60 x 10 photos": [small(photos, 1, 4, 6) for _ in range(60)],
    }


def among_others(photos: Photos, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Queries, photos of places and of none, and a library of both and of other places."""
    library = np.concatenate([places, photos.others[:500], photos.train[:2400]])
    return np.concatenate([places, photos.others[:300]]), library


def small(photos: Photos, places: int, each: int, strangers: int) -> tuple[np.ndarray, np.ndarray]:
    """A library of some places and strangers, every photo of it a query."""
    chosen = photos.chance.choice(np.unique(photos.place[photos.val]), places, replace=False)
    parts = [
        photos.chance.permutation(photos.val[photos.place[photos.val] == place])[:each] for place in chosen
    ]
    library = np.concatenate([*parts, photos.chance.choice(photos.others, strangers, replace=False)])
    return library, library


def raw(query: np.ndarray, scores: np.ndarray, library: np.ndarray) -> np.ndarray:
    return scores


def beside(background: Background) -> Normalise:
    return lambda query, scores, library: background.standardised(query, scores)


def sampled(chance: np.random.Generator) -> Normalise:
    """Beside a sample of the library itself, as a network without a background has it."""

    def normalise(query: np.ndarray, scores: np.ndarray, library: np.ndarray) -> np.ndarray:
        sample = library if len(library) <= SAMPLE else chance.choice(library, SAMPLE, replace=False)
        return Background(sample).standardised(query, scores)

    return normalise


def pooled(
    photos: Photos, asked: list[tuple[np.ndarray, np.ndarray]], normalise: Normalise
) -> Iterator[tuple[np.ndarray, np.ndarray, int]]:
    """Of each query: values and truth of all photos but itself, and its number."""
    number = itertools.count()
    for queries, database in asked:
        descriptors = photos.descriptors[database]
        truth = photos.is_same(queries, database)
        for query, same in zip(queries, truth, strict=True):
            descriptor = photos.descriptors[query]
            values = normalise(descriptor, descriptors @ descriptor, descriptors)
            others = database != query
            yield values[others], same[others], next(number)


def figures(rows: list[tuple[np.ndarray, np.ndarray, int]]) -> str:
    """One threshold for all queries: micro-AP, recall where precision is 0.8 and 0.9, and at 0.8 how far the
    precision differs between the queries that have results.
    """
    values, truth, query = (
        np.concatenate([row[0] for row in rows]),
        np.concatenate([row[1] for row in rows]),
        np.concatenate([np.full(len(row[0]), row[2]) for row in rows]),
    )
    order = np.argsort(-values, kind="stable")
    right = np.cumsum(truth[order])
    precision = right / np.arange(1, len(order) + 1)
    average = float((precision * truth[order]).sum() / truth.sum())
    recalls, spread = [], float("nan")
    for least in (0.8, 0.9):
        reached = np.flatnonzero((precision >= least) & (np.arange(len(order)) >= 20))
        recalls.append(right[reached[-1]] / truth.sum() if len(reached) else 0.0)
        if least == 0.8 and len(reached):
            chosen = order[: reached[-1] + 1]
            number = np.bincount(query[chosen])
            good = np.bincount(query[chosen], truth[chosen])
            spread = float((good[number > 0] / number[number > 0]).std())
    return f"{average:.3f} | {recalls[0]:.3f} | {recalls[1]:.3f} | {spread:.3f}"


def fit(photos: Photos, background: Background) -> tuple[float, float]:
    """The slope and offset of the likeness: of the nearest of a query, how many are of the same place."""
    asked, library = among_others(photos, photos.val)
    rows = [nearest(row) for row in pooled(photos, [(asked, library)], beside(background))]
    values, truth = (np.concatenate(part) for part in zip(*rows, strict=True))
    model = fit_logistic(values[:, None], truth)
    return float(model.weights[0]), float(model.intercept)


def nearest(row: tuple[np.ndarray, np.ndarray, int]) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(-row[0], kind="stable")[:NEAREST]
    return row[0][order], row[1][order]


def reliability(photos: Photos, background: Background, slope: float, offset: float) -> None:
    """What the likeness says of the nearest of the places left out, and what is true."""
    asked = [among_others(photos, photos.aside)]
    rows = [nearest(row) for row in pooled(photos, asked, beside(background))]
    values, truth = (np.concatenate(part) for part in zip(*rows, strict=True))
    said = 1 / (1 + np.exp(-(slope * values + offset)))
    print("\n| likeness | of the 20 nearest | said on average | true |\n| --- | --- | --- | --- |")
    for low, high in itertools.pairwise(BINS):
        inside = (said >= low) & (said < high)
        if inside.any():
            print(
                f"| {low:g} to {min(high, 1):g} | {inside.sum()} | {said[inside].mean():.2f} |"
                f" {truth[inside].mean():.2f} |"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("descriptors", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="put the background into the network's folder")
    arguments = parser.parse_args()
    photos = Photos(arguments.descriptors, arguments.seed)
    background = Background(photos.background)
    methods = {
        "raw score": raw,
        "beside the background": beside(background),
        "beside the library": sampled(photos.chance),
    }
    print("| library | threshold on | micro-AP | recall at 0.8 | at 0.9 | spread |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, asked in libraries(photos).items():
        for method, normalise in methods.items():
            print(f"| {name} | {method} | {figures(list(pooled(photos, asked, normalise)))} |", flush=True)
    slope, offset = fit(photos, background)
    print(f"\nslope {slope:.3f}, offset {offset:.3f}")
    reliability(photos, background, slope, offset)
    if arguments.write:
        card = find_model(DEFAULT_MODEL)
        save_background(card.folder, card.sha256[WEIGHTS_FILE], photos.background)


if __name__ == "__main__":
    main()
