"""Batches the listwise losses are checked on, and how their plain-loop twins put similarities into bins."""

import math

import torch

RANGES = [(25, 0.0, 1.0), (20, -1.0, 1.0), (2, 0.0, 1.0), (7, 0.2, 0.5)]
SHAPES = [(1, 1), (1, 9), (6, 6), (5, 40)]


def random_batch(shape, low=0.0, high=1.0, seed=0):
    """Similarities from within the range to beyond it, labels with at least one positive a query."""
    generator = torch.Generator().manual_seed(seed)
    span = high - low
    similarities = low - 0.3 * span + 1.6 * span * torch.rand(shape, generator=generator, dtype=torch.float64)
    labels = (torch.rand(shape, generator=generator) < 0.3).long()
    labels[:, torch.randint(shape[1], (), generator=generator)] = 1
    return similarities, labels


def tied_batch():
    """Ties at bin centres, between them and at both ends."""
    similarities = torch.tensor(
        [
            [0.5] * 6,
            [1.0, 1.0, 0.0, 0.0, 1.0, 0.0],
            [0.31, 0.31, 0.31, 0.9, 0.9, 0.31],
            [2.0, 2, 1, -1, -1, 0],
        ],
        dtype=torch.float64,
    )
    labels = torch.tensor([[1, 0, 1, 0, 0, 0], [1, 0, 1, 0, 1, 0], [0, 1, 1, 0, 1, 0], [1, 0, 0, 1, 0, 0]])
    return similarities, labels


def histograms_by_loops(similarities, labels, bins, low, high):
    """count and positive of one query, bin by bin, from the definition of delta(x, m)."""
    gap = (high - low) / (bins - 1)
    count, positive = [0.0] * bins, [0.0] * bins
    for x, y in zip(similarities, labels, strict=True):
        for m in range(bins):
            centre = high - m * gap
            share = max(0.0, 1 - abs(x - centre) / gap)
            if (m == 0 and x > centre) or (m == bins - 1 and x < centre):
                share = 1.0  # open outward
            count[m] += share
            positive[m] += share * y
    assert math.isclose(sum(count), len(similarities))
    return count, positive


def loss_by_loops(precision_of, similarities, labels, bins, low, high, weights=None):
    """1 - mean of w_q AP_q over the queries with positives."""
    values = []
    for q, (row, marks) in enumerate(zip(similarities.tolist(), labels.tolist(), strict=True)):
        if any(marks):
            ap = precision_of(*histograms_by_loops(row, marks, bins, low, high))
            values.append(ap if weights is None else weights[q].item() * ap)
    return 1 - sum(values) / len(values)
