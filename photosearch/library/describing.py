"""Photos read by worker processes and described by threads: what indexing and filling in have in common."""

import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress

import numpy as np
from numpy.typing import NDArray

from photosearch.imaging.reading import ReadRequest, ReadResult
from photosearch.imaging.workers import DecoderPool, ReadFailure
from photosearch.library.runs import TICK_S, Control
from photosearch.network.describer import DescribedParts, Describer

Vectors = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32] | None]
"""descriptor (D), pooled vector (C) and the descriptors of the regions (R x D) of one photo"""

Outcome = tuple[ReadResult, Vectors | None]
"""a photo, and what the network makes of it; None where its content was known and it was not decoded"""


def describe_files(
    requests: Iterable[ReadRequest],
    describer: Describer,
    workers: int,
    timeout_s: float,
    control: Control,
) -> Generator[Outcome | ReadFailure, None, None]:
    """Read and describe; photos come in about the order of the requests, which end when a run is to end.

    A stop ends it at once, whatever file a worker hangs on. Other errors of the describer are passed on.
    """
    concurrency = describer.concurrency
    under_way: deque[tuple[list[ReadResult], Future[DescribedParts]]] = deque()
    batch: list[ReadResult] = []
    with (
        DecoderPool(workers, timeout_s) as pool,
        ThreadPoolExecutor(concurrency, "describe") as threads,
    ):
        for outcome in _read(pool, requests, control):
            if isinstance(outcome, ReadFailure):
                yield outcome
            elif outcome.pixels is None:
                yield outcome, None
            else:
                batch.append(outcome)
            if len(batch) >= describer.batch_size:
                under_way.append((batch, _submit(threads, describer, batch)))
                batch = []
            while under_way and (under_way[0][1].done() or len(under_way) > 2 * concurrency):
                yield from _described(*under_way.popleft())
        if batch:
            under_way.append((batch, _submit(threads, describer, batch)))
        while under_way:
            yield from _described(*under_way.popleft())


def _submit(
    threads: ThreadPoolExecutor, describer: Describer, batch: list[ReadResult]
) -> "Future[DescribedParts]":
    pixels = [result.pixels for result in batch if result.pixels is not None]
    return threads.submit(describer.describe_parts, pixels)


def _described(batch: list[ReadResult], future: "Future[DescribedParts]") -> Iterator[Outcome]:
    descriptors, pooled, regions = future.result()
    for row, result in enumerate(batch):
        yield result, (descriptors[row], pooled[row], None if regions is None else regions[row])


def _read(
    pool: DecoderPool, requests: Iterable[ReadRequest], control: Control
) -> Iterator[ReadResult | ReadFailure]:
    """What the workers make of the photos."""
    with _closing_when_stopped(pool, control):
        try:
            yield from pool.run(requests)
        except (OSError, ValueError, RuntimeError):
            # The pool was closed while it listened to a worker, or before it began.
            if not control.stopped:
                raise


@contextmanager
def _closing_when_stopped(pool: DecoderPool, control: Control) -> Iterator[None]:
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(TICK_S):
            if control.stopped:
                # The pool may be about to end the same worker; what is left of it, it ends on leaving.
                with suppress(OSError, ValueError):
                    pool.close()
                return

    thread = threading.Thread(target=watch, name="stop", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(1)
