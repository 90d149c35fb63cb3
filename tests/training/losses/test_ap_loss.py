import pytest
import torch

from photosearch.training.losses import APLoss
from tests.training.losses.listwise_cases import RANGES, SHAPES, loss_by_loops, random_batch, tied_batch


def precision_by_loops(count, positive):
    result, seen, found = 0.0, 0.0, 0.0
    for c, cp in zip(count, positive, strict=True):
        seen, found = seen + c, found + cp
        result += found / (1e-16 + seen) * cp / sum(positive)
    return result


@pytest.mark.parametrize("limits", RANGES)
@pytest.mark.parametrize("shape", SHAPES)
def test_equals_plain_loops(limits, shape):
    similarities, labels = random_batch(shape, *limits[1:])
    expected = loss_by_loops(precision_by_loops, similarities, labels, *limits)
    assert APLoss(*limits)(similarities, labels).item() == pytest.approx(expected, abs=1e-9)
    assert APLoss(*limits)(similarities.float(), labels.bool()).item() == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("limits", RANGES)
def test_ties(limits):
    expected = loss_by_loops(precision_by_loops, *tied_batch(), *limits)
    assert APLoss(*limits)(*tied_batch()).item() == pytest.approx(expected, abs=1e-9)


def test_by_hand():
    """Bins at 1, 0.5 and 0; 0.75 is half in the first and half in the second."""
    loss = APLoss(bins=3)
    # (count, positive): (1.5, 0.5), (0.5, 0.5), (1, 0): precision 1/3 and 1/2, recall 1/2 each.
    value = loss(torch.tensor([[1.0, 0.75, 0.0]]), torch.tensor([[0, 1, 0]]))
    assert value.item() == pytest.approx(1 - (1 / 3 + 1 / 2) / 2, abs=1e-7)
    assert loss(torch.tensor([[1.0, 0.0, 0.0]]), torch.tensor([[1, 0, 0]])).item() == pytest.approx(0)
    assert loss(torch.tensor([[1.0, 1.0, 0.0]]), torch.tensor([[0, 0, 1]])).item() == pytest.approx(2 / 3)
