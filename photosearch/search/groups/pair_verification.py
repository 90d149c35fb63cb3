"""Comparing many pairs of photos by what they show: each photo is read once, whatever pairs it is in."""

from __future__ import annotations

import os
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import cv2

from photosearch.imaging.reading import ReadRequest, ReadResult
from photosearch.imaging.workers import DecoderPool, ReadFailure
from photosearch.library.browsing import PhotoRow
from photosearch.library.marks import Pair, pair
from photosearch.search.groups.verdicts import VerdictCache
from photosearch.search.verification.comparing import compare
from photosearch.search.verification.feature_cache import FeatureCache
from photosearch.search.verification.features import (
    READ_SIZE,
    PhotoFeatures,
    extract_features,
    pack,
    unpack,
)
from photosearch.search.verification.kinds import Judgement, judge

# Features of so many photos stay at hand: 100 MB.
_AT_HAND = 400
# Pictures read that may wait for a thread: 1 MB each.
_WAITING = 8


class PairVerifier:
    """Judges pairs of photos with different contents. `pool` reads the files; for one thread, a context
    manager.
    """

    def __init__(
        self,
        pool: DecoderPool,
        features: FeatureCache,
        verdicts: VerdictCache,
        check: Callable[[], object] = lambda: None,
    ) -> None:
        """`check` is called again and again, and may raise to end it: what was found until then is kept."""
        self._pool = pool
        self._features = features
        self._verdicts = verdicts
        self._check = check
        self._at_hand: OrderedDict[bytes, PhotoFeatures] = OrderedDict()
        self._unreadable: set[bytes] = set()
        self._threads = ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="pairs")
        # As many calls at a time as threads: each on one thread.
        cv2.setNumThreads(1)

    def __enter__(self) -> PairVerifier:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(cancel_futures=True)

    def judge(self, pairs: Sequence[tuple[PhotoRow, PhotoRow]]) -> list[Judgement | None]:
        """What each pair is; None where a photo of it cannot be read now.

        The features of all photos of the pairs are at hand at a time: 250 kB each.
        """
        self._check()
        keys = [pair(one.content_hash, other.content_hash) for one, other in pairs]
        known = self._verdicts.get(keys)
        missing = {key: rows for key, rows in zip(keys, pairs, strict=True) if key not in known}
        fresh = self._compared(missing) if missing else {}
        return [known.get(key) or fresh.get(key) for key in keys]

    def _compared(self, pairs: Mapping[Pair, tuple[PhotoRow, PhotoRow]]) -> dict[Pair, Judgement]:
        photos = {row.content_hash: row for rows in pairs.values() for row in rows}
        self._look_at(photos)
        there = self._at_hand
        futures = {
            key: self._threads.submit(_judged, one, other, there[one.content_hash], there[other.content_hash])
            for key, (one, other) in pairs.items()
            if one.content_hash in there and other.content_hash in there
        }
        judged = {}
        try:
            for key, future in futures.items():
                self._check()
                judged[key] = future.result()
        finally:
            self._verdicts.put(judged)
        while len(self._at_hand) > _AT_HAND:
            self._at_hand.popitem(last=False)
        return judged

    def _look_at(self, photos: Mapping[bytes, PhotoRow]) -> None:
        """Have the features of all these at hand that can be read."""
        missing = []
        for content, row in photos.items():
            if content in self._at_hand:
                self._at_hand.move_to_end(content)
            elif (kept := self._features.get(content)) and (features := unpack(kept)) is not None:
                self._at_hand[content] = features
            elif content not in self._unreadable:
                missing.append(row)
        self._unreadable.update(row.content_hash for row in missing)
        for content, features in self._extracted(row for row in missing if row.folder_state != "offline"):
            self._unreadable.discard(content)
            self._at_hand[content] = features
            self._features.put(content, pack(features))

    def _extracted(self, rows: Iterable[PhotoRow]) -> Iterator[tuple[bytes, PhotoFeatures]]:
        requests = [ReadRequest(row.path, READ_SIZE, thumbnail=False, key=row.content_hash) for row in rows]
        running: deque[Future[tuple[bytes, PhotoFeatures]]] = deque()
        for outcome in self._pool.run(requests):
            self._check()
            # A file that was changed since it was indexed is another photo.
            if not isinstance(outcome, ReadFailure) and outcome.content_hash == outcome.key:
                running.append(self._threads.submit(_features_of, outcome))
            while len(running) > _WAITING:
                yield running.popleft().result()
        for future in running:
            yield future.result()


def _features_of(read: ReadResult) -> tuple[bytes, PhotoFeatures]:
    assert read.pixels is not None
    return read.content_hash, extract_features(read.pixels)


def _judged(one: PhotoRow, other: PhotoRow, of_one: PhotoFeatures, of_other: PhotoFeatures) -> Judgement:
    # The smaller is the one that was made of the other, as a query is: one pair is judged in one way.
    if _rank(one) > _rank(other):
        one, other, of_one, of_other = other, one, of_other, of_one
    return judge(compare(of_one, of_other), one.taken, other.taken)


def _rank(row: PhotoRow) -> tuple[int, bytes]:
    return row.width * row.height, row.content_hash
