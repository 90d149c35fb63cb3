import copy

import pytest
import torch
from torch import nn

from photosearch.network.backbones import create_backbone
from photosearch.network.batch_norm import FrozenBatchNorm2d, freeze_batch_norm


@pytest.fixture
def network():
    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4), nn.Sequential(nn.BatchNorm2d(4)))
    network(torch.randn(8, 3, 5, 5))  # statistics other than 0 and 1
    return network


def statistics(network):
    return {k: v.clone() for k, v in network.state_dict().items() if "running" in k or "batches" in k}


def test_statistics_survive_training(network):
    names = list(network.state_dict())
    before = statistics(freeze_batch_norm(network))
    x = torch.randn(4, 3, 5, 5)
    expected = network.eval()(x)
    for mode in (network.train, network[2].train, copy.deepcopy(network).train):
        mode()
        torch.testing.assert_close(network(x), expected)
    assert network.training and not network[1].training and not network[2][0].training
    assert all(torch.equal(before[name], value) for name, value in statistics(network).items())
    assert list(network.state_dict()) == names


def test_a_copy_stays_frozen(network):
    copied = copy.deepcopy(freeze_batch_norm(network)).train()
    assert isinstance(copied[1], FrozenBatchNorm2d) and not copied[1].training


def test_rows_of_a_batch_do_not_depend_on_each_other():
    network = freeze_batch_norm(create_backbone("resnet18")).train()
    x = torch.randn(3, 3, 33, 40)
    with torch.no_grad():
        torch.testing.assert_close(network(x)[1:2], network(x[1:2]), atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("parameters", [False, True])
def test_weights_are_frozen_only_where_asked(network, parameters):
    network[1].bias.requires_grad_(False)
    freeze_batch_norm(network, parameters)
    assert network[2][0].weight.requires_grad is not parameters and network[0].weight.requires_grad
    assert not network[1].bias.requires_grad, "what was frozen before stays so"


@pytest.mark.parametrize(
    "other", [nn.BatchNorm1d(3), nn.SyncBatchNorm(3), nn.BatchNorm2d(3, track_running_stats=False)]
)
def test_what_cannot_be_frozen_is_not_passed_over(other, network):
    with pytest.raises(ValueError, match="cannot be frozen"):
        freeze_batch_norm(nn.Sequential(network, other))
    assert type(network[1]) is nn.BatchNorm2d
