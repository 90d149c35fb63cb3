"""Against torchvision's own networks, whose names and outputs published checkpoints rely on."""

import pytest
import torch

from photosearch.network.backbones import create_backbone
from photosearch.network.torchvision_import import import_torchvision

models = import_torchvision().models


@pytest.fixture(scope="module", params=["resnet18", "resnet50"])
def whole(request):
    torch.manual_seed(3)
    network = getattr(models, request.param)(weights=None).eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.running_mean, -0.1, 0.1)
            torch.nn.init.uniform_(module.running_var, 0.8, 1.2)
    return request.param, network


@torch.no_grad()
def test_features_are_those_torchvision_classifies(whole):
    name, network = whole
    backbone = create_backbone(name, network.state_dict()).eval()
    x = torch.randn(2, 3, 64, 50)
    torch.testing.assert_close(network.fc(backbone(x).mean(dim=(2, 3))), network(x))


@pytest.mark.parametrize("name", ["resnet18", "resnet50", "resnet101", "resnet152"])
def test_parameters_have_torchvisions_names_and_shapes(name):
    with torch.device("meta"):
        published = getattr(models, name)(weights=None).state_dict()
        own = create_backbone(name).state_dict()
    expected = {key: value.shape for key, value in published.items() if not key.startswith("fc.")}
    assert {key: value.shape for key, value in own.items()} == expected


def test_state_dicts_older_than_the_batch_counter_load(whole):
    name, network = whole
    state = {k: v for k, v in network.state_dict().items() if not k.endswith("num_batches_tracked")}
    assert torch.equal(create_backbone(name, state).conv1.weight, network.conv1.weight)


def test_other_networks_are_refused():
    state = create_backbone("resnet18").state_dict()
    for wrong in (
        {k: v for k, v in state.items() if k != "layer3.0.conv1.weight"},
        state | {"surplus": torch.zeros(1)},
        state | {"conv1.weight": torch.zeros(64, 3, 3, 3)},
    ):
        with pytest.raises(ValueError, match="of another network"):
            create_backbone("resnet18", wrong)


def test_there_is_no_folded_form():
    with pytest.raises(ValueError, match="with its batch norms only"):
        create_backbone("resnet18", batch_norm=False)
