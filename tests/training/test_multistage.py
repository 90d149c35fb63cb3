"""The gradient of the stages against the ordinary one of the whole batch, in float64."""

import pytest
import torch

from photosearch.training.listwise import SIMILARITIES, ranking_loss
from photosearch.training.losses import APLoss, TripletMarginLoss
from photosearch.training.multistage import gradient_at, multistage_backward, ordinary_backward
from photosearch.training.triplets import three_streams
from tests.training import small


@pytest.fixture
def network():
    return small.network().double()


@pytest.fixture
def pixels():
    return torch.from_numpy(small.pictures()[0][:12])


LABELS = torch.arange(12) // 3
WEIGHTS = torch.rand(12, dtype=torch.float64, generator=torch.Generator().manual_seed(3))


def plain_ap(descriptors):
    """S = D D^T whole, the diagonal left out with a loop."""
    similarities = descriptors @ descriptors.T
    rows = [torch.cat([row[:i], row[i + 1 :]]) for i, row in enumerate(similarities)]
    labels = [[float(LABELS[i] == LABELS[j]) for j in range(12) if j != i] for i in range(12)]
    return APLoss()(torch.stack(rows), torch.tensor(labels, dtype=torch.float64), WEIGHTS)


def plain_triplet(descriptors):
    return TripletMarginLoss(0.5)(descriptors[:4], descriptors[4:8], descriptors[8:])


LOSSES = {
    "ap": (ranking_loss(APLoss(), LABELS, WEIGHTS), plain_ap),
    "ap row by row": (ranking_loss(APLoss(), LABELS, WEIGHTS, at_a_time=1), plain_ap),
    "triplet": (three_streams(TripletMarginLoss(0.5)), plain_triplet),
}


def gradients(network):
    found = [parameter.grad.clone() for parameter in network.parameters()]
    network.zero_grad(set_to_none=True)
    return found


@pytest.mark.parametrize("sizes", [(12,), (1,) * 12, (5, 5, 2), (1, 7, 4), (6, 6)])
@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("backward", [multistage_backward, ordinary_backward])
def test_gradient_is_the_ordinary_one(network, pixels, sizes, name, backward):
    loss, plain = LOSSES[name]
    expected = plain(network(pixels)[0])
    expected.backward()
    wanted = gradients(network)
    assert max(gradient.abs().max() for gradient in wanted) > 1e-3
    value = backward(lambda piece: network(piece)[0], pixels.split(sizes), loss)
    assert value == pytest.approx(expected.item(), abs=1e-12)
    for one, other in zip(gradients(network), wanted, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-9, atol=1e-9 * float(other.abs().max()))


def test_gradients_accumulate(network, pixels):
    loss, _ = LOSSES["ap"]
    for _ in range(2):
        multistage_backward(lambda piece: network(piece)[0], pixels.split(5), loss)
    twice = gradients(network)
    multistage_backward(lambda piece: network(piece)[0], pixels.split(5), loss)
    for one, other in zip(twice, gradients(network), strict=True):
        torch.testing.assert_close(one, 2 * other)


def test_only_one_piece_is_alive_at_a_time(network, pixels):
    """Every piece is described without gradients first, then once with."""
    calls = []

    def describe(piece):
        calls.append((len(piece), torch.is_grad_enabled()))
        return network(piece)[0]

    multistage_backward(describe, pixels.split(5), LOSSES["ap"][0])
    assert calls == [(5, False), (5, False), (2, False), (5, True), (5, True), (2, True)]


@pytest.mark.parametrize("at_a_time", [1, SIMILARITIES])
def test_queries_without_positives_are_left_out(at_a_time):
    """The parts of the loss sum to that of all rows also where some rows do not count."""
    labels = torch.tensor([0, 0, 1, 2, 2, 3])
    descriptors = torch.nn.functional.normalize(torch.rand(6, 4, dtype=torch.float64), dim=1)
    whole = ranking_loss(APLoss(), labels, torch.ones(6, dtype=torch.float64), at_a_time)
    value, gradient = gradient_at(descriptors, whole)
    similarities = (descriptors @ descriptors.T)[~torch.eye(6, dtype=bool)].view(6, 5)
    same = (labels[:, None] == labels)[~torch.eye(6, dtype=bool)].view(6, 5)
    assert value == pytest.approx(APLoss()(similarities, same.double()).item(), abs=1e-12)
    assert gradient.isfinite().all()
