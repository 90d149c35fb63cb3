"""Fine-tuning the projection alone, on pooled vectors: seconds, for no photo goes through the network again.

The AP loss of Revaud et al., ICCV 2019 (arXiv 1906.07589), with the weights pulled back to those they
started from: L2-SP of Li et al., "Explicit Inductive Bias for Transfer Learning with Convolutional Networks",
ICML 2018 (arXiv 1802.01483). Own code, Apache-2.0.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from photosearch.errors import PhotosearchError
from photosearch.network.pooled import Head
from photosearch.training.listwise import ranking_loss
from photosearch.training.losses import APLoss
from photosearch.training.multistage import Loss
from photosearch.training.photo_sets import NO_CLASS
from photosearch.training.sampling import STREAM_SAMPLING, BalancedSampler, class_weights, generator


@dataclass(frozen=True)
class ProjectionOptions:
    """steps: updates. classes, photos: a batch holds so many classes with so many photos each; others: and so
    many photos of no class. rate: of Adam, falls linearly to nothing. pull: weight of the squared relative
    distance from the start; with less of it small sets (6 places with 6 photos each) make the network worse
    on all other photos. measure_every: updates between two measurements.
    """

    steps: int = 150
    classes: int = 48
    photos: int = 8
    others: int = 200
    rate: float = 3e-4
    pull: float = 10.0
    measure_every: int = 10
    seed: int = 0


def train_projection(
    pooled: NDArray[np.float32],
    labels: NDArray[np.int64],
    head: Head,
    options: ProjectionOptions,
    heard: Callable[[int, float], object] = lambda step, loss: None,
    measured: Callable[[int, Head], object] = lambda step, head: None,
) -> Head:
    """The head with its projection trained to rank photos of a class first; a layer behind it stays as it is.

    pooled: N x C, labels: N classes, at least two with two photos, or NO_CLASS for photos that are no answer
    to any. heard: called with each update and its loss; measured: with the head before the first update and
    after every `measure_every`; what they raise ends the training. The same arguments give the same result.
    Raises PhotosearchError for a network without a projection.
    """
    if not head.layers or head.normalises_first:
        raise PhotosearchError("This network has no projection to train: train all of it instead.")
    (weight, bias), *rest = head.layers
    start = [torch.tensor(weight), torch.tensor(bias)]
    trained = [value.clone().requires_grad_() for value in start]
    optimiser = torch.optim.Adam(trained, lr=options.rate)
    batches = _Batches(pooled, labels, options)
    loss = APLoss()
    measured(0, head)
    for step in range(options.steps):
        features, classes, weights = batches.batch(step)
        optimiser.param_groups[0]["lr"] = options.rate * (1 - step / options.steps)
        optimiser.zero_grad()
        descriptors = _describe(features, trained, rest)
        value, gradient = _loss(descriptors, ranking_loss(loss, classes, weights))
        descriptors.backward(gradient)
        _pull(trained, start, options.pull).backward()
        optimiser.step()
        heard(step + 1, value)
        if (step + 1) % options.measure_every == 0 or step + 1 == options.steps:
            measured(step + 1, _head(trained, rest))
    return _head(trained, rest)


class _Batches:
    def __init__(
        self, pooled: NDArray[np.float32], labels: NDArray[np.int64], options: ProjectionOptions
    ) -> None:
        self._pooled, self._labels = torch.from_numpy(np.ascontiguousarray(pooled, np.float32)), labels
        self._sampler = BalancedSampler(labels, options.classes, options.photos, options.seed)
        self._others, self._options = np.flatnonzero(labels == NO_CLASS), options

    def batch(self, step: int) -> tuple[Tensor, Tensor, Tensor]:
        """Pooled vectors n x C, classes n and weights n of an update."""
        rows = self._sampler.batch(step)
        random = generator(self._options.seed, STREAM_SAMPLING, 2, step)
        others = random.choice(self._others, min(self._options.others, len(self._others)), replace=False)
        weights = np.concatenate([class_weights(self._labels[rows]), np.ones(len(others), np.float32)])
        # Each a class of its own, below all others: nothing is to be found for it.
        classes = np.concatenate([self._labels[rows], NO_CLASS - np.arange(len(others))])
        rows = np.concatenate([rows, others])
        return self._pooled[torch.from_numpy(rows)], torch.from_numpy(classes), torch.from_numpy(weights)


def _loss(descriptors: Tensor, loss: Loss) -> tuple[float, Tensor]:
    """The loss of descriptors n x D and its gradient, n x D: its many parts never reach the layers."""
    leaf = descriptors.detach().requires_grad_()
    value = 0.0
    for part in loss(leaf):
        part.backward()
        value += float(part.detach())
    assert leaf.grad is not None
    return value, leaf.grad


def _describe(features: Tensor, trained: list[Tensor], rest: list[tuple[NDArray, NDArray]]) -> Tensor:
    found = F.normalize(F.linear(features, *trained), dim=1)
    for weight, bias in rest:
        found = F.normalize(F.linear(found, torch.tensor(weight), torch.tensor(bias)), dim=1)
    return found


def _pull(trained: list[Tensor], start: list[Tensor], strength: float) -> Tensor:
    far = [
        (now - was).square().sum() / was.square().sum().clamp(min=1e-12)
        for now, was in zip(trained, start, strict=True)
    ]
    return strength * torch.stack(far).sum()


def _head(trained: list[Tensor], rest: list[tuple[NDArray, NDArray]]) -> Head:
    weight, bias = (value.detach().clone().numpy() for value in trained)
    return Head(((weight, bias), *rest))
