"""Hold what a network says of whole photos to what the one it started from says of them, at several sizes.

The start is its own teacher: seen at its own size alone it keeps the training from drifting away from what
it knew; seen at several it is the better network, and the trained one learns to do with one size what
several did (Hinton et al., "Distilling the Knowledge in a Neural Network", 2015). No labels are needed, so
that photos of no place are learned from as well. Own code, Apache-2.0.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor, nn

from photosearch.files import write_atomically
from photosearch.training.checkpoints import tensor_bytes
from photosearch.training.multistage import Loss
from photosearch.training.objective import Batch, DescribePhotos, Objective
from photosearch.training.processes import Processes
from photosearch.training.validation import Photos, Report, describe_all

TEACHER_FILE = "teacher.safetensors"


def teacher_descriptors(
    network: nn.Module,
    photos: Photos,
    count: int,
    sizes: Sequence[int],
    device: torch.device,
    folder: Path,
    processes: Processes,
    report: Report = lambda done, total: None,
) -> Tensor:
    """What `network` says of `count` photos: count x D, L2-normalised means over the `sizes` (longer sides).

    The first process describes them and keeps them in `folder`: the others and a resumed run read them.
    """
    path = folder / TEACHER_FILE
    if processes.is_first and not path.exists():
        network.to(device)
        total = torch.zeros(())
        for size in sizes:
            described, _ = describe_all(network, _resized(photos, size), count, device, report)
            total = total + torch.from_numpy(described)
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(path, tensor_bytes({"descriptors": nn.functional.normalize(total, dim=1)}))
    processes.wait()
    return load_file(path)["descriptors"]


def _resized(photos: Photos, size: int) -> Photos:
    def photo(row: int) -> NDArray[np.uint8]:
        image = Image.fromarray(photos(row))
        scale = size / max(image.size)
        width, height = (max(1, round(side * scale)) for side in image.size)
        return np.asarray(image.resize((width, height), Image.Resampling.BICUBIC))

    return photo


class DistilledObjective:
    """Another objective, and `weight` times the mean of 1 - cosine to the teacher's descriptors."""

    def __init__(self, objective: Objective, teacher: Tensor, weight: float, device: torch.device) -> None:
        """teacher: N x D, of the photos of the training set."""
        self._objective, self._weight = objective, weight
        self._teacher = teacher.to(device)

    def batch(self, step: int, describe: DescribePhotos) -> Batch:
        """See `Objective.batch`. What is edited strongly is not held: the teacher knows the whole photo."""
        batch = self._objective.batch(step, describe)
        whole = np.arange(len(batch.photos)) if batch.views is None else np.flatnonzero(batch.views <= 0)
        rows = torch.from_numpy(whole).to(self._teacher.device)
        wanted = self._teacher[torch.from_numpy(batch.photos[whole]).to(self._teacher.device)]
        return Batch(batch.photos, self._with_teacher(batch.loss, rows, wanted), batch.views)

    def _with_teacher(self, loss: Loss, rows: Tensor, wanted: Tensor) -> Loss:
        def parts(descriptors: Tensor) -> Iterator[Tensor]:
            yield from loss(descriptors)
            cosines = (descriptors[rows] * wanted.to(descriptors.dtype)).sum(dim=1)
            yield self._weight * (1 - cosines).mean()

        return parts

    def state(self) -> dict[str, Tensor]:
        """See `Objective.state`."""
        return self._objective.state()

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """See `Objective.restore`."""
        self._objective.restore(tensors)
