import math

import pytest
import torch
import torch.nn.functional as F

from photosearch.training.losses import TripletLogExpLoss, TripletMarginLoss


def squared(one, other):
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def margin_by_loops(anchor, positive, negative, margin):
    return 0.5 * max(0.0, margin + squared(anchor, positive) - squared(anchor, negative))


def log_exp_by_loops(anchor, positive, negative):
    return math.log(1 + math.exp(squared(anchor, positive) ** 0.5 - squared(anchor, negative) ** 0.5))


def mean_by_loops(twin, triplets, weights=None):
    values = [twin(*(part.tolist() for part in triplet)) for triplet in zip(*triplets, strict=True)]
    weights = [1.0] * len(values) if weights is None else weights.tolist()
    return sum(weight * value for weight, value in zip(weights, values, strict=True)) / len(values)


CASES = [
    (TripletMarginLoss(), lambda *t: margin_by_loops(*t, 0.1)),
    (TripletMarginLoss(margin=1.5), lambda *t: margin_by_loops(*t, 1.5)),
    (TripletLogExpLoss(), log_exp_by_loops),
]


def random_triplets(count, dimension):
    generator = torch.Generator().manual_seed(count)
    x = torch.randn(3, count, dimension, generator=generator, dtype=torch.float64)
    return F.normalize(x, dim=2).unbind()


@pytest.mark.parametrize(("loss", "twin"), CASES)
@pytest.mark.parametrize("shape", [(1, 1), (1, 8), (9, 5), (50, 3)])
def test_equals_plain_loops(loss, twin, shape):
    triplets = random_triplets(*shape)
    assert loss(*triplets).item() == pytest.approx(mean_by_loops(twin, triplets), abs=1e-9)
    single = loss(*(part.float() for part in triplets))
    assert single.item() == pytest.approx(mean_by_loops(twin, triplets), abs=1e-6)
    weights = torch.rand(shape[0])
    assert loss(*triplets, weights).item() == pytest.approx(mean_by_loops(twin, triplets, weights), abs=1e-7)


@pytest.mark.parametrize(("loss", "twin"), CASES)
def test_gradients_are_those_of_finite_differences(loss, twin):
    triplets = [part.clone().requires_grad_() for part in random_triplets(4, 3)]
    assert torch.autograd.gradcheck(loss, (*triplets, torch.rand(4, dtype=torch.float64)))


@pytest.mark.parametrize(("loss", "twin"), CASES)
def test_photos_that_coincide_have_finite_gradients(loss, twin):
    same = torch.tensor([[0.6, 0.8]] * 3, requires_grad=True)
    value = loss(same, same, same)
    assert value.item() == pytest.approx(mean_by_loops(twin, [same.detach()] * 3))
    value.backward()
    assert torch.isfinite(same.grad).all()


@pytest.mark.parametrize(("loss", "twin"), CASES)
def test_no_triplets_count_nothing(loss, twin):
    empty = torch.empty(0, 4, requires_grad=True)
    value = loss(empty, empty, empty)
    value.backward()
    assert value.item() == 0


def test_far_apart_neither_overflows_nor_vanishes():
    far, near = torch.tensor([[1000.0]]), torch.tensor([[0.0]])
    assert TripletLogExpLoss()(near, far, near).item() == pytest.approx(1000)
    assert TripletLogExpLoss()(near, near, far).item() == 0


def test_triplets_in_order_by_more_than_the_margin_count_nothing():
    anchor, negative = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, 1.0]])
    assert TripletMarginLoss()(anchor, anchor, negative).item() == 0
    assert TripletMarginLoss()(anchor, negative, anchor).item() == pytest.approx(0.5 * 2.1)


@pytest.mark.parametrize(("loss", "twin"), CASES)
def test_nonsense_is_refused(loss, twin):
    x = torch.zeros(2, 3)
    for wrong in ((x, x, x[:1]), (x, x[:, :2], x), (x[0], x[0], x[0])):
        with pytest.raises(ValueError, match="must all be N x D"):
            loss(*wrong)
    with pytest.raises(ValueError, match="one weight a triplet"):
        loss(x, x, x, torch.ones(3))
