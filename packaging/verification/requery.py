"""What expansion by verified results brings: `ALPHA` of photosearch/search/requery.py, and how many more are
worth verifying.

nice python packaging/verification/requery.py WORK

WORK is what gather.py made. Queries are the photos of val, searched for among them, the places set aside and
the distractors; half an hour on one core.
"""

import argparse
import itertools
import pickle
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import cv2
import numpy as np
from pairs import Seen

from photosearch.network.card import WEIGHTS_FILE
from photosearch.network.models import find_model
from photosearch.search.likeness import kept_background
from photosearch.search.requery import expanded
from photosearch.search.verification.comparing import compare
from photosearch.search.verification.features import unpack
from photosearch.search.verification.kinds import Judgement, judge

FIRST = 20
ALPHAS = (0.0, 1.0, 3.0)
MORE = (0, 10, 20)


class Measurement:
    """Rankings of one database, compared with the places."""

    def __init__(self, database: list[Seen]) -> None:
        self.place = np.array([seen.place for seen in database])
        self.descriptors = np.stack([seen.descriptor for seen in database])
        self._features = [seen.features for seen in database]
        self._judged: dict[tuple[int, int], Judgement] = {}
        card = find_model(None)
        background = kept_background(card.folder, card.sha256[WEIGHTS_FILE])
        assert background is not None
        self._background = background
        self.figures: dict[str, list[tuple[float, int, int, int, int]]] = {}

    def judged(self, query: int, photos: Iterable[int]) -> dict[int, Judgement]:
        """What verification says, as in a search."""
        known = unpack(self._features[query])
        assert known is not None
        for photo in photos:
            if (query, photo) not in self._judged:
                other = unpack(self._features[photo])
                assert other is not None
                score = self.descriptors[photo] @ self.descriptors[query]
                likeness = float(self._background.likeness(self.descriptors[query], np.array(score)))
                self._judged[query, photo] = judge(compare(known, other), likeness=likeness)
        return {photo: self._judged[query, photo] for photo in photos}

    def order(self, query: int, descriptor: np.ndarray) -> list[int]:
        """All others, nearest first."""
        ranked = np.argsort(-(self.descriptors @ descriptor), kind="stable").tolist()
        return [photo for photo in ranked if photo != query]

    def note(self, name: str, query: int, order: list[int], judged: Mapping[int, Judgement]) -> None:
        """The figures of a ranking whose verified photos come first."""
        kind = {photo: found.kind for photo, found in judged.items()}
        ranks = {"copy": 0, "same": 1}
        ranking = sorted(order, key=lambda photo: ranks.get(kind.get(photo, "alike"), 2))
        right = self.place[ranking] == self.place[query]
        sure = [photo for photo in judged if kind[photo] != "alike"]
        good = int((self.place[sure] == self.place[query]).sum()) if sure else 0
        row = (average_precision(right), good, len(sure), int(right.sum()), len(judged))
        self.figures.setdefault(name, []).append(row)

    def measure(self, query: int) -> None:
        """All figures of one query."""
        own = self.descriptors[query]
        order = self.order(query, own)
        self.note("not verified", query, order, {})
        first = self.judged(query, order[:FIRST])
        for more in MORE:
            judged = self.judged(query, order[: FIRST + more])
            self.note(f"{FIRST + more} verified", query, order, judged)
        sure = [photo for photo, found in first.items() if found.kind != "alike"]
        for alpha, more in itertools.product(ALPHAS, MORE):
            chances = [first[photo].probability for photo in sure]
            drawn = (
                self.order(query, expanded(own, self.descriptors[sure], chances, alpha)) if sure else order
            )
            fresh = [photo for photo in drawn if photo not in first][: more if sure else 0]
            judged = {**first, **self.judged(query, fresh)}
            self.note(f"{FIRST} verified, expanded (alpha {alpha:g}), {more} more", query, drawn, judged)


def average_precision(right: np.ndarray) -> float:
    """By the trapezoid rule, of a ranking of truth."""
    at = np.flatnonzero(right)
    number = np.arange(len(at))
    before = np.where(at > 0, number / np.maximum(at, 1), 1.0)
    return float(((before + (number + 1) / (at + 1)) / 2).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--every", type=int, default=1, help="only every so many queries")
    arguments = parser.parse_args()
    work: Path = arguments.work
    cv2.setNumThreads(1)
    measurement = Measurement(pickle.loads((work / "measure-database.pickle").read_bytes()))
    places = pickle.loads((work / "val-places.pickle").read_bytes())
    queries = [at for at, place in enumerate(measurement.place) if place in places][:: arguments.every]
    for number, query in enumerate(queries, start=1):
        measurement.measure(query)
        if number % 20 == 0:
            print(f"{number} of {len(queries)}", file=sys.stderr, flush=True)
    print("| ranking | mAP | copy or same: recall | precision | verified a query |")
    print("| --- | --- | --- | --- | --- |")
    for name, rows in measurement.figures.items():
        values = np.array(rows, float)
        good, sure, right = values[:, 1].sum(), values[:, 2].sum(), values[:, 3].sum()
        precision = f"{good / sure:.4f}" if sure else ""
        print(
            f"| {name} | {100 * values[:, 0].mean():.2f} | {good / right:.4f} | {precision} |"
            f" {values[:, 4].mean():.1f} |"
        )


if __name__ == "__main__":
    main()
