"""Pooled vectors of training photos: from the library if they are indexed, from the cache, else described."""

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.imaging.reading import ReadRequest, ReadResult
from photosearch.imaging.workers import DecoderPool, ReadFailure
from photosearch.library.library import Library
from photosearch.library.pooled_vectors import pooled_vectors
from photosearch.network.card import ModelCard
from photosearch.network.describer import Described, Describer, load_describer, usable_cores
from photosearch.network.pooled import pooled_identity
from photosearch.training.feature_cache import FeatureCache

Vectors = dict[str, NDArray[np.float32]]
Report = Callable[[int, int], object]
"""called with the photos done and their number; what it raises ends the work, and what is done is kept"""

# Described photos that may be lost when the process is ended.
_KEEP_EVERY = 32


@dataclass(frozen=True)
class Features:
    """vectors: by path; failures: path and reason of the photos that could not be read."""

    vectors: Vectors
    failures: list[tuple[str, str]]


def known_features(card: ModelCard, paths: Sequence[str], library: Path | None) -> Vectors:
    """The vectors that need no photo to be read: those of the library in the folder `library` and the cache.

    Where either cannot be read there are none of it: they only save time.
    """
    found: Vectors = {}
    if library is not None:
        with suppress(PhotosearchError, sqlite3.Error), Library.reading(library) as opened:
            found = pooled_vectors(opened.connection, card, paths)
    with suppress(OSError, sqlite3.Error):
        cache = FeatureCache()
        others = [path for path in paths if path not in found]
        found |= cache.get(pooled_identity(card), others, card.pooled_dimension)
        cache.close()
    return found


def photo_features(
    card: ModelCard,
    paths: Sequence[str],
    library: Path | None = None,
    device: str = "auto",
    report: Report = lambda done, total: None,
) -> Features:
    """The pooled vectors (float32, rounded to float16) of the photos by the network of `card`."""
    vectors = known_features(card, paths, library)
    missing = [path for path in paths if path not in vectors]
    report(len(vectors), len(paths))
    if not missing:
        return Features(vectors, [])
    describing = _Describing(load_describer(card.folder, device), missing)
    keeping = _Keeping(pooled_identity(card))
    try:
        for path, vector in describing.run():
            if vector is not None:
                vectors[path] = vector.astype(np.float16).astype(np.float32)
                keeping.add(path, vector)
            report(len(vectors) + len(describing.failures), len(paths))
    finally:
        keeping.close()
    return Features(vectors, describing.failures)


class _Keeping:
    """Puts vectors into the cache now and then; a cache that cannot be written only costs time later."""

    def __init__(self, identity: str) -> None:
        self._identity = identity
        self._fresh: list[tuple[str, NDArray[np.float32]]] = []
        self._cache: FeatureCache | None = None
        with suppress(OSError, sqlite3.Error):
            self._cache = FeatureCache()

    def add(self, path: str, vector: NDArray[np.float32]) -> None:
        self._fresh.append((path, vector))
        if len(self._fresh) >= _KEEP_EVERY:
            self._keep()

    def close(self) -> None:
        self._keep()
        if self._cache is not None:
            self._cache.close()

    def _keep(self) -> None:
        if self._cache is not None:
            with suppress(OSError, sqlite3.Error):
                self._cache.put(self._identity, self._fresh)
        self._fresh = []


class _Describing:
    """Decodes in worker processes and describes in threads."""

    def __init__(self, describer: Describer, paths: Sequence[str]) -> None:
        self._describer, self._paths = describer, paths
        self.failures: list[tuple[str, str]] = []

    def run(self) -> Iterator[tuple[str, NDArray[np.float32] | None]]:
        """Paths and their vectors, None for one that could not be read."""
        under_way: deque[tuple[list[ReadResult], Future[Described]]] = deque()
        batch: list[ReadResult] = []
        most = 2 * self._describer.concurrency
        with (
            DecoderPool(min(len(self._paths), usable_cores())) as pool,
            ThreadPoolExecutor(self._describer.concurrency, "describe") as threads,
        ):
            for outcome in pool.run(self._requests()):
                if isinstance(outcome, ReadFailure):
                    self.failures.append((self._paths[_number(outcome)], outcome.error.reason))
                    yield self.failures[-1][0], None
                    continue
                batch.append(outcome)
                if len(batch) >= self._describer.batch_size:
                    under_way.append((batch, threads.submit(self._describe, batch)))
                    batch = []
                while under_way and (under_way[0][1].done() or len(under_way) > most):
                    yield from self._taken(*under_way.popleft())
            if batch:
                under_way.append((batch, threads.submit(self._describe, batch)))
            while under_way:
                yield from self._taken(*under_way.popleft())

    def _requests(self) -> Iterator[ReadRequest]:
        size = self._describer.card.input_size
        for number, path in enumerate(self._paths):
            yield ReadRequest(os.fsencode(path), size, thumbnail=False, key=number)

    def _describe(self, batch: list[ReadResult]) -> Described:
        return self._describer.describe([result.pixels for result in batch if result.pixels is not None])

    def _taken(
        self, batch: list[ReadResult], future: "Future[Described]"
    ) -> Iterator[tuple[str, NDArray[np.float32]]]:
        for result, vector in zip(batch, future.result()[1], strict=True):
            yield self._paths[_number(result)], vector


def _number(outcome: ReadResult | ReadFailure) -> int:
    assert isinstance(outcome.key, int)
    return outcome.key
