"""What an evaluation has described so far, kept beside the file its descriptors are to be saved to.

A run that was ended, were it by pulling the plug, goes on from there.
"""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.evaluation.benchmark import Photo
from photosearch.evaluation.describing import Descriptors
from photosearch.evaluation.descriptor_file import Making, load_descriptors, save_descriptors


class PartialDescriptors:
    """The folder FILE.part with one file of descriptors for each time they were kept."""

    def __init__(self, target: Path, making: Making) -> None:
        """target: FILE. making: parts that were made otherwise are not taken over."""
        self.folder = target.with_name(f"{target.name}.part")
        self._making = making

    def load(self, photos: Sequence[Photo]) -> dict[Photo, NDArray[np.float32]]:
        """Those of `photos` that are kept. What is damaged or of another run is as if it were not there."""
        found: dict[Photo, NDArray[np.float32]] = {}
        for path in self._files():
            try:
                found |= load_descriptors(path, photos, self._making)
            except PhotosearchError:
                continue
        return found

    def add(self, photos: Sequence[Photo], values: NDArray[np.float32]) -> None:
        """Keep the descriptors (N x D) of more photos. Raises PhotosearchError where that is not possible."""
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise PhotosearchError(
                f"{self.folder} could not be written ({error.strerror or error})."
            ) from error
        number = max((int(path.stem) for path in self._files()), default=0) + 1
        save_descriptors(
            self.folder / f"{number:06}.npz", Descriptors(tuple(photos), values, {}), self._making
        )

    def remove(self) -> None:
        """Once all is saved in one file."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _files(self) -> Iterable[Path]:
        return sorted(path for path in self.folder.glob("*.npz") if path.stem.isdecimal())
