"""The GPU path: torch, the backbone in half precision, photos of one shape in batches."""

import threading
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.network.card import ModelCard
from photosearch.network.checkpoint import load_network
from photosearch.network.describer import Described, DescribedParts, check_pixels
from photosearch.network.devices import gpu_missing
from photosearch.network.regions import REGIONS

BATCH_SIZE = 32


class TorchDescriber:
    """A model folder run by torch. See `Describer`.

    Pooling and projection stay in float32 whatever the backbone runs in, so descriptors agree with the CPU
    path's to a cosine above 0.999. The device "cpu" is there for tests: the CPU path proper is
    `OnnxDescriber`.
    """

    concurrency = 1  # a second caller would wait for the same GPU

    def __init__(
        self,
        card: ModelCard,
        device: str,
        half: bool = True,
        batch_size: int = BATCH_SIZE,
        *,
        regions: bool = False,
    ) -> None:
        """regions: describe the parts of photos too, where the model has a graph for it, so that a library
        has them or not whatever the device. Raises PhotosearchError where torch cannot use the device or the
        model is damaged.
        """
        _check_device(device)
        self.card = card
        self.batch_size = batch_size
        self._device = torch.device(device)
        network = load_network(card).to(self._device)
        if half:
            network.backbone.half()
        network.to(memory_format=torch.channels_last)  # type: ignore[call-overload] # missing in the stubs
        self._network = network
        self.regions = regions and card.has_regions
        self._lock = threading.Lock()

    def describe(self, pixels: Sequence[NDArray[np.uint8]]) -> Described:
        """See `Describer.describe`."""
        descriptors, pooled, _ = self.describe_parts(pixels)
        return descriptors, pooled

    def describe_parts(self, pixels: Sequence[NDArray[np.uint8]]) -> DescribedParts:
        """See `Describer.describe_parts`."""
        check_pixels(pixels)
        descriptors = np.empty((len(pixels), self.card.dimension), np.float32)
        pooled = np.empty((len(pixels), self.card.pooled_dimension), np.float32)
        regions = np.empty((len(pixels), len(REGIONS), self.card.dimension), np.float32)
        rows_by_shape: dict[tuple[int, ...], list[int]] = {}
        for row, photo in enumerate(pixels):
            rows_by_shape.setdefault(photo.shape, []).append(row)
        with self._lock:
            for rows in rows_by_shape.values():
                for start in range(0, len(rows), self.batch_size):
                    batch = rows[start : start + self.batch_size]
                    found = self._run(np.stack([pixels[row] for row in batch]))
                    for whole, part in zip((descriptors, pooled, regions), found, strict=False):
                        whole[batch] = part
        return descriptors, pooled, regions if self.regions else None

    def _run(self, batch: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
        """The network's outputs for photos of one shape: three with regions, two without."""
        try:
            with torch.inference_mode():
                outputs = self._network(torch.from_numpy(batch).to(self._device), regions=self.regions)
                return [output.cpu().numpy() for output in outputs]
        except torch.OutOfMemoryError as error:
            if len(batch) == 1:
                raise PhotosearchError(
                    "The GPU has too little free memory for the network: close other programs that use it, "
                    "or choose the device 'cpu'."
                ) from error
        halves = [self._run(part) for part in np.array_split(batch, 2)]
        return [np.concatenate(parts) for parts in zip(*halves, strict=True)]


def _check_device(device: str) -> None:
    usable = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if not usable[device]:
        raise gpu_missing(device)
