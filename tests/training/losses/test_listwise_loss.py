"""What holds for all losses on whole rankings."""

import pytest
import torch

from photosearch.training.losses import APLoss, TieAwareAPLoss
from tests.training.losses.listwise_cases import RANGES, random_batch, tied_batch
from tests.training.losses.test_ap_loss import precision_by_loops
from tests.training.losses.test_tie_aware_ap_loss import TWINS, loss_by_loops

MAKERS = {
    "ap": (lambda *limits: APLoss(*limits), precision_by_loops),
    "tie-aware": (lambda *limits: TieAwareAPLoss(*limits), TWINS[False]),
    "simplified": (lambda *limits: TieAwareAPLoss(*limits, simplified=True), TWINS[True]),
}


@pytest.fixture(params=MAKERS)
def maker(request):
    return MAKERS[request.param][0]


@pytest.fixture(params=MAKERS)
def with_twin(request):
    return MAKERS[request.param]


@pytest.mark.parametrize("limits", RANGES)
def test_gradients_are_those_of_finite_differences(maker, limits):
    similarities, labels = random_batch((3, 7), *limits[1:], seed=4)
    weights = torch.tensor([0.5, 2.0, 1.0], dtype=torch.float64)
    similarities.requires_grad_()
    loss = maker(*limits)
    assert torch.autograd.gradcheck(lambda x: loss(x, labels, weights), similarities, eps=1e-7)


def test_weights(with_twin):
    make, twin = with_twin
    similarities, labels = random_batch((4, 9))
    weights = torch.tensor([0.0, 0.5, 3.0, 1.0])
    expected = loss_by_loops(twin, similarities, labels, 25, 0.0, 1.0, weights)
    assert make()(similarities, labels, weights).item() == pytest.approx(expected, abs=1e-9)
    assert make()(similarities, labels, torch.ones(4)) == make()(similarities, labels)


def test_queries_without_positives_are_left_out_of_the_mean(with_twin):
    make, twin = with_twin
    similarities, labels = random_batch((5, 8))
    labels[1] = labels[4] = 0
    weights = torch.rand(5)
    similarities.requires_grad_()
    value = make()(similarities, labels, weights)
    expected = loss_by_loops(twin, similarities.detach(), labels, 25, 0.0, 1.0, weights)
    assert value.item() == pytest.approx(expected, abs=1e-9)
    kept = [0, 2, 3]
    torch.testing.assert_close(value, make()(similarities[kept], labels[kept], weights[kept]))
    value.backward()
    assert torch.isfinite(similarities.grad).all() and not similarities.grad[[1, 4]].any()


def test_no_positives_at_all_and_no_queries(maker):
    for shape in ((3, 4), (0, 4), (2, 0)):
        similarities = torch.rand(shape, requires_grad=True)
        value = maker()(similarities, torch.zeros(shape))
        value.backward()
        assert value.item() == 0 and not similarities.grad.any()


def test_beyond_the_range_counts_as_its_end_and_has_no_gradient(maker):
    similarities = torch.tensor([[3.0, 0.6, -2.0, 0.4]], requires_grad=True)
    labels = torch.tensor([[1, 0, 1, 0]])
    value = maker()(similarities, labels)
    assert value == maker()(torch.tensor([[1.0, 0.6, 0.0, 0.4]]), labels)
    value.backward()
    assert torch.isfinite(similarities.grad).all() and not similarities.grad[0, [0, 2]].any()


def test_gradients_of_ties_are_finite(maker):
    similarities, labels = tied_batch()
    similarities.requires_grad_()
    maker()(similarities, labels).backward()
    assert torch.isfinite(similarities.grad).all()


def test_descending_the_gradient_ranks_the_positives_first(maker):
    similarities, labels = random_batch((4, 12), seed=2)
    similarities = similarities.clamp(0.05, 0.95).requires_grad_()
    before = maker()(similarities, labels).item()
    for _ in range(60):
        (gradient,) = torch.autograd.grad(maker()(similarities, labels), similarities)
        similarities = (similarities - 0.05 * gradient).clamp(0, 1).detach().requires_grad_()
    assert maker()(similarities, labels).item() < 0.8 * before


@pytest.mark.parametrize("elements", [1, 200, 500])
def test_pieces_change_nothing(maker, elements):
    similarities, labels = random_batch((7, 5))
    labels[2] = 0
    similarities.requires_grad_()
    weights = torch.rand(7)
    loss = maker()
    whole = loss(similarities, labels, weights)
    (gradient,) = torch.autograd.grad(whole, similarities)
    loss.piece_elements = elements
    parts = loss(similarities, labels, weights)
    torch.testing.assert_close(parts, whole, rtol=0, atol=1e-12)
    torch.testing.assert_close(torch.autograd.grad(parts, similarities)[0], gradient, rtol=0, atol=1e-12)


def test_half_precision_is_counted_in_single(maker):
    similarities, labels = random_batch((3, 50))
    half = similarities.clamp(0, 1).half()
    assert maker()(half, labels) == maker()(half.float(), labels)


def test_nonsense_is_refused(maker):
    with pytest.raises(ValueError, match="at least two bins"):
        maker(1, 0.0, 1.0)
    with pytest.raises(ValueError, match="low < high"):
        maker(25, 1.0, 1.0)
    with pytest.raises(ValueError, match="both be N x M"):
        maker()(torch.zeros(2, 3), torch.zeros(3, 2))
    with pytest.raises(ValueError, match="both be N x M"):
        maker()(torch.zeros(3), torch.zeros(3))
    with pytest.raises(ValueError, match="one weight a query"):
        maker()(torch.zeros(2, 3), torch.ones(2, 3), torch.ones(3))
