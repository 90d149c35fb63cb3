"""Describing the photos of a benchmark: decoded in worker processes, described by threads, kept as float32.

Memory is N x D float32 for the result and a few photos under way, however many there are.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.evaluation.benchmark import Box, Photo
from photosearch.imaging.decode import Region
from photosearch.imaging.opening import open_picture
from photosearch.imaging.reading import ReadRequest, ReadResult
from photosearch.imaging.workers import DecoderPool, ReadFailure
from photosearch.network.card import ModelCard
from photosearch.network.describer import Described, Describer
from photosearch.network.pooled import Head, load_head, whitens_last
from photosearch.network.resolutions import combine_resolutions

# Exponents of the ways to combine resolutions: the plain mean, and the power mean of the published code.
COMBINATIONS = {"mean": 1.0, "power": 3.0}

Vector = NDArray[np.float32]
Progress = Callable[[int, int, int], None]
"""called with photos done, photos in all, photos that could not be read"""
Keep = Callable[[Sequence[Photo], NDArray[np.float32]], object]
"""called now and then with photos that were described since, and their descriptors"""

# Kept after so many seconds, and in a long run after such a part of its time: what can be lost stays small,
# and so does the number of files.
_KEEP_AFTER = 2.0
_KEEP_PART = 0.02


@dataclass(frozen=True)
class Descriptors:
    """values: N x D float32, L2-normalised, a row for each of `photos`; a row of zeros where one is in
    `unreadable`, which has the reasons."""

    photos: tuple[Photo, ...]
    values: NDArray[np.float32]
    unreadable: Mapping[Photo, str]


def describe_photos(
    photos: Sequence[Photo],
    describer: Describer,
    sizes: Sequence[int] = (),
    how: str = "mean",
    known: Mapping[Photo, NDArray[np.float32]] | None = None,
    progress: Progress = lambda done, total, failed: None,
    keep: Keep = lambda photos, values: None,
) -> Descriptors:
    """Describe distinct `photos` at each of the `sizes` (longer side in pixels; none: the model's own).

    how: how resolutions are combined, a name in `COMBINATIONS`. known: descriptors that need not be
    computed. A photo that cannot be read at one of the sizes is left out as a whole and noted.
    """
    known = known or {}
    values = np.zeros((len(photos), describer.card.dimension), np.float32)
    todo = []
    for row, photo in enumerate(photos):
        if photo in known:
            values[row] = known[photo]
        else:
            todo.append(row)
    job = _Job(describer, tuple(sizes) or (describer.card.input_size,), how, values)
    if todo:
        started = kept = time.monotonic()
        for done in job.run(photos, todo):
            progress(done, len(todo), len(job.failed))
            now = time.monotonic()
            if job.fresh and now - kept >= max(_KEEP_AFTER, _KEEP_PART * (now - started)):
                rows, job.fresh, kept = job.fresh, [], now
                keep([photos[row] for row in rows], values[rows])
    return Descriptors(tuple(photos), values, {photos[row]: job.failed[row] for row in sorted(job.failed)})


def known_descriptors(
    photos: Sequence[Photo], known: Mapping[Photo, NDArray[np.float32]]
) -> Descriptors | None:
    """Descriptors of `photos` where all are known, so that no network is needed; else None."""
    if not photos or any(photo not in known for photo in photos):
        return None
    return Descriptors(tuple(photos), np.stack([known[photo] for photo in photos]), {})


class _Job:
    """One run over the photos still to be described. fresh: rows described since the list was emptied."""

    def __init__(
        self, describer: Describer, sizes: tuple[int, ...], how: str, values: NDArray[np.float32]
    ) -> None:
        self.failed: dict[int, str] = {}
        self.fresh: list[int] = []
        self._describer = describer
        self._sizes = sizes
        self._combine = _Combination(describer.card, sizes, how)
        self._values = values
        self._parts: dict[int, dict[int, NDArray[np.float32]]] = {}
        self._done = 0

    def run(self, photos: Sequence[Photo], rows: Sequence[int]) -> Iterator[int]:
        """Describe the rows; yields how many are done now and then."""
        concurrency = self._describer.concurrency
        under_way: deque[tuple[list[ReadResult], Future[Described]]] = deque()
        batch: list[ReadResult] = []
        with (
            DecoderPool(min(len(rows), os.cpu_count() or 1)) as pool,
            ThreadPoolExecutor(concurrency, "describe") as threads,
        ):
            for outcome in pool.run(self._requests(photos, rows)):
                if isinstance(outcome, ReadFailure):
                    self._fail(_row_and_size(outcome)[0], outcome.error.reason)
                else:
                    batch.append(outcome)
                if len(batch) >= self._describer.batch_size:
                    under_way.append((batch, threads.submit(self._describe, batch)))
                    batch = []
                while under_way and (under_way[0][1].done() or len(under_way) > 2 * concurrency):
                    self._take(*under_way.popleft())
                yield self._done
            if batch:
                under_way.append((batch, threads.submit(self._describe, batch)))
            while under_way:
                self._take(*under_way.popleft())
                yield self._done

    def _requests(self, photos: Sequence[Photo], rows: Sequence[int]) -> Iterator[ReadRequest]:
        for row in rows:
            photo = photos[row]
            region = None if photo.box is None else region_of(photo.path, photo.box)
            for number, size in enumerate(self._sizes):
                yield ReadRequest(photo.path, size, thumbnail=False, region=region, key=(row, number))

    def _describe(self, batch: list[ReadResult]) -> Described:
        return self._describer.describe([result.pixels for result in batch if result.pixels is not None])

    def _take(self, batch: list[ReadResult], future: Future[Described]) -> None:
        for result, vector in zip(batch, future.result()[self._combine.output], strict=True):
            row, number = _row_and_size(result)
            if row in self.failed:
                continue
            parts = self._parts.setdefault(row, {})
            parts[number] = vector
            if len(parts) == len(self._sizes):
                # In the order of the sizes, not of arrival, so that every run gives the same bits.
                stack = np.stack([parts[place] for place in range(len(parts))])
                self._values[row] = self._combine(stack)
                self.fresh.append(row)
                del self._parts[row]
                self._done += 1

    def _fail(self, row: int, reason: str) -> None:
        if row not in self.failed:
            self.failed[row] = reason
            self._parts.pop(row, None)
            self._done += 1


class _Combination:
    """What a photo's vectors at several sizes are combined to. output: which vectors of `Described` it takes.

    A whitening that was learned on combined descriptors comes after the combination.
    """

    def __init__(self, card: ModelCard, sizes: Sequence[int], how: str) -> None:
        self._power = COMBINATIONS[how]
        self._before = self._last = Head(())
        self.output = 0
        if len(sizes) > 1 and whitens_last(card):
            *before, last = load_head(card).layers
            self._before, self._last, self.output = Head(tuple(before)), Head((last,)), 1

    def __call__(self, stack: NDArray[np.float32]) -> NDArray[np.floating]:
        """S x D or S x C of one photo to D."""
        if len(stack) == 1:
            return stack[0]  # as the model gave it, to the last bit
        if self.output == 0:
            return combine_resolutions(stack[:, None], self._power)[0]
        combined = combine_resolutions(self._before.describe(stack)[:, None], self._power)
        return self._last.describe(combined)[0]


def _row_and_size(outcome: ReadResult | ReadFailure) -> tuple[int, int]:
    assert isinstance(outcome.key, tuple)
    return outcome.key


def region_of(path: bytes, box: Box) -> Region:
    """The box in whole pixels of the upright picture at `path`, cut off at its edges.

    The published boxes have fractions and reach over the edge by a pixel. Only the file's header is read.
    """
    left, top, right, bottom = (round(side) for side in box)
    try:
        with open(path, "rb") as file:
            width, height = open_picture(file, max(right - left, bottom - top, 1), None).full_size
    except Exception:  # decoding the file gives the reason, in a process that may come to harm
        return left, top, right - left, bottom - top
    left, top = max(left, 0), max(top, 0)
    return left, top, min(right, width) - left, min(bottom, height) - top
