"""Whether a part of a photo finds the photo, without and with regions; and what those cost.

python packaging/verification/regions.py find PHOTOS WORK [--crops 500] [--seed 5]
python packaging/verification/regions.py cost WORK [--size 100000]

PHOTOS has the folders val, distractors and train. `find` keeps the library of all of them in WORK/library
and cuts parts at random places out of photos of val and distractors. `cost` makes a library of random
descriptors.
"""

import argparse
import os
import random
import resource
import statistics
import time
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.imaging.reading import ReadRequest, read_photo
from photosearch.library.folders import add_folder
from photosearch.library.indexing import Indexer, Progress
from photosearch.library.library import Library
from photosearch.network.describer import Describer, load_describer
from photosearch.network.models import find_model
from photosearch.network.regions import REGIONS
from photosearch.search.engine import Query, SearchEngine
from photosearch.search.regions import RegionIndex

# A part's sides, as parts of the photo's.
PARTS = (2, 3)
RANKS = (1, 10, 20)
QUERIES = 40


def find(photos: Path, work: Path, crops: int, seed: int) -> None:
    """Print the share of crops whose photo is among the first of all, for every way to look for them."""
    folder = work / "library"
    with Library.writing(folder) as library:
        describer = load_describer(device="cpu", regions=True)
        targets = [
            add_folder(library.connection, os.fsencode(photos / name))
            for name in ("val", "distractors", "train")
        ]
        indexer = Indexer(library, describer, progress=_show)
        indexer.run(targets)
        indexer.fill()
        library.save_vector_index(describer.card)
        engine = SearchEngine(library, describer, library.vector_index(describer.card))
        print(f"{library.counts()['photos']} photos, {crops} crops of each size")
        for part in PARTS:
            ranks = _ranks(engine, describer, _crops(photos, crops, part, seed))
            for way, found in ranks.items():
                recalls = (f"{np.mean([rank < most for rank in found]):.3f}" for most in RANKS)
                print(f"| 1/{part**2} | {way} | {' | '.join(recalls)} |")


def _show(progress: Progress) -> None:
    print(f"\r{progress.done} of {progress.total}", end="", flush=True)


def _crops(photos: Path, count: int, part: int, seed: int) -> list[ReadRequest]:
    rng = random.Random(seed)
    files = sorted(path for name in ("val", "distractors") for path in (photos / name).rglob("*.jpg"))
    requests = []
    for path in rng.sample(files, count):
        with Image.open(path) as image:
            width, height = image.size
        wide, high = width // part, height // part
        region = (rng.randint(0, width - wide), rng.randint(0, height - high), wide, high)
        size = find_model(None).input_size
        requests.append(ReadRequest(os.fsencode(path), size, thumbnail=False, region=region))
    return requests


def _ranks(engine: SearchEngine, describer: Describer, requests: list[ReadRequest]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for request in requests:
        read = read_photo(request)
        assert read.pixels is not None
        (once,), (often,) = (engine.described([read], part=part) for part in (False, True))
        ways = {
            "whole photos, part at one size": _asked(once, part=False),
            "whole photos, part at three sizes": _asked(often, part=False),
            "regions too, part at one size": _asked(once, part=True),
            "regions too, part at three sizes": _asked(often, part=True),
        }
        for way, query in ways.items():
            results = [result.content_hash for result in engine.search([query], max(RANKS))]
            rank = results.index(read.content_hash) if read.content_hash in results else max(RANKS)
            found.setdefault(way, []).append(rank)
    return found


def _asked(query: Query, part: bool) -> Query:
    """Without the file's hash, by which a photo is found at once that the part was cut out of."""
    return Query(b"", b"", query.descriptor, part=part)


def cost(work: Path, size: int) -> None:
    """Print what the regions of `size` photos take: on disk, in memory, to load and to search."""
    folder = work / f"random-{size}"
    card = find_model(None)
    if not folder.exists():
        _random_library(folder, size)
    with Library.reading(folder) as library:
        query = (
            "SELECT sum(pgsize), count(*) FROM dbstat WHERE name IN ('regions', 'sqlite_autoindex_regions_1')"
        )
        taken = library.connection.execute(query).fetchone()[0]
        print(f"catalogue: {taken / size:.0f} bytes a photo, {taken / 2**20:.0f} MiB")
        rng = np.random.default_rng(2)
        vectors = rng.standard_normal((QUERIES, card.dimension)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        import faiss  # noqa: F401 # a search has it loaded already

        before = _memory()
        index = RegionIndex(library, card)
        times = []
        for vector in vectors:
            start = time.perf_counter()
            index.nearest(vector, 36)
            times.append(time.perf_counter() - start)
        print(f"first search, with loading: {times[0]:.2f} s, memory {_memory() - before:.0f} MiB more")
        print(f"every other: {1000 * statistics.median(times[1:]):.0f} ms (median of {QUERIES - 1})")


def _memory() -> float:
    """The most that this process had so far, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _random_library(folder: Path, size: int) -> None:
    card = find_model(None)
    rng = np.random.default_rng(1)
    with Library.writing(folder) as library:
        model_id, connection = library.register(card), library.connection
        connection.execute("BEGIN")
        for number in range(1, size + 1):
            connection.execute(
                "INSERT INTO contents (hash, file_size, width, height, format) VALUES (?, 1, 1, 1, 'JPEG')",
                (number.to_bytes(16, "big"),),
            )
            connection.execute(
                "INSERT INTO descriptors (model_id, content_id, descriptor) VALUES (?, ?, ?)",
                (model_id, number, rng.bytes(2 * card.dimension)),
            )
            connection.execute(
                "INSERT INTO regions (descriptor_id, codes) VALUES (?, ?)",
                (number, rng.bytes(len(REGIONS) * card.dimension // 2)),
            )
        connection.execute("COMMIT")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    finding = commands.add_parser("find")
    finding.add_argument("photos", type=Path)
    finding.add_argument("work", type=Path)
    finding.add_argument("--crops", type=int, default=500)
    finding.add_argument("--seed", type=int, default=5)
    costing = commands.add_parser("cost")
    costing.add_argument("work", type=Path)
    costing.add_argument("--size", type=int, default=100_000)
    arguments = parser.parse_args()
    if arguments.command == "find":
        find(arguments.photos, arguments.work, arguments.crops, arguments.seed)
    else:
        cost(arguments.work, arguments.size)


if __name__ == "__main__":
    main()
