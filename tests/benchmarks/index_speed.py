"""Indexing large JPEGs against its parts alone, and against the plain way of doing it."""

import io
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.imaging.decode import decode
from photosearch.library.folders import add_folder
from photosearch.library.indexing import Indexer
from photosearch.library.library import Library
from photosearch.network.describer import load_describer, usable_cores
from tests.benchmarks.corpus import large_photos
from tests.benchmarks.figures import Figure

COUNT = 300
# The plain way is slow: a part of the photos tells its time a photo.
PLAIN_COUNT = 60


def run(workdir: Path) -> list[Figure]:
    """Times of one run each, in this order: decoding alone, network alone, indexing, the plain way."""
    os.environ["XDG_CACHE_HOME"] = str(workdir / "cache")
    paths = large_photos(workdir / "photos", COUNT)
    describer = load_describer(device="cpu")
    pixels = [_decode(path) for path in paths]
    describer.describe(pixels[:1])
    decoding = _timed(lambda: _decode_all(paths))
    network = _timed(lambda: _describe_all(describer.describe, pixels))
    with Library.writing(workdir / "library") as library:
        target = add_folder(library.connection, os.fsencode(workdir / "photos"))
        indexing = _timed(lambda: Indexer(library, describer).run([target]))
        assert library.counts()["photos"] == COUNT
    plain = _timed(lambda: _plain_way(paths[:PLAIN_COUNT])) * COUNT / PLAIN_COUNT
    return [
        Figure(f"decoding {COUNT} photos of 12 megapixels alone, {usable_cores()} cores", decoding, "s"),
        Figure("network alone on the same", network, "s"),
        Figure("indexing the same, hash, thumbnails and catalogue included", indexing, "s"),
        Figure("indexing / (decoding + network)", indexing / (decoding + network), "x", 1.1),
        Figure("plain way: full decode, then torch, one after another", plain, "s"),
        Figure("plain way / indexing", plain / indexing, "x", 3, at_most=False),
    ]


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _decode(path: Path) -> np.ndarray:
    with open(path, "rb") as file:
        return decode(file, 320).pixels


def _decode_only(path: Path) -> None:
    _decode(path)


def _decode_all(paths: list[Path]) -> None:
    with ProcessPoolExecutor(usable_cores()) as pool:
        for _ in pool.map(_decode_only, paths, chunksize=4):
            pass


def _describe_all(describe: Callable[[list[np.ndarray]], object], pixels: list[np.ndarray]) -> None:
    with ThreadPoolExecutor(usable_cores()) as pool:
        for _ in pool.map(describe, [[photo] for photo in pixels]):
            pass


def _plain_way(paths: list[Path]) -> None:
    import torch

    from photosearch.network.checkpoint import load_network
    from photosearch.network.models import find_model

    network = load_network(find_model(None))
    for path in paths:
        with Image.open(io.BytesIO(path.read_bytes())) as image:
            photo = image.convert("RGB")
        photo.thumbnail((320, 320))
        with torch.inference_mode():
            network(torch.from_numpy(np.asarray(photo)[None]))
