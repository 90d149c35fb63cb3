"""The pictures of a batch: photos augmented, or edited strongly, as a function of seed, step and row."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from photosearch.training.augmentation import Augmentation
from photosearch.training.edits import StrongEdit
from photosearch.training.objective import Batch
from photosearch.training.sampling import STREAM_AUGMENTATION, STREAM_PICTURE, generator

Photos = Callable[[int], NDArray[np.uint8]]
"""a row of the training set to H x W x 3 uint8"""


class Pictures:
    """Makes the square pictures of batches."""

    def __init__(self, photos: Photos, count: int, size: int, seed: int) -> None:
        """count: of the photos there are. size: the side of the pictures in pixels."""
        self._photos, self._count, self._seed = photos, count, seed
        self._augment = Augmentation(size)
        self._edit = StrongEdit(size, self._other)

    def _other(self, random: np.random.Generator) -> NDArray[np.uint8]:
        return self._photos(int(random.integers(self._count)))

    def of(self, batch: Batch, step: int) -> Callable[[int], NDArray[np.uint8]]:
        """A row of the batch of `step` to size x size x 3 uint8."""

        def make(row: int) -> NDArray[np.uint8]:
            photo = int(batch.photos[row])
            random = generator(self._seed, STREAM_AUGMENTATION, step, row)
            view = -1 if batch.views is None else int(batch.views[row])
            if view < 0:
                return self._augment(self._photos(photo), random)
            picture = generator(self._seed, STREAM_PICTURE, step, photo)
            return self._edit(self._photos(photo), random, picture, whole=view == 0)

        return make
