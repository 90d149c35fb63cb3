"""How much is learned from how many marks.

nice python packaging/marks/measure.py --train DIR --val DIR --others DIR

Plays a person who searches a library (the photos of TRAIN, one folder for each place, and of OTHERS) for
photos of some places and says of others, among the first hundred found, that they show the same. Trains the
projection as `photosearch train --from-library --quick` does, a quarter of the places kept aside, and prints
how much better the places of VAL are found, of which nothing was said, in points of mAP.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from photosearch.network.models import find_model
from photosearch.network.pooled import Head, load_head
from photosearch.training.comparing import mean_ap
from photosearch.training.holding_out import held_out_classes
from photosearch.training.photo_features import photo_features
from photosearch.training.photo_sets import NO_CLASS, PhotoSet, load_photo_set
from photosearch.training.projection import ProjectionOptions, train_projection
from photosearch.training.strangers import strangers

_LOOKED_AT = 100
# A result this alike is a copy.
_COPY = 0.97
_OTHERS = 500


class World:
    """Pooled vectors of all photos: of a library, and of the places that are measured on."""

    def __init__(self, library: PhotoSet, measured: PhotoSet) -> None:
        # Not the one in use: it was trained on these places.
        card = find_model("lite2-gem-512")
        paths = [str(path) for path in (*library.paths, *measured.paths)]
        found = photo_features(card, paths, None, "cpu", _told).vectors
        self.head = load_head(card)
        self.pooled, self.labels = _known(library, found)
        self.other_pooled, self.other_labels = _known(measured, found)
        self.descriptors = self.head.describe(self.pooled)

    def quality(self, head: Head) -> float:
        """mAP, 0 to 100, of the places that nothing was said of."""
        queries = np.flatnonzero(self.other_labels != NO_CLASS).tolist()
        return 100 * mean_ap(head.describe(self.other_pooled), self.other_labels, queries)

    def marked(self, places: int, photos: int, random: np.random.Generator) -> NDArray[np.int64]:
        """Rows of the library: so many photos of so many places, those of a place one behind the other."""
        known = np.unique(self.labels[self.labels != NO_CLASS])
        rows: list[int] = []
        for place in random.permutation(known)[:places]:
            for query in random.permutation(np.flatnonzero(self.labels == place)):
                scores = self.descriptors @ self.descriptors[query]
                looked_at = np.argsort(-scores, kind="stable")[1 : _LOOKED_AT + 1]
                same = looked_at[(self.labels[looked_at] == place) & (scores[looked_at] < _COPY)]
                if len(same) >= photos - 1:
                    rows += [int(query), *random.permutation(same)[: photos - 1].tolist()]
                    break
        return np.array(rows)

    def gain(self, places: int, photos: int, seed: int) -> float:
        """Points of mAP gained by marks of so many places with so many photos each."""
        random = np.random.default_rng(seed)
        rows = self.marked(places, photos, random)
        rest = np.setdiff1d(np.arange(len(self.labels)), rows)
        known = np.concatenate([rows, random.permutation(rest)[:_OTHERS]])
        labels = np.where(np.arange(len(known)) < len(rows), self.labels[known], NO_CLASS)
        aside = held_out_classes(labels[: len(rows)])
        trained = np.flatnonzero(~np.isin(labels, [NO_CLASS, *aside]))
        chosen = np.concatenate([trained, strangers(self.descriptors[known], labels)])
        pooled = self.pooled[known[chosen]]
        head = train_projection(pooled, labels[chosen], self.head, ProjectionOptions())
        return self.quality(head) - self.quality(self.head)


def _known(photos: PhotoSet, found: dict[str, NDArray[np.float32]]) -> tuple[NDArray, NDArray]:
    rows = [row for row, path in enumerate(photos.paths) if str(path) in found]
    return np.stack([found[str(photos.paths[row])] for row in rows]), photos.labels[rows]


def _told(done: int, total: int) -> None:
    if done % 500 == 0:
        print(f"described {done} of {total}", flush=True)


def main() -> None:
    """Print a line for each number of places and photos."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("train", "val", "others"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--sizes", default="8x2,15x2,30x2,60x2,8x4,15x4,30x4,60x4,100x4")
    parser.add_argument("--seeds", type=int, default=4)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    library = load_photo_set(arguments.train).with_distractors(arguments.others)
    measured = load_photo_set(arguments.val).with_distractors(arguments.others)
    world = World(library, measured)
    print(f"mAP before: {world.quality(world.head):.2f}", flush=True)
    for size in arguments.sizes.split(","):
        places, photos = map(int, size.split("x"))
        gains = [world.gain(places, photos, seed) for seed in range(arguments.seeds)]
        print(f"{size}: {np.mean(gains):+.2f}  ({' '.join(f'{gain:+.2f}' for gain in gains)})", flush=True)


if __name__ == "__main__":
    main()
