"""How many strangers cleaning finds, and what it costs: a part of the photos is moved to a wrong class, in a
list only.

nice python packaging/cleaning/measure.py FOLDER [--share 0.1] [--seed 0] [--workers 2] [--minutes M]

FOLDER holds one folder of photos for each class; nothing in it is touched. Pairs are matched once and kept in
the cache, so that a second run, with other thresholds, takes a moment.
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from photosearch.training.cleaning.classes import list_classes
from photosearch.training.cleaning.graph import components, kept_components
from photosearch.training.cleaning.near_copies import pictures
from photosearch.training.cleaning.pairing import match_pairs, missing_pairs
from photosearch.training.cleaning.reading import read_photos
from photosearch.training.cleaning.store import Known, Pair, Store, default_folder, store_path

THRESHOLDS = (6, 7, 8, 9, 10, 12, 15, 20, 30)
RULES: dict[str, int | None] = {"largest": None, "all >= 5": 5, "all >= 3": 3, "all >= 2": 2}

Classes = dict[bytes, list[bytes]]


def with_strangers(classes: Classes, share: float, seed: int) -> tuple[Classes, set[bytes]]:
    """The class lists with a share of all photos moved to another class, by chance; and those photos."""
    chance = random.Random(seed)
    home = {path: name for name, paths in classes.items() for path in paths}
    moved = chance.sample(sorted(home), round(share * len(home)))
    lists = {name: [path for path in paths if path not in set(moved)] for name, paths in classes.items()}
    for path in moved:
        lists[chance.choice([name for name in lists if name != home[path]])].append(path)
    return lists, set(moved)


def progress(what: str, counts: Iterator[int], total: int) -> None:
    start = last = time.monotonic()
    done = 0
    for count in counts:
        done += count
        now = time.monotonic()
        if now - last >= 10 or done == total:
            last, rate = now, done / (now - start)
            print(
                f"{what}: {done} of {total}, {rate:.0f}/s, {(total - done) / rate:.0f} s left",
                file=sys.stderr,
            )


def read_all(store: Store, paths: list[bytes], workers: int) -> dict[bytes, Known]:
    """What is known of all photos that can be read, by path."""
    found: dict[bytes, Known] = {}

    def reading() -> Iterator[int]:
        for path, outcome in read_photos(store, paths, workers, lambda: False):
            if isinstance(outcome, Known):
                found[path] = outcome
            yield 1

    progress("photos read", reading(), len(paths))
    return found


def kept_hashes(pairs: list[Pair], photos: list[Known], least: int, rule: int | None) -> set[bytes]:
    """What the cleaner keeps, see photosearch.training.cleaning.judging."""
    known = {photo.content_hash: photo for photo in photos}
    nodes = [known[name] for name in sorted(known)]
    number = {photo.content_hash: position for position, photo in enumerate(nodes)}
    agreeing = [pair for pair in pairs if pair.score >= least]
    picture = pictures(nodes, agreeing)

    def different(group: list[int]) -> int:
        return len({picture[node] for node in group})

    groups = components(len(nodes), [(number[p.one], number[p.other]) for p in agreeing])
    groups.sort(key=lambda group: -different(group))
    return {nodes[node].content_hash for g in kept_components(groups, rule, different) for node in g}


def measure(store: Store, lists: dict[bytes, list[tuple[Known, bool]]]) -> None:
    """The table: for each threshold and rule what became of the strangers and of the rest."""
    matched = {
        name: store.agreeing_pairs([photo.content_hash for photo, _ in photos])
        for name, photos in lists.items()
    }
    strangers = sum(is_moved for photos in lists.values() for _, is_moved in photos)
    rest = sum(map(len, lists.values())) - strangers
    print(f"{strangers} moved photos, {rest} others, {len(lists)} classes")
    print("| min inliers | components | moved found | others lost | others kept | strangers among the kept |")
    print("| --- | --- | --- | --- | --- | --- |")
    for least in THRESHOLDS:
        for words, rule in RULES.items():
            found = lost = 0
            for name, photos in lists.items():
                kept = kept_hashes(matched[name], [photo for photo, _ in photos], least, rule)
                dropped = [is_moved for photo, is_moved in photos if photo.content_hash not in kept]
                found += sum(dropped)
                lost += len(dropped) - sum(dropped)
            left = strangers - found
            print(
                f"| {least} | {words} | {found} ({found / max(strangers, 1):.1%}) "
                f"| {lost} ({lost / rest:.1%}) "
                f"| {rest - lost} | {left} ({left / max(rest - lost + left, 1):.2%}) |"
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="one folder of photos per class")
    parser.add_argument("--share", type=float, default=0.1, help="of the photos that is moved")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--minutes", type=float, default=1e9, help="of matching; the table then has the classes that are done"
    )
    parser.add_argument("--cache", type=Path, default=default_folder())
    arguments = parser.parse_args()
    classes, moved = with_strangers(
        list_classes(os.fsencode(arguments.folder)), arguments.share, arguments.seed
    )
    path = store_path(arguments.cache)
    start = time.monotonic()
    with Store(path) as store:
        paths = [path for photos in classes.values() for path in photos]
        known = read_all(store, paths, arguments.workers)
        read_s = time.monotonic() - start
        lists = {n: [(known[p], p in moved) for p in photos if p in known] for n, photos in classes.items()}
        # By chance, so that the classes done when the time is up stand for all.
        names = random.Random(arguments.seed).sample(sorted(lists), len(lists))
        wanted = [[photo.content_hash for photo, _ in lists[name]] for name in names]
        total = sum(len(missing_pairs(store, contents)) for contents in wanted)
        end = time.monotonic() + 60 * arguments.minutes
        counts = match_pairs(store, path, wanted, arguments.workers, lambda: time.monotonic() > end)
        progress("pairs matched", counts, total)
        print(
            f"{len(known)} photos read in {read_s:.0f} s, {total} pairs were missing;"
            f" {time.monotonic() - start:.0f} s in all"
        )
        done = [
            name for name, contents in zip(names, wanted, strict=True) if not missing_pairs(store, contents)
        ]
        measure(store, {name: lists[name] for name in done})


if __name__ == "__main__":
    main()
