"""How long it takes to verify twenty results: nothing known of them, and with their features kept.

python packaging/verification/speed.py FOLDER [--runs 5]

FOLDER holds at least 21 photos, as large as they come from a camera; the first is the query.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from photosearch.imaging.reading import ReadRequest
from photosearch.imaging.workers import DecoderPool
from photosearch.search.verification.feature_cache import FeatureCache
from photosearch.search.verification.verifier import Subject, Verifier

RESULTS = 20
DECODERS, THREADS = 2, 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    paths = sorted(path for path in arguments.folder.iterdir() if path.is_file())[: RESULTS + 1]
    taken: dict[str, list[float]] = {"nothing known": [], "features kept": []}
    with DecoderPool(DECODERS) as pool:
        pool.start()
        requests = [ReadRequest(str(path).encode(), 64, thumbnail=False, key=path) for path in paths]
        subjects = [Subject(read.path, read.content_hash) for read in map(pool.read, requests)]
        for _ in range(arguments.runs):
            with tempfile.TemporaryDirectory() as folder, FeatureCache(Path(folder)) as cache:
                for name in taken:
                    start = time.perf_counter()
                    done = list(Verifier(pool, cache, THREADS).verify(subjects[:1], subjects[1:]))
                    taken[name].append(time.perf_counter() - start)
                    assert len(done) == RESULTS
    for name, seconds in taken.items():
        print(f"{name}: median {statistics.median(seconds):.2f} s, best {min(seconds):.2f} s")


if __name__ == "__main__":
    main()
