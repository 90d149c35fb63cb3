"""From photo files to local features in the store."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import cv2
import numpy as np

from photosearch.imaging.local_features import READ_SIZE, LocalFeatures, extract_features
from photosearch.imaging.reading import ReadRequest, ReadResult
from photosearch.imaging.workers import DecoderPool, ReadFailure
from photosearch.training.cleaning.store import Known, Store

# Decoded pictures that may wait for their features: 1 MB each.
_WAITING = 8

Outcome = tuple[bytes, Known | str]


def read_photos(
    store: Store, paths: Sequence[bytes], workers: int, stopped: Callable[[], bool]
) -> Iterator[Outcome]:
    """Each path with what is known of its photo, or the reason why it cannot be read; in no fixed order.

    Ends early, with what is finished in the store, once `stopped` says so.
    """
    fresh = []
    for path in paths:
        known = _known(store, path)
        if known is None:
            fresh.append(path)
        else:
            yield path, known
    if fresh:
        yield from _read_fresh(store, fresh, workers, stopped)


def _known(store: Store, path: bytes) -> Known | None:
    try:
        return store.known_file(path, os.stat(path))
    except OSError:
        return None  # reading it will say why


def _read_fresh(
    store: Store, paths: Sequence[bytes], workers: int, stopped: Callable[[], bool]
) -> Iterator[Outcome]:
    requests = (ReadRequest(path, READ_SIZE, thumbnail=False) for path in paths if not stopped())
    waiting: deque[tuple[ReadResult, Future[LocalFeatures]]] = deque()
    # SIFT lets other threads run; each call on one thread, since there are as many calls as workers.
    cv2.setNumThreads(1)
    with DecoderPool(1) as decoders, ThreadPoolExecutor(workers) as threads:
        for outcome in decoders.run(requests):
            if isinstance(outcome, ReadFailure):
                yield outcome.path, outcome.error.reason
                continue
            assert outcome.pixels is not None
            waiting.append((outcome, threads.submit(_features, outcome.pixels)))
            if len(waiting) > _WAITING:
                yield _finish(store, *waiting.popleft())
        while waiting:
            yield _finish(store, *waiting.popleft())


def _features(pixels: np.ndarray) -> LocalFeatures:
    return extract_features(pixels)


def _finish(store: Store, read: ReadResult, features: Future[LocalFeatures]) -> Outcome:
    assert read.metadata is not None and read.pixels is not None
    found = features.result()
    full = (read.metadata.width, read.metadata.height)
    scale = max(full) / max(read.pixels.shape[:2])
    known = Known(read.content_hash, *full, scale, len(found))
    store.add_file(read.path, read.file_size, read.mtime_ns, known, found)
    return read.path, known
