"""How much a picture that is not wanted is to count: `UNWANTED` of photosearch/search/combining.py.

photosearch describe PHOTOS/*/*.jpg PHOTOS/*/*/*.jpg -o all.npz
python packaging/verification/unwanted.py all.npz

Every photo of val is a query, and the nearest photo of another place is what is not wanted.
"""

import argparse
from pathlib import Path

import numpy as np

from photosearch.search.combining import combined

WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0)
NEAREST = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("descriptors", type=Path)
    with np.load(parser.parse_args().descriptors, allow_pickle=False) as arrays:
        descriptors = arrays["descriptors"].astype(np.float32)
        paths = [Path(str(path)) for path in arrays["paths"]]
    place = np.array(["" if path.parent.name == "distractors" else path.parent.name for path in paths])
    print("| weight | of 20 nearest of the place looked for | of the unwanted place |\n| --- | --- | --- |")
    queries = [at for at, path in enumerate(paths) if path.parent.parent.name == "val"]
    for weight in WEIGHTS:
        wanted, unwanted = 0, 0
        for query in queries:
            order = np.argsort(-(descriptors @ descriptors[query]))
            other = next(at for at in order if place[at] and place[at] != place[query])
            pair = [descriptors[query], descriptors[other]]
            direction = combined(pair, (1.0, -weight)) if weight else descriptors[query]
            scores = descriptors @ direction
            scores[[query, other]] = -np.inf
            nearest = place[np.argsort(-scores)[:NEAREST]]
            wanted, unwanted = (
                wanted + (nearest == place[query]).sum(),
                unwanted + (nearest == place[other]).sum(),
            )
        print(f"| {weight:g} | {wanted / len(queries):.2f} | {unwanted / len(queries):.2f} |", flush=True)


if __name__ == "__main__":
    main()
