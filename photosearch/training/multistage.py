"""Multistage back-propagation: batches of any size in the memory of one piece.

Revaud et al., "Learning with Average Precision: Training Image Retrieval with a Listwise Loss", ICCV 2019
(arXiv 1906.07589); the triplet scheme of Gordo et al., IJCV 2017 (arXiv 1610.07940) is the same
with the three streams as pieces. Own code, Apache-2.0.

A ranking loss couples all descriptors of a batch, but only through the descriptors: with the loss's gradient
at them known, each picture can be back-propagated alone. The price is one more forward. What a picture's
descriptor is must not depend on the rest of its piece: no batch statistics, no dropout.
"""

from collections.abc import Callable, Iterable, Sequence

import torch
from torch import Tensor

from photosearch.training.processes import ONE_PROCESS, Processes

Describe = Callable[[Tensor], Tensor]
"""n x H x W x 3 uint8 pixels to n x D descriptors"""
Loss = Callable[[Tensor], Iterable[Tensor]]
"""N x D descriptors to the loss as scalars to be summed; each is back-propagated before the next is made"""
Scale = Callable[[Tensor], Tensor]
"""a loss to the multiple of it that is back-propagated in its place, as `LossScale`"""


def _unscaled(loss: Tensor) -> Tensor:
    return loss


def multistage_backward(
    describe: Describe,
    pieces: Sequence[Tensor],
    loss: Loss,
    processes: Processes = ONE_PROCESS,
    scale: Scale = _unscaled,
) -> float:
    """Add the gradient of `loss` over all pieces to the parameters' `.grad` and return the loss.

    pieces: n_i x ... pixels, any n_i; each is asked for twice and need not be kept in between. scale: makes
    the gradients a multiple of what they are, not the loss that is returned. The result is that of
    `ordinary_backward` up to the order of summation. With several processes every one describes and
    back-propagates its share of the pieces; the parameters' gradients are then still to be summed over them.
    """
    own = processes.share(len(pieces))
    with torch.no_grad():
        described = [describe(pieces[number]) for number in own]
    descriptors, rows = processes.gather_rows(described, own, len(pieces))
    value, gradient = gradient_at(descriptors, loss, scale)
    for number in own:
        describe(pieces[number]).backward(gradient[rows[number]])
    return value


def ordinary_backward(
    describe: Describe,
    pieces: Sequence[Tensor],
    loss: Loss,
    processes: Processes = ONE_PROCESS,
    scale: Scale = _unscaled,
) -> float:
    """As `multistage_backward`, with the activations of all pieces kept: one forward less, more memory."""
    own = processes.share(len(pieces))
    graphs = [describe(pieces[number]) for number in own]
    descriptors, rows = processes.gather_rows([graph.detach() for graph in graphs], own, len(pieces))
    value, gradient = gradient_at(descriptors, loss, scale)
    for number, graph in zip(own, graphs, strict=True):
        graph.backward(gradient[rows[number]])
    return value


def gradient_at(descriptors: Tensor, loss: Loss, scale: Scale = _unscaled) -> tuple[float, Tensor]:
    """The loss and its gradient, scaled (N x D), at `descriptors` (N x D)."""
    leaf = descriptors.detach().requires_grad_(True)
    value = 0.0
    for part in loss(leaf):
        scale(part).backward()
        value += part.item()
    return value, torch.zeros_like(leaf) if leaf.grad is None else leaf.grad
