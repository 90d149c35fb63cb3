"""Matching the pairs of a class, in worker processes."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import cv2
import numpy as np

from photosearch.errors import PhotosearchError
from photosearch.imaging.affine import fit_affine
from photosearch.imaging.local_features import root_sift
from photosearch.imaging.matching import mutual_matches
from photosearch.training.cleaning.store import LEAST_SCORE, Pair, Store

# Photos on a side of a tile: about a thousand pairs, some seconds of work, 32 MB of descriptors.
_TILE = 32
# The worker never waits for its parent, and a stop does not wait for long.
_AHEAD = 2

Names = tuple[bytes, bytes]


def match_pairs(
    store: Store, path: Path, classes: Iterable[Sequence[bytes]], workers: int, stopped: Callable[[], bool]
) -> Iterator[int]:
    """Match the pairs within each class (content hashes) that the store has not; yields how many are done.

    Ends early, with what is finished in the store, once `stopped` says so.
    """
    waiting = (tile for hashes in classes for tile in tiles(missing_pairs(store, hashes)))
    try:
        with _one_thread_each(), matching_processes(workers) as pool:
            running: deque[Future[list[Pair]]] = deque()
            while not stopped():
                for tile in itertools.islice(waiting, workers * _AHEAD - len(running)):
                    running.append(pool.submit(match_tile, path, tile))
                if not running:
                    return
                pairs = running.popleft().result()
                store.add_pairs(pairs)
                yield len(pairs)
            # What was begun is finished and kept: some seconds of work, at the most.
            pool.shutdown(cancel_futures=True)
            for future in running:
                if not future.cancelled():
                    store.add_pairs(future.result())
    except BrokenProcessPool as error:
        raise PhotosearchError(
            "A process that matches photos ended unexpectedly, perhaps for lack of memory. What was matched"
            " is kept: run the same command again, with --workers 1 if it happens again."
        ) from error


def missing_pairs(store: Store, hashes: Sequence[bytes]) -> list[Names]:
    """The pairs of distinct photos that the store has not, the smaller hash first."""
    done = store.matched_names(hashes)
    return [names for names in itertools.combinations(sorted(set(hashes)), 2) if names not in done]


def match_tile(path: Path, names: Sequence[Names]) -> list[Pair]:
    """Match these pairs with the features in the store at `path`; for a worker process."""
    with Store(path, readonly=True) as store:
        stored = {name: store.features(name) for name in set(itertools.chain.from_iterable(names))}
    descriptors = {name: root_sift(features.descriptors) for name, features in stored.items()}
    return [
        match_pair(
            one, other, (stored[one].frames, stored[other].frames), (descriptors[one], descriptors[other])
        )
        for one, other in names
    ]


def match_pair(
    one: bytes,
    other: bytes,
    frames: tuple[np.ndarray, np.ndarray],
    descriptors: tuple[np.ndarray, np.ndarray],
) -> Pair:
    """Match two photos: `frames` N x 4, `descriptors` N x 128 as `root_sift` gives them."""
    first, second = mutual_matches(*descriptors)
    found = fit_affine(frames[0][first], frames[1][second])
    if found is None or found.score < LEAST_SCORE:
        return Pair(one, other, 0)
    matched = (frames[0][first][found.inliers, :2], frames[1][second][found.inliers, :2])
    boxes = np.stack([np.concatenate([points.min(axis=0), points.max(axis=0)]) for points in matched])
    return Pair(one, other, found.score, found.matrix, boxes)


def tiles(names: Sequence[Names], side: int = _TILE) -> Iterator[list[Names]]:
    """The pairs in groups that need few photos at a time: `side` and `side` others at most."""
    order = {name: number for number, name in enumerate(sorted(set(itertools.chain.from_iterable(names))))}

    def tile(pair: Names) -> tuple[int, int]:
        return order[pair[0]] // side, order[pair[1]] // side

    for _, group in itertools.groupby(sorted(names, key=tile), key=tile):
        yield list(group)


def matching_processes(workers: int) -> ProcessPoolExecutor:
    """Processes that end with this one, however it ends."""
    # Started afresh, not forked: a copy of a process with threads can stand still for good.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)


def _start_worker() -> None:
    """The parent alone hears Ctrl-C and ends its workers in order; where it is killed they end themselves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextlib.contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes started inside compute on one thread: several that each take all cores hinder one another."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
