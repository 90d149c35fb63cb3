"""Decoding processes for those who may never need them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photosearch.imaging.reading import ReadRequest, ReadResult
    from photosearch.imaging.workers import DecoderPool


class Decoders:
    """A `DecoderPool` that is made, and its code imported, when it is first asked for: a service has several,
    and its start waits for none of them.
    """

    def __init__(self, workers: int = 1) -> None:
        self._workers = workers
        self._pool: DecoderPool | None = None

    def pool(self) -> "DecoderPool":
        """The pool, the same each time."""
        from photosearch.imaging.workers import DecoderPool

        if self._pool is None:
            self._pool = DecoderPool(self._workers)
        return self._pool

    def read(self, request: "ReadRequest") -> "ReadResult":
        """Read one photo. Raises ReadError, WorkerStartError."""
        return self.pool().read(request)

    def close(self) -> None:
        """End the processes, whatever they read."""
        if self._pool is not None:
            self._pool.close()
