"""Validation mAP: every photo of a class queries all others; distractors are only ranked."""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from photosearch.evaluation.metrics import mean_average_precision
from photosearch.training.photo_sets import NO_CLASS

_BATCH = 16

Photos = Sequence[NDArray[np.uint8]]


class Validation:
    """A labelled set to measure networks on. Call it with a network for the mAP in [0, 1]."""

    def __init__(
        self,
        photos: Callable[[int], NDArray[np.uint8]],
        labels: NDArray[np.int64],
        device: torch.device,
        report: Callable[[int, int], object] = lambda done, total: None,
    ) -> None:
        """photos: a row to H x W x 3 uint8. labels: N. report: called with photos done and their number."""
        self._photos, self._labels = photos, labels
        self._device, self._report = device, report

    def __call__(self, network: nn.Module) -> float:
        """The mAP by the trapezoid rule."""
        return retrieval_map(self._describe(network), self._labels)

    def _describe(self, network: nn.Module) -> NDArray[np.float32]:
        rows_by_shape: dict[tuple[int, ...], list[int]] = {}
        for row in range(len(self._labels)):
            rows_by_shape.setdefault(self._photos(row).shape, []).append(row)
        found: dict[int, NDArray[np.float32]] = {}
        for rows in rows_by_shape.values():
            for start in range(0, len(rows), _BATCH):
                part = rows[start : start + _BATCH]
                pixels = torch.from_numpy(np.stack([self._photos(row) for row in part]))
                with torch.inference_mode():
                    descriptors = network(pixels.to(self._device))[0].float().cpu().numpy()
                found.update(zip(part, descriptors, strict=True))
                self._report(len(found), len(self._labels))
        return np.stack([found[row] for row in range(len(self._labels))])


def retrieval_map(descriptors: NDArray[np.floating], labels: NDArray[np.int64]) -> float:
    """mAP in [0, 1] (trapezoid rule) of N x D descriptors; rows of NO_CLASS are no queries."""
    ranks = []
    for query in np.flatnonzero(labels != NO_CLASS):
        order = np.argsort(-(descriptors @ descriptors[query]), kind="stable")
        order = order[order != query]
        ranks.append(np.flatnonzero(labels[order] == labels[query]))
    return mean_average_precision(ranks)
