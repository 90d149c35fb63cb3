"""The CPU path: onnxruntime in float32, one photo at a time, as many callers as cores.

Batches gain nothing on a CPU, and callers with one thread each beat one caller with several threads by a
fifth, because the many small layers do not split well (measured: packaging/model/README.md).
"""

import os
from collections.abc import Sequence

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.network.card import ModelCard
from photosearch.network.describer import Described, DescribedParts, check_pixels
from photosearch.network.regions import REGIONS


def open_session(graph: str | os.PathLike[str]) -> ort.InferenceSession:
    """A CPU session for an ONNX file whose external data lies beside it; its `run` may be called by many
    threads."""
    ort.disable_telemetry_events()  # what `photosearch.network` cannot turn off: the events of Windows itself
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Patterns are kept for every shape that ever came by; without them memory stays flat at the same speed.
    options.enable_mem_pattern = False
    return ort.InferenceSession(os.fspath(graph), options, providers=["CPUExecutionProvider"])


class OnnxDescriber:
    """A model folder run by onnxruntime. See `Describer`."""

    batch_size = 1

    def __init__(self, card: ModelCard, threads: int, regions: bool = False) -> None:
        """Verify and load. Raises PhotosearchError where the model is damaged or the runtime refuses it.

        regions: load the graph that describes the parts of photos too, where there is one.
        """
        card.verify()
        self.card = card
        self.concurrency = threads
        self.regions = regions and card.has_regions
        try:
            self._session = open_session(card.regions_graph if self.regions else card.graph)
        except Exception as error:  # the runtime's own exceptions have no common class
            raise PhotosearchError(
                f"The model {card.name!r} cannot be loaded by onnxruntime: {error}"
            ) from error

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
        names = ("descriptor", "pooled", "regions") if self.regions else ("descriptor", "pooled")
        for row, photo in enumerate(pixels):
            outputs = self._session.run(names, {"pixels": photo[None]})
            descriptors[row], pooled[row] = outputs[0][0], outputs[1][0]
            if self.regions:
                regions[row] = outputs[2][0]
        return descriptors, pooled, regions if self.regions else None
