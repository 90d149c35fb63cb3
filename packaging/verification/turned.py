"""How well copies are found that were turned, and how often other photos are taken for such.

photosearch describe PHOTOS/*/*.jpg PHOTOS/*/*/*.jpg -o all.npz
python packaging/verification/turned.py PHOTOS all.npz [--queries 120]

Nothing is verified: what counts is whether the photo is among the candidates.
"""

import argparse
import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from photosearch.imaging.reading import ReadRequest, read_photo
from photosearch.network.card import WEIGHTS_FILE
from photosearch.network.describer import Describer, load_describer
from photosearch.search.likeness import kept_background

NEAREST, EACH, LEAST = 20, 3, 0.2


def cropped(image: Image.Image) -> Image.Image:
    width, height = image.size
    x, y = int(width * 0.15), int(height * 0.1)
    return image.crop((x, y, x + int(width * 0.7), y + int(height * 0.7)))


EDITS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as it is": lambda image: image,
    "mirrored": ImageOps.mirror,
    "turned by 90": lambda image: image.rotate(90, expand=True),
    "turned by 180": lambda image: image.rotate(180),
    "turned by 270 and cropped to a half": lambda image: cropped(image).rotate(270, expand=True),
    "turned by 90 and mirrored": lambda image: ImageOps.mirror(image).rotate(90, expand=True),
    "turned by 180, white border": lambda image: ImageOps.expand(image.rotate(180), 40, "white"),
    "turned by 90, grey, a third as large": lambda image: (
        image.convert("L").reduce(3).rotate(90, expand=True)
    ),
}


class Library:
    """What is searched among."""

    def __init__(self, file: Path) -> None:
        with np.load(file, allow_pickle=False) as arrays:
            descriptors = arrays["descriptors"].astype(np.float32)
            self.paths = [str(path) for path in arrays["paths"]]
        self.descriptors = descriptors / np.linalg.norm(descriptors, axis=1, keepdims=True)
        self.describer: Describer = load_describer(device="cpu")
        card = self.describer.card
        background = kept_background(card.folder, card.sha256[WEIGHTS_FILE])
        assert background is not None
        self.background = background

    def nearest(self, pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Of all photos the order, and the likeness."""
        descriptor = self.describer.describe([np.ascontiguousarray(pixels)])[0][0]
        scores = self.descriptors @ descriptor
        return np.argsort(-scores, kind="stable"), self.background.likeness(descriptor, scores)

    def found(self, pixels: np.ndarray, photo: int) -> tuple[bool, bool, int]:
        """Whether a photo is among the nearest, whether it is a turned candidate besides, and how many others
        are.
        """
        near = set(self.nearest(pixels)[0][:NEAREST].tolist())
        candidates: set[int] = set()
        for quarters in (1, 2, 3):
            order, likeness = self.nearest(np.rot90(pixels, quarters))
            fresh = [
                at for at in order[: NEAREST + EACH].tolist() if at not in near and likeness[at] >= LEAST
            ]
            candidates.update(fresh[:EACH])
        return photo in near, photo in candidates, len(candidates - {photo})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", type=Path)
    parser.add_argument("descriptors", type=Path)
    parser.add_argument("--queries", type=int, default=120)
    arguments = parser.parse_args()
    library = Library(arguments.descriptors)
    chosen = random.Random(0).sample(range(len(library.paths)), arguments.queries)
    print("| query | among the 20 nearest | with turned candidates | other candidates a query |")
    print("| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "query.jpg"
        for name, edit in EDITS.items():
            rows = []
            for photo in chosen:
                with Image.open(arguments.photos / library.paths[photo]) as image:
                    edit(image.convert("RGB")).save(file, quality=85)
                read = read_photo(ReadRequest(os.fsencode(file), 320, thumbnail=False))
                assert read.pixels is not None
                rows.append(library.found(read.pixels, photo))
            near, turned, others = np.array(rows).T
            total = (near | turned).mean()
            print(f"| {name} | {near.mean():.1%} | {total:.1%} | {others.mean():.2f} |", flush=True)


if __name__ == "__main__":
    main()
