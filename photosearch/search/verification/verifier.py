"""Verification of many results: photos are read, looked at and compared side by side, best first."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

import cv2

from photosearch.imaging.reading import ReadRequest, ReadResult
from photosearch.imaging.workers import DecoderPool, ReadFailure
from photosearch.search.verification.comparing import Comparison, compare
from photosearch.search.verification.feature_cache import FeatureCache
from photosearch.search.verification.features import (
    READ_SIZE,
    PhotoFeatures,
    extract_features,
    pack,
    unpack,
)
from photosearch.search.verification.kinds import Judgement, judge

# Pictures read that may wait for a thread: 1 MB each.
_WAITING = 4


@dataclass(frozen=True)
class Subject:
    """A photo to compare: `path`, and what is known of it. `content_hash` (16 bytes) stands for what the file
    holds, None where that is not known; `region` is x, y, width, height in pixels of the upright picture.
    `likeness` is that of a result (Result.likeness).
    """

    path: bytes
    content_hash: bytes | None = None
    taken: str | None = None
    region: tuple[int, int, int, int] | None = None
    key: object = None
    likeness: float | None = None


@dataclass(frozen=True)
class Verified:
    """What verification says of a photo. `judgement` and `comparison` are None where it cannot be read; the
    comparison is with that query, of several, which it agrees with best: the one numbered `query`.
    """

    subject: Subject
    judgement: Judgement | None
    comparison: Comparison | None
    query: int = 0


@dataclass(frozen=True)
class Known:
    """A photo with its features."""

    subject: Subject
    features: PhotoFeatures


@dataclass(frozen=True)
class _Work:
    """What a thread found: `packed` and `content_hash` where the features are new and to be kept."""

    verified: Verified
    content_hash: bytes = b""
    packed: bytes | None = None


class Verifier:
    """Compares results with a query. `pool` reads the files; `threads` compare. For one thread."""

    def __init__(self, pool: DecoderPool, cache: FeatureCache, threads: int | None = None) -> None:
        self._pool = pool
        self._cache = cache
        self._threads = threads or min(4, os.cpu_count() or 1)
        # As many calls at a time as threads: each on one thread.
        cv2.setNumThreads(1)

    def verify(
        self,
        queries: Sequence[Subject],
        photos: Sequence[Subject],
        check: Callable[[], object] = lambda: None,
    ) -> Iterator[Verified]:
        """Compare each photo with the queries; yields them as they are done, roughly in their order.

        `check` is called before each and may raise to end it. Raises ReadError where a query cannot be read.
        """
        known = []
        for query in queries:
            check()
            known.append(look_at(query, self._pool, self._cache))
        executor = ThreadPoolExecutor(self._threads, thread_name_prefix="verification")
        try:
            yield from self._compared(executor, known, photos, check)
        finally:
            executor.shutdown(cancel_futures=True)

    def _compared(
        self,
        executor: ThreadPoolExecutor,
        queries: Sequence[Known],
        photos: Sequence[Subject],
        check: Callable[[], object],
    ) -> Iterator[Verified]:
        running: set[Future[_Work]] = set()
        missing = []
        for photo in photos:
            check()
            kept = _kept(photo, self._cache)
            if kept is None:
                missing.append(photo)
                continue
            running.add(executor.submit(_compare_kept, queries, photo, kept))
            yield from self._finished(running, self._threads + _WAITING)
        requests = [_request(photo, at) for at, photo in enumerate(missing)]
        for outcome in self._pool.run(requests):
            check()
            assert isinstance(outcome.key, int)
            photo = missing[outcome.key]
            if isinstance(outcome, ReadFailure):
                yield Verified(photo, None, None)
                continue
            running.add(executor.submit(_compare_read, queries, photo, outcome))
            yield from self._finished(running, self._threads + _WAITING)
        while running:
            check()
            yield from self._finished(running, 0)

    def _finished(self, running: set[Future[_Work]], most: int) -> Iterator[Verified]:
        """What is done by now; waits for one where more than `most` are under way."""
        done, _ = wait(running, None if len(running) > most else 0, FIRST_COMPLETED)
        for future in done:
            running.discard(future)
            work = future.result()
            if work.packed is not None:
                self._cache.put(work.content_hash, work.packed)
            yield work.verified


def look_at(subject: Subject, pool: DecoderPool, cache: FeatureCache) -> Known:
    """The features of a photo, from the cache or its file; the subject with what reading that told of it.
    Raises ReadError.
    """
    kept = _kept(subject, cache)
    features = unpack(kept) if kept else None
    if features is not None:
        return Known(subject, features)
    read = pool.read(_request(subject, subject.key))
    assert read.pixels is not None
    features = extract_features(read.pixels)
    if subject.region is None:
        cache.put(read.content_hash, pack(features))
    taken = subject.taken or (read.metadata.taken if read.metadata else None)
    return Known(replace(subject, content_hash=read.content_hash, taken=taken), features)


def _kept(subject: Subject, cache: FeatureCache) -> bytes | None:
    if subject.content_hash is None or subject.region is not None:
        return None
    return cache.get(subject.content_hash)


def _request(subject: Subject, key: object) -> ReadRequest:
    return ReadRequest(subject.path, READ_SIZE, thumbnail=False, region=subject.region, key=key)


def _compare_kept(queries: Sequence[Known], photo: Subject, kept: bytes) -> _Work:
    features = unpack(kept)
    return _Work(Verified(photo, None, None) if features is None else agreement(queries, photo, features))


def _compare_read(queries: Sequence[Known], photo: Subject, read: ReadResult) -> _Work:
    assert read.pixels is not None
    features = extract_features(read.pixels)
    return _Work(agreement(queries, photo, features), read.content_hash, pack(features))


def agreement(queries: Sequence[Known], photo: Subject, features: PhotoFeatures) -> Verified:
    """What a photo has in common with the query it agrees with best."""
    found = []
    for query in queries:
        comparison = compare(query.features, features)
        found.append((_judged(query.subject, photo, comparison), comparison))
    best = max(range(len(found)), key=lambda number: _rank(found[number][0]))
    return Verified(photo, *found[best], best)


def _judged(query: Subject, photo: Subject, comparison: Comparison) -> Judgement:
    if query.region is None and query.content_hash is not None and query.content_hash == photo.content_hash:
        return Judgement("copy", 1.0)  # also where the picture is too plain for any keypoint
    return judge(comparison, query.taken, photo.taken, photo.likeness)


def _rank(judgement: Judgement) -> tuple[int, float]:
    kind = ("alike", "same", "copy").index(judgement.kind)
    return kind, judgement.probability if kind else -judgement.probability
