"""Photos to descriptors, on the CPU or a GPU. Importing this module, and describing on a CPU, never imports
torch.

The CPU runs float32 through onnxruntime; a GPU runs the same weights in half precision through torch.
bfloat16 is never used on a CPU: without AVX512-BF16 or AMX it is 5 to 100 times slower than float32.
"""

import os
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError, UsageError
from photosearch.network.card import ModelCard
from photosearch.network.devices import choose_device
from photosearch.network.models import find_model

Described = tuple[NDArray[np.float32], NDArray[np.float32]]
"""descriptors (N x dimension, L2-normalised) and pooled vectors (N x pooled_dimension) of N photos"""

DescribedParts = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32] | None]
"""the same and the descriptors of R regions (N x R x dimension, L2-normalised), None where there are none"""


class Describer(Protocol):
    """A loaded network. `describe` may be called from several threads at the same time."""

    @property
    def card(self) -> ModelCard:
        """What is loaded."""

    @property
    def batch_size(self) -> int:
        """How many photos of one shape go through at once: hand over at least as many if there are."""

    @property
    def concurrency(self) -> int:
        """How many threads may usefully call `describe` at the same time; more gain nothing."""

    @property
    def regions(self) -> bool:
        """Whether `describe_parts` gives the descriptors of regions."""

    def describe(self, pixels: Sequence[NDArray[np.uint8]]) -> Described:
        """Describe photos of any shapes, in their order.

        pixels: H x W x 3 uint8 RGB each, upright, the longer side `card.input_size`. Returns descriptors N
        x `card.dimension` (L2-normalised) and pooled N x `card.pooled_dimension`, both float32. Raises
        ValueError for an array of another kind.
        """

    def describe_parts(self, pixels: Sequence[NDArray[np.uint8]]) -> DescribedParts:
        """As `describe`, with the descriptors of `photosearch.network.regions.REGIONS`.

        Without them where the model has none or was loaded without them.
        """


def load_describer(
    model: str | os.PathLike[str] | None = None,
    device: str = "auto",
    threads: int | None = None,
    *,
    regions: bool = False,
) -> Describer:
    """Load a model (name or folder; None is the bundled one) after verifying its files.

    device: "auto" (a GPU only where torch and a driver are installed), "cpu", "cuda" or "mps". threads: how
    many cores the CPU path may use, by as many callers; None for all this process may run on. regions:
    describe the parts of photos too, where the model can. Raises UsageError for arguments that make no sense,
    PhotosearchError for a missing or damaged model and for a GPU that cannot be used.
    """
    if threads is not None and threads < 1:
        raise UsageError(f"The number of threads must be at least 1, not {threads}.")
    card = find_model(model)
    chosen = choose_device(device)
    if chosen != "cpu":
        from photosearch.network.torch_describer import TorchDescriber

        try:
            return TorchDescriber(card, chosen, regions=regions)
        except PhotosearchError:
            if device != "auto":
                raise
    from photosearch.network.onnx_describer import OnnxDescriber

    return OnnxDescriber(card, threads or usable_cores(), regions)


def usable_cores() -> int:
    """The cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def check_pixels(pixels: Sequence[NDArray[np.uint8]]) -> None:
    """Raise ValueError where a photo is not H x W x 3 uint8."""
    for photo in pixels:
        if photo.dtype != np.uint8 or photo.ndim != 3 or photo.shape[2] != 3 or 0 in photo.shape:
            raise ValueError(f"a photo must be H x W x 3 uint8 pixels, not {photo.shape} {photo.dtype}")
