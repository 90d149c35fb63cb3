import itertools
import math

import pytest
import torch

from photosearch.training.losses import TieAwareAPLoss
from tests.training.losses.listwise_cases import RANGES, SHAPES, loss_by_loops, random_batch, tied_batch


def precision_by_loops(count, positive):
    result, through, positive_through = 0.0, 0.0, 0.0
    for c, cp in zip(count, positive, strict=True):
        before, positive_before = through, positive_through
        through, positive_through = through + c, positive_through + cp
        r = max(cp - 1, 0) / (max(c - 1, 0) + 1e-8)
        mean = c * r + (positive_before + 1 - r * (before + 1)) * math.log((through + 1) / (before + 1))
        result += cp * mean / (c + 1e-8) / sum(positive)
    return result


def simplified_by_loops(count, positive):
    result, through, positive_through = 0.0, 0.0, 0.0
    for c, cp in zip(count, positive, strict=True):
        before, positive_before = through, positive_through
        through, positive_through = through + c, positive_through + cp
        result += cp * (positive_before + positive_through + 1) / (before + through + 1) / sum(positive)
    return result


TWINS = {False: precision_by_loops, True: simplified_by_loops}


@pytest.mark.parametrize("simplified", [False, True])
@pytest.mark.parametrize("limits", RANGES)
@pytest.mark.parametrize("shape", SHAPES)
def test_equals_plain_loops(simplified, limits, shape):
    similarities, labels = random_batch(shape, *limits[1:])
    loss = TieAwareAPLoss(*limits, simplified=simplified)
    expected = loss_by_loops(TWINS[simplified], similarities, labels, *limits)
    assert loss(similarities, labels).item() == pytest.approx(expected, abs=1e-9)
    assert loss(similarities.float(), labels.bool()).item() == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("simplified", [False, True])
@pytest.mark.parametrize("limits", RANGES)
def test_ties(simplified, limits):
    expected = loss_by_loops(TWINS[simplified], *tied_batch(), *limits)
    loss = TieAwareAPLoss(*limits, simplified=simplified)
    assert loss(*tied_batch()).item() == pytest.approx(expected, abs=1e-9)


def mean_over_all_orders(similarities, labels):
    """AP by rank precision, averaged over every order of the photos that agrees with the similarities."""
    values = []
    for order in itertools.permutations(range(len(similarities))):
        ranked = [similarities[i] for i in order]
        if ranked != sorted(ranked, reverse=True):
            continue
        found, total = 0, 0.0
        for rank, i in enumerate(order, 1):
            found += labels[i]
            total += labels[i] * found / rank
        values.append(total / sum(labels))
    return sum(values) / len(values)


def test_is_near_the_mean_over_all_orders_of_ties():
    similarities, labels = [1.0, 1.0, 0.5, 0.5, 0.5, 0.0], [1, 1, 0, 1, 0, 0]
    value = 1 - TieAwareAPLoss(bins=3)(torch.tensor([similarities]), torch.tensor([labels])).item()
    assert value == pytest.approx(mean_over_all_orders(similarities, labels), abs=0.04)
