"""Validation mAP: every photo of a class queries all others; distractors are only ranked."""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from photosearch.evaluation.metrics import mean_average_precision
from photosearch.training.photo_sets import NO_CLASS

_BATCH = 16

Photos = Callable[[int], NDArray[np.uint8]]
"""a row to H x W x 3 uint8"""
Report = Callable[[int, int], object]
"""called with photos done and their number"""


class Validation:
    """A labelled set to measure networks on. Call it with a network for the mAP in [0, 1]."""

    def __init__(
        self,
        photos: Photos,
        labels: NDArray[np.int64],
        device: torch.device,
        report: Report = lambda done, total: None,
    ) -> None:
        """labels: N."""
        self._photos, self._labels = photos, labels
        self._device, self._report = device, report

    def __call__(self, network: nn.Module) -> float:
        """The mAP by the trapezoid rule."""
        descriptors, _ = describe_all(network, self._photos, len(self._labels), self._device, self._report)
        return retrieval_map(descriptors, self._labels)


def describe_all(
    network: nn.Module,
    photos: Photos,
    count: int,
    device: torch.device,
    report: Report = lambda done, total: None,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Descriptors (count x D) and pooled vectors (count x C) of photos of any shapes, each as a whole."""
    rows_by_shape: dict[tuple[int, ...], list[int]] = {}
    for row in range(count):
        rows_by_shape.setdefault(photos(row).shape, []).append(row)
    found: dict[int, Sequence[NDArray[np.float32]]] = {}
    for rows in rows_by_shape.values():
        for start in range(0, len(rows), _BATCH):
            part = rows[start : start + _BATCH]
            pixels = torch.from_numpy(np.stack([photos(row) for row in part]))
            with torch.inference_mode():
                outputs = [output.float().cpu().numpy() for output in network(pixels.to(device))]
            found.update(zip(part, zip(*outputs, strict=True), strict=True))
            report(len(found), count)
    descriptors, pooled = (np.stack([found[row][which] for row in range(count)]) for which in (0, 1))
    return descriptors, pooled


def retrieval_map(descriptors: NDArray[np.floating], labels: NDArray[np.int64]) -> float:
    """mAP in [0, 1] (trapezoid rule) of N x D descriptors; rows of NO_CLASS are no queries."""
    ranks = []
    for query in np.flatnonzero(labels != NO_CLASS):
        order = np.argsort(-(descriptors @ descriptors[query]), kind="stable")
        order = order[order != query]
        ranks.append(np.flatnonzero(labels[order] == labels[query]))
    return mean_average_precision(ranks)
