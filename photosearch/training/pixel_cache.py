"""Photos decoded once, kept as pixels in one file that is mapped into memory.

Decoding a JPEG costs as much as a good part of a training step and would be done hundreds of times; the
cache is a throwaway in the platform's cache folder. The photos are decoded in worker processes that are
watched (photosearch.imaging.workers): a file that hangs or crashes its decoder is left out, with its reason.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import appdirs
import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.imaging.reading import ReadRequest
from photosearch.imaging.workers import DecoderPool, ReadFailure

_KEPT = 4  # sets of pixels; the least recently used beyond that are deleted
_VERSION = 1

Report = Callable[[int, int], object]
"""called with the photos done and their number"""


@dataclass(frozen=True)
class PixelCache:
    """Pixels of N photos, H x W x 3 uint8 RGB, upright, the longer side `size`.

    offsets: N begins in `data`, -1 for a photo that could not be read. shapes: N x 2, height and width.
    failures: (path, reason) of those photos.
    """

    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]
    shapes: NDArray[np.int64]
    failures: Sequence[tuple[str, str]]

    def readable(self) -> list[int]:
        """The numbers of the photos that could be read."""
        return np.flatnonzero(self.offsets >= 0).tolist()

    def __getitem__(self, number: int) -> NDArray[np.uint8]:
        """The pixels of one photo, a read-only view."""
        begin, (height, width) = int(self.offsets[number]), self.shapes[number]
        return self.data[begin : begin + height * width * 3].reshape(height, width, 3)

    def select(self, rows: Sequence[int]) -> "PixelCache":
        """The cache of these photos alone, sharing the pixels."""
        return PixelCache(self.data, self.offsets[list(rows)], self.shapes[list(rows)], self.failures)


def cached_pixels(
    paths: Sequence[Path], size: int, workers: int, report: Report = lambda done, total: None
) -> PixelCache:
    """The pixels of the photos, from the cache or decoded now.

    A photo that was changed since (by size or time) is decoded anew, with all others of its set. Raises
    PhotosearchError where the disk has no room.
    """
    folder = Path(appdirs.user_cache_dir("photosearch")) / "training"
    name = _key(paths, size)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / f"{name}.json").exists():
            _decode(paths, size, workers, folder / name, report)
        index = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        os.utime(folder / f"{name}.json")
        _delete_old(folder)
        pixels = np.memmap(folder / f"{name}.pixels", np.uint8, "r")
    except OSError as error:
        raise PhotosearchError(
            f"The pixels of the photos could not be kept in {folder} ({error.strerror or error}): "
            "make room on that disk, or set XDG_CACHE_HOME to a folder on another."
        ) from error
    return PixelCache(pixels, np.array(index["offsets"]), np.array(index["shapes"]), index["failures"])


def _key(paths: Sequence[Path], size: int) -> str:
    digest = hashlib.sha256(f"{_VERSION} {size}\n".encode())
    for path in paths:
        found = path.stat()
        digest.update(os.fsencode(path.absolute()) + f"\0{found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]


def _decode(paths: Sequence[Path], size: int, workers: int, target: Path, report: Report) -> None:
    """Write `target`.pixels and then `target`.json, whose presence says that both are whole."""
    index: dict[str, list[Any]] = {
        "offsets": [-1] * len(paths),
        "shapes": [[0, 0]] * len(paths),
        "failures": [],
    }
    requests = (ReadRequest(os.fsencode(p), size, thumbnail=False, key=n) for n, p in enumerate(paths))
    with tempfile.TemporaryDirectory(prefix=".new-", dir=target.parent) as scratch:
        made = Path(scratch) / "pixels"
        with open(made, "wb") as file, DecoderPool(workers) as pool:
            file.write(b"\0")  # an empty file cannot be mapped
            for done, outcome in enumerate(pool.run(requests), 1):
                number = outcome.key
                assert isinstance(number, int)
                if isinstance(outcome, ReadFailure):
                    index["failures"].append((str(paths[number]), outcome.error.reason))
                elif outcome.pixels is not None:
                    index["offsets"][number] = file.tell()
                    index["shapes"][number] = outcome.pixels.shape[:2]
                    file.write(outcome.pixels.data)
                report(done, len(paths))
        (Path(scratch) / "json").write_text(json.dumps(index), encoding="utf-8")
        os.replace(made, target.with_suffix(".pixels"))
        os.replace(Path(scratch) / "json", target.with_suffix(".json"))


def _delete_old(folder: Path) -> None:
    used = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for index in used[_KEPT:]:
        index.unlink(missing_ok=True)
        index.with_suffix(".pixels").unlink(missing_ok=True)
