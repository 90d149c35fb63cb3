"""The pixels of a batch, made piece by piece when asked for and the same at every asking."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

MakePicture = Callable[[int], NDArray[np.uint8]]
"""a row of the batch to size x size x 3 uint8, the same at every call"""


class Pieces(Sequence[Tensor]):
    """A batch of `rows` pictures in pieces of at most `piece`, n x H x W x 3 uint8 on `device`.

    Threads make the next piece while one is in use (Pillow lets them run side by side): there is no worker
    process that could hang. A piece asked for again is made again: it costs far less than its two
    forwards, and memory does not grow with the batch.
    """

    def __init__(
        self,
        make: MakePicture,
        rows: int,
        piece: int,
        device: torch.device,
        threads: ThreadPoolExecutor,
        stride: int = 1,
    ) -> None:
        """stride: from a piece to the one this process asks for next."""
        self._make, self._rows, self._piece, self._stride = make, rows, piece, stride
        self._device, self._threads = device, threads
        self._coming: dict[int, list[Future[NDArray[np.uint8]]]] = {}

    def __len__(self) -> int:
        return -(-self._rows // self._piece)

    def __getitem__(self, number: int) -> Tensor:  # type: ignore[override] # no slices
        if not 0 <= number < len(self):
            raise IndexError(number)
        pictures = self._started(number)
        if number + self._stride < len(self):
            self._started(number + self._stride)
        del self._coming[number]
        return torch.from_numpy(np.stack([picture.result() for picture in pictures])).to(self._device)

    def _started(self, number: int) -> list[Future[NDArray[np.uint8]]]:
        if number not in self._coming:
            rows = range(number * self._piece, min((number + 1) * self._piece, self._rows))
            self._coming[number] = [self._threads.submit(self._make, row) for row in rows]
        return self._coming[number]
