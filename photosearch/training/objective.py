"""What a run learns from: batches, each with the loss that is a function of its descriptors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from photosearch.training.multistage import Loss

DescribePhotos = Callable[[NDArray[np.int64]], Tensor]
"""rows of the training set, not augmented, to N x D descriptors"""


@dataclass(frozen=True)
class Batch:
    """photos: N rows of the training set, which may repeat. loss: of their N x D descriptors. views: N, -1
    for a photo as augmentation gives it; else which view of it, where all but the view 0 are edited strongly.
    """

    photos: NDArray[np.int64]
    loss: Loss
    views: NDArray[np.int64] | None = None


class Objective(Protocol):
    """Makes the batch of each step, the same for the same seed, step and state."""

    def batch(self, step: int, describe: DescribePhotos) -> Batch:
        """The batch of update `step`."""

    def state(self) -> dict[str, Tensor]:
        """What a resumed run needs besides the step."""

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """Take over what `state` gave."""
