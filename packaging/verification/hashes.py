"""Perceptual hashes of the photos and edits of benchmark.py, to compare with.

PYTHON packaging/verification/hashes.py WORK

PYTHON is one that has imagehash and pdqhash, or imagededup (which wants packages of other versions than this
project: give it an environment of its own); those that are there are used. Writes WORK/hashes-*.npz. Of the
CNN of imagededup, its weights are downloaded when it is first used: it is left out.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

Hash = Callable[[Path], np.ndarray]


def _with_imagehash() -> dict[str, Hash]:
    import imagehash
    from PIL import Image

    def bits(function: Callable[[Image.Image], imagehash.ImageHash]) -> Hash:
        def of(path: Path) -> np.ndarray:
            with Image.open(path) as image:
                return np.packbits(function(image).hash.ravel())

        return of

    return {"imagehash pHash": bits(imagehash.phash), "imagehash dHash": bits(imagehash.dhash)}


def _with_pdqhash() -> dict[str, Hash]:
    import pdqhash
    from PIL import Image

    def of(path: Path) -> np.ndarray:
        with Image.open(path) as image:
            return np.packbits(pdqhash.compute(np.asarray(image.convert("RGB")))[0])

    return {"PDQ": of}


def _with_imagededup() -> dict[str, Hash]:
    from imagededup.methods import AHash, DHash, PHash, WHash

    def of(method: object) -> Hash:
        encoder = method(verbose=False)
        return lambda path: np.frombuffer(bytes.fromhex(encoder.encode_image(str(path))), np.uint8)

    return {f"imagededup {each.__name__}": of(each) for each in (PHash, DHash, AHash, WHash)}


KINDS = {"imagehash": _with_imagehash, "pdqhash": _with_pdqhash, "imagededup": _with_imagededup}


def main() -> None:
    work = Path(sys.argv[1])
    plan = json.loads((work / "plan.json").read_text())
    edited = [name for name in plan["edited"] if (work / "edits" / name).exists()]
    # In the order of the plan: the runs of benchmark.py end with whole photos.
    complete = [name for name in edited if len(list((work / "edits" / name).iterdir())) == len(plan["edits"])]
    complete = complete[: next((at for at, name in enumerate(plan["edited"]) if name not in complete), None)]
    for package, hashes in KINDS.items():
        if importlib.util.find_spec(package) is None:
            print(f"{package} is not installed here", file=sys.stderr)
            continue
        file = work / f"hashes-{package}.npz"
        # An earlier run saw the same photos, and the first of the edited.
        arrays = dict(np.load(file)) if file.exists() else {}
        for name, of in hashes().items():
            start = time.monotonic()
            if f"base-{name}" not in arrays:
                arrays[f"base-{name}"] = np.stack([of(work / "photos" / each) for each in plan["database"]])
            rows = list(arrays.get(f"edit-{name}", ()))
            for each in complete[len(rows) :]:
                edits = [work / "edits" / each / f"{at:02}.jpg" for at in range(len(plan["edits"]))]
                rows.append(np.stack([of(path) for path in edits]))
            arrays[f"edit-{name}"] = np.array(rows)
            print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
        np.savez(file, **arrays)


if __name__ == "__main__":
    main()
