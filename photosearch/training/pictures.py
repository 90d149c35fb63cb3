"""The pictures of a batch: photos augmented, or edited strongly, as a function of seed, step and row."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from photosearch.training.augmentation import Augmentation
from photosearch.training.edits import StrongEdit
from photosearch.training.objective import Batch
from photosearch.training.sampling import STREAM_AUGMENTATION, STREAM_PICTURE, generator

Photos = Callable[[int], NDArray[np.uint8]]
"""a row of the training set to H x W x 3 uint8"""


@dataclass(frozen=True)
class Pictures:
    """Makes square pictures of `size` pixels; `count`: of the photos there are."""

    photos: Photos
    count: int
    size: int
    seed: int
    _augment: Augmentation = field(init=False)
    _edit: StrongEdit = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_augment", Augmentation(self.size))
        object.__setattr__(self, "_edit", StrongEdit(self.size, self._other))

    def _other(self, random: np.random.Generator) -> NDArray[np.uint8]:
        return self.photos(int(random.integers(self.count)))

    def of(self, batch: Batch, step: int) -> Callable[[int], NDArray[np.uint8]]:
        """A row of the batch of `step` to size x size x 3 uint8."""

        def make(row: int) -> NDArray[np.uint8]:
            photo = int(batch.photos[row])
            random = generator(self.seed, STREAM_AUGMENTATION, step, row)
            view = -1 if batch.views is None else int(batch.views[row])
            if view < 0:
                return self._augment(self.photos(photo), random)
            picture = generator(self.seed, STREAM_PICTURE, step, photo)
            return self._edit(self.photos(photo), random, picture, whole=view == 0)

        return make
